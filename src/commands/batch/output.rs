//! The results of a run: taken as they come, and kept only when the run comes to its end.

use std::io;

use anyhow::Result;

use crate::batch::counts::Counts;
use crate::batch::results::{ListedPerson, Occurrence, Results};
use crate::batch::run::Accept;
use crate::commands::batch::books::Books;
use crate::commands::batch::cards::{Cards, FileKind};
use crate::commands::batch::conflicts::named;
use crate::commands::batch::input::Input;
use crate::commands::batch::messages::Messages;
use crate::commands::batch::reports::Reports;
use crate::commands::batch::request::BatchRequest;
use crate::commands::batch::sheet::TableWriter;
use crate::output::interrupt::{Unfinished, undisturbed};
use crate::output::marker::Marker;
use crate::output::print::show_note;
use crate::output::progress::Progress;
use crate::output::target::{OutputTarget, SpooledResult};
use crate::pack::Pack;
use crate::render::csv::Notation;
use crate::render::report::frame::Paper;
use crate::text::all_of;

/// What a run has come to so far.
#[derive(Debug)]
pub(super) struct Output<'a> {
    result: OutputTarget,
    rejects: Option<OutputTarget>,
    profiles: Option<OutputTarget>,
    summary: Option<OutputTarget>,
    cards: Option<Cards>,
    reports: Option<Reports>,
    /// Says to later runs that these files are not all of one run.
    marker: Option<Marker>,
    /// For forms that are laid out for reading.
    pub sheet: Option<TableWriter<'a>>,
    /// For tables that become sheets of a workbook.
    pub books: Books<'a>,
    /// Whether the objects stand between the lines of a JSON array.
    is_array: bool,
    is_first: bool,
    /// How tables are written, of which the result is one or is not.
    notation: Notation,
    is_table: bool,
    /// What messages say of the input that is being read, before the number of a row.
    pub before_number: String,
    pub counts: Counts,
    /// Those of everyone scored so far.
    pub id_hashes: Vec<u64>,
    pub occurrences: Vec<Occurrence>,
    /// The rows of everybody's answers, for statistics.
    pub answers: Vec<u8>,
    pub messages: Messages,
    pub progress: Progress,
}

