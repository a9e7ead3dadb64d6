//! Edits that write what was plainly meant, in the place where something else stands.

use crate::diagnostic::{Diagnostic, Fix, Place};
use crate::load::ambiguity::other_reading;

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

/// Returns where `word` stands in a text that is nothing else, or a line of words with this one only once.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule;
    use crate::source::Source;

    /// What becomes of a text when `old` in the place of `written` is rewritten.
    fn edited(text: &str, written: &str, old: &str, new: &str) -> Option<String> {
        let source = Source::new("a.yaml", text);
        let start = text.find(written).expect("the text has it");
        let mut finding = Diagnostic::at(&rule::UNKNOWN_NAME, &source, start..start + written.len(), "unknown");
        rewrite(&mut finding, old, new);
        let fix = finding.fix?;
        Some([&text[..fix.span.start], &fix.text, &text[fix.span.end..]].concat())
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
}
