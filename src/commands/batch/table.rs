//! A table of responses: how it is written, what its columns hold, and where its people begin.

use std::io::{self, Read};

use anyhow::{Context, Result};
use csv::{Reader, ReaderBuilder, StringRecord};

use crate::batch::chunks::{Broken, Cause, Chunk, Chunks};
use crate::batch::plan::Table as Shape;
use crate::batch::reject::{line, unguarded_text};
use crate::commands::batch::bytes::Bytes;
use crate::commands::batch::messages::say;
use crate::load::mapping::Mapping;
use crate::pack::Pack;
use crate::survey::dialect::{Asked, Dialect, sniff};
use crate::survey::layout::Column;
use crate::survey::{Catalogue, Layout, Problem, likely};
use crate::text::{count, excerpt, few_of};

/// How much of a table is looked at before it is read: its header must be in there.
const HEAD: usize = 256 * 1024;

/// A table whose header has been understood.
#[derive(Debug)]
pub(super) struct Table {
    pub bytes: Bytes,
    dialect: Dialect,
    layout: Layout,
    /// The rows that name the columns; rejected rows get the same ones.
    header: Vec<StringRecord>,
    /// The column that an earlier run put behind rows that it rejected.
    reason: Option<usize>,
    /// Where the first person stands, in the text as UTF-8.
    start: usize,
    line: usize,
}

impl Table {
    /// Reads the header of a table that messages call by a name.
    pub(super) fn of(
        bytes: Bytes,
        name: &str,
        asked: Asked,
        catalogue: &Catalogue<'_>,
        mapping: &Mapping,
    ) -> Result<Self> {
        understand(bytes, asked, catalogue, mapping)
            .with_context(|| format!("reading `{name}`"))?
            .map_err(|problems| refusal(name, problems))
    }

    /// What the scoring of its people needs to know.
    pub(super) fn shape<'t>(&'t self, stem: &'t str) -> Shape<'t> {
        Shape { layout: &self.layout, delimiter: self.dialect.delimiter, stem, reason: self.reason }
    }

    /// The rows that stand above rejected ones.
    pub(super) fn rejects_header(&self) -> String {
        let rows = self.header.iter().enumerate().map(|(index, row)| {
            let cells = row.iter().take(self.reason.unwrap_or(row.len()));
            line(cells.chain([if index == 0 { REASON } else { "" }]), self.dialect.delimiter)
        });
        rows.collect()
    }

    /// Says how the table was understood, and which items nobody was asked for.
    pub(super) fn notes(&self, name: &str, pack: &Pack) -> Vec<String> {
        let Dialect { delimiter, encoding, .. } = self.dialect;
        let found = self.layout.items().count();
        let missing = self.layout.missing(pack);
        let mut notes = vec![format!(
            "{name}: {}, separated by {}, columns for {found} of {}",
            encoding.name(),
            in_words(delimiter),
            count(found + missing.len(), "item"),
        )];
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(|id| format!("`{id}`")).collect();
            let names = few_of(names.iter().map(String::as_str));
            notes.push(format!("{name}: no column for {names}: taken as not asked, not as unanswered"));
        }
        notes.extend(self.nameless().map(|nameless| format!("{name}: {nameless}")));
        notes
    }

    /// Says what it means that there is no column of ids, and which one may be it.
    fn nameless(&self) -> Option<String> {
        if self.layout.columns.contains(&Column::Id) {
            return None;
        }
        let header: Vec<&str> = self.header.iter().take(1).flatten().collect();
        let tool = likely::tool(&header).filter(|habits| !habits.id_is_of_response);
        let tool = tool.and_then(|habits| Some((habits.tool, likely::id_of(habits, &header)?)));
        let others = header.iter().zip(&self.layout.columns).filter(|(_, column)| **column == Column::Other);
        let way_out = match (tool, likely::id_in(others.map(|(name, _)| *name))) {
            (Some((tool, id)), _) => format!("; for {tool}, a mapping by `rolefit map` takes `{}`", excerpt(id, 40)),
            (None, Some(id)) => format!("; `{}` may be one: name it under `[person]` of a mapping", excerpt(id, 40)),
            (None, None) => String::new(),
        };
        Some(format!("no column of ids: people are called by their rows, and nobody is found to come twice{way_out}"))
    }

    /// Starts reading people.
    pub(super) fn chunks(&self) -> io::Result<Chunks<Box<dyn Read + Send>>> {
        let mut reader = self.bytes.decoded(self.dialect)?;
        io::copy(&mut (&mut reader).take(self.start as u64), &mut io::sink())?;
        Ok(Chunks::of(reader, self.line, Some(self.dialect.delimiter)))
    }
}

