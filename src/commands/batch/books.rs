//! Results as workbooks: which table goes onto which sheet of which file.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::batch::context::BatchContext;
use crate::batch::counts::Counts;
use crate::batch::writer::Writer;
use crate::commands::batch::input::{Input, Kind};
use crate::commands::batch::request::RequestedResults;
use crate::output::target::OutputTarget;
use crate::output::workbook::{SheetLayout, WorkbookWriter, is_workbook};
use crate::render::csv::cell;
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
    people: FirstRows,
    /// Whether rejected rows have no common table, so that the result names only their places and the reasons.
    lists_reasons: bool,
    about: Option<&'a BatchContext<'a>>,
    inputs: Vec<&'a str>,
}

impl<'a> Books<'a> {
    /// Begins the workbooks that results are asked for in, with the headers of rejected rows.
    pub(super) fn of(wanted: &RequestedResults, context: &'a BatchContext<'a>, inputs: &'a [Input]) -> Result<Self> {
        let book =
            |path: &Option<PathBuf>| path.as_deref().filter(|path| is_workbook(path)).map(|_| WorkbookWriter::new());
        let mut books = Self {
            result: book(&wanted.output),
            rejects: book(&wanted.rejects),
            profile: book(&wanted.profile),
            about: Some(context),
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
            if !matches!(context.writer, Writer::Wide(_)) {
                book.add(PEOPLE, SheetLayout::RESULTS)?;
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

    /// Takes rows of the result; returns whether they are not written otherwise.
    pub(super) fn scores(&mut self, rows: &[u8]) -> io::Result<bool> {
        let Some(book) = &mut self.result else { return Ok(false) };
        book.write(SCORES, rows)?;
        book.write(PEOPLE, &self.people.first_of(rows)?)?;
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

/// Finds the first row of each person among rows of people and roles.
#[derive(Debug, Default)]
struct FirstRows {
    /// The person of the rows that came last, and their roles.
    person: Vec<u8>,
    roles: HashSet<Vec<u8>>,
}

impl FirstRows {
    fn first_of(&mut self, rows: &[u8]) -> io::Result<Vec<u8>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(rows);
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut row = csv::ByteRecord::new();
        while reader.read_byte_record(&mut row).map_err(io::Error::other)? {
            let (person, role) = (&row[0], row.get(1).unwrap_or_default());
            // A person who is scored twice comes with the same roles again.
            if person != self.person || !self.roles.insert(role.to_vec()) {
                (self.person, self.roles) = (person.to_vec(), HashSet::from([role.to_vec()]));
                writer.write_byte_record(&row).map_err(io::Error::other)?;
            }
        }
        writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}
