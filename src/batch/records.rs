//! Records of a table and their cells, quoted or not: one walk over the bytes of a chunk.

use std::borrow::Cow;
use std::ops::Range;

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

/// The cells of the record that was read last; it is kept from one record to the next.
#[derive(Debug, Default)]
pub(super) struct CellBuffer {
    /// For each cell its byte if it is a single one, or else 0.
    bytes: Vec<u8>,
    /// Cells that are neither empty nor a single byte, in order.
    longer: Vec<LongerCell>,
    /// The text of cells in which something had to be taken out.
    scratch: Vec<u8>,
}

/// Where a cell is: in the chunk, or behind its end in the scratch buffer.
#[derive(Clone, Debug)]
struct LongerCell {
    column: usize,
    place: Range<usize>,
}

impl CellBuffer {
    /// Returns the cells of a record of a chunk.
    pub(super) fn cells<'c>(&'c self, chunk: &'c [u8]) -> Cells<'c> {
        Cells { buffer: self, chunk }
    }

    /// Adds a cell of a chunk.
    fn add(&mut self, chunk: &[u8], place: Range<usize>) {
        let byte = match text(chunk, &self.scratch, &place) {
            [byte] => *byte,
            _ => 0,
        };
        if byte == 0 && !place.is_empty() {
            self.longer.push(LongerCell { column: self.bytes.len(), place });
        }
        self.bytes.push(byte);
    }

    /// Adds the cells of eight bytes, if they are four of one byte or two in quotes; says whether they are.
    fn add_short(&mut self, word: u64, delimiter: u8) -> bool {
        if let Some(cells) = four_cells(word, delimiter) {
            self.bytes.extend_from_slice(&cells);
        } else if let Some(cells) = two_quoted_cells(word, delimiter) {
            self.bytes.extend_from_slice(&cells);
        } else {
            return false;
        }
        true
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.longer.clear();
        self.scratch.clear();
    }
}

/// Returns the text of a cell.
fn text<'c>(chunk: &'c [u8], scratch: &'c [u8], place: &Range<usize>) -> &'c [u8] {
    match place.start.checked_sub(chunk.len()) {
        None => &chunk[place.start..place.end],
        Some(start) => &scratch[start..place.end - chunk.len()],
    }
}

/// The cells of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells<'c> {
    buffer: &'c CellBuffer,
    chunk: &'c [u8],
}

impl<'c> Cells<'c> {
    pub(super) fn len(self) -> usize {
        self.buffer.bytes.len()
    }

    /// Returns a cell by its column.
    pub(super) fn at(self, column: usize) -> &'c [u8] {
        let CellBuffer { bytes, longer, scratch } = self.buffer;
        if bytes[column] != 0 {
            return &bytes[column..=column];
        }
        match longer.binary_search_by_key(&column, |cell| cell.column) {
            Ok(index) => text(self.chunk, scratch, &longer[index].place),
            Err(_) => b"",
        }
    }

    /// Returns for each cell its byte if it is a single one, or else 0.
    pub(super) fn bytes(self) -> &'c [u8] {
        &self.buffer.bytes
    }

    pub(super) fn iter(self) -> impl Iterator<Item = &'c [u8]> {
        (0..self.len()).map(move |column| self.at(column))
    }

    /// Puts other texts in their place.
    pub(super) fn map<'t>(self, change: impl Fn(&'c [u8]) -> Cow<'t, [u8]>) -> CellBuffer {
        let mut mapped = CellBuffer::default();
        for cell in self.iter() {
            let start = mapped.scratch.len();
            mapped.scratch.extend_from_slice(&change(cell));
            mapped.add(&[], start..mapped.scratch.len());
        }
        mapped
    }
}

impl<'c> Records<'c> {
    pub(super) fn of(bytes: &'c [u8], delimiter: u8) -> Self {
        Self { bytes, delimiter, at: 0, start: 0, lines: 0, records: 0, next: (0, 0), open_quote: None }
    }

