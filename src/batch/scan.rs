//! The hot path of reading: a record of short plain cells goes straight into a tally, without a copy and without a
//! branch per cell. Anything else is left to the full reader.

use crate::batch::layout::{Column, Item};
use crate::batch::tables::{Mark, Tables, Tally};

/// What a cell adds, by the low three bits of its byte: small enough for all cells to stay close to the processor.
type Cell = [Entry; 8];

/// One byte and what it adds.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    /// The byte below, the state from bit 32 on: both are had by one load, and states are added up in place.
    state: u64,
    /// 1 in the lane of the choice.
    lanes: u64,
}

const STATE: u32 = 32;

/// No byte of a UTF-8 text, so nothing is ever equal to it.
const NO_BYTE: u64 = 0xff;

/// The columns of a table, compiled for scanning.
#[derive(Debug)]
pub struct Scanner {
    delimiter: u8,
    segments: Vec<Segment>,
}

/// Neighbouring columns that are read in one go.
#[derive(Debug)]
enum Segment {
    Skip,
    Id,
    /// Items of one part.
    Items {
        part: usize,
        is_scenario: bool,
        cells: Vec<Cell>,
    },
}

impl Scanner {
    /// Compiles columns; `plain` returns the one byte that each choice of an item is written as.
    pub fn of(columns: &[Column], delimiter: u8, tables: &Tables, plain: impl Fn(Item) -> Vec<Option<u8>>) -> Self {
        let mut segments: Vec<Segment> = Vec::new();
        for (index, column) in columns.iter().enumerate() {
            let item = match column {
                Column::Id => {
                    segments.push(Segment::Id);
                    continue;
                }
                Column::Name | Column::Time | Column::Other => {
                    segments.push(Segment::Skip);
                    continue;
                }
                Column::Item(item) => *item,
            };
            let marks = tables.marks(item);
            let this = (marks[0].part, matches!(item, Item::Scenario(_)));
            let cell = cell(marks, &plain(item));
            // The last cell ends with its line, not with a delimiter: it stays alone.
            let is_last = index + 1 == columns.len();
            match segments.last_mut() {
                Some(Segment::Items { part, is_scenario, cells }) if (*part, *is_scenario) == this && !is_last => {
                    cells.push(cell);
                }
                _ => segments.push(Segment::Items { part: this.0, is_scenario: this.1, cells: vec![cell] }),
            }
        }
        Self { delimiter, segments }
    }

    /// Adds a record to a tally and returns the text of its id column. Nothing is returned when a cell is not short and
    /// plain or their number is wrong; the tally is spoilt then. `line` holds no quote and no line end.
    pub fn scan<'l>(&self, line: &'l [u8], tally: &mut Tally) -> Option<&'l [u8]> {
        let mut rest = Some(line);
        let mut id: &[u8] = &[];
        for segment in &self.segments {
            match segment {
                Segment::Skip => rest = self.split(rest?).1,
                Segment::Id => (id, rest) = self.split(rest?),
                Segment::Items { part, is_scenario, cells } => {
                    let (sum, after) = self.items(rest?, cells)?;
                    tally.states[*part] += (sum.state >> STATE) as u32;
                    *(if *is_scenario { &mut tally.positions } else { &mut tally.responses }) += sum.lanes;
                    rest = after;
                }
            }
        }
        rest.is_none().then_some(id)
    }

    /// Splits off one cell; nothing is left after the last.
    fn split<'l>(&self, rest: &'l [u8]) -> (&'l [u8], Option<&'l [u8]>) {
        match memchr::memchr(self.delimiter, rest) {
            Some(end) => (&rest[..end], Some(&rest[end + 1..])),
            None => (rest, None),
        }
    }

    fn items<'l>(&self, rest: &'l [u8], cells: &[Cell]) -> Option<(Entry, Option<&'l [u8]>)> {
        if let Some((bytes, after)) = rest.split_at_checked(2 * cells.len()) {
            let mut sum = Entry::default();
            let mut difference = 0;
            for (pair, cell) in bytes.as_chunks::<2>().0.iter().zip(cells) {
                let entry = cell[usize::from(pair[0] & 7)];
                difference |= (entry.state as u8 ^ pair[0]) | (pair[1] ^ self.delimiter);
                sum.add(entry);
            }
            if difference == 0 {
                return Some((sum, Some(after)));
            }
        }
        self.items_with_gaps(rest, cells)
    }

    /// As [`items`](Self::items), where some cells are empty or the line ends.
    fn items_with_gaps<'l>(&self, mut rest: &'l [u8], cells: &[Cell]) -> Option<(Entry, Option<&'l [u8]>)> {
        let mut sum = Entry::default();
        let mut cells = cells.iter();
        while let Some(cell) = cells.next() {
            let (byte, after) = match rest {
                [] => (None, None),
                [first, after @ ..] if *first == self.delimiter => (None, Some(after)),
                [byte] => (Some(byte), None),
                [byte, second, after @ ..] if *second == self.delimiter => (Some(byte), Some(after)),
                _ => return None,
            };
            if let Some(byte) = byte {
                let entry = cell[usize::from(byte & 7)];
                if entry.state as u8 != *byte {
                    return None;
                }
                sum.add(entry);
            }
            match after {
                Some(after) => rest = after,
                None if cells.len() == 0 => return Some((sum, None)),
                None => return None,
            }
        }
        Some((sum, Some(rest)))
    }
}

impl Entry {
    /// Adds another entry. The bytes of a segment never add up to anything near a state.
    fn add(&mut self, other: Self) {
        self.state += other.state;
        self.lanes += other.lanes;
    }
}

fn cell(marks: &[Mark], plain: &[Option<u8>]) -> Cell {
    let mut cell = [Entry { state: NO_BYTE, lanes: 0 }; 8];
    // 0xff would be found here by its low bits.
    cell[7] = Entry::default();
    for (mark, byte) in marks.iter().zip(plain) {
        if let Some(byte) = byte {
            cell[usize::from(byte & 7)] =
                Entry { state: u64::from(*byte) | u64::from(mark.state) << STATE, lanes: 1 << (8 * mark.lane) };
        }
    }
    cell
}
