//! A folder with a card per person: written beside it first, and moved in when the run comes to its end.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::load::read::display_name;
use crate::output::destination::destination;
use crate::output::interrupt;
use crate::text::count;

/// Cards on their way into a folder.
#[derive(Debug)]
pub(super) struct Cards {
    folder: PathBuf,
    /// Where they wait, inside of the folder.
    waiting: TempDir,
    /// Names without their ending, in lower case: some disks do not tell cases apart.
    taken: HashSet<String>,
    names: Vec<String>,
}

/// A file name is never longer than this in bytes. What is put around it must fit as well, into the 143 bytes that an
/// encrypted disk leaves.
const LONGEST_NAME: usize = 120;

impl Cards {
    /// Makes the folder if it is not there. No card will have the name of one of the other files of the run.
    pub(super) fn of<'a>(folder: &Path, others: impl Iterator<Item = &'a PathBuf>) -> Result<Self> {
        let doing = || format!("making the folder `{}`", folder.display());
        fs::create_dir_all(folder).with_context(doing)?;
        let waiting = tempfile::Builder::new().prefix(".rolefit-").tempdir_in(folder);
        // The error itself names the temporary folder.
        let waiting = waiting.map_err(|error| io::Error::from(error.kind())).with_context(doing)?;
        let full = fs::canonicalize(folder).with_context(doing)?;
        let taken = others.filter_map(|file| card_in(&full, file)).collect();
        Ok(Self { folder: folder.to_path_buf(), waiting, taken, names: Vec::new() })
    }

    /// Returns the folder that is gone at the end.
    pub(super) fn path(&self) -> &Path {
        self.waiting.path()
    }

    pub(super) fn write(&mut self, person: &str, card: &str) -> io::Result<()> {
        let name = safe(person);
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let free = names.find(|name| self.taken.insert(name.to_lowercase())).unwrap_or(name);
        let name = format!("{free}.md");
        // An interrupt removes the folder that this is written to.
        let _undisturbed = interrupt::undisturbed();
        fs::write(self.waiting.path().join(&name), card)
            .map_err(|error| io::Error::new(error.kind(), format!("writing the card `{name}`: {error}")))?;
        self.names.push(name);
        Ok(())
    }

    /// Looks whether there is a folder where a card belongs.
    pub(super) fn look_ahead(&self) -> io::Result<()> {
        let is_folder = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|data| data.is_dir());
        match self.names.iter().map(|name| self.folder.join(name)).find(is_folder) {
            None => Ok(()),
            Some(path) => Err(io::Error::other(format!(
                "`{}` is a folder where a card belongs, and nothing was written; move it, or name another folder for the cards",
                display_name(&path)
            ))),
        }
    }

    /// Moves the cards to where they belong; those of an earlier run are replaced.
    pub(super) fn keep(self, written: &mut Vec<String>) -> io::Result<()> {
        for (index, name) in self.names.iter().enumerate() {
            let path = self.folder.join(name);
            fs::rename(self.waiting.path().join(name), &path).map_err(|error| {
                written.push(format!("{index} of {}", count(self.names.len(), "card")));
                io::Error::new(error.kind(), format!("writing the card `{}`: {error}", display_name(&path)))
            })?;
        }
        Ok(())
    }

    /// Returns what is worth knowing about the folder, if anything: cards of other people may lie there.
    pub(super) fn note(&self) -> Option<String> {
        let names = fs::read_dir(&self.folder).ok()?.flatten().map(|entry| entry.file_name());
        let others = names.filter_map(|name| card(&name)).filter(|card| !self.taken.contains(card)).count();
        (others > 0).then(|| {
            let (folder, others) = (display_name(&self.folder), count(others, "other Markdown file"));
            format!("`{folder}` held {others} before and still does; name an empty folder to have these cards alone")
        })
    }
}

/// Returns the name, without its ending, of the card that a file in a folder would be.
fn card_in(folder: &Path, file: &Path) -> Option<String> {
    let file = destination(file);
    let is_inside = fs::canonicalize(file.parent()?).is_ok_and(|parent| parent == folder);
    card(file.file_name()?).filter(|_| is_inside)
}

/// Returns the name of a card without its ending, in lower case.
fn card(file: &OsStr) -> Option<String> {
    file.to_str()?.to_lowercase().strip_suffix(".md").map(str::to_owned)
}

/// Turns an id into a name that every system takes for a plain file.
fn safe(person: &str) -> String {
    let letter = |letter: char| if letter.is_alphanumeric() || "-_.".contains(letter) { letter } else { '-' };
    let mut name: String = person.chars().map(letter).take(LONGEST_NAME).collect();
    while name.len() > LONGEST_NAME {
        name.pop();
    }
    let name = name.trim_matches(['.', '-']).to_owned();
    let device = name.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let is_device = ["CON", "PRN", "AUX", "NUL"].contains(&device.as_str())
        || device.len() == 4 && (device.starts_with("COM") || device.starts_with("LPT"));
    match name.as_str() {
        "" => "person".to_owned(),
        _ if is_device => format!("person-{name}"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_that_cannot_be_kept_is_named_and_those_before_it_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        let mut cards = Cards::of(folder.path(), std::iter::empty()).unwrap();
        ["ana", "ben", "chi"].iter().for_each(|person| cards.write(person, "card\n").unwrap());
        cards.look_ahead().unwrap();
        fs::create_dir(folder.path().join("ben.md")).unwrap();
        assert!(cards.look_ahead().is_err());
        let mut written = Vec::new();
        let error = cards.keep(&mut written).unwrap_err().to_string();
        assert!(error.starts_with("writing the card `") && error.contains("ben.md`: "), "{error}");
        assert_eq!(written, ["1 of 3 cards"]);
    }

    #[test]
    fn a_name_stays_in_its_folder_and_is_a_plain_file_everywhere() {
        for (person, name) in [
            ("ana", "ana"),
            ("../../etc/passwd", "etc-passwd"),
            ("a/b\\c:d", "a-b-c-d"),
            ("Zoë Müller", "Zoë-Müller"),
            ("...", "person"),
            ("", "person"),
            ("con", "person-con"),
            ("lpt1.txt", "person-lpt1.txt"),
        ] {
            assert_eq!(safe(person), name);
        }
        assert_eq!(safe(&"é".repeat(500)), "é".repeat(60));
        assert_eq!(safe(&format!("a{}", "\u{20000}".repeat(80))).len(), 117);
    }
}
