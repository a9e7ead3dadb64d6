//! Up to eight neighbouring cells, read in one go.

use crate::batch::tally::{Chance, Tally};

/// Cells that are read in one go, each with its delimiter.
pub(super) const CELLS: usize = 8;
pub(super) type Bytes = [u8; 2 * CELLS];

/// Up to eight neighbouring cells of items.
#[derive(Debug)]
pub(super) struct Block {
    /// The first choice of each cell, and the delimiter behind it.
    first: Bytes,
    /// How far a byte may be above it.
    most: Bytes,
    /// All bits where there is a code.
    keep: Bytes,
    advances: Vec<Advance>,
    /// Where the next block begins, or the delimiter behind the last one's cells.
    pub length: usize,
}

/// What a cell was given in advance, as if it held an answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Advance {
    pub part: u8,
    pub state: u32,
    pub chance: Chance,
}

impl Block {
    /// Begins a block before some cells, of which not all may find room in it.
    pub(super) fn of(cells: usize, delimiter: u8) -> Self {
        let count = cells.min(CELLS);
        let mut block = Self {
            first: Bytes::default(),
            // What lies behind the last cell may be anything.
            most: [u8::MAX; 2 * CELLS],
            keep: Bytes::default(),
            advances: Vec::new(),
            length: 2 * count - usize::from(cells <= CELLS),
        };
        for cell in 0..count {
            block.keep[2 * cell] = u8::MAX;
            if 2 * cell + 1 < block.length {
                (block.first[2 * cell + 1], block.most[2 * cell + 1]) = (delimiter, 0);
            }
        }
        block
    }

    /// Adds a cell, whose choices are written as these bytes; there is nothing if they do not follow each other.
    pub(super) fn push(&mut self, plain: &[Option<u8>], advance: Advance) -> Option<()> {
        let place = 2 * self.advances.len();
        (self.first[place], self.most[place]) = neighbours(plain)?;
        self.advances.push(advance);
        Some(())
    }

    /// Reads cells, and says whether all of them are plain.
    #[inline(always)]
    pub(super) fn read(&self, bytes: &Bytes, codes: &mut Bytes) -> bool {
        let mut is_plain = true;
        for (place, code) in codes.iter_mut().enumerate() {
            let above = bytes[place].wrapping_sub(self.first[place]);
            is_plain &= above <= self.most[place];
            *code = above.wrapping_add(1) & self.keep[place];
        }
        is_plain
    }

    /// Reads cells of which some are empty; returns how long they are.
    #[cold]
    pub(super) fn with_gaps(&self, bytes: &Bytes, codes: &mut Bytes, tally: &mut Tally) -> Option<usize> {
        let mut at = 0;
        for (cell, advance) in self.advances.iter().enumerate() {
            let place = 2 * cell % size_of::<Bytes>();
            let above = bytes[at % size_of::<Bytes>()].wrapping_sub(self.first[place]);
            if above <= self.most[place] {
                codes[place] = above + 1;
                at += 1;
            } else {
                codes[place] = 0;
                let state = &mut tally.states[usize::from(advance.part)];
                *state = state.wrapping_sub(advance.state);
                tally.chance = tally.chance.minus(advance.chance);
            }
            // Somebody else looks at what stands behind the last one.
            if place + 1 < self.length {
                if bytes[at % size_of::<Bytes>()] != self.first[place + 1] {
                    return None;
                }
                at += 1;
            }
        }
        Some(at)
    }
}

/// Returns the first byte of some that follow each other, and how far the last one is above it.
fn neighbours(plain: &[Option<u8>]) -> Option<(u8, u8)> {
    let first = (*plain.first()?)?;
    let follow = plain.iter().zip(first..).all(|(byte, expected)| *byte == Some(expected));
    follow.then_some((first, plain.len() as u8 - 1))
}

/// Returns as many bytes as a block reads; behind the end of all there are line ends.
#[inline(always)]
pub(super) fn bytes_at(bytes: &[u8], at: usize) -> Bytes {
    match bytes.get(at..at + size_of::<Bytes>()).and_then(<[u8]>::first_chunk) {
        Some(bytes) => *bytes,
        None => last_bytes(bytes.get(at..).unwrap_or_default()),
    }
}

#[cold]
fn last_bytes(bytes: &[u8]) -> Bytes {
    let mut last = [b'\n'; size_of::<Bytes>()];
    last[..bytes.len()].copy_from_slice(bytes);
    last
}
