//! What `batch` reads: tables, files of one object a line, and answers files, each ready to be read more than once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};

use crate::answers::Answers;
use crate::commands::batch::bytes::Bytes;
use crate::commands::batch::paths::{NamedFiles, NamedInput, text_of_lines};
use crate::commands::batch::request::RequestedInputs;
use crate::commands::batch::table::SurveyTable;
use crate::commands::people::is_standard_input;
use crate::commands::workbook;
use crate::diagnostic::Diagnostic;
use crate::load::answers;
use crate::load::mapping::Mapping;
use crate::load::read::{input_name, standard_input};
use crate::pack::Pack;
use crate::source::{Source, Span};
use crate::survey::dialect::StatedDialect;
use crate::survey::{Catalogue, Problem};
use crate::text::count;

/// Something with people in it.
#[derive(Debug)]
pub(super) struct Input {
    /// What messages call it.
    pub name: String,
    /// For people without an id, when there is more than one input.
    pub stem: String,
    pub kind: Kind,
}

#[derive(Debug)]
pub(super) enum Kind {
    Table(SurveyTable),
    /// One answers object a line.
    Lines(Bytes),
    /// Answers files and lines of answers, one person each.
    Files(Vec<AnswersPlace>),
}

/// Where the answers of one person are.
#[derive(Debug)]
pub(super) struct AnswersPlace {
    pub path: PathBuf,
    /// The line of answers in a text with several; nothing where the answers have a file of their own.
    line: Option<AnswersLine>,
}

/// A line of answers among others of a text.
#[derive(Debug)]
struct AnswersLine {
    source: Arc<Source>,
    span: Span,
    /// Which of the lines it is, from 1, and of how many.
    number: usize,
    of: usize,
}

impl AnswersPlace {
    /// Finds the people in a file: one, or one a line of answers. Standard input has lines alone, and is read here.
    fn all(path: PathBuf) -> Result<Vec<Self>> {
        let is_stream = is_standard_input(&path);
        let source = match is_stream {
            true => Some(standard_input().map_err(|problem| anyhow!("standard input: {}", problem.message))?),
            false => text_of_lines(&path),
        };
        let Some(source) = source else { return Ok(vec![Self { path, line: None }]) };
        let spans = answers::lines(source.text());
        let of = spans.len();
        if of == 0 && is_stream {
            bail!(
                "no line of answers (`rolefit1:...`) on standard input; score one answers file with `rolefit score - --input-format toml`"
            );
        }
        if of < 2 && !is_stream {
            return Ok(vec![Self { path, line: None }]);
        }
        let line = |(index, span)| AnswersLine { source: Arc::clone(&source), span, number: index + 1, of };
        Ok(spans.into_iter().enumerate().map(|it| Self { path: path.clone(), line: Some(line(it)) }).collect())
    }

    /// Reads the answers. Without an id in them, a person is named after the file, and where it has several, by their number.
    pub(super) fn read(&self, pack: &Pack) -> Result<Answers, Vec<Diagnostic>> {
        let Some(AnswersLine { source, span, number, .. }) = &self.line else {
            return answers::file(&self.path, None, pack);
        };
        let stem = match self.path.file_stem() {
            Some(stem) if !is_standard_input(&self.path) => stem.to_string_lossy().into_owned(),
            Some(_) | None => "stdin".to_owned(),
        };
        answers::line_at(source, span.clone(), &format!("{stem}-{number}"), pack)
    }

    /// What messages call the place.
    pub(super) fn name(&self) -> String {
        let name = input_name(&self.path);
        match self.line {
            Some(AnswersLine { number, of, .. }) => format!("{name} ({number} of {of})"),
            None => name,
        }
    }
}

impl Input {
    /// Returns the bytes that it is read from, unless these are many files.
    pub(super) fn bytes(&self) -> Option<&Bytes> {
        match &self.kind {
            Kind::Table(table) => Some(&table.bytes),
            Kind::Lines(bytes) => Some(bytes),
            Kind::Files(_) => None,
        }
    }

