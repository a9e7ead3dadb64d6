//! Characters that cannot be seen, or look like others: an error beside one looks wrong on screen until they are named.

use crate::diagnostic::{Diagnostic, Place};
use crate::rule::{self, Severity};
use crate::source::{Source, Span};
use crate::text::count;

/// How much of what a finding points at is looked through, in bytes.
const LOOKED_THROUGH: usize = 200;

/// How many characters are named beside one finding.
const NAMED: usize = 2;

/// The name of a character, and what to do about it.
fn named(letter: char) -> Option<(&'static str, &'static str)> {
    const SPACE: &str = "write a plain space";
    const DELETE: &str = "delete it";
    Some(match letter {
        '\u{a0}' => ("no-break space", SPACE),
        '\u{202f}' => ("narrow no-break space", SPACE),
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' => ("space of another width", SPACE),
        '\u{3000}' => ("full-width space", SPACE),
        '\u{ad}' => ("soft hyphen", DELETE),
        '\u{200b}' => ("zero-width space", DELETE),
        '\u{200c}' => ("zero-width non-joiner", DELETE),
        '\u{200d}' => ("zero-width joiner", DELETE),
        '\u{200e}' | '\u{200f}' | '\u{61c}' => ("mark of text direction", DELETE),
        '\u{2060}' => ("word joiner", DELETE),
        '\u{feff}' => ("byte-order mark", DELETE),
        '\u{ff1a}' => ("full-width colon", "write a plain colon and a space"),
        '\u{ff0c}' => ("full-width comma", "write a plain comma and a space"),
        '\u{2010}' | '\u{2011}' => ("hyphen of another kind", "write a plain hyphen"),
        '\u{2212}' => ("minus sign of another kind", "write a plain hyphen"),
        _ => return None,
    })
}

/// Whether a character cannot be told from nothing, or from a plain one.
pub(super) fn is_deceptive(letter: char) -> bool {
    named(letter).is_some()
}

/// Returns what a name reads like: without characters that cannot be seen, up to a colon that is none.
pub(super) fn apparent(name: &str) -> String {
    let is_end = |letter: char| matches!(letter, ':' | '\u{ff1a}');
    let name = name.split(is_end).next().unwrap_or_default();
    name.chars().filter(|letter| !is_deceptive(*letter)).collect::<String>().trim().to_owned()
}

/// Adds to each error what cannot be seen in its place: the first thing to do about it.
pub(super) fn name_invisible(findings: &mut [Diagnostic]) {
    for finding in findings.iter_mut().filter(|finding| finding.severity == Severity::Error) {
        let Place::Text(label) = &finding.place else { continue };
        let source = &label.source;
        let mut seen: Vec<usize> = Vec::new();
        for span in suspects(source, &label.span, finding.rule == &rule::SYNTAX_ERROR) {
            let offsets = source.text()[span.clone()].char_indices().filter(|(_, letter)| is_deceptive(*letter));
            seen.extend(offsets.map(|(offset, _)| span.start + offset));
        }
        seen.sort_unstable();
        seen.dedup();
        let help: Vec<String> = seen.iter().take(NAMED).filter_map(|at| words(source, *at)).collect();
        finding.help.splice(0..0, help);
    }
}

fn words(source: &Source, at: usize) -> Option<String> {
    let letter = source.text()[at..].chars().next()?;
    let (name, advice) = named(letter)?;
    let position = source.position(at);
    let code = u32::from(letter);
    Some(format!("a {name} (U+{code:04X}) is in line {}, column {}: {advice}", position.line, position.column))
}

/// Where to look: at what the finding points at and the indentation before it; for an error of syntax, which can come to light
/// late, at its whole line and the one above.
fn suspects(source: &Source, span: &Span, is_syntax: bool) -> Vec<Span> {
    let text = source.text();
    let span = source.clamp(span);
    // One line may hold all of a file, and many errors.
    let number = source.position(span.start).line;
    let line_start = source.line_start(number);
    if is_syntax {
        let above = source.line_start(number - usize::from(number > 1));
        let end = source.line_start(number + 1);
        return vec![source.clamp(&(above..end.min(above + 4 * LOOKED_THROUGH)))];
    }
    let line = &text[line_start..span.start];
    let indent =
        line.len() - line.trim_start_matches(|letter: char| letter.is_whitespace() || is_deceptive(letter)).len();
    let end = span.end.min(span.start + LOOKED_THROUGH);
    vec![line_start..line_start + indent, source.clamp(&(span.start..end))]
}

/// Says how the line of an error is indented, if no line above it that it could belong to is indented alike.
pub(super) fn odd_indentation(source: &Source, offset: usize) -> Option<String> {
    let text = source.text();
    let start = text[..source.clamp(&(offset..offset)).start].rfind('\n').map_or(0, |at| at + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = indent(&text[start..]);
    let is_written = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let mut open: Vec<usize> = Vec::new();
    for line in text[..start].lines().rev().filter(is_written) {
        let level = indent(line);
        if open.last().is_none_or(|last| level < *last) {
            open.push(level);
        }
        if level == 0 {
            break;
        }
    }
    let is_odd = !open.is_empty() && own > 0 && !open.contains(&own);
    let nearest = |is_side: &dyn Fn(&usize) -> bool| {
        open.iter().copied().filter(|level| is_side(level)).min_by_key(|level| level.abs_diff(own))
    };
    let sides = [nearest(&|level| *level < own), nearest(&|level| *level > own)];
    let levels: Vec<String> = sides.into_iter().flatten().map(|level| level.to_string()).collect();
    is_odd.then(|| {
        format!(
            "this line is indented by {}, the lines above it that it could belong to by {}",
            count(own, "space"),
            levels.join(" or ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_like_what_can_be_seen_of_it() {
        for name in
            ["weight", "wei\u{200b}ght", "\u{feff}weight", "weight\u{ff1a}100", "weight:\u{a0}100", "weight\u{a0}"]
        {
            assert_eq!(apparent(name), "weight", "{name:?}");
        }
    }

    #[test]
    fn a_line_between_two_levels_is_odd() {
        let odd = |text: &str| odd_indentation(&Source::new("a.yaml", text), text.len() - 1);
        let words = "this line is indented by 1 space, the lines above it that it could belong to by 0 or 2";
        assert_eq!(odd("a:\n  b: 1\n c: 2\n").as_deref(), Some(words));
        let deeper = "this line is indented by 5 spaces, the lines above it that it could belong to by 4";
        assert_eq!(odd("a:\n  b:\n    c: 1\n\n     d: 2\n").as_deref(), Some(deeper));
        assert_eq!(odd("a:\n  b: 1\n  c: 2\n"), None);
        assert_eq!(odd("a:\n    b: 1\nc: 2\n"), None);
    }
}
