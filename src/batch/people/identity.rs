//! Ids as they are compared: spellings that people, forms and spreadsheets make of one id are one person. What is written stays
//! as it came.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::survey::{folded_case, is_hidden, trim};

/// Kinds of bytes of an id, as bits of a set.
const DIGIT: u8 = 1;
const LETTER: u8 = 2;
const CAPITAL: u8 = 4;
const AT: u8 = 8;
const DOT: u8 = 16;
const OTHER: u8 = 32;

static KINDS: [u8; 256] = {
    let mut kinds = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' | b'-' | b'_' | b'+' => LETTER,
            b'A'..=b'Z' => CAPITAL,
            b'@' => AT,
            b'.' => DOT,
            _ => OTHER,
        };
        byte += 1;
    }
    kinds
};

/// Returns what an id has in common with its other spellings: without marks that have no width, in one normal form, with plain
/// white space, an e-mail address in small letters, and `101.0` or `101,0` as 101.
pub fn identity(id: &[u8]) -> Cow<'_, [u8]> {
    let kinds = id.iter().fold(0, |kinds, byte| kinds | KINDS[usize::from(*byte)]);
    let is_address = kinds & (AT | CAPITAL) == AT | CAPITAL;
    let is_number = kinds & DOT != 0 && kinds & (LETTER | CAPITAL | AT) == 0;
    if kinds & OTHER == 0 && !is_address && !is_number {
        return Cow::Borrowed(id);
    }
    let text = String::from_utf8_lossy(id);
    let text: String = text.chars().filter(|character| !is_hidden(*character)).nfkc().collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut text = words.join(" ");
    if text.contains('@') {
        text = text.chars().flat_map(folded_case).nfkc().collect();
    }
    let is_whole = |(whole, zeros): &(&str, &str)| {
        let are_digits = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
        are_digits && !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0')
    };
    match text.split_once(['.', ',']).filter(is_whole) {
        Some((whole, _)) => Cow::Owned(whole.as_bytes().to_vec()),
        None => Cow::Owned(text.into_bytes()),
    }
}

/// Takes off both ends of a cell what shows nothing, as it is taken off every other cell.
pub fn trimmed(cell: &[u8]) -> &[u8] {
    let cell = cell.trim_ascii();
    if cell.is_ascii() {
        return cell;
    }
    std::str::from_utf8(cell).map_or(cell, |text| trim(text).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_id_are_the_same() {
        for (id, spellings) in [
            (
                "ana@example.org",
                &["Ana@Example.ORG", "ana@example.org\u{200b}", "\u{feff}ana@example.org", "ana\u{ff20}example.org"][..],
            ),
            (
                "stra\u{df}e@example.org",
                &["STRASSE@example.org", "Stra\u{1e9e}e@EXAMPLE.ORG", "stra\u{17f}se@example.org"],
            ),
            ("\u{3c3}\u{3bf}\u{3c2}@example.org", &["\u{3a3}\u{39f}\u{3a3}@example.org"]),
            ("101", &["101.0", "101.00", "101,0", "101,00", "\u{ff11}01", "1\u{ad}01"]),
            (
                "Jos\u{e9} Lima",
                &["Jose\u{301} Lima", "Jos\u{e9}\u{a0}Lima", "Jos\u{e9}  Lima", " Jos\u{e9}\u{3000}Lima "],
            ),
        ] {
            for spelling in spellings {
                assert_eq!(identity(spelling.as_bytes()), identity(id.as_bytes()), "{spelling}");
            }
        }
    }

    #[test]
    fn ids_that_differ_otherwise_are_different_people() {
        let ids = [
            "R_2xk",
            "R_2XK",
            "101",
            "1010",
            "0101",
            "101.5",
            "10.10",
            "1.0.0",
            "ana",
            "Ana",
            "a-1",
            "a_1",
            "a.1",
            "a1",
            ".0",
            "v1.0",
            "101,5",
            "1,0,0",
            ",0",
            "v1,0",
            "stra\u{df}e",
            "strasse",
            "\u{131}@x",
            "i@x",
        ];
        for (index, id) in ids.iter().enumerate() {
            for other in &ids[index + 1..] {
                assert_ne!(identity(id.as_bytes()), identity(other.as_bytes()), "{id} {other}");
            }
        }
        assert!(ids.iter().all(|id| identity(id.as_bytes()).as_ref() == id.as_bytes()));
    }

    #[test]
    fn a_cell_is_trimmed_of_white_space_of_every_kind() {
        assert_eq!(trimmed(" \u{a0}ana\u{200b} ".as_bytes()), b"ana");
        assert_eq!(trimmed(b" ana b "), b"ana b");
        assert_eq!(trimmed(b" \xff "), b"\xff");
    }
}
