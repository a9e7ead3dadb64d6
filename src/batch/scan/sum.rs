//! Up to four neighbouring cells of one part, added up by one multiplication.

use crate::batch::scan::block::{self, Bytes};
use crate::batch::tally::Lanes;

/// Cells that are added up in one go: their codes are 16 bits apart.
const CELLS: usize = 4;
const CODE_BITS: usize = 16;

/// Codes up to this can be turned around by flipping their bits.
const FLIP: u64 = 15;

/// With factors up to this, no sum of products in a run outgrows its 16 bits.
const LARGEST_SHARED_FACTOR: i64 = 1024;

/// Up to four neighbouring cells of one part.
#[derive(Debug)]
pub(super) struct Run {
    /// Where to read its codes, in bytes; there may be others before and behind them.
    pub at: u16,
    pub part: u8,
    /// The codes that are turned around.
    flip: u64,
    factors: u64,
}

/// What a code adds to a state: `slope` times the code, and `base`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub base: i64,
    slope: i64,
}

impl Line {
    /// Draws the line through what the codes from 1 on add.
    pub(super) fn through(choices: &[u32]) -> Option<Self> {
        let [first, second, ..] = choices else { return None };
        let slope = i64::from(*second) - i64::from(*first);
        let base = i64::from(*first) - slope;
        let line = Self { base, slope };
        let is_straight = choices.iter().zip(1..).all(|(value, code)| i64::from(*value) == base + slope * code);
        is_straight.then_some(line)
    }

    /// What a run leaves out: the base, and for a line that falls what its flipped codes are too much.
    pub(super) fn start(self) -> i64 {
        self.base + self.slope.min(0) * FLIP as i64
    }
}

impl Run {
    /// Cuts neighbouring cells of parts into runs; the first one's code begins a block. What is read of a run never reaches
    /// from one block into the next: bytes that were written in two pieces are slow to read in one.
    pub(super) fn cut(start: u16, cells: &[(u8, Line)]) -> Vec<Self> {
        let shares = |one: &(u8, Line), other: &(u8, Line)| {
            one.0 == other.0 && one.1.slope.max(other.1.slope) <= LARGEST_SHARED_FACTOR
        };
        let mut runs = Vec::new();
        for (block, cells) in (0..).zip(cells.chunks(block::CELLS)) {
            let mut first = 0;
            for cells in cells.chunk_by(shares).flat_map(|cells| cells.chunks(CELLS)) {
                let read_from = first.min(block::CELLS - CELLS);
                let at = start + block * size_of::<Bytes>() as u16 + 2 * read_from as u16;
                runs.push(Self::of(at, first - read_from, cells));
                first += cells.len();
            }
        }
        runs
    }

    /// Adds up what its codes come to.
    #[inline(always)]
    pub(super) fn sum(&self, codes: [u8; 8]) -> u32 {
        ((u64::from_le_bytes(codes) ^ self.flip).wrapping_mul(self.factors) >> (CODE_BITS * (CELLS - 1))) as u32
    }

    /// Compiles cells, the first of which is so many behind the place that is read from.
    fn of(at: u16, first: usize, cells: &[(u8, Line)]) -> Self {
        let mut run = Self { at, part: cells[0].0, flip: 0, factors: 0 };
        for (place, (_, line)) in (first..).zip(cells) {
            if line.slope < 0 {
                run.flip |= FLIP << (CODE_BITS * place);
            }
            // Products of a code and its factor meet in the highest 16 bits.
            run.factors |= line.slope.unsigned_abs() << (CODE_BITS * (CELLS - 1 - place));
        }
        run
    }
}

/// Counts codes.
pub(super) fn lanes_of(codes: &Bytes) -> Lanes {
    let halves = codes.as_chunks().0.iter().map(|half| {
        let codes = u64::from_le_bytes(*half);
        // Neighbouring codes move together.
        let pairs = codes | codes >> (CODE_BITS - 4);
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
