//! Files without a name, where bytes are spooled until they are wanted. Their errors say where such files are made.

use std::env;
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};

use crate::text::printable;

/// What names another folder for temporary files.
const VARIABLE: &str = if cfg!(windows) { "TMP" } else { "TMPDIR" };

/// A file without a name that is being written.
#[derive(Debug)]
pub struct Spool(File);

impl Spool {
    /// Begins a file.
    ///
    /// # Errors
    ///
    /// A folder for temporary files that is not there, or that takes no new file.
    pub fn new() -> io::Result<Self> {
        tempfile::tempfile().map(Self).map_err(unwritable)
    }

    /// Returns what was written, from its beginning.
    ///
    /// # Errors
    ///
    /// A file that cannot be read.
    pub fn into_file(mut self) -> io::Result<File> {
        self.0.rewind()?;
        Ok(self.0)
    }
}

impl Write for Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(unwritable)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(unwritable)
    }
}

impl Seek for Spool {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

/// Names the folder in an error. Its kind would be taken for that of what is read or written.
fn unwritable(error: io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::Interrupted {
        return error;
    }
    let folder = printable(&env::temp_dir().display().to_string());
    io::Error::other(format!("writing a temporary file in `{folder}`: {error}; set `{VARIABLE}` to another folder"))
}
