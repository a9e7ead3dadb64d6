//! Where the results of a run go: written as they come, and kept only when the run comes to its end.

use std::collections::HashSet;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::batch::counts::Counts;
use crate::batch::run::Accept;
use crate::batch::scribe::{Occurrence, Page};
use crate::batch::standing::Standings;
use crate::commands::output::{Pending, write_file};
use crate::text::printable;

/// How many messages about rows are shown before the rest is only counted.
const MOST_SHOWN: usize = 10;

/// What a run has come to so far.
#[derive(Debug)]
pub(super) struct Output<'a> {
    result: Target,
    rejects: Option<Target>,
    /// Between the lines of a JSON array.
    is_array: bool,
    is_first: bool,
    cards: Option<Cards>,
    pub counts: Counts,
    pub people: Vec<(String, Standings)>,
    pub occurrences: Vec<Occurrence>,
    /// What messages call the input that is being read.
    pub input: &'a str,
    refused: usize,
    is_verbose: bool,
    progress: Progress,
}

/// A stream or a file.
#[derive(Debug)]
pub(super) enum Target {
    Standard,
    File(Pending),
    /// For runs that only look.
    Nowhere,
}

impl Target {
    /// Begins a file, or takes standard output for `-` and for nothing.
    pub(super) fn open(path: Option<&Path>) -> Result<Self> {
        match path {
            Some(path) if path != Path::new("-") => Pending::new(path).map(Self::File),
            Some(_) | None => Ok(Self::Standard),
        }
    }

    /// Writes a piece whole; standard output stays locked for its length, so that an interrupt cannot tear it.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Standard => io::stdout().lock().write_all(bytes),
            Self::File(file) => file.write_all(bytes),
            Self::Nowhere => Ok(()),
        }
    }

    fn keep(self) -> io::Result<()> {
        match self {
            Self::Standard => io::stdout().lock().flush(),
            Self::File(file) => file.keep(),
            Self::Nowhere => Ok(()),
        }
    }

    /// Returns the name that a file has until it is kept.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::File(file) => file.path(),
            Self::Standard | Self::Nowhere => None,
        }
    }
}

/// How results are written.
#[derive(Debug)]
pub(super) struct Shape {
    pub is_array: bool,
    pub is_verbose: bool,
    pub shows_progress: bool,
    /// The length of all inputs in bytes, where it is known.
    pub length: Option<u64>,
}

impl Output<'_> {
    pub(super) fn of(
        roles: usize,
        result: Target,
        rejects: Option<Target>,
        cards: Option<Cards>,
        shape: &Shape,
    ) -> Self {
        Self {
            result,
            rejects,
            is_array: shape.is_array,
            is_first: true,
            cards,
            counts: Counts::of(roles),
            people: Vec::new(),
            occurrences: Vec::new(),
            input: "",
            refused: 0,
            is_verbose: shape.is_verbose,
            progress: Progress::of(shape),
        }
    }

    /// Writes what stands before everything else.
    pub(super) fn begin(&mut self, result: &str, rejects: &str) -> io::Result<()> {
        self.result.write(result.as_bytes())?;
        match &mut self.rejects {
            Some(target) => target.write(rejects.as_bytes()),
            None => Ok(()),
        }
    }

    /// Gives the files their names.
    pub(super) fn keep(mut self) -> io::Result<Counts> {
        self.progress.clear();
        self.say_the_rest();
        if self.is_array {
            self.result.write(if self.is_first { b"[]\n" } else { b"\n]\n" })?;
        }
        self.result.keep()?;
        if let Some(rejects) = self.rejects {
            rejects.keep()?;
        }
        Ok(self.counts)
    }

    fn say_the_rest(&self) {
        if let Some(more @ 1..) = self.refused.checked_sub(MOST_SHOWN)
            && !self.is_verbose
        {
            say(&format!("and {more} more rows could not be scored; `-v` shows them all"));
        }
    }

    /// Puts a comma between the objects of an array.
    fn write_array(&mut self, lines: &[u8]) -> io::Result<()> {
        let mut piece = Vec::with_capacity(lines.len() + 64);
        for line in lines.split_inclusive(|byte| *byte == b'\n') {
            piece.extend_from_slice(if self.is_first { b"[\n" } else { b",\n" });
            piece.extend_from_slice(line.strip_suffix(b"\n").unwrap_or(line));
            self.is_first = false;
        }
        self.result.write(&piece)
    }
}

