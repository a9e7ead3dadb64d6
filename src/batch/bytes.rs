//! Output without a call per field: short texts are copied whole, numbers come from tables of digits.

use std::io;

use serde::Serialize;

use crate::scoring::whole;

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
    pub(super) fn of(text: &[u8]) -> Self {
        let long = || Self { start: [0; N], long: Some(text.into()), length: text.len() };
        Self::short(text.into()).unwrap_or_else(long)
    }

    /// Takes a text that is copied in one go; there is nothing for a longer one.
    #[inline(always)]
    pub(super) fn short(text: Head<'_>) -> Option<Self> {
        let Head { bytes, length } = text;
        if length > N {
            return None;
        }
        let start = bytes.first_chunk().copied().unwrap_or_else(|| {
            let mut start = [0; N];
            start[..length].copy_from_slice(&bytes[..length]);
            start
        });
        Some(Self { start, long: None, length })
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        self.long.as_deref().unwrap_or_else(|| &self.start[..self.length])
    }

    pub(super) fn len(&self) -> usize {
        self.length
    }
}

/// The first bytes of others: it takes less time to copy some of those along than to look where the text ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head<'t> {
    bytes: &'t [u8],
    length: usize,
}

impl<'t> Head<'t> {
    pub(super) fn as_slice(self) -> &'t [u8] {
        &self.bytes[..self.length]
    }
}

impl<'t> From<&'t [u8]> for Head<'t> {
    fn from(text: &'t [u8]) -> Self {
        Self { bytes: text, length: text.len() }
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

    /// Lends room for up to [`Pen::MOST`] bytes.
    #[inline(always)]
    pub(super) fn write(&mut self, fill: impl FnOnce(&mut Pen<'_>)) {
        if self.buffer.len() < self.end + ROOM {
            self.grow(ROOM);
        }
        let room = self.buffer[self.end..].first_chunk_mut().expect("internal: there is room");
        let mut pen = Pen { room, at: 0 };
        fill(&mut pen);
        assert!(pen.at <= Pen::MOST, "internal: more was written than there is room for");
        self.end += pen.at;
    }

    #[cold]
    fn grow(&mut self, room: usize) {
        self.buffer.resize((self.end + room).next_power_of_two(), 0);
    }

    /// Writes any bytes.
    pub(super) fn slice(&mut self, text: &[u8]) {
        if self.buffer.len() < self.end + text.len() {
            self.grow(text.len());
        }
        self.buffer[self.end..][..text.len()].copy_from_slice(text);
        self.end += text.len();
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
    room: &'b mut [u8; ROOM],
    at: usize,
}

/// A text that begins in the first half ends inside, so that nobody needs to look.
const ROOM: usize = 2 * (Pen::MOST + 1);

impl Pen<'_> {
    /// So many bytes may be written: enough for whatever is said of a role, but not for any name of a person.
    pub(super) const MOST: usize = 4095;

    /// A score and a comma take this much room.
    pub(super) const SCORE: usize = 8;

    /// Writes a text that is known before.
    #[inline(always)]
    pub(super) fn text<const N: usize>(&mut self, text: &Text<N>) {
        match &text.long {
            None => self.put(&text.start, text.length),
            Some(text) => self.slice(text),
        }
    }

    /// Writes any bytes.
    pub(super) fn slice(&mut self, text: &[u8]) {
        self.room[self.at..][..text.len()].copy_from_slice(text);
        self.at += text.len();
    }

    /// Copies a whole array, of which the first `length` bytes count.
    #[inline(always)]
    fn put<const N: usize>(&mut self, bytes: &[u8; N], length: usize) {
        const { assert!(N <= Self::MOST) };
        self.room[self.at & Self::MOST..][..N].copy_from_slice(bytes);
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
        let number = (whole(value * 100.0) as usize).min(100 * (ONES.len() - 1));
        let (ones, rest) = (number / 100, number % 100);
        // `7.`, `78.` or `100.`
        let length = 2 + usize::from(number >= 1000) + usize::from(number >= 10_000);
        let digits = ONES[ones] | HUNDREDTHS[rest] << (8 * length);
        self.put(&digits.to_le_bytes(), length + 3);
    }
}

/// `0.` to `100.`
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
        ones[number] = (u32::from_le_bytes(digits) >> (8 * skipped)) as u64;
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
            bytes.write(|pen| pen.hundredths(value));
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
            bytes.write(|pen| pen.text(&known));
            bytes.slice(b"|");
            assert_eq!(bytes.as_slice(), format!("{text}|").as_bytes());
        }
    }
}
