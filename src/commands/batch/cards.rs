//! A folder with a card per person: written beside it first, and moved in when the run comes to its end.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use unicode_normalization::UnicodeNormalization;

use crate::load::read::display_name;
use crate::output::destination::{destination, refuse_planted_links};
use crate::output::file::Readers;
use crate::output::interrupt::undisturbed;
use crate::output::temporary;
use crate::survey::folded_case;
use crate::text::count;

/// Cards on their way into a folder.
#[derive(Debug)]
pub(super) struct Cards {
    folder: PathBuf,
    /// Where they are until then, inside of the folder.
    unfinished: temporary::Folder,
    readers: Readers,
    kind: FileKind,
    /// Names without their ending, folded: some disks do not tell cases or ways to write an accent apart.
    taken: HashSet<String>,
    names: Vec<String>,
}

/// A kind of file that there is one of for each person.
#[derive(Clone, Copy, Debug)]
pub(super) struct FileKind {
    /// What messages call it.
    noun: &'static str,
    /// How its name ends.
    ending: &'static str,
    /// What a file is called that may or may not be one.
    format: &'static str,
}

impl FileKind {
    pub(super) const CARD: Self = Self { noun: "card", ending: ".md", format: "Markdown file" };
    pub(super) const REPORT: Self = Self { noun: "report", ending: ".html", format: "page" };
}

/// A file name is never longer than this in bytes. What is put around it must fit as well, into the 143 bytes that an
/// encrypted disk leaves.
const LONGEST_NAME: usize = 120;

impl Cards {
    /// Makes the folder if it is not there. No card will have the name of one of the other files of the run.
    pub(super) fn of<'a>(
        folder: &Path,
        readers: Readers,
        others: impl Iterator<Item = &'a PathBuf>,
        kind: FileKind,
    ) -> Result<Self> {
        let doing = || format!("making the folder `{}`", folder.display());
        refuse_planted_links(folder).and_then(|()| make(folder, readers)).with_context(doing)?;
        let unfinished = temporary::Folder::new(folder);
        // The error itself names the temporary folder.
        let unfinished = unfinished.map_err(|error| io::Error::from(error.kind())).with_context(doing)?;
        let full = fs::canonicalize(folder).with_context(doing)?;
        let taken = others.filter_map(|file| card_in(&full, file, kind)).collect();
        Ok(Self { folder: folder.to_path_buf(), unfinished, readers, kind, taken, names: Vec::new() })
    }

    /// Takes a name that no person's file may have.
    pub(super) fn reserve(&mut self, name: &str) {
        self.taken.insert(folded(name));
    }

    /// Writes a person's file; returns its name.
    pub(super) fn write(&mut self, person: &str, card: &str) -> io::Result<String> {
        let name = safe(person);
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let free = names.find(|name| self.taken.insert(folded(name))).unwrap_or(name);
        self.write_as(&free, card)?;
        Ok(free + self.kind.ending)
    }

    /// Writes a file of that name.
    pub(super) fn write_as(&mut self, name: &str, card: &str) -> io::Result<()> {
        let FileKind { noun, ending, .. } = self.kind;
        let name = format!("{name}{ending}");
        // An interrupt removes the folder that this is written to.
        let _undisturbed = undisturbed();
        create(&self.unfinished.path().join(&name), self.readers)
            .and_then(|mut file| file.write_all(card.as_bytes()))
            .map_err(|error| io::Error::new(error.kind(), format!("writing the {noun} `{name}`: {error}")))?;
        self.names.push(name);
        Ok(())
    }

    /// Looks whether there is a folder where a card belongs.
    pub(super) fn look_ahead(&self) -> io::Result<()> {
        let noun = self.kind.noun;
        let is_folder = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|data| data.is_dir());
        match self.names.iter().map(|name| self.folder.join(name)).find(is_folder) {
            None => Ok(()),
            Some(path) => Err(io::Error::other(format!(
                "cannot write the {noun} `{}`: it is a folder; nothing written; move it, or name another folder for the {noun}s",
                display_name(&path)
            ))),
        }
    }

    /// Moves the cards to where they belong; those of an earlier run are replaced.
    pub(super) fn keep(self, written: &mut Vec<String>) -> io::Result<()> {
        let noun = self.kind.noun;
        for (index, name) in self.names.iter().enumerate() {
            let path = self.folder.join(name);
            fs::rename(self.unfinished.path().join(name), &path).map_err(|error| {
                if index > 0 {
                    written.push(format!("{index} of {}", count(self.names.len(), noun)));
                }
                io::Error::new(error.kind(), format!("writing the {noun} `{}`: {error}", display_name(&path)))
            })?;
        }
        if !self.names.is_empty() {
            written.push(count(self.names.len(), noun));
        }
        Ok(())
    }

    /// Returns what is worth knowing about the folder, if anything: cards of other people may lie there.
    pub(super) fn note(&self) -> Option<String> {
        let names = fs::read_dir(&self.folder).ok()?.flatten().map(|entry| entry.file_name());
        let others = names.filter_map(|name| card(&name, self.kind)).filter(|card| !self.taken.contains(card)).count();
        (others > 0).then(|| {
            let FileKind { noun, format, .. } = self.kind;
            let (folder, others) = (display_name(&self.folder), count(others, &format!("other {format}")));
            format!("`{folder}` also contains {others}; name an empty folder to keep these {noun}s separate")
        })
    }
}

