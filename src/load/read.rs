//! From bytes to text: size, encoding and marks, each refused with its own message.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rule;
use crate::source::Source;
use crate::text::BYTE_ORDER_MARK;

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

/// Opens a file and reads its text.
///
/// # Errors
///
/// A missing or unreadable file, a folder, a file over [`MAX_BYTES`], or one that is not UTF-8 text.
pub fn file(path: &Path) -> Result<Arc<Source>, Diagnostic> {
    let name = display_name(path);
    open(path)
        .and_then(|file| read_capped(file, MAX_BYTES).map_err(|error| unreadable(path, &name, &error)))
        .and_then(|bytes| text(name.clone(), bytes))
}

fn open(path: &Path) -> Result<File, Diagnostic> {
    let name = display_name(path);
    if path.is_dir() {
        let message = format!("`{name}` is a folder, not a file");
        return Err(Diagnostic::about_file(&rule::UNREADABLE_FILE, name, message).help("name a file in it"));
    }
    File::open(path).map_err(|error| unreadable(path, &name, &error))
}

/// Reads a file as [`file()`] does, but refuses what is no file: a pipe, a socket or a device could keep its reader waiting.
///
/// # Errors
///
/// As [`file()`], and whatever is no file.
pub fn regular_file(path: &Path) -> Result<Arc<Source>, Diagnostic> {
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() && !found.is_dir() => {
            let name = display_name(path);
            let message = format!("`{name}` is a pipe, a socket or a device, not a file");
            Err(Diagnostic::about_file(&rule::UNREADABLE_FILE, name, message).help("name a regular file"))
        }
        Ok(_) | Err(_) => file(path),
    }
}

/// Reads standard input to its end.
///
/// # Errors
///
/// As [`file()`].
pub fn standard_input() -> Result<Arc<Source>, Diagnostic> {
    let bytes = read_capped(io::stdin().lock(), MAX_BYTES).map_err(|error| unreadable_input(&error))?;
    text(STANDARD_INPUT.to_owned(), bytes)
}

fn unreadable_input(error: &io::Error) -> Diagnostic {
    Diagnostic::about_file(&rule::UNREADABLE_FILE, STANDARD_INPUT, format!("cannot read standard input: {error}"))
}

/// The first bytes of a file that may be larger than memory.
#[derive(Debug)]
pub struct Head {
    pub bytes: Vec<u8>,
    /// Whether there are more.
    pub is_cut: bool,
}

/// How many bytes the head of a file has at most.
const HEAD_BYTES: usize = 8 * 1024 * 1024;

/// Reads the first bytes of a file, or of standard input when it is called `-`.
///
/// # Errors
///
/// A missing or unreadable file, or a folder.
pub fn head(path: &Path) -> Result<Head, Diagnostic> {
    let bytes = if path == Path::new("-") {
        read_capped(io::stdin().lock(), HEAD_BYTES).map_err(|error| unreadable_input(&error))
    } else {
        open(path).and_then(|file| {
            read_capped(file, HEAD_BYTES).map_err(|error| unreadable(path, &display_name(path), &error))
        })
    };
    bytes.map(|mut bytes| {
        let is_cut = bytes.len() > HEAD_BYTES;
        bytes.truncate(HEAD_BYTES);
        Head { bytes, is_cut }
    })
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

/// Says how an input is called in messages: `-` is standard input.
pub fn input_name(path: &Path) -> String {
    if path == Path::new("-") { STANDARD_INPUT.to_owned() } else { display_name(path) }
}

/// What messages call standard input.
const STANDARD_INPUT: &str = "<stdin>";

/// Returns the name under which messages speak of a path: relative, with forward slashes, safe to print.
pub fn display_name(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let shown = path.strip_prefix(&here).unwrap_or(path);
    crate::text::printable(&shown.display().to_string().replace('\\', "/"))
}

/// Reads one byte more than allowed, so that a file that grows, or a device without end, is noticed and not kept.
fn read_capped(reader: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(path: &Path, name: &str, error: &io::Error) -> Diagnostic {
    let message = format!("cannot read `{name}`: {}", reason(error, "no such file"));
    Diagnostic::about_file(&rule::UNREADABLE_FILE, name, message)
        .help_if(similar_file(path, error).map(|similar| format!("a file with a similar name exists: `{similar}`")))
}

/// Says in a few words why something could not be opened; `missing` is for what is not there.
pub fn reason(error: &io::Error, missing: &str) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => missing.to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => error.to_string(),
    }
}

fn similar_file(path: &Path, error: &io::Error) -> Option<String> {
    if error.kind() != io::ErrorKind::NotFound {
        return None;
    }
    let folder = path.parent()?;
    let wanted = path.file_name()?.to_str()?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut names: Vec<String> =
        std::fs::read_dir(folder).ok()?.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let similar = crate::text::nearest(wanted, names.iter().map(String::as_str))?;
    Some(display_name(&path.with_file_name(similar)))
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
