//! Results as workbooks: which table goes onto which sheet of which file.

use std::io;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::batch::context::BatchContext;
use crate::batch::counts::Counts;
use crate::batch::results::ListedPerson;
use crate::batch::writer::Writer;
use crate::commands::batch::input::{Input, Kind};
use crate::commands::batch::request::RequestedResults;
use crate::load::workbook::names_workbook;
use crate::output::target::OutputTarget;
use crate::output::workbook::{SheetLayout, WorkbookWriter};
use crate::render::csv::{cell, quoted};
use crate::render::method;

const SCORES: &str = "scores";
const PEOPLE: &str = "people";
const PROFILE: &str = "profile";
const REJECTED: &str = "rejected";
const METHOD: &str = "method";

/// The workbooks of a run, each in place of one table.
#[derive(Debug, Default)]
pub(super) struct Books<'a> {
    result: Option<WorkbookWriter>,
    rejects: Option<WorkbookWriter>,
    profile: Option<WorkbookWriter>,
    /// Whether the list of people has a column for their names.
    has_names: bool,
    /// Whether rejected rows have no common table, so that the result names only their places and the reasons.
    lists_reasons: bool,
    about: Option<&'a BatchContext<'a>>,
    inputs: Vec<&'a str>,
}

impl<'a> Books<'a> {
    /// Begins the workbooks that results are asked for in, with the headers of rejected rows.
    pub(super) fn of(wanted: &RequestedResults, context: &'a BatchContext<'a>, inputs: &'a [Input]) -> Result<Self> {
        let book = |path: &Option<PathBuf>| {
            path.as_deref().filter(|path| names_workbook(path)).map(|_| WorkbookWriter::default())
        };
        let mut books = Self {
            result: book(&wanted.output),
            rejects: book(&wanted.rejects),
            profile: book(&wanted.profile),
            about: Some(context),
            has_names: context.pseudonyms.is_none() && inputs.iter().any(Input::has_names),
            inputs: inputs.iter().map(|input| input.name.as_str()).collect(),
            ..Self::default()
        };
        let received = received(inputs);
        if books.rejects.is_some() && received.is_none() {
            bail!("rejected answers are JSON objects, not rows of one table; name an `.ndjson` file for `--rejects`");
        }
        books.lists_reasons = received.is_none();
        if let Some(book) = &mut books.result {
            book.add(SCORES, SheetLayout::RESULTS)?;
            if books.has_names || !matches!(context.writer, Writer::Wide(_)) {
                let texts = if books.has_names { 2 } else { 1 };
                book.add(PEOPLE, SheetLayout { texts, ..SheetLayout::RESULTS })?;
            }
            book.add(PROFILE, SheetLayout::RESULTS)?;
            book.add(REJECTED, received.unwrap_or(SheetLayout::RESULTS))?;
        }
        if let Some(book) = &mut books.profile {
            book.add(PROFILE, SheetLayout::RESULTS)?;
        }
        if let (Some(book), Some(layout)) = (&mut books.rejects, received) {
            book.add(REJECTED, layout)?;
        }
        if books.lists_reasons {
            books.list(b"place,reason\n")?;
        }
        Ok(books)
    }

    /// Takes rows of the result, with the people who are in them; returns whether they are not written otherwise.
    pub(super) fn scores(&mut self, rows: &[u8], people: &[ListedPerson]) -> io::Result<bool> {
        let Some(book) = &mut self.result else { return Ok(false) };
        book.write(SCORES, rows)?;
        book.write(PEOPLE, &list(rows, people, self.has_names)?)?;
        Ok(true)
    }

    /// Takes rows of profiles.
    pub(super) fn profiles(&mut self, rows: &[u8]) -> io::Result<bool> {
        for book in [&mut self.result, &mut self.profile].into_iter().flatten() {
            book.write(PROFILE, rows)?;
        }
        Ok(self.profile.is_some())
    }