/// Returns the name, without its ending, of the card that a file in a folder would be.
fn card_in(folder: &Path, file: &Path, kind: FileKind) -> Option<String> {
    let file = destination(file);
    let is_inside = fs::canonicalize(file.parent()?).is_ok_and(|parent| parent == folder);
    card(file.file_name()?, kind).filter(|_| is_inside)
}

/// Returns the name of a card without its ending, folded.
fn card(file: &OsStr, kind: FileKind) -> Option<String> {
    folded(file.to_str()?).strip_suffix(kind.ending).map(str::to_owned)
}

/// Makes the folder where there is none, for its owner alone; one that is there stays as it is.
fn make(folder: &Path, readers: Readers) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    folder.parent().map_or(Ok(()), fs::create_dir_all)?;
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    if readers == Readers::Owner {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    }
    builder.create(folder)
}

/// Makes a card, for its owner alone from the first byte on.
fn create(path: &Path, readers: Readers) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    options.open(path)
}

/// Returns what two names share that are one on some disk.
fn folded(name: &str) -> String {
    name.nfd().flat_map(folded_case).nfc().collect()
}

/// Turns an id into a name that every system takes for a plain file.
fn safe(person: &str) -> String {
    let letter = |letter: char| if letter.is_alphanumeric() || "-_.".contains(letter) { letter } else { '-' };
    let mut name: String = person.nfc().map(letter).take(LONGEST_NAME).collect();
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
        let mut cards = Cards::of(folder.path(), Readers::Owner, std::iter::empty(), FileKind::CARD).unwrap();
        ["ana", "ben", "chi"].iter().for_each(|person| drop(cards.write(person, "card\n").unwrap()));
        cards.look_ahead().unwrap();
        fs::create_dir(folder.path().join("ben.md")).unwrap();
        assert!(cards.look_ahead().is_err());
        let mut written = Vec::new();
        let error = cards.keep(&mut written).unwrap_err().to_string();
        assert!(error.starts_with("writing the card `") && error.contains("ben.md`: "), "{error}");
        assert_eq!(written, ["1 of 3 cards"]);
    }

    #[test]
    fn people_whose_names_are_one_on_some_disk_have_cards_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let mut cards = Cards::of(folder.path(), Readers::Owner, std::iter::empty(), FileKind::CARD).unwrap();
        for person in
            ["Ren\u{e9}", "rene\u{301}", "STRASSE", "Stra\u{df}e", "\u{3a3}\u{3b1}\u{3c2}", "\u{3c3}\u{3b1}\u{3c3}"]
        {
            cards.write(person, "card\n").unwrap();
        }
        let names = [
            "Ren\u{e9}",
            "ren\u{e9}-2",
            "STRASSE",
            "Stra\u{df}e-2",
            "\u{3a3}\u{3b1}\u{3c2}",
            "\u{3c3}\u{3b1}\u{3c3}-2",
        ];
        assert_eq!(cards.names, names.map(|name| format!("{name}.md")));
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
