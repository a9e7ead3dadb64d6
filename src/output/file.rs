//! Files that are written whole or not at all; devices, pipes and open streams are written to as they are.

use std::fs::{self, File};
use std::io::{self, Write};
#[cfg(unix)]
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

use crate::load::read::display_name;
use crate::output::destination::{destination, is_replaced, refuse_planted_links, stream};
use crate::output::interrupt::{Unfinished, undisturbed};
use crate::output::temporary;

pub(crate) use crate::output::temporary::Readers;

/// Takes a closed pipe for no error: its reader has seen enough, and what else a run has to do or to say goes on.
pub(crate) fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    written.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}

/// Writes a file whole or not at all: into a temporary neighbour first, which then takes its name.
pub(crate) fn write_file(path: &Path, bytes: &[u8], readers: Readers) -> Result<()> {
    let write = || -> io::Result<()> {
        let mut file = Pending::create(path, readers)?;
        file.write_all(bytes)?;
        file.keep(&mut undisturbed())
    };
    unless_closed(write()).with_context(|| format!("writing `{}`", path.display()))
}

/// Writes a file for its owner alone where there is none; returns whether that is so. Of two runs at once one succeeds.
pub(crate) fn write_new_file(path: &Path, bytes: &[u8]) -> Result<bool> {
    let write = || -> io::Result<bool> {
        let mut file = Pending::create(path, Readers::Owner)?;
        file.write_all(bytes)?;
        file.keep_if_new()
    };
    write().with_context(|| format!("writing `{}`", path.display()))
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
    /// Begins a file.
    pub(crate) fn new(path: &Path, readers: Readers) -> Result<Self> {
        Self::create(path, readers).with_context(|| format!("writing `{}`", path.display()))
    }

    fn create(path: &Path, readers: Readers) -> io::Result<Self> {
        refuse_planted_links(path)?;
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
            let problem = format!("no folder `{}`", display_name(folder));
            return Err(io::Error::new(io::ErrorKind::NotFound, problem));
        }
        let file = temporary::file(folder, readers).map_err(|error| {
            // The error itself names the temporary neighbour.
            let reason = error.kind();
            io::Error::new(
                reason,
                format!("cannot create a file in its folder: {reason}; name a file in another folder"),
            )
        })?;
        if let (Readers::AsUsual, Ok(existing)) = (readers, fs::metadata(&target)) {
            file.as_file().set_permissions(existing.permissions())?;
        }
        Ok(Self::New { file, target })
    }

    /// Gives the file its name, once everything is on the disk.
    pub(crate) fn keep(self, unfinished: &mut Unfinished) -> io::Result<()> {
        match self {
            Self::New { file, target } => {
                file.as_file().sync_all()?;
                let temporary = file.path().to_path_buf();
                file.persist(target).map_err(|error| error.error)?;
                unfinished.forget(&temporary);
                unfinished.has_written = true;
                Ok(())
            }
            Self::Device(_) => Ok(()),
        }
    }

    /// Gives the file its name unless another has it by now; returns whether it got it.
    fn keep_if_new(self) -> io::Result<bool> {
        let Self::New { file, target } = self else { return Ok(true) };
        file.as_file().sync_all()?;
        let mut unfinished = undisturbed();
        unfinished.forget(file.path());
        match file.persist_noclobber(target) {
            Ok(_) => Ok(true),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error.error),
        }
    }

    /// Returns the file whose place is taken, if it is one.
    pub(crate) fn target(&self) -> Option<&Path> {
        match self {
            Self::New { target, .. } => Some(target),
            Self::Device(_) => None,
        }
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            // The file itself: errors would give its temporary name.
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
