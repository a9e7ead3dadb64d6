//! The key of `--anonymize`: a file that the user keeps.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::batch::people::pseudonyms::Pseudonyms;
use crate::load::read::display_name;
use crate::output::file::write_new_file;
use crate::output::print::show_note;
use crate::text::{BYTE_ORDER_MARK, shell_word};

/// A key that is shorter could be tried out.
const LEAST: usize = 16;

/// Reads the key, or makes one. Of two runs that make one at once, the second uses that of the first.
pub(super) fn pseudonyms(path: &Path) -> Result<Pseudonyms> {
    let name = display_name(path);
    match fs::read(path) {
        Ok(key) => with(path, &key),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = Pseudonyms::new_key()?;
            if !write_new_file(path, format!("{key}\n").as_bytes())? {
                let key = fs::read(path).with_context(|| format!("reading the key in `{name}`"))?;
                return with(path, &key);
            }
            show_note(&format!(
                "created the key `{name}`: keep it safe and secret; with it, people get the same pseudonyms again"
            ));
            Ok(Pseudonyms::with(key.as_bytes()))
        }
        Err(error) => Err(error).with_context(|| format!("reading the key in `{name}`")),
    }
}

/// Takes a key that was read, unless it is too short, or others can read it and undo the pseudonyms.
fn with(path: &Path, key: &[u8]) -> Result<Pseudonyms> {
    let name = display_name(path);
    if bare(key).len() < LEAST {
        bail!("the key in `{name}` is shorter than {LEAST} bytes; name a new file to create a key");
    }
    if is_open_to_others(path) {
        bail!("the key in `{name}` can be read by other users; run `chmod 600 {}`", shell_word(&name));
    }
    Ok(Pseudonyms::with(bare(key)))
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).is_ok_and(|data| data.is_file() && data.mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> bool {
    false
}

/// Takes off what editors add: a byte-order mark, and white space around.
fn bare(key: &[u8]) -> &[u8] {
    key.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(key).trim_ascii()
}
