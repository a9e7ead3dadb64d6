//! Opening and reading files and standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::{MAX_BYTES, text};
use crate::diagnostic::Diagnostic;
use crate::rule;
use crate::source::Source;

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
pub struct FileHead {
    pub bytes: Vec<u8>,
    /// Whether there are more.
    pub is_cut: bool,
}

/// How many bytes the head of a file has at most.
const HEAD_BYTES: usize = 8 * 1024 * 1024;

/// Reads the first bytes of a file, or of standard input for `-`.
///
/// # Errors
///
/// A missing or unreadable file, or a folder.
pub fn head(path: &Path) -> Result<FileHead, Diagnostic> {
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
        FileHead { bytes, is_cut }
    })
}

/// Returns the name of an input for messages: `-` is standard input.
pub fn input_name(path: &Path) -> String {
    if path == Path::new("-") { STANDARD_INPUT.to_owned() } else { display_name(path) }
}

/// What messages call standard input.
const STANDARD_INPUT: &str = "<stdin>";

/// Returns the name of a path for messages: relative, with forward slashes, safe to print.
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
    let is_link = path.symlink_metadata().is_ok_and(|found| found.is_symlink());
    let missing = if is_link { "the file that it links to is not there" } else { "no such file" };
    let message = format!("cannot read `{name}`: {}", reason(error, missing));
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
    let similar = crate::text::nearest(wanted, names.iter().map(String::as_str).filter(|name| *name != wanted))?;
    Some(display_name(&path.with_file_name(similar)))
}
