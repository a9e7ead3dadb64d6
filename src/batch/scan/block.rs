//! Up to eight neighbouring cells, read in one go.

use crate::batch::tally::{Chance, Tally};

/// Cells that are read in one go, each with its delimiter.
pub(super) const CELLS: usize = 8;
pub(super) type Bytes = [u8; 2 * CELLS];

/// Up to eight neighbouring cells of items, as they are written without a gap: in one line of a cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Block {
    /// The first choice of each cell, and the delimiter behind it.
    first: Bytes,
    /// How far a byte may be above it.
    most: Bytes,
    /// All bits where there is a code.
    keep: Bytes,
}

/// What a cell was given in advance, as if it held an answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Advance {
    pub part: u8,
    pub state: u16,
    pub chance: Chance,
}

impl Block {
    /// Compiles cells, whose choices are written as these bytes; there is nothing if they do not follow each other. A
    /// delimiter stands between them, and behind the last one where the block is followed by another.
    pub(super) fn of(cells: &[Vec<Option<u8>>], delimiter: u8, is_followed: bool) -> Option<Self> {
        // What lies behind the last cell may be anything.
        let mut block = Self { first: Bytes::default(), most: [u8::MAX; 2 * CELLS], keep: Bytes::default() };
        for (cell, plain) in cells.iter().enumerate() {
            (block.first[2 * cell], block.most[2 * cell]) = neighbours(plain)?;
            block.keep[2 * cell] = u8::MAX;
            if is_followed || cell + 1 < cells.len() {
                (block.first[2 * cell + 1], block.most[2 * cell + 1]) = (delimiter, 0);
            }
        }
        Some(block)
    }

    /// Reads cells, and says whether all of them are plain.
    #[inline(always)]
    pub(super) fn read(&self, bytes: &Bytes, codes: &mut Bytes) -> bool {
        // Copied as a whole: its parts are known to be aligned then.
        let Self { first, most, keep } = *self;
        let mut is_plain = true;
        for (place, code) in codes.iter_mut().enumerate() {
            let above = bytes[place].wrapping_sub(first[place]);
            is_plain &= above <= most[place];
            *code = above.wrapping_add(1) & keep[place];
        }
        is_plain
    }

    /// Reads cells of which some are empty, at a place in a record; returns how many are.
    #[cold]
    pub(super) fn with_gaps(
        &self,
        bytes: &[u8],
        at: usize,
        codes: &mut Bytes,
        advances: &[Advance],
        tally: &mut Tally,
    ) -> Option<usize> {
        let mut text = bytes_at(bytes, at);
        let mut others = self.read_and_mark(&text, codes);
        let mut gaps = 0;
        while let Some(place) = first(others) {
            // Between two cells nothing but a delimiter can be.
            let advance = advances.get(place / 2).filter(|_| place.is_multiple_of(2))?;
            gaps += 1;
            // Behind a gap everything stands one place further to the front.
            let behind = bytes_before(bytes, at, gaps);
            text = replaced_from(place, &text, &replaced_from(place + 1, &self.gap(), &behind));
            others = self.read_and_mark(&text, codes) & !u128::from_le_bytes(BEFORE[place + 1]);
            let state = &mut tally.states[usize::from(advance.part)];
            *state = state.wrapping_sub(advance.state);
            tally.chance = tally.chance.minus(advance.chance);
        }
        Some(gaps)
    }

    /// Reads cells, and marks the places that are not plain. Where the text is not known to be in memory, this comes to a
    /// byte at a time.
    #[inline(never)]
    fn read_and_mark(&self, text: &Bytes, codes: &mut Bytes) -> u128 {
        self.read(text, codes);
        marks(|it| text[it].wrapping_sub(self.first[it]) > self.most[it])
    }

    /// Returns what is read as no answer in every cell.
    fn gap(&self) -> Bytes {
        self.first.map(|first| first.wrapping_sub(1))
    }
}

/// Returns a text with the bytes of another from a place on.
#[inline(always)]
fn replaced_from(place: usize, text: &Bytes, other: &Bytes) -> Bytes {
    let before = &BEFORE[place];
    let mut replaced = Bytes::default();
    for (place, byte) in replaced.iter_mut().enumerate() {
        *byte = text[place] & before[place] | other[place] & !before[place];
    }
    replaced
}

/// Marks the places for which something holds.
#[inline(always)]
pub(super) fn marks(holds: impl Fn(usize) -> bool) -> u128 {
    let mut marks = Bytes::default();
    for (place, mark) in marks.iter_mut().enumerate() {
        *mark = if holds(place) { u8::MAX } else { 0 };
    }
    u128::from_le_bytes(marks)
}

/// Returns the first place that is marked.
#[inline(always)]
pub(super) fn first(marks: u128) -> Option<usize> {
    (marks != 0).then(|| marks.trailing_zeros() as usize / 8)
}

/// For each place all bits of the bytes before it.
static BEFORE: [Bytes; 2 * CELLS + 1] = {
    let mut before = [[0; 2 * CELLS]; 2 * CELLS + 1];
    let mut place = 1;
    while place < before.len() {
        before[place] = before[place - 1];
        before[place][place - 1] = u8::MAX;
        place += 1;
    }
    before
};

/// Returns the first byte of some that follow each other, and how far the last one is above it.
fn neighbours(plain: &[Option<u8>]) -> Option<(u8, u8)> {
    let first = (*plain.first()?)?;
    let follow = plain.iter().zip(first..).all(|(byte, expected)| *byte == Some(expected));
    follow.then_some((first, plain.len() as u8 - 1))
}

/// Returns as many bytes as a block reads; behind the end of all there are line ends.
fn bytes_at(bytes: &[u8], at: usize) -> Bytes {
    match bytes.get(at..at + size_of::<Bytes>()).and_then(<[u8]>::first_chunk) {
        Some(bytes) => *bytes,
        None => last_bytes(bytes.get(at..).unwrap_or_default()),
    }
}

/// Returns as many bytes as a block reads, so many before a place; before the beginning of all there is nothing.
fn bytes_before(bytes: &[u8], at: usize, before: usize) -> Bytes {
    match at.checked_sub(before) {
        Some(at) => bytes_at(bytes, at),
        None => {
            let mut text = bytes_at(bytes, 0);
            text.rotate_right(before - at);
            text
        }
    }
}

#[cold]
fn last_bytes(bytes: &[u8]) -> Bytes {
    let mut last = [b'\n'; size_of::<Bytes>()];
    last[..bytes.len()].copy_from_slice(bytes);
    last
}
