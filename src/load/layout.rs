//! One layout for the files of a pack. What a file says stays the same, and so do its comments and their places.

use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle};
use pretty_yaml::config::{FormatOptions, LayoutOptions, LineBreak};
use pretty_yaml::format_text;

use crate::diagnostic::Diagnostic;
use crate::load::read::MAX_BYTES;
use crate::load::yaml;
use crate::source::Source;

/// How deep a file may be nested: the formatter calls itself for every level. A role is six levels deep.
const MAX_DEPTH: usize = 64;

/// Returns the text of a YAML file in the one layout, or nothing where the layout would change what the file says.
///
/// # Errors
///
/// Everything that keeps the file from being read as YAML.
pub fn laid_out(source: &Arc<Source>) -> Result<Option<String>, Vec<Diagnostic>> {
    yaml::tree(source)?;
    let Some(before) = kept(source.text()) else { return Ok(None) };
    let Ok(text) = format_text(source.text(), &options(source.text())) else { return Ok(None) };
    let is_same = yaml::tree(&Source::new(source.name(), text.as_str())).is_ok() && kept(&text) == Some(before);
    Ok(is_same.then_some(text))
}

/// Lines are never broken or joined: where a sentence ends in a line is up to its author.
fn options(text: &str) -> FormatOptions {
    let line_break = if text.contains("\r\n") { LineBreak::Crlf } else { LineBreak::Lf };
    let layout = LayoutOptions { print_width: MAX_BYTES, line_break, ..LayoutOptions::default() };
    FormatOptions { layout, ..FormatOptions::default() }
}

/// What a layout must keep, in file order.
#[derive(Debug, PartialEq, Eq)]
enum Kept {
    Text(String),
    /// A scalar without quotes: what it is depends on how it reads, as `no` and `1` show.
    Plain(String),
    Sequence,
    Mapping,
    End,
    Anchor(usize),
    Alias(usize),
    /// A comment, and whether it has a line of its own: an ignore comment holds for what is beside or below it.
    Comment(String, bool),
}

/// Reads what a layout must keep, or nothing where the text cannot be read or is nested too deep.
fn kept(text: &str) -> Option<Vec<Kept>> {
    let mut kept = Vec::new();
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        match event {
            Event::Scalar(value, ScalarStyle::Plain, anchor, _) => {
                kept.extend([Kept::Anchor(anchor), Kept::Plain(value.into_owned())]);
            }
            Event::Scalar(value, _, anchor, _) => {
                kept.extend([Kept::Anchor(anchor), Kept::Text(value.into_owned())]);
            }
            Event::SequenceStart(_, anchor, _) => {
                depth += 1;
                kept.extend([Kept::Anchor(anchor), Kept::Sequence]);
            }
            Event::MappingStart(_, anchor, _) => {
                depth += 1;
                kept.extend([Kept::Anchor(anchor), Kept::Mapping]);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                depth = depth.saturating_sub(1);
                kept.push(Kept::End);
            }
            Event::Alias(anchor) => kept.push(Kept::Alias(anchor)),
            Event::Comment(_, _) => kept.push(comment(text, span.byte_range()?)),
            // Starts and ends of the stream and of its one document.
            _ => {}
        }
        if depth > MAX_DEPTH {
            return None;
        }
    }
    Some(kept)
}

fn comment(text: &str, span: std::ops::Range<usize>) -> Kept {
    let line = text[..span.start].rsplit('\n').next().unwrap_or_default();
    Kept::Comment(text[span].trim_end().to_owned(), line.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        laid_out(&Source::new("a.yaml", text)).expect("readable YAML")
    }

    #[test]
    fn spaces_quotes_and_empty_lines_get_one_form() {
        let wild = "id:   'team'\n\n\n\nscale: {min: 1,max: 5}   # the usual\nlist:\n- one\n-   two\n";
        let tidy = "id: \"team\"\n\nscale: { min: 1, max: 5 } # the usual\nlist:\n  - one\n  - two\n";
        assert_eq!(of(wild).as_deref(), Some(tidy));
        assert_eq!(of(tidy).as_deref(), Some(tidy));
    }

    #[test]
    fn anchors_block_texts_and_comments_stay() {
        let text = "# head\nx-shared: &why\n  Because.\nwhy: *why\nabout: >-\n  One line.\n  Another one.\n\n  # no comment\n\
                    # rolefit: ignore[RF110] two parts by design\nlist: # beside\n  # above\n  - a # behind\n# foot\n";
        let laid = of(text).expect("a layout");
        for kept in ["&why", "*why", ">-\n  One line.\n  Another one.\n\n  # no comment\n# rolefit: ignore[RF110]"] {
            assert!(laid.contains(kept), "{laid}");
        }
        assert_eq!(kept(&laid), kept(text));
        assert_eq!(of(&laid), Some(laid));
    }

    #[test]
    fn windows_line_ends_stay() {
        assert_eq!(of("a:   1\r\nb:  2\r\n").as_deref(), Some("a: 1\r\nb: 2\r\n"));
    }

    #[test]
    fn what_is_nested_too_deep_is_left_alone() {
        assert_eq!(of(&format!("a: {}{}\n", "[".repeat(70), "]".repeat(70))), None);
    }
}
