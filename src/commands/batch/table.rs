//! A table of responses: how it is written, what its columns hold, and where its people begin.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::batch::chunks::{Broken, Cause, Chunk, Chunks, LONGEST_RECORD, Start};
use crate::batch::plan::TableShape;
use crate::batch::reject::line;
use crate::commands::batch::bytes::Bytes;
use crate::commands::batch::messages::say;
use crate::commands::workbook;
use crate::load::mapping::Mapping;
use crate::load::preset::Preset;
use crate::load::read::input_name;
use crate::output::workbook::{CellKind, SheetLayout};
use crate::pack::Pack;
use crate::render::csv::unguarded;
use crate::survey::dialect::{Dialect, Record, StatedDialect};
use crate::survey::evidence::doubts;
use crate::survey::layout::ColumnMeaning;
use crate::survey::sample::Sample;
use crate::survey::{Catalogue, Layout, Problem, likely};
use crate::text::{count, excerpt, few_of};

/// How many bytes of a table are looked at before it is read; more where its header takes over half of them.
const HEAD: usize = 256 * 1024;

/// How many bytes are looked at most: a header that has not ended by then has none.
const LONGEST_HEAD: usize = 4 * 1024 * 1024;

/// A table whose header has been understood.
#[derive(Debug)]
pub(super) struct SurveyTable {
    pub bytes: Bytes,
    /// The sheet of a workbook that it is.
    sheet: Option<String>,
    /// Its header and first rows; rejected rows get the same header.
    sample: Sample,
    /// The survey tool, where the mapping or the header says it.
    preset: Option<Preset>,
    layout: Layout,
    /// Whether it has people from its first row on, because its header is in another file.
    is_part: bool,
    /// The first of the columns that an earlier run put behind rows that it rejected: the row, and the reasons.
    appended: Option<usize>,
}

impl SurveyTable {
    /// Reads the header of a table that messages call by a name.
    pub(super) fn of(
        bytes: Bytes,
        name: &str,
        asked: StatedDialect,
        sheet: Option<String>,
        catalogue: &Catalogue<'_>,
        mapping: &Mapping,
    ) -> Result<Self> {
        let mapping = &mut mapping.clone();
        head(&bytes, asked, catalogue, mapping)
            .and_then(|sample| understand(bytes, sample, catalogue, mapping))
            .map(|table| Self { sheet, ..table })
            .map_err(|why| why.into_error(name))
    }

    /// Takes a part of a table, whose header is in a file of its own.
    pub(super) fn part(
        bytes: Bytes,
        name: &str,
        columns: &Path,
        asked: StatedDialect,
        catalogue: &Catalogue<'_>,
        mapping: &Mapping,
    ) -> Result<Self> {
        let mapping = &mut mapping.clone();
        let header_name = input_name(columns);
        let table = Bytes::named(columns, &header_name)?;
        let table = head(&table, asked, catalogue, mapping).map_err(|why| why.into_error(&header_name))?;
        first_bytes(&bytes, HEAD)
            .and_then(|(head, is_cut)| Ok(Sample::of_part(table, &head, is_cut)?))
            .and_then(|sample| understand(bytes, sample, catalogue, mapping))
            .map(|table| Self { is_part: true, ..table })
            .map_err(|why| why.into_error(name))
    }

    /// What the scoring of its people needs to know.
    pub(super) fn shape<'t>(&'t self, stem: &'t str) -> TableShape<'t> {
        TableShape {
            layout: &self.layout,
            names: self.sample.header.first(),
            delimiter: self.sample.dialect.delimiter,
            stem,
            appended: self.appended,
        }
    }

    /// The rows that stand above rejected ones.
    pub(super) fn rejects_header(&self, mapping: Option<&Path>) -> String {
        let reason =
            mapping.map_or_else(|| REASON.to_owned(), |path| format!("{REASON}{MAPPED_BY}{})", path.display()));
        let rows = self.sample.header.iter().enumerate().map(|(index, row)| {
            let cells = row.cells.iter().take(self.appended.unwrap_or(row.cells.len()));
            let appended = if index == 0 { [ROW, &reason] } else { ["", ""] };
            line(cells.chain(appended), self.sample.dialect.delimiter)
        });
        rows.collect()
    }

    /// How rejected rows are written.
    pub(super) fn rejects_layout(&self) -> SheetLayout {
        let Sample { dialect, header, .. } = &self.sample;
        let header_rows = header.len() as u32;
        SheetLayout { cells: CellKind::Received, delimiter: dialect.delimiter, header_rows, texts: 0 }
    }

