//! Bytes that can be read again, and stay what they were from the first look to the last.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, anyhow};

use crate::commands::people::is_standard_input;
use crate::load::read::reason;
use crate::output::spool::Spool;
use crate::survey::decoding::Decoding;
use crate::survey::dialect::Dialect;
use crate::text::BYTE_ORDER_MARK;

/// A file, or what came from a stream.
#[derive(Debug)]
pub(super) enum Bytes {
    Path {
        path: PathBuf,
        /// How the file was when it was first looked at.
        first: FileState,
    },
    /// A stream, kept in a file without a name; or a sheet of a workbook as a table, with what it comes from.
    Kept { file: File, from: Option<(PathBuf, FileState)> },
}

/// What changes when somebody writes to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileState {
    length: u64,
    modified: Option<SystemTime>,
}

impl FileState {
    fn of(path: &Path) -> Option<Self> {
        let data = fs::metadata(path).ok()?;
        Some(Self { length: data.len(), modified: data.modified().ok() })
    }
}

impl Bytes {
    /// Takes what a path names: a file, or standard input.
    pub(super) fn named(path: &Path, name: &str) -> Result<Self> {
        if is_standard_input(path) {
            return Self::kept(io::stdin().lock()).context("reading standard input");
        }
        Self::of(path).map_err(|error| anyhow!("cannot read `{name}`: {}", reason(&error, "no such file")))
    }

    /// Takes a file as it is; a pipe or a device is read to its end first.
    fn of(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        match FileState::of(path).filter(|_| file.metadata().is_ok_and(|data| data.is_file())) {
            Some(first) => Ok(Self::Path { path: path.to_path_buf(), first }),
            None => Self::kept(file),
        }
    }

    /// Reads a stream to its end.
    pub(super) fn kept(mut reader: impl Read) -> io::Result<Self> {
        let mut spool = Spool::new()?;
        io::copy(&mut reader, &mut spool)?;
        spool.into_file().map(|file| Self::Kept { file, from: None })
    }

    /// Takes the table that a sheet of this workbook is.
    pub(super) fn replaced_by(self, file: File) -> Self {
        let from = match self {
            Self::Path { path, first } => Some((path, first)),
            Self::Kept { from, .. } => from,
        };
        Self::Kept { file, from }
    }

    pub(super) fn open(&self) -> io::Result<File> {
        match self {
            Self::Path { path, .. } => File::open(path),
            Self::Kept { file, .. } => {
                let mut file = file.try_clone()?;
                file.rewind()?;
                Ok(file)
            }
        }
    }

    /// Reads what is UTF-8 itself, behind its mark if it has one.
    pub(super) fn text(&self) -> io::Result<File> {
        let mut file = self.open()?;
        let mut start = Vec::new();
        (&mut file).take(BYTE_ORDER_MARK.len() as u64).read_to_end(&mut start)?;
        if start != BYTE_ORDER_MARK.as_bytes() {
            file.rewind()?;
        }
        Ok(file)
    }

    /// Reads it as UTF-8, behind its mark.
    pub(super) fn decoded(&self, dialect: Dialect) -> io::Result<Box<dyn Read + Send>> {
        let mut file = self.open()?;
        if dialect.has_mark {
            let mark = if dialect.encoding == encoding_rs::UTF_8 { 3 } else { 2 };
            file.seek_relative(mark)?;
        }
        Ok(if dialect.encoding == encoding_rs::UTF_8 {
            Box::new(file)
        } else {
            Box::new(Decoding::of(file, dialect.encoding))
        })
    }

    /// Returns the file that it is, if it is one.
    pub(super) fn path(&self) -> Option<&PathBuf> {
        match self {
            Self::Path { path, .. } | Self::Kept { from: Some((path, _)), .. } => Some(path),
            Self::Kept { from: None, .. } => None,
        }
    }

    pub(super) fn length(&self) -> Option<u64> {
        match self {
            Self::Path { first, .. } => Some(first.length),
            Self::Kept { file, .. } => file.metadata().ok().map(|data| data.len()),
        }
    }

    /// Says whether somebody has written to the file since the first look.
    pub(super) fn has_changed(&self) -> bool {
        match self {
            Self::Path { path, first } | Self::Kept { from: Some((path, first)), .. } => {
                FileState::of(path) != Some(*first)
            }
            Self::Kept { from: None, .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_file_that_grows_shrinks_or_goes_has_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("responses.csv");
        fs::write(&path, "id,item\n").expect("a file");
        let bytes = Bytes::of(&path).expect("a file");
        assert!(!bytes.has_changed());
        File::options().append(true).open(&path).expect("the file").write_all(b"ana,4\n").expect("room");
        assert!(bytes.has_changed());
        let bytes = Bytes::of(&path).expect("a file");
        fs::write(&path, "id\n").expect("a file");
        assert!(bytes.has_changed());
        fs::remove_file(&path).expect("the file");
        assert!(bytes.has_changed());
    }

    #[test]
    fn a_stream_can_be_read_again() {
        let bytes = Bytes::kept(&b"id,item\n"[..]).expect("room");
        for _ in 0..2 {
            let mut text = String::new();
            bytes.open().expect("a file").read_to_string(&mut text).expect("text");
            assert_eq!(text, "id,item\n");
        }
        assert!(!bytes.has_changed());
    }
}
