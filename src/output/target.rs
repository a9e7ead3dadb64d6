//! Where one result goes. None of it is visible before the run has finished.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use anyhow::Result;

use crate::output::destination::is_standard;
use crate::output::file::{Pending, Readers, unless_closed};
use crate::output::interrupt::Unfinished;
use crate::output::spool::Spool;
use crate::text::printable;

/// A file, a stream, or nothing.
#[derive(Debug)]
pub(crate) enum OutputTarget {
    /// A file that takes its name at the end.
    File { name: String, file: Pending },
    /// An open stream, a device or a pipe: what is sent there cannot be taken back, so it is spooled in a file without a name.
    Stream { name: String, spool: Spool, to: Option<Pending> },
    /// For runs that only look.
    Nowhere,
}

impl OutputTarget {
    /// Begins a file, or takes standard output where that is meant.
    pub(crate) fn open(path: Option<&Path>, readers: Readers) -> Result<Self> {
        let Some(path) = path.filter(|path| !is_standard(Some(path))) else {
            return Ok(Self::Stream { name: "to standard output".to_owned(), spool: Spool::new()?, to: None });
        };
        let name = format!("`{}`", printable(&path.display().to_string()));
        match Pending::new(path, readers)? {
            device @ Pending::Device(_) => Ok(Self::Stream { name, spool: Spool::new()?, to: Some(device) }),
            file @ Pending::New { .. } => Ok(Self::File { name, file }),
        }
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::File { name, file } => file.write_all(bytes).map_err(|error| unwritable(name, &error)),
            Self::Stream { spool, .. } => spool.write_all(bytes),
            Self::Nowhere => Ok(()),
        }
    }

    /// Returns what writes to it piece by piece.
    pub(crate) fn pen(&mut self) -> Pen<'_> {
        Pen(self)
    }

    /// Gives a file its name, and adds it to what is written. What is for a stream is handed back.
    pub(crate) fn keep(
        self,
        unfinished: &mut Unfinished,
        written: &mut Vec<String>,
    ) -> io::Result<Option<SpooledResult>> {
        match self {
            Self::File { name, file } => {
                file.keep(unfinished).map_err(|error| unwritable(&name, &error))?;
                written.push(name);
                Ok(None)
            }
            Self::Stream { name, spool, to } => Ok(Some(SpooledResult { name, kept: spool.into_file()?, to })),
            Self::Nowhere => Ok(None),
        }
    }

    /// Returns the file whose place is taken, if it is one.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::File { file, .. } => file.target(),
            Self::Stream { .. } | Self::Nowhere => None,
        }
    }
}

/// Writes to a target.
pub(crate) struct Pen<'t>(&'t mut OutputTarget);

impl Write for Pen<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A whole result on its way to a stream.
#[derive(Debug)]
pub(crate) struct SpooledResult {
    name: String,
    kept: File,
    to: Option<Pending>,
}

/// Bytes that are written at a time, up to the end of their last line.
const ABOUT: u64 = 256 * 1024;

impl SpooledResult {
    /// Writes it, some whole lines at a time; standard output stays locked for these, so that an interrupt cannot tear one.
    /// What a reader leaves behind that closed its pipe is dropped.
    pub(crate) fn write_out(mut self) -> io::Result<()> {
        let mut kept = BufReader::new(self.kept);
        let mut lines = Vec::new();
        let mut write = || -> io::Result<()> {
            loop {
                lines.clear();
                kept.by_ref().take(ABOUT).read_to_end(&mut lines)?;
                kept.read_until(b'\n', &mut lines)?;
                let mut standard = io::stdout().lock();
                match &mut self.to {
                    _ if lines.is_empty() => return standard.flush(),
                    Some(device) => device.write_all(&lines)?,
                    None => standard.write_all(&lines)?,
                }
            }
        };
        unless_closed(write()).map_err(|error| unwritable(&self.name, &error))
    }
}

/// Names the file in an error.
fn unwritable(name: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("writing {name}: {error}"))
}
