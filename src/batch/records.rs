//! Records of a table and their cells, quoted or not: one walk over the bytes of a chunk.

use memchr::{memchr, memchr_iter, memchr2};

/// Walks over the records of a chunk, which ends where a record does.
#[derive(Debug)]
pub(super) struct Records<'c> {
    bytes: &'c [u8],
    delimiter: u8,
    /// Where the next one begins.
    pub at: usize,
    /// Where the one that was read last begins, and the lines and records before it.
    pub start: usize,
    pub lines: usize,
    pub records: usize,
    /// The same before the next one.
    next: (usize, usize),
    /// Where a quote opens that is never closed.
    pub open_quote: Option<usize>,
}

/// Where the cells of a record are; it is kept from one record to the next.
#[derive(Debug, Default)]
pub(super) struct Cells {
    spans: Vec<CellSpan>,
    /// The text of cells in which something had to be taken out.
    scratch: Vec<u8>,
}

/// A cell in the chunk, or in the scratch buffer.
#[derive(Clone, Copy, Debug)]
struct CellSpan {
    start: usize,
    end: usize,
    is_scratch: bool,
}

impl Cells {
    fn clear(&mut self) {
        self.spans.clear();
        self.scratch.clear();
    }

    /// Returns the cells of a record of a chunk.
    pub(super) fn iter<'c>(&'c self, chunk: &'c [u8]) -> impl Iterator<Item = &'c [u8]> {
        self.spans.iter().map(move |span| {
            let text = if span.is_scratch { &self.scratch } else { chunk };
            &text[span.start..span.end]
        })
    }
}

impl<'c> Records<'c> {
    pub(super) fn of(bytes: &'c [u8], delimiter: u8) -> Self {
        Self { bytes, delimiter, at: 0, start: 0, lines: 0, records: 0, next: (0, 0), open_quote: None }
    }

    /// Reads the next record that is not an empty line; says whether there was one.
    pub(super) fn read(&mut self, cells: &mut Cells) -> bool {
        loop {
            (self.start, self.lines, self.records) = (self.at, self.next.0, self.next.1);
            match self.bytes[self.at..] {
                [] => return false,
                [b'\n', ..] => self.at += 1,
                [b'\r', b'\n', ..] => self.at += 2,
                [b'\r'] => self.at += 1,
                _ => {
                    cells.clear();
                    while self.cell(cells) {}
                    self.next.1 += 1;
                    return true;
                }
            }
            self.next = (self.lines + 1, self.records + 1);
        }
    }

    /// Reads a cell and what ends it; says whether another one follows.
    #[inline(always)]
    fn cell(&mut self, cells: &mut Cells) -> bool {
        let start = self.at;
        // Most cells are one character, with or without quotes around it.
        let (span, end) = match self.bytes[start..] {
            [only, end, ..] if end == self.delimiter && !self.ends_a_cell(only) && only != b'"' => (1, 0),
            [b'"', only, b'"', end, ..] if end == self.delimiter && only != b'"' && only != b'\n' => (1, 1),
            _ => return self.any_cell(cells),
        };
        cells.spans.push(CellSpan { start: start + end, end: start + end + span, is_scratch: false });
        self.at = start + span + 2 * end + 1;
        true
    }

    fn ends_a_cell(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n'
    }

    fn any_cell(&mut self, cells: &mut Cells) -> bool {
        if self.bytes.get(self.at) == Some(&b'"') {
            return self.quoted_cell(cells);
        }
        let start = self.at;
        let end = self.end_of_cell(start);
        self.finish(cells, CellSpan { start, end, is_scratch: false }, end)
    }

    /// Reads a cell that begins with a quote. What follows its closing quote belongs to it, as in other readers.
    fn quoted_cell(&mut self, cells: &mut Cells) -> bool {
        let start = self.at + 1;
        let mut close = self.quote_from(start);
        self.note_open(start - 1, close);
        let is_simple = self.bytes.get(close + 1).is_none_or(|byte| self.ends_a_cell(*byte));
        if is_simple {
            self.next.0 += memchr_iter(b'\n', &self.bytes[start..close]).count();
            return self.finish(cells, CellSpan { start, end: close, is_scratch: false }, close + 1);
        }
        let (from, mut at) = (cells.scratch.len(), start);
        while self.bytes.get(close + 1) == Some(&b'"') {
            cells.scratch.extend_from_slice(&self.bytes[at..=close]);
            at = close + 2;
            close = self.quote_from(at);
            self.note_open(start - 1, close);
        }
        cells.scratch.extend_from_slice(&self.bytes[at..close]);
        self.next.0 += memchr_iter(b'\n', &self.bytes[start..close]).count();
        let behind = (close + 1).min(self.bytes.len());
        let end = self.end_of_cell(behind);
        cells.scratch.extend_from_slice(&self.bytes[behind..end]);
        self.finish(cells, CellSpan { start: from, end: cells.scratch.len(), is_scratch: true }, end)
    }