    /// Takes rejected rows, as they came.
    pub(super) fn rejects(&mut self, rows: &[u8]) -> io::Result<bool> {
        if !self.lists_reasons {
            for book in [&mut self.result, &mut self.rejects].into_iter().flatten() {
                book.write(REJECTED, rows)?;
            }
        }
        Ok(self.rejects.is_some())
    }

    /// Takes a reason against what has no row in a common table.
    pub(super) fn reason(&mut self, place: impl FnOnce() -> String, reason: &str) -> io::Result<()> {
        if self.lists_reasons && self.result.is_some() {
            let row = format!("{},{}\n", cell(&place()), cell(reason));
            self.list(row.as_bytes())?;
        }
        Ok(())
    }

    fn list(&mut self, rows: &[u8]) -> io::Result<()> {
        self.result.as_mut().map_or(Ok(()), |book| book.write(REJECTED, rows))
    }

    /// Writes every workbook to where it goes.
    pub(super) fn save(
        mut self,
        result: &mut OutputTarget,
        rejects: Option<&mut OutputTarget>,
        profile: Option<&mut OutputTarget>,
        counts: &Counts,
    ) -> io::Result<()> {
        let about = self.about(counts);
        for book in [&mut self.result, &mut self.profile].into_iter().flatten() {
            book.add(METHOD, SheetLayout { header_rows: 0, ..SheetLayout::RESULTS })?;
            book.write(METHOD, about.as_bytes())?;
        }
        let books = [(self.result, Some(result)), (self.rejects, rejects), (self.profile, profile)];
        for (book, target) in books {
            if let (Some(book), Some(target)) = (book, target) {
                book.save(target.pen())?;
            }
        }
        Ok(())
    }

    /// What was scored with what, then the method in words.
    fn about(&self, counts: &Counts) -> String {
        let Some(context) = self.about else { return String::new() };
        let Counts { read, scored, rejected, duplicates, skipped, empty, .. } = counts;
        let facts = [
            ("tool", format!("rolefit {}", env!("CARGO_PKG_VERSION"))),
            ("pack", context.pack.digest().to_owned()),
            ("input", self.inputs.join(", ")),
            ("read", read.to_string()),
            ("scored", scored.to_string()),
            ("rejected", rejected.to_string()),
            ("set aside as duplicates", duplicates.to_string()),
            ("ignored as previews or tests", skipped.to_string()),
            ("without id and answer", empty.to_string()),
        ];
        let rows = facts.iter().map(|(name, value)| format!("{name},{}\n", cell(value)));
        let method = method::page(context.pack).to_rows().into_iter().map(|row| {
            let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
            // Without quotes it would be no row.
            if cells == [""] { "\"\"\n".to_owned() } else { cells.join(",") + "\n" }
        });
        rows.chain(method).collect()
    }
}

/// How the rejected rows of all inputs are written, where these are tables of one kind.
fn received(inputs: &[Input]) -> Option<SheetLayout> {
    let (first, others) = inputs.split_first()?;
    let Kind::Table(table) = &first.kind else { return None };
    let header = first.rejects_header(None);
    let are_alike = others.iter().all(|other| other.rejects_header(None) == header);
    are_alike.then(|| table.rejects_layout())
}

/// Returns the first row of each person, with the name behind the id where there are names.
fn list(rows: &[u8], people: &[ListedPerson], has_names: bool) -> io::Result<Vec<u8>> {
    let mut list = Vec::new();
    for ListedPerson { start, name } in people {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&rows[*start..]);
        let mut row = csv::StringRecord::new();
        reader.read_record(&mut row).map_err(io::Error::other)?;
        let mut cells: Vec<String> = row.iter().map(|text| quoted(text).into_owned()).collect();
        if has_names {
            cells.insert(1, cell(name));
        }
        list.extend_from_slice((cells.join(",") + "\n").as_bytes());
    }
    Ok(list)
}