    /// Reads the next record that is not an empty line; says whether there was one.
    pub(super) fn read(&mut self, buffer: &mut CellBuffer) -> bool {
        loop {
            (self.start, self.lines, self.records) = (self.at, self.next.0, self.next.1);
            match self.bytes[self.at..] {
                [] => return false,
                [b'\n', ..] => self.at += 1,
                [b'\r', b'\n', ..] => self.at += 2,
                [b'\r'] => self.at += 1,
                _ => {
                    buffer.clear();
                    self.short_cells(buffer);
                    while self.any_cell(buffer) {
                        self.short_cells(buffer);
                    }
                    self.next.1 += 1;
                    return true;
                }
            }
            self.next = (self.lines + 1, self.records + 1);
        }
    }

    /// Reads cells as long as they are one byte or none, with or without quotes around it, and another one follows: most are.
    fn short_cells(&mut self, buffer: &mut CellBuffer) {
        let Self { bytes, delimiter, mut at, .. } = *self;
        let is_ordinary = |byte| byte != delimiter && byte != b'\n' && byte != b'"';
        loop {
            if let Some(word) = bytes[at..].first_chunk()
                && buffer.add_short(u64::from_le_bytes(*word), delimiter)
            {
                at += 8;
                continue;
            }
            let (byte, length) = match bytes[at..] {
                [end, ..] if end == delimiter => (0, 1),
                [byte, end, ..] if end == delimiter && is_ordinary(byte) && byte != 0 => (byte, 2),
                [b'"', b'"', end, ..] if end == delimiter => (0, 3),
                [b'"', byte, b'"', end, ..]
                    if end == delimiter && (is_ordinary(byte) || byte == delimiter) && byte != 0 =>
                {
                    (byte, 4)
                }
                _ => break,
            };
            buffer.bytes.push(byte);
            at += length;
        }
        self.at = at;
    }

    fn ends_a_cell(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n'
    }

    /// Reads a cell and what ends it; says whether another one follows.
    fn any_cell(&mut self, buffer: &mut CellBuffer) -> bool {
        if self.bytes.get(self.at) == Some(&b'"') {
            return self.quoted_cell(buffer);
        }
        let start = self.at;
        let end = self.end_of_cell(start);
        self.finish(buffer, start..end, end)
    }

    /// Reads a cell that begins with a quote. What follows its closing quote belongs to it, as in other readers.
    fn quoted_cell(&mut self, buffer: &mut CellBuffer) -> bool {
        let start = self.at + 1;
        let mut close = self.quote_from(start);
        self.note_open(start - 1, close);
        let is_simple = self.bytes.get(close + 1).is_none_or(|byte| self.ends_a_cell(*byte));
        if is_simple {
            self.next.0 += memchr_iter(b'\n', &self.bytes[start..close]).count();
            return self.finish(buffer, start..close, close + 1);
        }
        let scratch = &mut buffer.scratch;
        let (from, mut at) = (scratch.len(), start);
        while self.bytes.get(close + 1) == Some(&b'"') {
            scratch.extend_from_slice(&self.bytes[at..=close]);
            at = close + 2;
            close = self.quote_from(at);
            self.note_open(start - 1, close);
        }
        scratch.extend_from_slice(&self.bytes[at..close]);
        self.next.0 += memchr_iter(b'\n', &self.bytes[start..close]).count();
        let behind = (close + 1).min(self.bytes.len());
        let end = self.end_of_cell(behind);
        scratch.extend_from_slice(&self.bytes[behind..end]);
        let before = self.bytes.len();
        let place = before + from..before + scratch.len();
        self.finish(buffer, place, end)
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
    fn finish(&mut self, buffer: &mut CellBuffer, mut place: Range<usize>, end: usize) -> bool {
        let follows = self.bytes.get(end) == Some(&self.delimiter);
        if !follows {
            // A line may end in two characters.
            if text(self.bytes, &buffer.scratch, &place).ends_with(b"\r") {
                place.end -= 1;
            }
            self.next.0 += 1;
        }
        buffer.add(self.bytes, place);
        self.at = (end + 1).min(self.bytes.len());
        follows
    }
}

/// Returns the four cells of eight bytes such as `1,2,b,4,`, one a byte. Each is a digit, a letter or another character from `0` on: no
/// quote, and no end of a line.
fn four_cells(word: u64, delimiter: u8) -> Option<[u8; 4]> {
    const LANES: u64 = 0x0001_0001_0001_0001;
    const HIGHEST: u64 = 0x8000 * LANES;
    let delimiters = u64::from(delimiter) * LANES;
    let cells = word & (0xff * LANES);
    // In each lane of 16 bits the highest is set where a byte is `0` or above, and where it is not the delimiter.
    let from_zero = cells + (0x8000 - u64::from(b'0')) * LANES;
    let differ = (cells ^ delimiters) + 0x7fff * LANES;
    let is_plain = word >> 8 & (0xff * LANES) == delimiters && from_zero & differ & HIGHEST == HIGHEST;
    is_plain.then(|| {
        let pairs = (cells | cells >> 8) & 0x0000_ffff_0000_ffff;
        ((pairs | pairs >> 16) as u32).to_le_bytes()
    })
}

/// Returns the two cells of eight bytes such as `"1","b",`, each a character from `0` on.
fn two_quoted_cells(word: u64, delimiter: u8) -> Option<[u8; 2]> {
    const OUTSIDE: u64 = 0xffff_00ff_ffff_00ff;
    let quotes = u64::from_le_bytes([b'"', 0, b'"', delimiter, b'"', 0, b'"', delimiter]);
    let [_, first, _, _, _, second, _, _] = word.to_le_bytes();
    (word & OUTSIDE == quotes && first.min(second) >= b'0').then_some([first, second])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, usize, Vec<String>)> {
        read_with(text, b',')
    }

