//! How far the whole records of some bytes reach. Only line ends outside of quotes end a record.

use memchr::{memchr, memchr_iter, memrchr};
use wide::u8x16;

use crate::batch::records::{CellBuffer, Records};

/// What the whole records at the start of some bytes take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// Where the last of them ends, in bytes.
    pub end: usize,
    pub lines: usize,
    /// Rows as a spreadsheet counts: an empty line is one as well.
    pub records: usize,
}

impl Extent {
    /// Measures bytes that begin with a record; without a delimiter every line is one.
    pub(super) fn of(bytes: &[u8], delimiter: Option<u8>) -> Self {
        match delimiter.filter(|_| memchr(b'"', bytes).is_some()) {
            Some(delimiter) => in_blocks(bytes, delimiter).unwrap_or_else(|| by_cells(bytes, delimiter)),
            None => {
                let lines = memchr_iter(b'\n', bytes).count();
                Self { end: memrchr(b'\n', bytes).map_or(0, |last| last + 1), lines, records: lines }
            }
        }
    }
}

/// Returns where a quote opens that is not closed.
pub(super) fn open_quote(bytes: &[u8], delimiter: u8) -> Option<usize> {
    let (mut records, mut buffer) = (Records::of(bytes, delimiter), CellBuffer::default());
    while records.read(&mut buffer) {}
    records.open_quote
}

/// Reads cell by cell: right for every text.
fn by_cells(bytes: &[u8], delimiter: u8) -> Extent {
    let (mut records, mut buffer) = (Records::of(bytes, delimiter), CellBuffer::default());
    while records.read(&mut buffer) && records.open_quote.is_none() && bytes[..records.at].ends_with(b"\n") {}
    // Without its end, the last one is not whole; nor is a line of which only the first half of its end is there.
    let half = usize::from(records.start == bytes.len() && bytes.ends_with(b"\r"));
    Extent { end: records.start - half, lines: records.lines - half, records: records.records - half }
}

/// Reads 64 bytes at a time, and gives up where a quote is not at the start of a cell: there, every other quote opens.
fn in_blocks(bytes: &[u8], delimiter: u8) -> Option<Extent> {
    let mut extent = Extent::default();
    let mut lines = 0;
    // Whether the byte before a block is inside of quotes, in every bit, and whether a cell may begin behind it.
    let (mut inside, mut may_begin) = (0, 1);
    for (index, block) in bytes.chunks(64).enumerate() {
        let [quotes, ends, delimiters] = places(block, [b'"', b'\n', delimiter]);
        let within = running_parity(quotes) ^ inside;
        // A quote behind a closing one is an escaped quote.
        let boundaries = quotes | ends | delimiters;
        if quotes & within & !(boundaries << 1 | may_begin) != 0 {
            return None;
        }
        let record_ends = ends & !within;
        if record_ends != 0 {
            let last = record_ends.ilog2();
            extent.end = 64 * index + last as usize + 1;
            extent.records += record_ends.count_ones() as usize;
            extent.lines = lines + (ends << (63 - last)).count_ones() as usize;
        }
        lines += ends.count_ones() as usize;
        may_begin = boundaries >> 63;
        inside = if within >> 63 == 1 { u64::MAX } else { 0 };
    }
    Some(extent)
}

/// Returns where some bytes stand in a block of up to 64, as bits.
fn places<const N: usize>(block: &[u8], wanted: [u8; N]) -> [u64; N] {
    let mut padded = [0; 64];
    padded[..block.len()].copy_from_slice(block);
    wanted.map(|byte| {
        let lanes = padded.as_chunks::<16>().0.iter().enumerate();
        let bits = lanes.map(|(lane, bytes)| {
            let equal = u8x16::from(*bytes).cmp_eq(u8x16::splat(byte)).move_mask();
            u64::from(equal as u16) << (16 * lane)
        });
        bits.fold(0, |all, bits| all | bits)
    })
}

/// Returns for each bit whether it and those below it are an odd number of ones.
fn running_parity(bits: u64) -> u64 {
    [1, 2, 4, 8, 16, 32].into_iter().fold(bits, |bits, shift| bits ^ bits << shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_are_rows_and_lines_within_quotes_are_none() {
        let extent = |text: &[u8]| Extent::of(text, Some(b','));
        assert_eq!(extent(b"\"a\"\n\r\n\nb"), Extent { end: 7, lines: 3, records: 3 });
        assert_eq!(extent(b"\"a\n\"\n\n\"b\"\n"), Extent { end: 10, lines: 4, records: 3 });
        assert_eq!(extent(b"\"a\n"), Extent::default());
        assert_eq!(open_quote(b"a,\"\"\n\"b\"\"\n", b','), Some(5));
    }

    #[test]
    fn blocks_and_cells_come_to_the_same() {
        let pieces = ["a", "bc", ",", "\"", "\"\"", "\n", "\r\n", "\"x\",", ",\"\n\",", "123456789012345,"];
        let mut random = crate::random::SplitMix64::new(5);
        let mut read = 0;
        for _ in 0..10_000 {
            let text: String = (0..1 + random.below(24)).map(|_| pieces[random.below(pieces.len())]).collect();
            if let Some(extent) = in_blocks(text.as_bytes(), b',') {
                assert_eq!(extent, by_cells(text.as_bytes(), b','), "{text:?}");
                read += 1;
            }
        }
        assert!(read > 1000, "{read}");
    }
}