impl Accept for Output<'_> {
    fn accept(&mut self, page: &Page) -> io::Result<()> {
        if self.is_array {
            self.write_array(page.result())?;
        } else {
            self.result.write(page.result())?;
        }
        if let Some(rejects) = &mut self.rejects {
            rejects.write(&page.rejects)?;
        }
        for (person, card) in &page.cards {
            if let Some(cards) = &mut self.cards {
                cards.write(person, card).map_err(io::Error::other)?;
            }
        }
        self.progress.clear();
        for refusal in &page.refusals {
            for reason in &refusal.reasons {
                if self.is_verbose || self.refused < MOST_SHOWN {
                    say(&format!("{}:{}: {reason}", self.input, refusal.line));
                }
            }
            self.refused += 1;
        }
        self.counts.add(&page.counts);
        self.people.extend(page.people.iter().cloned());
        self.occurrences.extend(page.occurrences.iter().cloned());
        self.progress.show(self.counts.read, page.bytes);
        Ok(())
    }
}

/// Says a line on standard error.
pub(super) fn say(line: &str) {
    // Nobody is left to tell when standard error itself is closed.
    let _ = anstream::stderr().lock().write_all(format!("{}\n", printable(line)).as_bytes());
}

/// How far a run is: one line on a terminal, from the second second on.
#[derive(Debug)]
struct Progress {
    is_on: bool,
    started: Instant,
    shown: Option<Instant>,
    bytes: u64,
    length: Option<u64>,
}

/// From then on, and this often, progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(200);

impl Progress {
    fn of(shape: &Shape) -> Self {
        let is_on = shape.shows_progress && io::stderr().is_terminal();
        Self { is_on, started: Instant::now(), shown: None, bytes: 0, length: shape.length }
    }

    fn show(&mut self, rows: usize, bytes: usize) {
        self.bytes += bytes as u64;
        let elapsed = self.started.elapsed();
        if !self.is_on || elapsed < PATIENCE || self.shown.is_some_and(|shown| shown.elapsed() < PAUSE) {
            return;
        }
        self.shown = Some(Instant::now());
        let seconds = elapsed.as_secs_f64();
        let mut line = format!("{rows} rows, {:.0} a second", rows as f64 / seconds);
        if let Some(length) = self.length.filter(|_| self.bytes > 0) {
            let left = seconds * (length.saturating_sub(self.bytes)) as f64 / self.bytes as f64;
            line.push_str(&format!(", {left:.0} s left"));
        }
        let _ = io::stderr().lock().write_all(format!("\r{line}\x1b[K").as_bytes());
    }

    /// Takes the line away, so that another can stand there.
    fn clear(&mut self) {
        if self.shown.is_some() {
            let _ = io::stderr().lock().write_all(b"\r\x1b[K");
        }
    }
}

/// A folder with a card per person.
#[derive(Debug)]
pub(super) struct Cards {
    folder: PathBuf,
    /// In lower case: some disks do not tell cases apart.
    taken: HashSet<String>,
}

/// A file name is never longer than this, without its ending.
const LONGEST_NAME: usize = 80;

impl Cards {
    pub(super) fn of(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("making the folder `{}`", folder.display()))?;
        Ok(Self { folder: folder.to_path_buf(), taken: HashSet::new() })
    }

    fn write(&mut self, person: &str, card: &str) -> Result<()> {
        let name = safe(person);
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let free = names.find(|name| self.taken.insert(name.to_lowercase())).unwrap_or(name);
        write_file(&self.folder.join(format!("{free}.md")), card.as_bytes())
    }
}

/// Turns an id into a name that every system takes for a plain file.
fn safe(person: &str) -> String {
    let letter = |letter: char| if letter.is_alphanumeric() || "-_.".contains(letter) { letter } else { '-' };
    let name: String = person.chars().map(letter).take(LONGEST_NAME).collect();
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
    use super::safe;

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
        assert_eq!(safe(&"é".repeat(500)).chars().count(), 80);
    }
}