    fn note_open(&mut self, quote: usize, close: usize) {
        if close == self.bytes.len() {
            self.open_quote = Some(quote);
        }
    }

    /// Returns where the next quote is; without one the cell goes on to the end.
    fn quote_from(&self, start: usize) -> usize {
        memchr(b'"', &self.bytes[start..]).map_or(self.bytes.len(), |place| start + place)
    }

    fn end_of_cell(&self, start: usize) -> usize {
        memchr2(self.delimiter, b'\n', &self.bytes[start..]).map_or(self.bytes.len(), |place| start + place)
    }

    /// Adds a cell that ends before a byte; says whether another one follows.
    fn finish(&mut self, cells: &mut Cells, mut span: CellSpan, end: usize) -> bool {
        let follows = self.bytes.get(end) == Some(&self.delimiter);
        if !follows {
            let text = if span.is_scratch { &cells.scratch } else { self.bytes };
            // A line may end in two characters.
            if text[span.start..span.end].ends_with(b"\r") {
                span.end -= 1;
            }
            self.next.0 += 1;
        }
        cells.spans.push(span);
        self.at = (end + 1).min(self.bytes.len());
        follows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, usize, Vec<String>)> {
        let mut records = Records::of(text.as_bytes(), b',');
        let (mut cells, mut found) = (Cells::default(), Vec::new());
        while records.read(&mut cells) {
            let texts = cells.iter(text.as_bytes()).map(|cell| String::from_utf8_lossy(cell).into_owned());
            found.push((records.lines, records.records, texts.collect()));
        }
        found
    }

    /// The cells, as the csv crate finds them.
    fn expected(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .terminator(csv::Terminator::Any(b'\n'))
            .from_reader(text.as_bytes());
        let mut found = Vec::new();
        for record in reader.records() {
            let mut cells: Vec<String> = record.expect("text").iter().map(ToOwned::to_owned).collect();
            if let Some(last) = cells.last_mut()
                && last.ends_with('\r')
            {
                last.pop();
            }
            found.push(cells);
        }
        found.retain(|cells| cells != &[""]);
        found
    }

    #[test]
    fn cells_are_those_that_the_csv_crate_finds() {
        let pieces = ["a", "bc", ",", "\"", "\"\"", "\n", "\r\n", "\"x\"", "\",\"", " "];
        let mut random = crate::random::SplitMix64::new(3);
        for _ in 0..20_000 {
            let mut text: String = (0..1 + random.below(12)).map(|_| pieces[random.below(pieces.len())]).collect();
            text.push('\n');
            let found: Vec<Vec<String>> =
                read(&text).into_iter().map(|(_, _, cells)| cells).filter(|cells| cells != &[""]).collect();
            assert_eq!(found, expected(&text), "{text:?}");
        }
    }

    #[test]
    fn a_last_record_may_end_without_a_line_end() {
        for text in ["a,b", "a,\"b\"", "a,b\r", "a,", "\"a\",\"\"\"\""] {
            let found: Vec<Vec<String>> = read(text).into_iter().map(|(_, _, cells)| cells).collect();
            assert_eq!(found, expected(text), "{text:?}");
        }
    }

    #[test]
    fn lines_and_records_are_counted_with_the_empty_ones() {
        let places = |text| read(text).into_iter().map(|(lines, records, _)| (lines, records)).collect::<Vec<_>>();
        assert_eq!(places("a\n\n\r\nb\n"), [(0, 0), (3, 3)]);
        assert_eq!(places("\"a\nb\",c\n\"d \"\"e\n\"\" f\"\ng"), [(0, 0), (2, 1), (4, 2)]);
    }
}
