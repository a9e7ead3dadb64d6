//! The hot path of reading: a record of short plain cells goes straight into a tally, without a copy and without a
//! branch per cell. Anything else is left to the full reader.

use crate::batch::tables::{Mark, Tables, Tally};
use crate::survey::layout::{Column, Item};

/// What a cell adds, by the low three bits of its byte: small enough for all cells to stay close to the processor.
#[derive(Clone, Copy, Debug)]
struct Cell {
    /// The byte that is meant.
    bytes: [u8; 8],
    adds: [Sum; 8],
}

/// What cells of up to four parts add up to.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    /// The states of the parts, 16 bits each.
    states: u64,
    /// 8 bits for each response or option position.
    lanes: u64,
}

/// Cells that are read without a branch.
const BLOCK: usize = 4;

/// Parts whose states fit into one number.
const PARTS: usize = 4;
const STATE_BITS: usize = 16;

/// No byte of a UTF-8 text, so nothing is ever equal to it.
const NO_BYTE: u8 = 0xff;

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
    /// Items of up to four parts, of which `part` is the first.
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
            let this = (marks[0].part / PARTS * PARTS, matches!(item, Item::Scenario(_)));
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
                    for (place, state) in tally.states[*part..].iter_mut().take(PARTS).enumerate() {
                        *state += (sum.states >> (STATE_BITS * place)) as u32 & 0xffff;
                    }
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

    /// Adds up cells, a block at a time as long as none of it is empty.
    fn items<'l>(&self, mut rest: &'l [u8], cells: &[Cell]) -> Option<(Sum, Option<&'l [u8]>)> {
        let mut sum = Sum::default();
        let (blocks, others) = cells.as_chunks::<BLOCK>();
        for block in blocks {
            if let Some((bytes, after)) = rest.split_first_chunk::<{ 2 * BLOCK }>()
                && let Some(added) = self.block(bytes, block)
            {
                sum.add(added);
                rest = after;
            } else {
                let (added, after) = self.with_gaps(rest, block)?;
                sum.add(added);
                // No record ends with a block: its last cell stays alone.
                rest = after?;
            }
        }
        if others.is_empty() {
            return Some((sum, Some(rest)));
        }
        let (added, after) = self.with_gaps(rest, others)?;
        sum.add(added);
        Some((sum, after))
    }

    fn block(&self, bytes: &[u8; 2 * BLOCK], cells: &[Cell; BLOCK]) -> Option<Sum> {
        let mut sum = Sum::default();
        let mut difference = 0;
        for (pair, cell) in bytes.as_chunks::<2>().0.iter().zip(cells) {
            let choice = usize::from(pair[0] & 7);
            difference |= (cell.bytes[choice] ^ pair[0]) | (pair[1] ^ self.delimiter);
            sum.add(cell.adds[choice]);
        }
        (difference == 0).then_some(sum)
    }

    /// Adds up cells of which some are empty, or where the line ends.
    fn with_gaps<'l>(&self, mut rest: &'l [u8], cells: &[Cell]) -> Option<(Sum, Option<&'l [u8]>)> {
        let mut sum = Sum::default();
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
                let choice = usize::from(byte & 7);
                if cell.bytes[choice] != *byte {
                    return None;
                }
                sum.add(cell.adds[choice]);
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

impl Sum {
    fn add(&mut self, other: Self) {
        self.states += other.states;
        self.lanes += other.lanes;
    }
}

fn cell(marks: &[Mark], plain: &[Option<u8>]) -> Cell {
    let mut cell = Cell { bytes: [NO_BYTE; 8], adds: [Sum::default(); 8] };
    // 0xff would be found here by its low bits.
    cell.bytes[7] = 0;
    for (mark, byte) in marks.iter().zip(plain) {
        if let Some(byte) = byte {
            let choice = usize::from(byte & 7);
            cell.bytes[choice] = *byte;
            cell.adds[choice] = Sum {
                states: u64::from(mark.state) << (STATE_BITS * (mark.part % PARTS)),
                lanes: 1 << (8 * mark.lane),
            };
        }
    }
    cell
}
