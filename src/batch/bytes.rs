//! Output without a call per field: short texts are copied in whole 32 bytes, numbers come from pairs of digits.

use std::io;

use serde::Serialize;

/// A text that is written often.
#[derive(Clone, Debug)]
pub(super) enum Text {
    Short { bytes: [u8; Text::SHORT], length: u8 },
    Long(Box<[u8]>),
}

impl Text {
    /// Texts up to this long are copied in one go.
    const SHORT: usize = 32;

    pub(super) fn of(text: &[u8]) -> Self {
        if text.len() <= Self::SHORT {
            let mut bytes = [0; Self::SHORT];
            bytes[..text.len()].copy_from_slice(text);
            Self::Short { bytes, length: text.len() as u8 }
        } else {
            Self::Long(text.into())
        }
    }
}

/// A buffer that is written from the front; what lies behind its end is left over from before.
#[derive(Debug, Default)]
pub(super) struct Bytes {
    buffer: Vec<u8>,
    end: usize,
}

/// Room for the longest of the copies below.
const ROOM: usize = 64;

impl Bytes {
    pub(super) fn clear(&mut self) {
        self.end = 0;
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        &self.buffer[..self.end]
    }

    fn grow(&mut self, more: usize) {
        self.buffer.resize((self.end + more + ROOM).next_power_of_two(), 0);
    }

    /// Writes a text that is known before.
    #[inline]
    pub(super) fn text(&mut self, text: &Text) {
        match text {
            Text::Short { bytes, length } => self.put(bytes, usize::from(*length)),
            Text::Long(text) => self.slice(text),
        }
    }

    /// Writes any bytes.
    pub(super) fn slice(&mut self, text: &[u8]) {
        if self.buffer.len() < self.end + text.len() {
            self.grow(text.len());
        }
        self.buffer[self.end..self.end + text.len()].copy_from_slice(text);
        self.end += text.len();
    }

    /// Copies a whole array, of which the first `length` bytes count.
    #[inline]
    fn put<const N: usize>(&mut self, bytes: &[u8; N], length: usize) {
        if let Some(room) = self.buffer.get_mut(self.end..self.end + N) {
            room.copy_from_slice(bytes);
            self.end += length;
        } else {
            self.grow(N);
            self.buffer[self.end..self.end + N].copy_from_slice(bytes);
            self.end += length;
        }
    }

    /// Writes a value as JSON: numbers in the shortest form that reads back equal.
    pub(super) fn json(&mut self, value: &impl Serialize) {
        serde_json::to_writer(&mut *self, value).expect("internal: into memory, nothing can fail");
    }

    /// Writes a whole number.
    pub(super) fn whole(&mut self, number: usize) {
        if number < 10 {
            self.put(&[b'0' + number as u8], 1);
        } else {
            self.slice(number.to_string().as_bytes());
        }
    }

    /// Writes a score and a comma; what is absent leaves its cell empty.
    #[inline]
    pub(super) fn score(&mut self, value: Option<f64>) {
        match value {
            Some(value) => self.hundredths(value),
            None => self.put(b",", 1),
        }
    }

    /// Writes a score of 0 to 100 with two decimals, halves to even, and a comma: as `render::number::hundredths` does.
    #[inline]
    pub(super) fn hundredths(&mut self, value: f64) {
        let number = whole(value * 100.0);
        let (whole, [tenth, hundredth]) = (number / 100, PAIRS[number % 100]);
        let [ten, one] = PAIRS[whole % 100];
        let digits = [b'1', ten, one, b'.', tenth, hundredth, b',', 0];
        // Leading digits are shifted out rather than branched around: which ones there are is anybody's guess.
        let skipped = usize::from(whole < 100) + usize::from(whole < 10);
        let shown = u64::from_le_bytes(digits) >> (8 * skipped);
        self.put(&shown.to_le_bytes(), digits.len() - 1 - skipped);
    }

    /// Writes a share as a percentage with two decimals, and a comma; most are whole.
    #[inline]
    pub(super) fn percent(&mut self, share: f64) {
        if share == 1.0 { self.put(b"100.00,\0", 7) } else { self.hundredths(100.0 * share) }
    }
}

/// Rounds a small number that is not negative, halves to even. Beside a number whose last binary digit is worth 1, no
/// fraction is left, and the last digits of the sum are the whole number.
#[inline]
fn whole(value: f64) -> usize {
    const ONES: f64 = 6_755_399_441_055_744.0;
    ((value + ONES).to_bits() - ONES.to_bits()) as usize
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

/// `00` to `99`.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
        number += 1;
    }
    pairs
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
            bytes.hundredths(value);
            assert_eq!(bytes.as_slice(), format!("{},", hundredths(value)).as_bytes());
        }
    }

    #[test]
    fn texts_of_any_length_follow_each_other() {
        let mut bytes = Bytes::default();
        for length in 0..100 {
            let text = "x".repeat(length);
            bytes.clear();
            bytes.text(&Text::of(text.as_bytes()));
            bytes.slice(b"|");
            bytes.whole(length);
            assert_eq!(bytes.as_slice(), format!("{text}|{length}").as_bytes());
        }
    }
}
