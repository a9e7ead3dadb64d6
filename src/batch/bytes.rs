//! Output without a call per field: short texts are copied whole, numbers come from tables of digits.

use std::io;

use serde::Serialize;

/// A text that is written often. Up to `N` bytes are copied in one go.
#[derive(Clone, Debug)]
pub(super) struct Text<const N: usize = 32> {
    /// The text, or as much of it as has room.
    start: [u8; N],
    /// All of a longer one.
    long: Option<Box<[u8]>>,
    length: usize,
}

impl<const N: usize> Text<N> {
    #[inline]
    pub(super) fn of(text: &[u8]) -> Self {
        let mut start = [0; N];
        let length = text.len();
        if let Some(room) = start.get_mut(..length) {
            room.copy_from_slice(text);
            Self { start, long: None, length }
        } else {
            Self { start, long: Some(text.into()), length }
        }
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        self.long.as_deref().unwrap_or_else(|| &self.start[..self.length])
    }

    /// Returns how much room it takes to write it.
    pub(super) fn room(&self) -> usize {
        self.length.max(N)
    }
}

/// A buffer that is written from the front; what lies behind its end is left over from before.
#[derive(Debug, Default)]
pub(super) struct Bytes {
    buffer: Vec<u8>,
    end: usize,
}

impl Bytes {
    pub(super) fn clear(&mut self) {
        self.end = 0;
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        &self.buffer[..self.end]
    }

    /// Lends room for at least so many bytes.
    #[inline]
    pub(super) fn write(&mut self, room: usize, fill: impl FnOnce(&mut Pen<'_>)) {
        if self.buffer.len() < self.end + room {
            self.grow(room);
        }
        let mut pen = Pen { room: &mut self.buffer[self.end..], at: 0 };
        fill(&mut pen);
        self.end += pen.at;
    }

    #[cold]
    fn grow(&mut self, room: usize) {
        self.buffer.resize((self.end + room).next_power_of_two(), 0);
    }

    /// Writes any bytes.
    pub(super) fn slice(&mut self, text: &[u8]) {
        self.write(text.len(), |pen| pen.slice(text));
    }

    /// Writes a value as JSON: numbers in the shortest form that reads back equal.
    pub(super) fn json(&mut self, value: &impl Serialize) {
        serde_json::to_writer(&mut *self, value).expect("internal: into memory, nothing can fail");
    }
}

impl io::Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.slice(bytes);
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes into room that was lent. It is a local variable, so that the place stays in a register.
#[derive(Debug)]
pub(super) struct Pen<'b> {
    room: &'b mut [u8],
    at: usize,
}

impl Pen<'_> {
    /// A score and a comma take this much room.
    pub(super) const SCORE: usize = 8;

    /// Writes a text that is known before, into [its room](Text::room).
    #[inline(always)]
    pub(super) fn text<const N: usize>(&mut self, text: &Text<N>) {
        match &text.long {
            None => self.put(&text.start, text.length),
            Some(text) => self.slice(text),
        }
    }

    /// Writes any bytes.
    pub(super) fn slice(&mut self, text: &[u8]) {
        self.room[self.at..self.at + text.len()].copy_from_slice(text);
        self.at += text.len();
    }

    /// Copies a whole array, of which the first `length` bytes count.
    #[inline(always)]
    fn put<const N: usize>(&mut self, bytes: &[u8; N], length: usize) {
        self.room[self.at..][..N].copy_from_slice(bytes);
        self.at += length;
    }

    /// Writes a score and a comma; what is absent leaves its cell empty.
    #[inline(always)]
    pub(super) fn score(&mut self, value: Option<f64>) {
        match value {
            Some(value) => self.hundredths(value),
            None => self.slice(b","),
        }
    }

    /// Writes a score of 0 to 100 with two decimals, halves to even, and a comma: as `render::number::hundredths` does.
    #[inline(always)]
    pub(super) fn hundredths(&mut self, value: f64) {
        let number = whole(value * 100.0);
        let ones = ONES[(number / 100).min(100)];
        // Which digits lead is anybody's guess: the others are moved behind them rather than branched around.
        let length = ones >> 32;
        let digits = ones & 0xffff_ffff | HUNDREDTHS[number % 100] << (8 * length);
        self.put(&digits.to_le_bytes(), length as usize + 3);
    }
}

/// Rounds a small number that is not negative, halves to even. Beside a number whose last binary digit is worth 1, no
/// fraction is left, and the last digits of the sum are the whole number.
#[inline(always)]
fn whole(value: f64) -> usize {
    const UNIT: f64 = 6_755_399_441_055_744.0;
    ((value + UNIT).to_bits() - UNIT.to_bits()) as usize
}

/// `0.` to `100.`, and behind four bytes the length.
static ONES: [u64; 101] = {
    let mut ones = [0; 101];
    let mut number = 0;
    while number <= 100 {
        let (hundreds, tens) = (number / 100, number / 10 % 10);
        let digits = [b'0' + hundreds as u8, b'0' + tens as u8, b'0' + (number % 10) as u8, b'.'];
        let skipped = if hundreds > 0 {
            0
        } else if tens > 0 {
            1
        } else {
            2
        };
        ones[number] = (u32::from_le_bytes(digits) >> (8 * skipped)) as u64 | (4 - skipped) << 32;
        number += 1;
    }
    ones
};

/// `00,` to `99,`.
static HUNDREDTHS: [u64; 100] = {
    let mut hundredths = [0; 100];
    let mut number = 0;
    while number < 100 {
        let digits = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8, b',', 0];
        hundredths[number] = u32::from_le_bytes(digits) as u64;
        number += 1;
    }
    hundredths
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::number::hundredths;

    #[test]
    fn hundredths_are_those_of_every_other_csv() {
        let mut bytes = Bytes::default();
        for step in 0..=800_000_u32 {
            let value = f64::from(step) / 8000.0;
            bytes.clear();
            bytes.write(Pen::SCORE, |pen| pen.hundredths(value));
            assert_eq!(bytes.as_slice(), format!("{},", hundredths(value)).as_bytes());
        }
    }

    #[test]
    fn texts_of_any_length_follow_each_other() {
        let mut bytes = Bytes::default();
        for length in 0..100 {
            let text = "x".repeat(length);
            let known: Text = Text::of(text.as_bytes());
            assert_eq!(known.as_slice(), text.as_bytes());
            bytes.clear();
            bytes.write(known.room(), |pen| pen.text(&known));
            bytes.slice(b"|");
            assert_eq!(bytes.as_slice(), format!("{text}|").as_bytes());
        }
    }
}