    /// Whether it says the names of its people.
    pub(super) fn has_names(&self) -> bool {
        match &self.kind {
            Kind::Table(table) => table.has_names(),
            Kind::Lines(_) | Kind::Files(_) => false,
        }
    }

    /// What stands above its people in the file of rejected ones.
    pub(super) fn rejects_header(&self, mapping: Option<&Path>) -> String {
        match &self.kind {
            Kind::Table(table) => table.rejects_header(mapping),
            Kind::Lines(_) | Kind::Files(_) => String::new(),
        }
    }

    /// What messages say before the number of a row or a line.
    pub(super) fn before_number(&self) -> String {
        match &self.kind {
            Kind::Table(_) => format!("{}: row ", self.name),
            Kind::Lines(_) | Kind::Files(_) => format!("{}:", self.name),
        }
    }

    /// Whether each person has a file of their own.
    pub(super) fn is_files(&self) -> bool {
        matches!(self.kind, Kind::Files(_))
    }
}

/// Makes the inputs ready to be read, and understands the headers of tables.
pub(super) fn gather(
    named: Vec<NamedInput>,
    wanted: &RequestedInputs,
    catalogue: &Catalogue<'_>,
    mapping: &Mapping,
) -> Result<Vec<Input>> {
    let is_only = named.len() == 1;
    let stem = |path: &Path| if is_only { String::new() } else { stem(path) };
    let input = |NamedInput { name, files }| match files {
        NamedFiles::Answers(files) => {
            let mut people = Vec::new();
            for file in files {
                people.extend(AnswersPlace::all(file)?);
            }
            let name = if people.len() > 1 { count(people.len(), "file") } else { name };
            Ok(Input { name, stem: String::new(), kind: Kind::Files(people) })
        }
        NamedFiles::Table(path) => {
            let table = table(Bytes::named(&path, &name)?, &name, wanted, catalogue, mapping)?;
            Ok(Input { name, stem: stem(&path), kind: Kind::Table(table) })
        }
        NamedFiles::Lines(path) => {
            let bytes = Bytes::named(&path, &name)?;
            Ok(Input { name, stem: stem(&path), kind: Kind::Lines(bytes) })
        }
    };
    named.into_iter().map(input).collect()
}

/// What comes before the number of a person without an id.
fn stem(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    stem.map_or_else(String::new, |stem| format!("{stem}-"))
}

/// Takes a table, which may be a sheet of a workbook.
fn table(
    bytes: Bytes,
    name: &str,
    wanted: &RequestedInputs,
    catalogue: &Catalogue<'_>,
    mapping: &Mapping,
) -> Result<SurveyTable> {
    let file = bytes.open().with_context(|| format!("reading `{name}`"))?;
    let saved = workbook::saved(file, wanted.sheet.as_deref(), usize::MAX, catalogue, mapping);
    let (bytes, sheet) = match saved.map_err(Problem::from) {
        Ok(Some(saved)) => (bytes.replaced_by(saved.table), Some(saved.name)),
        Ok(None) => (bytes, None),
        Err(Problem { message, help }) => bail!("{name}: {message}; {}", help.join("; ")),
    };
    if sheet.is_some() && wanted.dialect != StatedDialect::default() {
        bail!("`--delimiter` and `--encoding` are for text; remove them to read the workbook `{name}`");
    }
    let asked = if sheet.is_some() { workbook::AS_TABLE } else { wanted.dialect };
    match &wanted.columns {
        Some(columns) if sheet.is_none() => SurveyTable::part(bytes, name, columns, asked, catalogue, mapping),
        Some(_) => bail!("`--columns` is for text; remove it to read the workbook `{name}`"),
        None => SurveyTable::of(bytes, name, asked, sheet, catalogue, mapping),
    }
}
