//! Edits that replace a slip by what was plainly meant.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Fix, Place};
use crate::load::plain_scalar::other_reading;
use crate::load::yaml;
use crate::source::Source;

/// Adds the edit that writes `new` for `old`, the value or key that a finding points at, or one word of it. Quotes are
/// kept; what is written in any other way than it reads, as with an alias or an escape, is left to its author.
pub fn rewrite(finding: &mut Diagnostic, old: &str, new: &str) {
    let Place::Text(label) = &finding.place else { return };
    let written = label.source.slice(&label.span);
    let unquoted = unquoted(written);
    let text = unquoted.unwrap_or(written);
    let Some(at) = only_place(text, old) else { return };
    let edited = [&text[..at], new, &text[at + old.len()..]].concat();
    if unquoted.is_none() && other_reading(&edited).is_some() {
        return;
    }
    let start = label.span.start + usize::from(unquoted.is_some()) + at;
    finding.fix = Some(Fix {
        title: format!("write `{new}`"),
        source: label.source.clone(),
        span: start..start + old.len(),
        text: new.to_owned(),
    });
}

/// Returns where `word` is in a text that is nothing else, or a line of words with this one only once.
fn only_place(text: &str, word: &str) -> Option<usize> {
    if text == word {
        return Some(0);
    }
    let mut places = text.split(' ').scan(0, |next, part| {
        let at = *next;
        *next += part.len() + 1;
        Some((at, part))
    });
    let mut places = places.by_ref().filter(|(_, part)| *part == word).map(|(at, _)| at);
    let place = places.next()?;
    places.next().is_none().then_some(place)
}

fn unquoted(written: &str) -> Option<&str> {
    ['"', '\''].into_iter().find_map(|quote| written.strip_prefix(quote)?.strip_suffix(quote))
}

/// Adds the edit that takes the quotes off a value that reads `text`.
pub fn unquote(finding: &mut Diagnostic, text: &str) {
    let Place::Text(label) = &finding.place else { return };
    if unquoted(label.source.slice(&label.span)) == Some(text) {
        replace(finding, "remove the quotes", text.to_owned());
    }
}

/// Adds the edit that puts other text in place of all that a finding points at.
pub fn replace(finding: &mut Diagnostic, title: &str, text: String) {
    let Place::Text(label) = &finding.place else { return };
    let (source, span) = (label.source.clone(), label.span.clone());
    finding.fix = Some(Fix { title: title.to_owned(), source, span, text });
}

/// Takes back the fixes that would write one of these names, which the pack defines, for the same word in several places:
/// a slip happens once. A spelling that is repeated may be right, and the definition wrong.
pub fn keep_lone_slips(findings: &mut [Diagnostic], defined: &HashSet<String>) {
    let follows = |finding: &Diagnostic| finding.fix.as_ref().is_some_and(|fix| defined.contains(&fix.text));
    let mut times: HashMap<String, usize> = HashMap::new();
    for finding in findings.iter().filter(|finding| follows(finding)) {
        *times.entry(finding.message.clone()).or_default() += 1;
    }
    for finding in findings.iter_mut().filter(|finding| times.get(&finding.message).is_some_and(|times| *times > 1)) {
        finding.fix = None;
    }
}

/// Applies fixes to a YAML text, of two that overlap the first. Returns the new text, and how many were applied: none may
/// break the syntax, or bring in a second key of one name.
pub fn apply(source: &Source, mut fixes: Vec<&Fix>) -> (String, usize) {
    let faults = |text: &str| Some(yaml::tree(&Source::new(source.name(), text)).ok()?.duplicate_keys().len());
    let most = faults(source.text());
    let is_sound = |fixes: &[&Fix]| {
        let faults = faults(&edited(source.text(), fixes));
        faults.is_some() && faults <= most
    };
    fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
    let mut end = 0;
    fixes.retain(|fix| {
        let is_free = fix.span.start >= end;
        end = if is_free { fix.span.end } else { end };
        is_free
    });
    if !is_sound(&fixes) {
        // Rarely needed, so that it may be slow: each is tried on top of those that went well.
        fixes = fixes.into_iter().fold(Vec::new(), |mut kept, fix| {
            kept.push(fix);
            if !is_sound(&kept) {
                kept.pop();
            }
            kept
        });
    }
    (edited(source.text(), &fixes), fixes.len())
}

/// Writes the new texts of edits, which are in order and do not overlap.
fn edited(text: &str, fixes: &[&Fix]) -> String {
    let mut edited = String::with_capacity(text.len());
    let mut next = 0;
    for fix in fixes {
        edited.push_str(&text[next..fix.span.start]);
        edited.push_str(&fix.text);
        next = fix.span.end;
    }
    edited + &text[next..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule;

    /// What becomes of a text when `old` in the place of `written` is rewritten.
    fn edited(text: &str, written: &str, old: &str, new: &str) -> Option<String> {
        let source = Source::new("a.yaml", text);
        let start = text.find(written).expect("the text has it");
        let mut finding = Diagnostic::at(&rule::UNKNOWN_NAME, &source, start..start + written.len(), "unknown");
        rewrite(&mut finding, old, new);
        Some(super::edited(text, &[&finding.fix?]))
    }

    #[test]
    fn quotes_stay_and_so_does_everything_around() {
        assert_eq!(edited("a: wrong # wrong", "wrong", "wrong", "right").as_deref(), Some("a: right # wrong"));
        assert_eq!(edited("a: 'wrong'", "'wrong'", "wrong", "right").as_deref(), Some("a: 'right'"));
        assert_eq!(edited("a: \"wrong\"", "\"wrong\"", "wrong", "right").as_deref(), Some("a: \"right\""));
    }

    #[test]
    fn one_word_of_a_line_is_rewritten_alone() {
        assert_eq!(edited("a: so  wrong", "so  wrong", "wrong", "right").as_deref(), Some("a: so  right"));
        assert_eq!(edited("a: go gone", "go gone", "go", "be").as_deref(), Some("a: be gone"));
        assert_eq!(edited("a: wrong wrong", "wrong wrong", "wrong", "right"), None);
    }

    #[test]
    fn what_reads_otherwise_than_it_is_written_is_left_alone() {
        assert_eq!(edited("a: *wrong", "*wrong", "wrong", "right"), None);
        assert_eq!(edited("a: \"wr\\x6fng\"", "\"wr\\x6fng\"", "wrong", "right"), None);
        assert_eq!(edited("a: yess", "yess", "yess", "yes"), None);
    }

    #[test]
    fn of_fixes_that_overlap_or_spoil_the_file_the_first_is_applied() {
        let text = "a: one\nb: two\n";
        let source = Source::new("a.yaml", text);
        let fix = |span: std::ops::Range<usize>, text: &str| Fix {
            title: String::new(),
            source: source.clone(),
            span,
            text: text.to_owned(),
        };
        let applied = |fixes: &[Fix]| apply(&source, fixes.iter().collect());
        assert_eq!(applied(&[fix(7..8, "c"), fix(0..1, "d")]), ("d: one\nc: two\n".to_owned(), 2));
        assert_eq!(applied(&[fix(5..9, ""), fix(3..6, "1")]), ("a: 1\nb: two\n".to_owned(), 1));
        assert_eq!(applied(&[fix(0..1, "c"), fix(7..8, "c")]), ("c: one\nb: two\n".to_owned(), 1));
        assert_eq!(applied(&[fix(3..3, "["), fix(10..13, "3")]), ("a: one\nb: 3\n".to_owned(), 1));
    }
}
