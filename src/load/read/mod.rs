//! From bytes to text: size, encoding and marks, each refused with its own message.

#[cfg(feature = "program")]
mod disk;

use std::cmp::Ordering;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule;
use crate::source::Source;
use crate::text::BYTE_ORDER_MARK;

#[cfg(feature = "program")]
pub use disk::{FileHead, display_name, file, head, input_name, reason, regular_file, standard_input};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The most keys and values that a file may hold: each takes memory many times its own length.
pub const MAX_VALUES: usize = 1_000_000;

/// The most bytes that a file may stand for once its aliases are written out.
pub const MAX_EXPANDED_BYTES: usize = 64 * 1024 * 1024;

/// Refuses a file with more than [`MAX_VALUES`].
pub(super) fn too_many_values(name: &str) -> Diagnostic {
    let message = format!("the file holds more than {} million values", MAX_VALUES / 1_000_000);
    Diagnostic::about_file(&rule::OVERSIZED_FILE, name, message).help("is it the right file?")
}

/// How many problems of a file are kept: each of them takes memory many times its own length, and nobody reads more.
pub(super) const MOST_PROBLEMS: usize = 10_000;

/// Says that there may be more of what is wrong with a file.
pub(super) fn stopped(name: &str) -> Diagnostic {
    let message = format!("{MOST_PROBLEMS} problems; reading stopped there");
    Diagnostic::about_file(&rule::OVERSIZED_FILE, name, message).help("is it the right file?")
}

/// Adds a problem of a file, or, once there are [`MOST_PROBLEMS`], that reading stopped.
pub(super) fn add_problem(problems: &mut Vec<Diagnostic>, name: &str, problem: Diagnostic) {
    match problems.len().cmp(&MOST_PROBLEMS) {
        Ordering::Less => problems.push(problem),
        Ordering::Equal => problems.push(stopped(name)),
        Ordering::Greater => {}
    }
}

/// Keeps [`MOST_PROBLEMS`] of a file, and says so where there are more.
pub(super) fn capped(name: &str, problems: impl Iterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut kept = Vec::new();
    problems.take(MOST_PROBLEMS + 1).for_each(|problem| add_problem(&mut kept, name, problem));
    kept
}

/// Turns the bytes of a file into a source: UTF-8, with a byte-order mark dropped.
///
/// # Errors
///
/// Bytes that are too many, that are not UTF-8, or that hold NUL.
pub fn text(name: String, bytes: Vec<u8>) -> Result<Arc<Source>, Diagnostic> {
    let wrong_encoding = |message: String| Diagnostic::about_file(&rule::WRONG_ENCODING, name.clone(), message);
    if bytes.len() > MAX_BYTES {
        let message = format!("the file is larger than {} MiB", MAX_BYTES / 1024 / 1024);
        return Err(Diagnostic::about_file(&rule::OVERSIZED_FILE, name, message)
            .help("no role, questionnaire or answers file needs to be this large; is it the right file?"));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(wrong_encoding("the file is UTF-16, expected UTF-8".to_owned()).help("save it as UTF-8"));
    }
    let bytes = match bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()) {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = bytes[..offset].iter().filter(|&&byte| byte == b'\n').count() + 1;
        wrong_encoding(format!("the file is not UTF-8: byte 0x{:02X} in line {line}", bytes[offset]))
            .help("save it as UTF-8")
    })?;
    if let Some(offset) = text.find('\0') {
        let line = text[..offset].matches('\n').count() + 1;
        return Err(wrong_encoding(format!("the file holds a NUL byte in line {line}"))
            .help("is it a text file? if so, remove the byte"));
    }
    Ok(Source::new(name, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_dropped() {
        let source = text("a.yaml".to_owned(), b"\xef\xbb\xbfid: x".to_vec()).expect("plain text");
        assert_eq!(source.text(), "id: x");
    }

    #[test]
    fn other_encodings_and_nul_bytes_are_named() {
        let message = |bytes: &[u8]| text("a".to_owned(), bytes.to_vec()).expect_err("not text").message;
        assert_eq!(message(b"\xff\xfea\0"), "the file is UTF-16, expected UTF-8");
        assert_eq!(message(b"a\n\xe9"), "the file is not UTF-8: byte 0xE9 in line 2");
        assert_eq!(message(b"a\nb\0"), "the file holds a NUL byte in line 2");
        assert_eq!(message(&vec![b'a'; MAX_BYTES + 1]), "the file is larger than 16 MiB");
    }
}
