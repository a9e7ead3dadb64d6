//! A table of responses: how it is written, what its columns hold, and where its people begin.

use std::io::{self, Read};

use anyhow::{Context, Result};

use crate::batch::chunks::{Broken, Cause, Chunk, Chunks};
use crate::batch::plan::Table as Shape;
use crate::batch::reject::line;
use crate::commands::batch::bytes::Bytes;
use crate::commands::batch::messages::say;
use crate::load::mapping::Mapping;
use crate::load::preset::Preset;
use crate::pack::Pack;
use crate::render::csv::unguarded;
use crate::survey::dialect::{Asked, Dialect, Record};
use crate::survey::evidence::doubts;
use crate::survey::layout::Column;
use crate::survey::sample::Sample;
use crate::survey::{Catalogue, Layout, Problem, likely};
use crate::text::{count, excerpt, few_of};

/// How much of a table is looked at before it is read: its header must be in there.
const HEAD: usize = 256 * 1024;

/// A table whose header has been understood.
#[derive(Debug)]
pub(super) struct Table {
    pub bytes: Bytes,
    /// Its header and first rows; rejected rows get the same header.
    sample: Sample,
    /// The survey tool, where the mapping or the header says it.
    preset: Option<Preset>,
    layout: Layout,
    /// The column that an earlier run put behind rows that it rejected.
    reason: Option<usize>,
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
        understand(bytes, asked, catalogue, &mut mapping.clone())
            .with_context(|| format!("reading `{name}`"))?
            .map_err(|problems| refusal(name, problems))
    }

    /// What the scoring of its people needs to know.
    pub(super) fn shape<'t>(&'t self, stem: &'t str) -> Shape<'t> {
        Shape {
            layout: &self.layout,
            names: self.sample.header.first(),
            delimiter: self.sample.dialect.delimiter,
            stem,
            reason: self.reason,
        }
    }

    /// The rows that stand above rejected ones.
    pub(super) fn rejects_header(&self) -> String {
        let rows = self.sample.header.iter().enumerate().map(|(index, row)| {
            let cells = row.cells.iter().map(String::as_str).take(self.reason.unwrap_or(row.cells.len()));
            line(cells.chain([if index == 0 { REASON } else { "" }]), self.sample.dialect.delimiter)
        });
        rows.collect()
    }

    /// Says how the table was understood, and which items nobody was asked for.
    pub(super) fn notes(&self, name: &str, pack: &Pack) -> Vec<String> {
        let Dialect { delimiter, encoding, .. } = self.sample.dialect;
        let missing = self.layout.missing(pack);
        let questionnaire = pack.questionnaire();
        let items = questionnaire.statements().count() + questionnaire.scenarios().count();
        let preset = self.preset.map(|preset| format!("preset `{}`, ", preset.habits().name)).unwrap_or_default();
        let mut notes = vec![format!(
            "{name}: {}, separated by {}, {preset}columns for {} of {}",
            encoding.name(),
            in_words(delimiter),
            items - missing.len(),
            count(items, "item"),
        )];
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(|id| format!("`{id}`")).collect();
            let names = few_of(names.iter().map(String::as_str));
            notes.push(format!("{name}: no column for {names}: taken as not asked, not as unanswered"));
        }
        notes.extend(self.about_ids().map(|about| format!("{name}: {about}")));
        notes
    }

    /// Says which column holds the ids, where no mapping said it, or that there is none.
    fn about_ids(&self) -> Option<String> {
        let header: Vec<&str> = self.sample.header.first().map(Record::cells).unwrap_or_default();
        let others = header.iter().zip(&self.layout.columns).filter(|(_, column)| **column == Column::Other);
        let other = likely::id_in(others.map(|(name, _)| *name)).map(|id| excerpt(id, 40));
        let Some(id) = self.layout.columns.iter().position(|column| *column == Column::Id) else {
            let way_out = other.map(|id| format!("; if `{id}` has ids, name it under `[person]` of a mapping"));
            let way_out = way_out.unwrap_or_default();
            return Some(format!(
                "no column of ids: people are numbered by row, and duplicates are not detected{way_out}"
            ));
        };
        let habits = self.preset?.habits();
        let name = self
            .sample
            .header
            .iter()
            .filter_map(|row| row.cells.get(id))
            .find(|name| likely::is_id_of(habits, name))?;
        let name = excerpt(name, 40);
        Some(if habits.id_is_of_response {
            let way_out =
                other.map(|id| format!("; if `{id}` tells people apart, name it under `[person]` of a mapping"));
            let way_out = way_out.unwrap_or_default();
            format!("ids from `{name}`, a number for each response: duplicates are not detected{way_out}")
        } else {
            format!("ids from `{name}`")
        })
    }

    /// Starts reading people.
    pub(super) fn chunks(&self) -> io::Result<Chunks<Box<dyn Read + Send>>> {
        let dialect = self.sample.dialect;
        let mut reader = self.bytes.decoded(dialect)?;
        let (start, line) = self.sample.header.last().map_or((0, 1), |row| row.end);
        io::copy(&mut (&mut reader).take(start as u64), &mut io::sink())?;
        Ok(Chunks::of(reader, line, Some(dialect.delimiter)))
    }
}