/// The header of the column that says why a row was not scored.
const REASON: &str = "reason";

/// Reads the header of a table.
fn understand(
    bytes: Bytes,
    asked: Asked,
    catalogue: &Catalogue<'_>,
    mapping: &Mapping,
) -> io::Result<Result<Table, Vec<Problem>>> {
    let mut head = Vec::new();
    bytes.open()?.take(HEAD as u64).read_to_end(&mut head)?;
    if head.trim_ascii().is_empty() {
        return Ok(Err(vec![Problem::new("the file is empty")]));
    }
    let dialect = match sniff(&head, catalogue, mapping, asked) {
        Ok(dialect) => dialect,
        Err(problem) => return Ok(Err(vec![problem])),
    };
    let mut text = Vec::new();
    bytes.decoded(dialect)?.take(HEAD as u64).read_to_end(&mut text)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .from_reader(text.as_slice());
    let mut header = Vec::new();
    for _ in 0..dialect.header_rows {
        let mut row = StringRecord::new();
        match reader.read_record(&mut row) {
            Ok(true) => header.push(row),
            Ok(false) => return Ok(Err(vec![Problem::new("the file ends within its header")])),
            Err(error) => return Ok(Err(vec![Problem::new(error.to_string())])),
        }
    }
    let position = reader.position();
    let (start, line) = (position.byte() as usize, position.line() as usize);
    if start >= text.len()
        && let Some(problem) = open_quote(&text, dialect.delimiter)
    {
        return Ok(Err(vec![problem]));
    }
    let reason = reason(&header, reader);
    if reason.is_some() {
        header.iter_mut().for_each(|row| *row = row.iter().map(unguarded_text).collect());
    }
    let rows: Vec<Vec<&str>> = header.iter().map(|row| row.iter().collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let layout = match Layout::of_rows(&rows, catalogue, mapping) {
        Ok(layout) => layout,
        Err(problems) => return Ok(Err(problems)),
    };
    Ok(Ok(Table { bytes, dialect, layout, header, reason, start, line }))
}

/// Finds the column that an earlier run put behind rows that it rejected: what it says of those begins with an item. A
/// survey's own column of that name is left alone.
fn reason(header: &[StringRecord], rows: Reader<&[u8]>) -> Option<usize> {
    let first = header.first()?;
    let last = first.len().checked_sub(1).filter(|last| &first[*last] == REASON)?;
    let reasons = rows.into_records().map_while(Result::ok).filter_map(|row| row.get(last).map(str::to_owned));
    let reasons: Vec<String> = reasons.filter(|reason| !reason.is_empty()).collect();
    (!reasons.is_empty() && reasons.iter().all(|reason| reason.starts_with('`'))).then_some(last)
}

/// A header that runs to the end of what was read: a quote in it may never be closed.
fn open_quote(text: &[u8], delimiter: u8) -> Option<Problem> {
    match Chunks::of(text, 1, Some(delimiter)).next(&mut Chunk::default()) {
        Err(Broken { lines, cause: Cause::UnclosedQuote }) => Some(
            Problem::new(format!("a quote that opens in line {} is never closed", 1 + lines))
                .help("close it, or take it out"),
        ),
        Err(Broken { cause: Cause::Unreadable(_) | Cause::TooLong, .. }) | Ok(_) => None,
    }
}

/// Says every problem; the last one ends the run.
fn refusal(name: &str, mut problems: Vec<Problem>) -> anyhow::Error {
    let in_words = |problem: Problem| {
        let help = problem.help.iter().map(|help| format!("; {help}"));
        format!("{name}: {}{}", problem.message, help.collect::<String>())
    };
    let last = problems.pop().unwrap_or_else(|| Problem::new("cannot be read"));
    problems.into_iter().for_each(|problem| say(&in_words(problem)));
    anyhow::Error::msg(in_words(last))
}

fn in_words(delimiter: u8) -> String {
    match delimiter {
        b',' => "commas".to_owned(),
        b';' => "semicolons".to_owned(),
        b'\t' => "tabs".to_owned(),
        other => format!("`{}`", char::from(other)),
    }
}
