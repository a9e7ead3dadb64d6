//! The key of `--anonymize`: a file that the user keeps.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::batch::people::pseudonyms::Pseudonyms;
use crate::load::read::display_name;
use crate::output::file::write_private_file;
use crate::output::print::show_note;
use crate::text::BYTE_ORDER_MARK;

/// A key that is shorter could be tried out.
const LEAST: usize = 16;

/// Reads the key, or makes one.
pub(super) fn pseudonyms(path: &Path) -> Result<Pseudonyms> {
    let name = display_name(path);
    match fs::read(path) {
        Ok(key) if bare(&key).len() >= LEAST => Ok(Pseudonyms::with(bare(&key))),
        Ok(_) => {
            bail!("the key in `{name}` is shorter than {LEAST} bytes; name a file that is not there to get a new one")
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = Pseudonyms::new_key()?;
            write_private_file(path, format!("{key}\n").as_bytes())?;
            show_note(&format!(
                "wrote a new key to `{name}`: keep it, it gives the same pseudonyms again, and keep it to yourself"
            ));
            Ok(Pseudonyms::with(key.as_bytes()))
        }
        Err(error) => Err(error).with_context(|| format!("reading the key in `{name}`")),
    }
}

/// Takes off what editors add: a byte-order mark, and white space around.
fn bare(key: &[u8]) -> &[u8] {
    key.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(key).trim_ascii()
}
