//! What the name of an output leads to, and what no result may take the place of.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use anyhow::{Result, bail};

use crate::load::config;
use crate::load::files::is_pack_file;
use crate::load::read::display_name;

/// How many links are followed; systems give up there as well.
const MOST_LINKS: usize = 40;

/// Folders of the streams that this program has open, whatever the system.
const STREAMS: [&str; 2] = ["/proc/self/fd", "/dev/fd"];

/// Says whether standard output is meant: by no name, by `-`, or by one that the system has for it.
pub(crate) fn is_standard(output: Option<&Path>) -> bool {
    output.is_none_or(|path| path == Path::new("-") || stream(&destination(path)) == Some(1))
}

/// Returns what a path leads to, so that two spellings of one are equal: a file, there or not, a device or an open stream.
pub(crate) fn destination(path: &Path) -> PathBuf {
    let mut target = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for _ in 0..MOST_LINKS {
        let (Some(folder), Some(name)) = (target.parent(), target.file_name()) else { break };
        let Ok(folder) = fs::canonicalize(folder) else { break };
        target = folder.join(name);
        // The file that a stream goes to is a link away, but it is the stream that was named.
        if stream(&target).is_some() {
            return target;
        }
        let Ok(next) = fs::read_link(&target) else { break };
        target = folder.join(next);
    }
    fs::canonicalize(&target).unwrap_or(target)
}

/// Refuses a path that leads through a link which the kernel would not follow under `protected_symlinks`: one in a folder
/// that anybody can write to and where only owners remove files, made by neither this user nor the folder's owner.
/// Links are resolved here before the kernel sees the path, so that it cannot refuse them itself.
pub(crate) fn refuse_planted_links(path: &Path) -> io::Result<()> {
    let names = |path: &Path| -> Vec<OsString> {
        path.components().rev().map(|component: Component<'_>| component.as_os_str().to_owned()).collect()
    };
    let mut left = names(&std::path::absolute(path)?);
    let mut here = PathBuf::new();
    let mut links = 0;
    while let Some(name) = left.pop() {
        if name == ".." {
            here.pop();
            continue;
        }
        let next = here.join(name);
        let Ok(link) = fs::read_link(&next) else {
            here = next;
            continue;
        };
        if is_planted(&here, &next) {
            let message = format!(
                "`{}` is a link that another user made in a folder that anybody can write to; name the file itself",
                display_name(&next)
            );
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
        }
        links += 1;
        if links > MOST_LINKS {
            break;
        }
        // An absolute link begins anew: its first name replaces what is joined to it.
        left.extend(names(&link));
    }
    Ok(())
}

#[cfg(unix)]
fn is_planted(folder: &Path, link: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    /// Anybody can write there, and only owners remove.
    const STICKY_AND_OPEN: u32 = 0o1002;
    let (Ok(folder), Ok(link)) = (fs::metadata(folder), fs::symlink_metadata(link)) else { return false };
    folder.mode() & STICKY_AND_OPEN == STICKY_AND_OPEN
        && link.uid() != rustix::process::geteuid().as_raw()
        && link.uid() != folder.uid()
}

#[cfg(not(unix))]
fn is_planted(_: &Path, _: &Path) -> bool {
    false
}

/// Returns the file that is read or written in the end, also where an open stream is named.
pub(crate) fn behind(path: &Path) -> PathBuf {
    let path = if path == Path::new("-") { Path::new("/dev/stdin") } else { path };
    fs::canonicalize(path).unwrap_or_else(|_| destination(path))
}

/// Returns the number of the open stream that a destination is: 2 for `/dev/stderr`.
pub(crate) fn stream(destination: &Path) -> Option<u32> {
    let folder = destination.parent()?;
    let number = destination.file_name()?.to_str()?.parse().ok()?;
    STREAMS.iter().any(|streams| fs::canonicalize(streams).is_ok_and(|streams| streams == folder)).then_some(number)
}

/// Says whether a result takes the place of what a path leads to. Devices, pipes and open streams are written to.
pub(crate) fn is_replaced(output: &Path) -> bool {
    let file = destination(output);
    stream(&file).is_none() && fs::metadata(&file).map_or(true, |existing| existing.is_file())
}

/// Says whether a file that is there now would be gone.
pub(crate) fn replaces_a_file(output: &Path) -> bool {
    output.is_file() && is_replaced(output)
}

/// Refuses to put a result in the place of a file that is read, or behind its end: one of the inputs, a configuration, or a file of any pack.
/// Where standard output goes is the shell's to say.
pub(crate) fn keep_inputs<'a>(output: &Path, mut inputs: impl Iterator<Item = &'a PathBuf>) -> Result<()> {
    if is_standard(Some(output)) {
        return Ok(());
    }
    let file = behind(output);
    let is_configuration = file.file_name().is_some_and(|name| name == config::FILE_NAME);
    if file.is_file() && (is_configuration || is_pack_file(&file) || inputs.any(|input| behind(input) == file)) {
        bail!("`{}` is an input and is not overwritten; name another file", display_name(output));
    }
    Ok(())
}

/// Takes a file for one result: it is neither read nor `taken` already. What is only written to may take several.
pub(crate) fn take<'a>(
    output: &Path,
    inputs: impl Iterator<Item = &'a PathBuf>,
    taken: &mut Vec<PathBuf>,
) -> Result<()> {
    keep_inputs(output, inputs)?;
    let file = destination(output);
    if taken.contains(&file) {
        bail!("`{}` is already used by another output; name another file", display_name(output));
    }
    if is_replaced(output) {
        taken.push(file);
    }
    Ok(())
}
