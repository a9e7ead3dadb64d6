//! Ways to damage a text, as slips of hand and of tools do it, chosen by seed.

use rolefit::random::SplitMix64;

/// What means something to a reader of YAML, TOML or JSON, or to none.
#[rustfmt::skip]
const ODD: [&[u8]; 32] = [
    b"\t", b"\0", b"\r", b"\n", b" ", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xc2\x85", b"\xe2\x80\xae",
    b"\x1b[31m", b"{", b"}", b"[", b"]", b": ", b"- ", b"#", b"'", b"\"", b"\\", b"|", b">", b"&a ", b"*a ", b"!t ",
    b"<<: ", b"---\n", b"%", b"x-", b"\xf0\x9f\x8e\x89",
];

#[rustfmt::skip]
const NUMBERS: [&str; 16] = [
    "0", "-1", "1", "3", "20.5", "99.999999", "100", "101", "1e3", "1e400", "0x10", "007", ".5", ".nan", "1_000",
    "99999999999999999999999",
];

const INDENTS: [&[u8]; 4] = [b"  ", b" ", b"    ", b"\t"];

/// Damages a text, usually once; `other` is a file of its kind, for what gets mixed up.
pub fn mutated(text: &[u8], other: &[u8], random: &mut SplitMix64) -> Vec<u8> {
    let times = if random.below(4) == 0 { 2 + random.below(3) } else { 1 };
    (0..times).fold(text.to_vec(), |text, _| if text.is_empty() { text } else { once(&text, other, random) })
}

fn once(text: &[u8], other: &[u8], random: &mut SplitMix64) -> Vec<u8> {
    match random.below(14) {
        0..6 => lines(text, other, random),
        6..10 => bytes(text, other, random),
        10 => number(text, random, |_| true),
        11 => number(text, random, |before| before.ends_with(b"weight: ")),
        _ => key(text, random),
    }
}

fn lines(text: &[u8], other: &[u8], random: &mut SplitMix64) -> Vec<u8> {
    let [mut lines, foreign] =
        [text, other].map(|text| text.split_inclusive(|byte| *byte == b'\n').collect::<Vec<_>>());
    let (from, to) = (random.below(lines.len()), random.below(lines.len()));
    match random.below(6) {
        0 => drop(lines.remove(from)),
        1 => lines.insert(from, lines[from]),
        2 => lines.insert(to, lines[from]),
        3 => lines.swap(from, to),
        4 => lines.insert(to, foreign[random.below(foreign.len())]),
        _ => lines.insert(from, INDENTS[random.below(INDENTS.len())]),
    }
    lines.concat()
}

fn bytes(text: &[u8], other: &[u8], random: &mut SplitMix64) -> Vec<u8> {
    let at = random.below(text.len());
    match random.below(4) {
        0 => replaced(text, at, text.len().min(at + 1 + random.below(20)), b""),
        1 => replaced(text, at, at, ODD[random.below(ODD.len())]),
        2 => replaced(text, at, text.len(), &other[random.below(other.len())..]),
        _ => replaced(text, at, text.len(), b""),
    }
}

/// Replaces one of the numbers that stand after a text that `is_meant` likes.
fn number(text: &[u8], random: &mut SplitMix64, is_meant: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let is_digit = |at: &usize| text[*at].is_ascii_digit();
    let is_start = |at: &usize| is_digit(at) && text[at - 1] == b' ' && is_meant(&text[..*at]);
    let starts: Vec<usize> = (1..text.len()).filter(is_start).collect();
    if starts.is_empty() {
        return text.to_vec();
    }
    let start = starts[random.below(starts.len())];
    let length = (start..text.len()).take_while(is_digit).count();
    let by = if random.below(2) == 0 { NUMBERS[random.below(NUMBERS.len())] } else { &random.below(60).to_string() };
    replaced(text, start, start + length, by.as_bytes())
}

/// Gets one letter of a key wrong: another one, one too few, or one too many.
fn key(text: &[u8], random: &mut SplitMix64) -> Vec<u8> {
    let is_letter = |at: &usize| text[*at].is_ascii_lowercase() || text[*at] == b'_';
    let ends_key = |at: &usize| [b":".as_slice(), b" =", b"\":"].iter().any(|end| text[*at..].starts_with(end));
    let ends: Vec<usize> = (1..text.len()).filter(|at| ends_key(at) && is_letter(&(at - 1))).collect();
    if ends.is_empty() {
        return text.to_vec();
    }
    let end = ends[random.below(ends.len())];
    let at = end - 1 - random.below((0..end).rev().take_while(is_letter).count());
    let letter = [b'a' + random.below(26) as u8];
    match random.below(3) {
        0 => replaced(text, at, at + 1, &letter),
        1 => replaced(text, at, at + 1, b""),
        _ => replaced(text, at, at, &letter),
    }
}

fn replaced(text: &[u8], start: usize, end: usize, by: &[u8]) -> Vec<u8> {
    [&text[..start], by, &text[end..]].concat()
}

/// Breaks one line of a text, as a slip of the hand does; what comes out may still be sound.
pub fn broken_line(text: &[u8], random: &mut SplitMix64) -> Vec<u8> {
    let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    let at = random.below(lines.len());
    let line = match random.below(6) {
        0 => number(lines[at], random, |_| true),
        1 => key(lines[at], random),
        2 => replaced(lines[at], 0, 0, INDENTS[random.below(INDENTS.len())]),
        3 => Vec::new(),
        _ => bytes(lines[at], lines[at], random),
    };
    [lines[..at].concat(), line, lines[at + 1..].concat()].concat()
}