    fn read_with(text: &str, delimiter: u8) -> Vec<(usize, usize, Vec<String>)> {
        let mut records = Records::of(text.as_bytes(), delimiter);
        let (mut buffer, mut found) = (CellBuffer::default(), Vec::new());
        while records.read(&mut buffer) {
            let texts = buffer.cells(text.as_bytes()).iter().map(|cell| String::from_utf8_lossy(cell).into_owned());
            found.push((records.lines, records.records, texts.collect()));
        }
        found
    }

    /// The cells, as the csv crate finds them.
    fn expected(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
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
        let pieces = [
            "a",
            "bc",
            ",",
            "\"",
            "\"\"",
            "\n",
            "\r\n",
            "\"x\"",
            "\",\"",
            " ",
            "1,2,",
            "b,",
            "-,",
            "\"3\",\"4\",",
            "\0",
            "é,",
        ];
        let mut random = crate::random::SplitMix64::new(3);
        for round in 0..60_000 {
            let mut text: String = (0..1 + random.below(16)).map(|_| pieces[random.below(pieces.len())]).collect();
            text.push('\n');
            let delimiter = [",", ";", "\t", "|"][round % 4];
            let (text, delimiter) = (text.replace(',', delimiter), delimiter.as_bytes()[0]);
            let found: Vec<Vec<String>> = read_with(&text, delimiter)
                .into_iter()
                .map(|(_, _, cells)| cells)
                .filter(|cells| cells != &[""])
                .collect();
            assert_eq!(found, expected(&text, delimiter), "{text:?}");
        }
    }

    #[test]
    fn a_last_record_may_end_without_a_line_end() {
        for text in ["a,b", "a,\"b\"", "a,b\r", "a,", "\"a\",\"\"\"\""] {
            let found: Vec<Vec<String>> = read(text).into_iter().map(|(_, _, cells)| cells).collect();
            assert_eq!(found, expected(text, b','), "{text:?}");
        }
    }

    #[test]
    fn lines_and_records_are_counted_with_the_empty_ones() {
        let places = |text| read(text).into_iter().map(|(lines, records, _)| (lines, records)).collect::<Vec<_>>();
        assert_eq!(places("a\n\n\r\nb\n"), [(0, 0), (3, 3)]);
        assert_eq!(places("\"a\nb\",c\n\"d \"\"e\n\"\" f\"\ng"), [(0, 0), (2, 1), (4, 2)]);
    }
}
