//! Files and folders under names of their own, until they get another: locked while their run lives, removed by a signal,
//! and swept by a later run where one was killed.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tempfile::{NamedTempFile, TempDir};

use crate::output::file::Readers;
use crate::output::interrupt::undisturbed;

/// How these names begin; [`RANDOM`] letters and digits follow.
const PREFIX: &str = ".rolefit-";
const RANDOM: usize = 6;

/// What is younger may not be locked yet by the run that makes it.
const YOUNG: Duration = Duration::from_secs(60);

/// Begins a file in a folder.
pub(crate) fn file(folder: &Path, readers: Readers) -> io::Result<NamedTempFile> {
    sweep(folder);
    // A signal that comes between the making and the entry in the list would leave it there.
    let mut unfinished = undisturbed();
    let file = builder(readers, 0o666).tempfile_in(folder)?;
    lock(file.as_file());
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
        let folder = builder(Readers::Owner, 0o700).tempdir_in(parent)?;
        let open = File::open(folder.path()).ok();
        if let Some(open) = &open {
            lock(open);
        }
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

/// Says that a run lives, to other runs here or on other machines. A disk without locks sweeps nothing.
#[cfg(unix)]
fn lock(file: &File) -> bool {
    rustix::fs::flock(file, rustix::fs::FlockOperation::NonBlockingLockExclusive).is_ok()
}

#[cfg(not(unix))]
fn lock(_: &File) -> bool {
    false
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
    let is_young = data.modified().ok().and_then(|time| time.elapsed().ok()).is_none_or(|age| age < YOUNG);
    let is_ours = data.uid() == rustix::process::geteuid().as_raw();
    if is_young || !is_ours || !(data.is_file() || data.is_dir()) {
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

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    fn make_old(path: &Path) {
        File::open(path).unwrap().set_modified(SystemTime::now() - 2 * YOUNG).unwrap();
    }

    #[test]
    fn only_old_files_that_no_run_holds_are_swept() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in [".rolefit-abc123", ".rolefit-young1", ".rolefit-abc1234", ".rolefit-notes.", "rolefit-abc123"] {
            fs::write(path(name), "part").unwrap();
        }
        fs::create_dir(path(".rolefit-cards1")).unwrap();
        fs::write(path(".rolefit-cards1/ana.md"), "card").unwrap();
        let held = file(folder.path(), Readers::Owner).unwrap();
        let held_folder = Folder::new(folder.path()).unwrap();
        for name in [".rolefit-abc123", ".rolefit-abc1234", ".rolefit-notes.", "rolefit-abc123", ".rolefit-cards1"] {
            make_old(&path(name));
        }
        make_old(held.path());
        make_old(held_folder.path());
        for entry in fs::read_dir(folder.path()).unwrap() {
            let entry = entry.unwrap();
            if is_own_name(entry.file_name().to_str().unwrap()) {
                remove_if_stale(&entry.path());
            }
        }
        for gone in [".rolefit-abc123", ".rolefit-cards1"] {
            assert!(!path(gone).exists(), "{gone}");
        }
        for kept in [".rolefit-young1", ".rolefit-abc1234", ".rolefit-notes.", "rolefit-abc123"] {
            assert!(path(kept).exists(), "{kept}");
        }
        assert!(held.path().exists() && held_folder.path().exists());
    }
}