impl Output<'_> {
    /// Begins every result that was asked for.
    pub(super) fn open(
        request: &BatchRequest,
        inputs: &[Input],
        roles: usize,
        messages: Messages,
        progress: Progress,
    ) -> Result<Self> {
        let wanted = &request.results;
        let readers = wanted.readers;
        let target = |path: &std::path::PathBuf| OutputTarget::open(Some(path), readers);
        let result = OutputTarget::open(wanted.output.as_deref(), readers)?;
        let rejects = wanted.rejects.as_ref().map(target).transpose()?;
        let profiles = wanted.profile.as_ref().map(target).transpose()?;
        let summary = wanted.summary.as_ref().map(target).transpose()?;
        let cards = wanted
            .cards
            .as_deref()
            .map(|folder| Cards::of(folder, readers, named(request, inputs), FileKind::CARD))
            .transpose()?;
        let reports =
            wanted.reports.as_deref().map(|folder| Reports::of(folder, readers, named(request, inputs))).transpose()?;
        let are_several =
            [&rejects, &profiles, &summary].into_iter().any(Option::is_some) || cards.is_some() || reports.is_some();
        let marker = result.file().filter(|_| are_several).map(Marker::of);
        Ok(Self {
            notation: wanted.notation,
            is_table: wanted.content.is_csv(),
            result,
            rejects,
            profiles,
            summary,
            cards,
            reports,
            marker,
            is_array: wanted.content.is_array(),
            ..Self::nowhere(roles, messages, progress)
        })
    }

    /// Begins a run that only looks.
    pub(super) fn nowhere(roles: usize, messages: Messages, progress: Progress) -> Self {
        Self {
            result: OutputTarget::Nowhere,
            rejects: None,
            profiles: None,
            summary: None,
            cards: None,
            reports: None,
            marker: None,
            is_array: false,
            is_first: true,
            notation: Notation::PLAIN,
            is_table: false,
            before_number: String::new(),
            counts: Counts::of(roles),
            sheet: None,
            id_hashes: Vec::new(),
            books: Books::default(),
            occurrences: Vec::new(),
            answers: Vec::new(),
            messages,
            progress,
        }
    }

    /// Adds to the result what stands before everything else.
    pub(super) fn write(&mut self, text: &str) -> io::Result<()> {
        self.write_result(text.as_bytes(), &[ListedPerson { start: 0, name: "name".to_owned() }])
    }

    fn write_result(&mut self, rows: &[u8], people: &[ListedPerson]) -> io::Result<()> {
        if self.books.scores(rows, people)? {
            return Ok(());
        }
        let notation = if self.is_table { self.notation } else { Notation::PLAIN };
        self.result.write(&notation.respell(rows))
    }

    /// Adds to the result what of a page for reading is not written yet.
    pub(super) fn end_sheet(&mut self) -> io::Result<()> {
        self.sheet.take().map_or(Ok(()), |sheet| self.result.write(sheet.end().as_bytes()))
    }

    pub(super) fn write_rejects(&mut self, rows: &[u8]) -> io::Result<()> {
        let is_taken = self.books.rejects(rows)?;
        self.rejects.as_mut().filter(|_| !is_taken).map_or(Ok(()), |target| target.write(rows))
    }

    pub(super) fn write_profiles(&mut self, rows: &[u8]) -> io::Result<()> {
        let is_taken = self.books.profiles(rows)?;
        let notation = self.notation;
        self.profiles.as_mut().filter(|_| !is_taken).map_or(Ok(()), |target| target.write(&notation.respell(rows)))
    }

    pub(super) fn write_summary(&mut self, text: &str) -> io::Result<()> {
        self.summary.as_mut().map_or(Ok(()), |target| target.write(text.as_bytes()))
    }

    /// Writes the page about all people, if reports are written.
    pub(super) fn write_index(&mut self, pack: &Pack, paper: Paper) -> io::Result<()> {
        let rejected = self.counts.rejected;
        self.reports.as_mut().map_or(Ok(()), |reports| reports.write_index(pack, rejected, paper))
    }

    /// Gives the files their names, then fills the streams. What stands in the way of a card is said before any of it.
    pub(super) fn keep(mut self) -> io::Result<()> {
        let folders = || self.cards.iter().chain(self.reports.as_ref().map(Reports::pages));
        folders().try_for_each(Cards::look_ahead)?;
        if self.is_array {
            self.result.write(if self.is_first { b"[]\n" } else { b"\n]\n" })?;
        }
        let notes: Vec<String> = folders().filter_map(Cards::note).collect();
        let books = std::mem::take(&mut self.books);
        books.save(&mut self.result, self.rejects.as_mut(), self.profiles.as_mut(), &self.counts)?;
        let marker = self.marker.take();
        let mut unfinished = undisturbed();
        let mut written = Vec::new();
        marker.as_ref().map_or(Ok(()), Marker::set)?;
        let streams = self.name_files(&mut unfinished, &mut written);
        unfinished.has_written |= streams.is_ok();
        if streams.is_ok() || written.is_empty() {
            marker.as_ref().map_or(Ok(()), Marker::clear)?;
        }
        drop(unfinished);
        let streams = streams.map_err(|error| with_what_was_written(&error, &written))?;
        notes.iter().for_each(|note| show_note(note));
        streams.into_iter().try_for_each(SpooledResult::write_out)
    }

    /// Gives the files their names, one by one and the result last, and hands back what is for streams.
    fn name_files(self, unfinished: &mut Unfinished, written: &mut Vec<String>) -> io::Result<Vec<SpooledResult>> {
        self.cards.map_or(Ok(()), |cards| cards.keep(written))?;
        self.reports.map_or(Ok(()), |reports| reports.keep(written))?;
        let mut streams = Vec::new();
        for target in [self.rejects, self.profiles, self.summary, Some(self.result)].into_iter().flatten() {
            streams.extend(target.keep(unfinished, written)?);
        }
        Ok(streams)
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
    fn accept(&mut self, results: &Results) -> io::Result<()> {
        if self.is_array {
            self.write_array(&results.out)?;
        } else {
            self.write_result(&results.out, &results.listed)?;
        }
        if let Some(sheet) = &mut self.sheet {
            self.result.write(sheet.take(&results.people).as_bytes())?;
        }
        self.write_rejects(&results.rejects)?;
        self.write_profiles(&results.profiles)?;
        if let Some(cards) = &mut self.cards {
            results.cards.iter().try_for_each(|(person, card)| cards.write(person, card).map(drop))?;
        }
        if let Some(reports) = &mut self.reports {
            results.reports.iter().try_for_each(|(glance, page)| reports.write(glance, page))?;
        }
        for (number, reason) in &results.reasons {
            self.books.reason(|| format!("{}{number}", self.before_number), reason)?;
            self.messages.say(|| {
                self.progress.clear();
                format!("{}{number}: {reason}", self.before_number)
            });
        }
        self.counts.add(&results.counts);
        self.id_hashes.extend(&results.id_hashes);
        self.answers.extend_from_slice(&results.answers);
        self.occurrences.extend(results.occurrences.iter().cloned());
        self.progress.show(self.counts.read, results.bytes);
        Ok(())
    }
}

/// Adds to an error which results have their names already.
fn with_what_was_written(error: &io::Error, written: &[String]) -> io::Error {
    let written = match written {
        [] => "nothing written".to_owned(),
        some => format!("only {} written", all_of(some.iter().map(String::as_str))),
    };
    io::Error::new(error.kind(), format!("{error}; {written}"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Command};
    use crate::commands::batch::arguments::request;

    #[test]
    fn progress_stays_until_something_is_said() {
        let mut output = Output::nowhere(0, Messages::few_or_all(false), Progress::of_a_long_run());
        let mut shown_after = |results: &Results| {
            output.accept(results).expect("nothing is written");
            output.progress.shown().expect("a line")
        };
        let first = shown_after(&Results::default());
        assert_eq!(shown_after(&Results::default()), first);
        let mut results = Results::default();
        results.reasons.push((2, "no answer".to_owned()));
        assert!(shown_after(&results) > first);
    }

    #[test]
    fn what_stops_half_way_says_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        let (result, rejects) = (path("out.csv"), path("rejects.csv"));
        let cli = Cli::parse_from(["rolefit", "batch", "a.csv", "-o", &result, "--rejects", &rejects]);
        let Some(Command::Batch(args)) = cli.command else { panic!("another command") };
        let request = request(&args).unwrap();
        let open = || Output::open(&request, &[], 1, Messages::silent(), Progress::of(false, None)).unwrap();

        let output = open();
        fs::create_dir(&result).unwrap();
        let error = output.keep().unwrap_err().to_string();
        assert!(error.starts_with(&format!("writing `{result}`: ")), "{error}");
        assert!(error.ends_with(&format!("; only `{rejects}` written")), "{error}");

        fs::remove_dir(&result).unwrap();
        fs::remove_file(&rejects).unwrap();
        let output = open();
        fs::create_dir(&rejects).unwrap();
        let error = output.keep().unwrap_err().to_string();
        assert!(error.ends_with("; nothing written"), "{error}");
        assert!(!fs::exists(&result).unwrap());
    }
}
