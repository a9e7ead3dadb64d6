//! Scores in cells of CSV.

use crate::scoring::whole;

/// Writes a score of 0 to 100 with two decimals, halves to even, and a comma: as `render::number::hundredths` does. What is
/// absent leaves its cell empty.
pub(super) fn score(out: &mut Vec<u8>, value: Option<f64>) {
    let Some(value) = value else { return out.push(b',') };
    let number = whole(value * 100.0) as u32;
    let digit = |place: u32| b'0' + (number / place % 10) as u8;
    let digits = [digit(10_000), digit(1000), digit(100), b'.', digit(10), digit(1), b',', 0];
    let skipped = usize::from(number < 10_000) + usize::from(number < 1000);
    // Eight bytes are copied at once, and what is too much is taken back.
    out.extend_from_slice(&(u64::from_le_bytes(digits) >> (8 * skipped)).to_le_bytes());
    out.truncate(out.len() - 1 - skipped);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::number::hundredths;

    #[test]
    fn hundredths_are_those_of_every_other_csv() {
        let mut out = Vec::new();
        for step in 0..=800_000_u32 {
            let value = f64::from(step) / 8000.0;
            out.clear();
            score(&mut out, Some(value));
            assert_eq!(out, format!("{},", hundredths(value)).as_bytes());
        }
    }
}
