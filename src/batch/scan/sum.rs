//! What the cells of a block add to the state of a part, all of them at once.

use crate::batch::scan::block::{Bytes, CELLS};
use crate::batch::tally::Lanes;

/// The share of a block in the state of a part.
#[derive(Clone, Copy, Debug)]
#[repr(align(16))]
pub(super) struct Share {
    /// What one step of each cell's code adds; nothing in cells of other parts.
    factors: [u16; CELLS],
    pub block: u8,
}

/// A sum for each cell of a block. States are numbered with 16 bits, and what outgrows these on the way comes back.
pub(super) type Sums = [u16; CELLS];

/// What a code adds to a state: `slope` times the code, and `base`. Numbers below nothing are counted from the far end of 16
/// bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub base: u16,
    slope: u16,
}

impl Line {
    /// Draws the line through what the codes from 1 on add.
    pub(super) fn through(choices: &[u16]) -> Option<Self> {
        let [first, second, ..] = choices else { return None };
        let slope = second.wrapping_sub(*first);
        let line = Self { base: first.wrapping_sub(slope), slope };
        let is_straight = choices.iter().zip(1..).all(|(value, code)| *value == line.at(code));
        is_straight.then_some(line)
    }

    /// Returns what a code adds.
    fn at(self, code: u16) -> u16 {
        self.base.wrapping_add(self.slope.wrapping_mul(code))
    }
}

impl Share {
    /// Begins without a cell.
    pub(super) fn of(block: u8) -> Self {
        Self { factors: [0; CELLS], block }
    }

    /// Takes a cell of the block in.
    pub(super) fn take(&mut self, cell: usize, line: Line) {
        self.factors[cell] = line.slope;
    }

    /// Adds what the codes of the block come to.
    #[inline(always)]
    pub(super) fn add(&self, codes: &Bytes, sums: &mut Sums) {
        for ((sum, factor), code) in sums.iter_mut().zip(self.factors).zip(codes.as_chunks().0) {
            *sum = sum.wrapping_add(u16::from_le_bytes(*code).wrapping_mul(factor));
        }
    }
}

/// Counts codes.
pub(super) fn lanes_of(codes: &Bytes) -> Lanes {
    let halves = codes.as_chunks().0.iter().map(|half| {
        let codes = u64::from_le_bytes(*half);
        // Neighbouring codes, 16 bits apart, move together.
        let pairs = codes | codes >> 12;
        PAIRS[pairs as usize & 0xff].plus(PAIRS[(pairs >> 32) as usize & 0xff])
    });
    halves.fold(Lanes::NONE, Lanes::plus)
}

/// What two codes of four bits each count for; no answer counts for nothing.
static PAIRS: [Lanes; 256] = {
    let mut pairs = [Lanes::NONE; 256];
    let mut pair = 0;
    while pair < 256 {
        pairs[pair] = Lanes::of_code(pair & 15).plus(Lanes::of_code(pair >> 4));
        pair += 1;
    }
    pairs
};