/// The header of the column that says why a row was not scored.
const REASON: &str = "reason";

/// Reads the header of a table; the mapping gets the preset that the header gives away.
fn understand(
    bytes: Bytes,
    asked: Asked,
    catalogue: &Catalogue<'_>,
    mapping: &mut Mapping,
) -> io::Result<Result<Table, Vec<Problem>>> {
    let mut head = Vec::new();
    let is_cut = bytes.open()?.take(HEAD as u64 + 1).read_to_end(&mut head)? > HEAD;
    head.truncate(HEAD);
    if head.trim_ascii().is_empty() {
        return Ok(Err(vec![Problem::new("the file is empty")]));
    }
    let mut sample = match Sample::read(&head, is_cut, catalogue, mapping, asked) {
        Ok(sample) => sample,
        Err(problem) => return Ok(Err(vec![problem])),
    };
    if sample.rows.is_empty()
        && let Some(problem) = problem_of_header(&bytes, &sample)?
    {
        return Ok(Err(vec![problem]));
    }
    let reason = reason(&sample);
    if reason.is_some() {
        sample.unguard(unguarded);
    }
    let recognised = sample.recognise(catalogue, mapping);
    match sample.layout(catalogue, mapping) {
        Ok(layout) => {
            // What was rejected has been looked at before, and is no sample of all.
            let doubts = if reason.is_some() { Vec::new() } else { doubts(&sample, &recognised, catalogue) };
            let doubts: Vec<Problem> = doubts.into_iter().map(|doubt| doubt.help("`rolefit map` writes one")).collect();
            let table = Table { bytes, sample, preset: mapping.preset, layout, reason };
            Ok(if doubts.is_empty() { Ok(table) } else { Err(doubts) })
        }
        Err(problems) => Ok(Err(problems)),
    }
}

/// Says what is wrong with a header behind which nobody stands: the file ends within it, or a quote in it is never closed.
fn problem_of_header(bytes: &Bytes, sample: &Sample) -> io::Result<Option<Problem>> {
    if sample.header.len() < sample.dialect.header_rows {
        return Ok(Some(Problem::new("the file ends within its header")));
    }
    let mut text = Vec::new();
    bytes.decoded(sample.dialect)?.take(HEAD as u64).read_to_end(&mut text)?;
    let end = sample.header.last().map_or(0, |row| row.end.0);
    Ok(if end >= text.len() { open_quote(&text, sample.dialect.delimiter) } else { None })
}

/// Finds the column that an earlier run put behind rows that it rejected: what it says of those begins with an item. A
/// survey's own column of that name is left alone.
fn reason(sample: &Sample) -> Option<usize> {
    let first = sample.header.first()?;
    let last = first.cells.len().checked_sub(1).filter(|last| first.cells[*last] == REASON)?;
    let reasons = sample.rows.iter().filter_map(|row| row.cells.get(last)).filter(|reason| !reason.is_empty());
    let reasons: Vec<&String> = reasons.collect();
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
