//! A marker file beside a result while several files of one run are put in place, so that a run that is killed
//! in between is noticed by the next.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The mark beside one result.
#[derive(Debug)]
pub(crate) struct Marker(PathBuf);

impl Marker {
    pub(crate) fn of(result: &Path) -> Self {
        let name = result.file_name().unwrap_or_default().to_string_lossy();
        // Short, as the name of the result may be as long as names can be.
        let start: String = name.chars().take(40).collect();
        Self(result.with_file_name(format!(".{start}.rolefit-incomplete")))
    }

    pub(crate) fn is_there(&self) -> bool {
        fs::symlink_metadata(&self.0).is_ok()
    }

    /// Writes the mark before the first file takes its place.
    pub(crate) fn set(&self) -> io::Result<()> {
        match File::create_new(&self.0) {
            Ok(file) => file.sync_all(),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(io::Error::new(error.kind(), format!("writing beside the result: {error}"))),
        }
    }

    /// Removes the mark once all files are of one run.
    pub(crate) fn clear(&self) -> io::Result<()> {
        fs::remove_file(&self.0)
    }
}