    /// Whether a column holds the names of people.
    pub(super) fn has_names(&self) -> bool {
        self.layout.columns.contains(&ColumnMeaning::Name)
    }

    /// Says how the table was understood, and which items nobody was asked for.
    pub(super) fn notes(&self, name: &str, pack: &Pack) -> Vec<String> {
        let Dialect { delimiter, encoding, .. } = self.sample.dialect;
        let missing = self.layout.missing(pack);
        let questionnaire = pack.questionnaire();
        let items = questionnaire.statements().count() + questionnaire.scenarios().count();
        let preset = self.preset.map(|preset| format!("preset `{}`, ", preset.habits().name)).unwrap_or_default();
        let written = match &self.sheet {
            Some(sheet) => format!("sheet `{}`", excerpt(sheet, 40)),
            None => format!("{}, separated by {}", encoding.name(), in_words(delimiter)),
        };
        let mut notes = vec![format!(
            "{name}: {written}, {preset}columns for {} of {}",
            items - missing.len(),
            count(items, "item"),
        )];
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(|id| format!("`{id}`")).collect();
            let names = few_of(names.iter().map(String::as_str));
            notes.push(format!("{name}: no column for {names}: treated as not asked, not as unanswered"));
        }
        notes.extend(self.about_ids().map(|about| format!("{name}: {about}")));
        notes
    }

    /// Says which column holds the ids, where no mapping said it, or that there is none.
    fn about_ids(&self) -> Option<String> {
        let header: Vec<&str> = self.sample.header.first().map(Record::cells).unwrap_or_default();
        let others = header.iter().zip(&self.layout.columns).filter(|(_, column)| **column == ColumnMeaning::Other);
        let other = likely::id_in(others.map(|(name, _)| *name)).map(|id| excerpt(id, 40));
        let Some(id) = self.layout.columns.iter().position(|column| *column == ColumnMeaning::Id) else {
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
        let last = self.sample.header.last().filter(|_| !self.is_part);
        let (start, line, record) = last.map_or((0, 1, 1), |row| (row.end.0, row.end.1, row.row + 1));
        io::copy(&mut (&mut reader).take(start as u64), &mut io::sink())?;
        Ok(Chunks::of(reader, Start { line, record }, Some(dialect.delimiter)))
    }
}

/// The header of the column that says why a row was not scored, and what it says of the mapping that was used.
const REASON: &str = "reason";
const MAPPED_BY: &str = " (--map ";

/// The header of the column that says where a row stood.
const ROW: &str = "row";

/// Returns the mapping that a table of rejected rows names.
pub(super) fn mapping_named_in(path: &Path) -> Option<PathBuf> {
    // A pipe can be read once only.
    if !path.is_file() {
        return None;
    }
    let first = match workbook::last_headers(File::open(path).ok()?) {
        Some(headers) => headers.into_iter().find(|header| is_reason(header))?,
        None => {
            let mut first = String::new();
            BufReader::new(File::open(path).ok()?.take(LONGEST_RECORD as u64)).read_line(&mut first).ok()?;
            first
        }
    };
    let (_, named) = first.rsplit_once(&format!("{REASON}{MAPPED_BY}"))?;
    let named = named.trim_end().trim_end_matches('"').strip_suffix(')')?;
    let named = Path::new(named);
    let beside = path.parent().map(|folder| folder.join(named)).filter(|beside| !named.exists() && beside.exists());
    Some(beside.unwrap_or_else(|| named.to_path_buf()))
}

/// Why a table is not read.
enum NotUnderstood {
    Unreadable(io::Error),
    Problems(Vec<Problem>),
}

