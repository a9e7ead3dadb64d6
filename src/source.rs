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
    /// How many characters there are before every [`STRIDE`]th byte: in a long line, columns are not counted from its start
    /// each time.
    counted: OnceLock<Vec<usize>>,
}

impl Source {
    /// Wraps `text` under the name that messages show, usually a path relative to the working folder.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self { name: name.into(), text: text.into(), line_starts: OnceLock::new(), counted: OnceLock::new() })
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
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset);
        let start = starts[line - 1];
        let column = if offset - start < 2 * STRIDE {
            self.text[start..offset].chars().count()
        } else {
            self.characters_before(offset) - self.characters_before(start)
        };
        Position { line, column: column + 1 }
    }

    /// Returns the byte offset at which a line begins, counted from 1; past the last line the length of the text.
    pub fn line_start(&self, line: usize) -> usize {
        self.line_starts().get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let newlines = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(newlines.map(|(newline, _)| newline + 1)).collect()
        })
    }

    /// Counts the characters before a byte offset, from the nearest place where that is known.
    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let characters = |bytes: &[u8]| bytes.iter().filter(|byte| !is_continuation(**byte)).count();
        let counted = self.counted.get_or_init(|| {
            let mut before = 0;
            let strides = bytes.chunks(STRIDE).map(|stride| {
                before += characters(stride);
                before
            });
            std::iter::once(0).chain(strides).collect()
        });
        let stride = offset / STRIDE;
        counted[stride] + characters(&bytes[stride * STRIDE..offset])
    }
}

const STRIDE: usize = 4096;

/// Whether a byte of UTF-8 belongs to the character before it.
fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
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
    fn columns_of_a_long_line_count_characters_too() {
        let source = Source::new("a.yaml", format!("\n{}", "aéж漢😀".repeat(4 * STRIDE)));
        for characters in [0, 1, STRIDE, 2 * STRIDE + 3, 10 * STRIDE + 1, 20 * STRIDE] {
            let offset = source.text().char_indices().nth(characters + 1).map_or(source.text().len(), |(at, _)| at);
            assert_eq!(source.position(offset), Position { line: 2, column: characters + 1 });
        }
    }

    #[test]
    fn lines_begin_behind_line_breaks() {
        let source = Source::new("a.yaml", "a\n\nbc");
        assert_eq!([1, 2, 3, 4, 9].map(|line| source.line_start(line)), [0, 2, 3, 5, 5]);
    }

    #[test]
    fn a_span_past_the_end_or_inside_a_character_is_clamped() {
        let source = Source::new("a.yaml", "é");
        assert_eq!(source.slice(&(0..99)), "é");
        assert_eq!(source.clamp(&(1..1)), 0..0);
    }
}
