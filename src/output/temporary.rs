//! Files and folders under names of their own, until they get another: locked while their run lives, removed by a signal,
//! and swept by a later run where one was killed.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::{NamedTempFile, TempDir};

use crate::output::interrupt::undisturbed;

/// Who may read a file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Whoever may read other new files here, or could read the one that is replaced.
    AsUsual,
    /// Its owner, from the first byte on and whatever it replaces.
    Owner,
}

impl Readers {
    /// Decides who may read what says something about a person: its owner alone, unless `--shared` was given.
    pub(crate) fn of_personal(is_shared: bool) -> Self {
        if is_shared { Self::AsUsual } else { Self::Owner }
    }
}

/// How these names begin; [`RANDOM`] letters and digits follow.
const PREFIX: &str = ".rolefit-";
const RANDOM: usize = 6;

/// How often one is made: a run that sweeps may take it away before it is locked.
const TRIES: usize = 8;

/// Begins a file in a folder.
pub(crate) fn file(folder: &Path, readers: Readers) -> io::Result<NamedTempFile> {
    sweep(folder);
    // A signal that comes between the making and the entry in the list would leave it there.
    let mut unfinished = undisturbed();
    let make = || builder(readers, 0o666).tempfile_in(folder);
    let file = until_held(make, |file| is_held(file.as_file(), file.path()))?;
    unfinished.add_file(file.path());
    Ok(file)
}

/// A folder that is gone at the end.
#[derive(Debug)]
pub(crate) struct Folder {
    folder: TempDir,
    /// Holds the lock.
    _open: Option<File>,
}

impl Folder {
    /// Begins a folder in another; only its owner looks into it, whatever will be seen of its files later.
    pub(crate) fn new(parent: &Path) -> io::Result<Self> {
        sweep(parent);
        let mut unfinished = undisturbed();
        let make = || -> io::Result<(TempDir, Option<File>)> {
            let folder = builder(Readers::Owner, 0o700).tempdir_in(parent)?;
            let open = File::open(folder.path()).ok();
            Ok((folder, open))
        };
        let (folder, open) = until_held(make, |(folder, open): &(TempDir, Option<File>)| {
            open.as_ref().is_none_or(|open| is_held(open, folder.path()))
        })?;
        unfinished.add_folder(folder.path());
        Ok(Self { folder, _open: open })
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Temporary files are private by themselves; public results are as readable as any new file here.
#[cfg(unix)]
fn builder(readers: Readers, mode: u32) -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).rand_bytes(RANDOM);
    if readers == Readers::AsUsual || mode & 0o100 != 0 {
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    builder
}

#[cfg(not(unix))]
fn builder(_: Readers, _: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).rand_bytes(RANDOM);
    builder
}

/// Makes something until it is held. In the moment before, another run may take it for something left over.
fn until_held<T>(mut make: impl FnMut() -> io::Result<T>, is_held: impl Fn(&T) -> bool) -> io::Result<T> {
    for _ in 1..TRIES {
        let made = make()?;
        if is_held(&made) {
            return Ok(made);
        }
    }
    make()
}

/// Locks what this run has just made, and says whether it is still there. The lock tells other runs, here or on other
/// machines, that this one lives. On a disk without locks nothing is swept.
#[cfg(unix)]
fn is_held(open: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let lock = rustix::fs::flock(open, rustix::fs::FlockOperation::NonBlockingLockExclusive);
    let same = |open: fs::Metadata, named: fs::Metadata| open.ino() == named.ino() && open.dev() == named.dev();
    lock != Err(rustix::io::Errno::WOULDBLOCK)
        && open.metadata().ok().zip(fs::symlink_metadata(path).ok()).is_some_and(|(open, named)| same(open, named))
}

#[cfg(not(unix))]
fn is_held(_: &File, _: &Path) -> bool {
    true
}

/// Takes the lock of something that no run holds.
#[cfg(unix)]
fn lock(file: &File) -> bool {
    rustix::fs::flock(file, rustix::fs::FlockOperation::NonBlockingLockExclusive).is_ok()
}

/// Removes what killed runs left in a folder, once a run and folder. What cannot be removed stays.
fn sweep(folder: &Path) {
    static SWEPT: Mutex<Option<HashSet<PathBuf>>> = Mutex::new(None);
    let mut swept = SWEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if !swept.get_or_insert_default().insert(folder.to_path_buf()) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_str().is_some_and(is_own_name) {
            remove_if_stale(&entry.path());
        }
    }
}

fn is_own_name(name: &str) -> bool {
    name.strip_prefix(PREFIX)
        .is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Removes a file or a folder of this user that no living run holds.
#[cfg(unix)]
fn remove_if_stale(path: &Path) {
    use std::os::unix::fs::MetadataExt;
    let Ok(data) = fs::symlink_metadata(path) else { return };
    let is_ours = data.uid() == rustix::process::geteuid().as_raw();
    if !is_ours || !(data.is_file() || data.is_dir()) {
        return;
    }
    // The lock is held until it is gone.
    let Ok(open) = File::open(path) else { return };
    if lock(&open) {
        let _ = if data.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
}

#[cfg(not(unix))]
fn remove_if_stale(_: &Path) {}

#[cfg(all(test, unix))]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn what_no_run_holds_is_swept_and_everything_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in [".rolefit-abc123", ".rolefit-abc1234", ".rolefit-notes.", "rolefit-abc123"] {
            fs::write(path(name), "part").unwrap();
        }
        fs::create_dir(path(".rolefit-cards1")).unwrap();
        fs::write(path(".rolefit-cards1/ana.md"), "card").unwrap();
        std::os::unix::fs::symlink(path("rolefit-abc123"), path(".rolefit-link12")).unwrap();
        let held = file(folder.path(), Readers::Owner).unwrap();
        let held_folder = Folder::new(folder.path()).unwrap();
        assert!(!path(".rolefit-abc123").exists() && !path(".rolefit-cards1").exists());
        for kept in [".rolefit-abc1234", ".rolefit-notes.", "rolefit-abc123", ".rolefit-link12"] {
            assert!(path(kept).exists(), "{kept}");
        }
        for held in [held.path(), held_folder.path()] {
            remove_if_stale(held);
            assert!(held.exists());
        }
    }

    #[test]
    fn what_another_run_takes_away_before_it_is_held_is_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let swept = Cell::new(0);
        let make = || tempfile::Builder::new().prefix(PREFIX).rand_bytes(RANDOM).tempfile_in(folder.path());
        let file = until_held(make, |file| {
            // Once it is gone already, once another run is about to remove it.
            let other = File::open(file.path()).unwrap();
            match swept.replace(swept.get() + 1) {
                0 => remove_if_stale(file.path()),
                1 => assert!(lock(&other)),
                _ => {}
            }
            is_held(file.as_file(), file.path())
        });
        assert!(file.unwrap().path().exists());
        assert_eq!(swept.get(), 3);
    }
}
