//! Files that are written whole or not at all; devices, pipes and open streams are written to as they are.

use std::fs::{self, File};
use std::io::{self, Write};
#[cfg(unix)]
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

use crate::load::read::display_name;
use crate::output::destination::{destination, is_replaced, stream};
use crate::output::print::unless_closed;

/// Who may read a file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readers {
    /// Whoever may read other new files here, or could read the one that is replaced.
    AsUsual,
    Owner,
}

/// Writes a file whole or not at all: into a temporary neighbour first, which then takes its name.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    write_for(Readers::AsUsual, path, bytes)
}

/// Writes a file as [`write_file`] does, readable by its owner alone from the first byte on.
pub(crate) fn write_private_file(path: &Path, bytes: &[u8]) -> Result<()> {
    write_for(Readers::Owner, path, bytes)
}

fn write_for(readers: Readers, path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || -> io::Result<()> {
        let mut file = Pending::create(path, readers)?;
        file.write_all(bytes)?;
        file.keep()
    };
    unless_closed(write()).with_context(|| format!("writing `{}`", path.display()))
}

/// A file that is written under another name first, and thrown away unless it is kept.
#[derive(Debug)]
pub(crate) enum Pending {
    New {
        file: NamedTempFile,
        target: PathBuf,
    },
    /// A device, a pipe or an open stream has a name to keep; what is sent there cannot be taken back anyway.
    Device(File),
}

impl Pending {
    /// Begins a file that will be as readable as other new files here, or as the one that it replaces.
    pub(crate) fn new(path: &Path) -> Result<Self> {
        Self::create(path, Readers::AsUsual).with_context(|| format!("writing `{}`", path.display()))
    }

    fn create(path: &Path, readers: Readers) -> io::Result<Self> {
        // A link keeps pointing where it does; the file it names is replaced.
        let target = destination(path);
        if target.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        if !is_replaced(&target) {
            return open(&target).map(Self::Device);
        }
        let folder = if ends_as_a_folder(path) { path } else { target.parent().unwrap_or(path) };
        if !folder.is_dir() {
            let problem = format!("there is no folder `{}`", display_name(folder));
            return Err(io::Error::new(io::ErrorKind::NotFound, problem));
        }
        let file = temporary(readers).prefix(".rolefit-").tempfile_in(folder).map_err(|error| {
            // The error itself names the temporary neighbour.
            let reason = error.kind();
            io::Error::new(reason, format!("its folder takes no new file: {reason}; name one in another folder"))
        })?;
        if let (Readers::AsUsual, Ok(existing)) = (readers, fs::metadata(&target)) {
            file.as_file().set_permissions(existing.permissions())?;
        }
        Ok(Self::New { file, target })
    }

    /// Gives the file its name, once everything is on the disk.
    pub(crate) fn keep(self) -> io::Result<()> {
        match self {
            Self::New { file, target } => {
                file.as_file().sync_all()?;
                file.persist(target).map(drop).map_err(|error| error.error)
            }
            Self::Device(_) => Ok(()),
        }
    }

    /// Returns the name that the file has until it is kept.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::New { file, .. } => Some(file.path()),
            Self::Device(_) => None,
        }
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            // The file itself: errors would name it as it is called for now.
            Self::New { file, .. } => file.as_file_mut().write(bytes),
            Self::Device(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::New { file, .. } => file.flush(),
            Self::Device(file) => file.flush(),
        }
    }
}

/// Says whether a path names a folder, there or not, by how it ends: in `/` or in dots.
fn ends_as_a_folder(path: &Path) -> bool {
    let written = path.as_os_str().as_encoded_bytes();
    !path.file_name().is_some_and(|name| written.ends_with(name.as_encoded_bytes()))
}

/// Opens what is written to where it is. An open stream goes on where it was, behind what others sent there.
fn open(destination: &Path) -> io::Result<File> {
    match stream(destination) {
        #[cfg(unix)]
        Some(1) => io::stdout().as_fd().try_clone_to_owned().map(File::from),
        #[cfg(unix)]
        Some(2) => io::stderr().as_fd().try_clone_to_owned().map(File::from),
        // Only those two can be had as they are; a file behind another is opened anew, and nothing in it is written over.
        number => File::options().write(true).append(number.is_some()).open(destination),
    }
}

/// Temporary files are private by themselves; most results are as readable as any new file here.
#[cfg(unix)]
fn temporary(readers: Readers) -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut temporary = tempfile::Builder::new();
    if readers == Readers::AsUsual {
        temporary.permissions(fs::Permissions::from_mode(0o666));
    }
    temporary
}

#[cfg(not(unix))]
fn temporary(_: Readers) -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}
