//! A text with a name, and places in it. Knows nothing about where texts come from or how places are shown.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A half-open range of byte offsets in a [`Source`].
pub type Span = Range<usize>;

/// A named text that places point into: a file, standard input, or a file built into the program.
pub struct Source {
    name: String,
    text: String,
    /// Where each line begins; made when the first position is asked for.
    line_starts: OnceLock<Vec<usize>>,
}

impl Source {
    /// Wraps `text` under the name that messages show, usually a path relative to the working folder.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into(), line_starts: OnceLock::new() })
    }

    /// Returns the name that messages show.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the whole text, without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the part of the text that `span` covers, clamped to whole characters inside the text.
    pub fn slice(&self, span: &Span) -> &str {
        &self.text[self.clamp(span)]
    }

    /// Moves both ends of `span` to character boundaries inside the text, so that no renderer can trip over it.
    pub fn clamp(&self, span: &Span) -> Span {
        let floor = |offset: usize| {
            let mut offset = offset.min(self.text.len());
            while !self.text.is_char_boundary(offset) {
                offset -= 1;
            }
            offset
        };
        let start = floor(span.start);
        start..floor(span.end).max(start)
    }

    /// Returns the line and column of a byte offset.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.clamp(&(offset..offset)).start;
        let starts = self.line_starts.get_or_init(|| {
            let newlines = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(newlines.map(|(newline, _)| newline + 1)).collect()
        });
        let line = starts.partition_point(|start| *start <= offset);
        Position { line, column: self.text[starts[line - 1]..offset].chars().count() + 1 }
    }
}

/// Shows the name only: a text may be long.
impl fmt::Debug for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Source").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A place as people count it: both parts start at 1, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let source = Source::new("a.yaml", "id: x\ntitle: héé!\n");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        let bang = source.text().find('!').expect("the text has one");
        assert_eq!(source.position(bang), Position { line: 2, column: 11 });
    }

    #[test]
    fn a_span_past_the_end_or_inside_a_character_is_clamped() {
        let source = Source::new("a.yaml", "é");
        assert_eq!(source.slice(&(0..99)), "é");
        assert_eq!(source.clamp(&(1..1)), 0..0);
    }
}