impl From<io::Error> for NotUnderstood {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl From<Problem> for NotUnderstood {
    fn from(problem: Problem) -> Self {
        Self::Problems(vec![problem])
    }
}

impl NotUnderstood {
    fn into_error(self, name: &str) -> anyhow::Error {
        match self {
            Self::Unreadable(error) => anyhow::Error::new(error).context(format!("reading `{name}`")),
            Self::Problems(problems) => refusal(name, problems),
        }
    }
}

/// Reads what is looked at of a file, and says whether there is more.
fn first_bytes(bytes: &Bytes, most: usize) -> Result<(Vec<u8>, bool), NotUnderstood> {
    let mut head = Vec::new();
    let is_cut = bytes.open()?.take(most as u64 + 1).read_to_end(&mut head)? > most;
    head.truncate(most);
    Ok((head, is_cut))
}

/// Reads the header and the first rows of a table; the mapping gets the preset that the header gives away.
fn head(
    bytes: &Bytes,
    asked: StatedDialect,
    catalogue: &Catalogue<'_>,
    mapping: &mut Mapping,
) -> Result<Sample, NotUnderstood> {
    let mut most = HEAD;
    loop {
        let (head, is_cut) = first_bytes(bytes, most)?;
        if head.trim_ascii().is_empty() && !is_cut {
            return Err(Problem::new("the file is empty").into());
        }
        let mut tried = mapping.clone();
        let sample = Sample::read(&head, is_cut, catalogue, &mut tried, asked);
        let ends_early =
            |sample: &Sample| !sample.rows.is_empty() && sample.header.last().is_some_and(|row| row.end.0 <= most / 2);
        if is_cut && most < LONGEST_HEAD && !sample.as_ref().is_ok_and(ends_early) {
            most *= 4;
            continue;
        }
        let sample = sample?;
        if sample.rows.is_empty() && is_cut {
            let longest = LONGEST_HEAD >> 20;
            let problem = Problem::new(format!("the header has no end within {longest} MiB"));
            return Err(problem.help("look for missing line endings, or a quote that is not closed").into());
        }
        if sample.rows.is_empty()
            && let Some(problem) = problem_of_header(bytes, &sample, most)?
        {
            return Err(problem.into());
        }
        *mapping = tried;
        return Ok(sample);
    }
}

/// Finds what the columns hold.
fn understand(
    bytes: Bytes,
    mut sample: Sample,
    catalogue: &Catalogue<'_>,
    mapping: &Mapping,
) -> Result<SurveyTable, NotUnderstood> {
    let appended = appended(&sample);
    if appended.is_some() {
        sample.unguard(unguarded);
    }
    let recognised = sample.recognise(catalogue, mapping);
    let layout = sample.layout(catalogue, mapping).map_err(NotUnderstood::Problems)?;
    // What was rejected has been looked at before, and is no sample of all.
    let doubts = if appended.is_some() { Vec::new() } else { doubts(&sample, &recognised, catalogue) };
    if !doubts.is_empty() {
        let in_words = doubts.into_iter().map(|doubt| doubt.help("`rolefit map` writes one"));
        return Err(NotUnderstood::Problems(in_words.collect()));
    }
    // The rows have said what they can.
    sample.rows = Vec::new();
    Ok(SurveyTable { bytes, sheet: None, sample, preset: mapping.preset, layout, is_part: false, appended })
}

/// Says what is wrong with a header without rows below it: the file ends within it, or a quote in it is never closed.
fn problem_of_header(bytes: &Bytes, sample: &Sample, most: usize) -> io::Result<Option<Problem>> {
    if sample.header.len() < sample.dialect.header_rows {
        return Ok(Some(Problem::new("the file ends in its header")));
    }
    let mut text = Vec::new();
    bytes.decoded(sample.dialect)?.take(most as u64).read_to_end(&mut text)?;
    let end = sample.header.last().map_or(0, |row| row.end.0);
    Ok(if end >= text.len() { open_quote(&text, sample.dialect.delimiter) } else { None })
}

/// Finds the first of the columns that an earlier run put behind rows that it rejected: what it says of those begins with an item.
/// A survey's own columns of these names are left alone.
fn appended(sample: &Sample) -> Option<usize> {
    let first = sample.header.first()?;
    let last = first.cells.len().checked_sub(1).filter(|last| is_reason(&first.cells[*last]))?;
    let row = last.checked_sub(1).filter(|row| &first.cells[*row] == ROW)?;
    let reasons = sample.rows.iter().filter_map(|row| row.cells.get(last)).filter(|reason| !reason.is_empty());
    let reasons: Vec<&str> = reasons.collect();
    (!reasons.is_empty() && reasons.iter().all(|reason| reason.starts_with('`'))).then_some(row)
}

fn is_reason(name: &str) -> bool {
    name.strip_prefix(REASON).is_some_and(|rest| rest.is_empty() || rest.starts_with(MAPPED_BY))
}

/// A header that runs to the end of what was read: a quote in it may never be closed.
fn open_quote(text: &[u8], delimiter: u8) -> Option<Problem> {
    match Chunks::of(text, Start::FIRST, Some(delimiter)).next(&mut Chunk::default()) {
        Err(Broken { line, cause: Cause::UnclosedQuote }) => {
            Some(Problem::new(format!("unclosed quote from line {line}")).help("close it, or remove it"))
        }
        Err(Broken { cause: Cause::Unreadable(_) | Cause::TooLong, .. }) | Ok(_) => None,
    }
}

/// Says every problem; the last one ends the run.
fn refusal(name: &str, mut problems: Vec<Problem>) -> anyhow::Error {
    let in_words = |problem: Problem| format!("{name}: {problem}");
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
