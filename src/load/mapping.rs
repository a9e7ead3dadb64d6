//! A mapping file: how one export names its columns and its answers.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use encoding_rs::Encoding;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::{Diagnostic, sort};
use crate::load::document::{self, Document, Reading};
use crate::load::invisible::name_invisible;
use crate::load::meaning::Checker;
use crate::load::preset::Preset;
use crate::load::shape::{NEWEST_SCHEMA, Shape};
use crate::load::{Format, read};
use crate::pack::{Id, Pack, Questionnaire, Scenario};
use crate::route::{Aim, Route};
use crate::rule;
use crate::source::Source;
use crate::text::{excerpt, one_of};

/// How an export names its columns and answers. The default is none: ids and texts of the questionnaire only.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    pub preset: Option<Preset>,
    /// How many rows name the columns, where it is not as the preset says.
    pub header_rows: Option<usize>,
    pub delimiter: Option<u8>,
    pub encoding: Option<&'static Encoding>,
    pub person: PersonColumns,
    /// Items by the headers of their columns.
    pub columns: IndexMap<String, Id>,
    /// Headers of columns that hold nothing of interest.
    pub ignore: Vec<String>,
    /// Values of a cell that was not answered, besides nothing and `skip`.
    pub missing: Vec<String>,
    /// The same for single items.
    pub missing_in: IndexMap<Id, Vec<String>>,
    /// Codes of the first choice of every item, of the second, and so on.
    pub codes: Vec<String>,
    /// Words for responses of the scale; a response is counted from the least one.
    pub labels: IndexMap<String, u16>,
    /// Words for the options of a scenario, by their index.
    pub options: IndexMap<Id, IndexMap<String, u16>>,
}

/// The headers of the columns that say who answered, and when.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonColumns {
    /// Header of the column that tells people apart.
    pub id: Option<String>,
    /// Header of the column with their names.
    pub name: Option<String>,
    /// Header of the column that says when they answered.
    pub time: Option<String>,
}

/// What a mapping file must look like.
static SHAPE: LazyLock<Shape> = LazyLock::new(Shape::of::<MappingFile>);

/// How an export of a survey tool names its columns and answers.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct MappingFile {
    /// Version of this file's format.
    #[serde(default)]
    #[schemars(range(max = NEWEST_SCHEMA))]
    #[expect(dead_code, reason = "read off the span tree before the typed load")]
    schema: Option<u32>,
    /// The survey tool.
    #[serde(default)]
    #[schemars(with = "Preset")]
    preset: Option<Preset>,
    /// How many rows name the columns.
    #[schemars(range(min = 1, max = MOST_HEADER_ROWS))]
    header_rows: Option<u32>,
    /// What parts the cells: `,`, `;`, `|` or `tab`.
    delimiter: Option<String>,
    /// How the file is encoded, such as `windows-1252`; UTF-8 and marked UTF-16 need no word.
    encoding: Option<String>,
    #[serde(default)]
    person: PersonColumns,
    /// Ids of items by the headers of their columns.
    #[serde(default)]
    columns: IndexMap<String, String>,
    /// Headers of columns that hold nothing of interest.
    #[serde(default)]
    ignore: Vec<String>,
    /// Values of a cell that was not answered.
    #[serde(default)]
    missing: Vec<String>,
    /// Codes of the first answer of every item, of the second, and so on: of the scale, and of each scenario.
    #[serde(default)]
    codes: Vec<String>,
    /// The same for single items.
    #[serde(default)]
    missing_in: IndexMap<String, Vec<String>>,
    /// Numbers of the scale by other words for them.
    #[serde(default)]
    labels: IndexMap<String, i64>,
    /// For each scenario, letters of options by other words for them.
    #[serde(default)]
    options: IndexMap<String, IndexMap<String, String>>,
}

/// No tool writes more rows of headers.
const MOST_HEADER_ROWS: u32 = 9;

/// Reads a mapping file for a pack.
///
/// # Errors
///
/// Everything that is wrong with the file, in file order.
pub fn load(path: &Path, pack: &Pack) -> Result<Mapping, Vec<Diagnostic>> {
    text(&read::file(path).map_err(|problem| vec![problem])?, pack)
}

/// Reads the text of a mapping file.
///
/// # Errors
///
/// As [`load()`].
pub fn text(source: &Arc<Source>, pack: &Pack) -> Result<Mapping, Vec<Diagnostic>> {
    let Reading { document, problems: mut found } =
        document::read::<MappingFile>(source, Format::Toml, &SHAPE, "mapping");
    let mapping = document.map(|Document { content, places }| {
        let mut checker = Checker::new(&places);
        let mapping = check(&mut checker, content, pack.questionnaire());
        found.append(&mut checker.found);
        mapping
    });
    name_invisible(&mut found);
    sort(&mut found);
    match mapping {
        Some(mapping) if found.is_empty() => Ok(mapping),
        Some(_) | None => Err(found),
    }
}

/// Reads a delimiter as people type it.
///
/// # Errors
///
/// What is no delimiter, in words.
pub fn delimiter(text: &str) -> Result<u8, String> {
    match text {
        "tab" | "\\t" | "\t" => Ok(b'\t'),
        _ => match text.as_bytes() {
            [byte] if byte.is_ascii_punctuation() && *byte != b'"' => Ok(*byte),
            _ => Err("expected `,`, `;`, `|` or `tab`".to_owned()),
        },
    }
}

/// Reads the name of an encoding.
///
/// # Errors
///
/// A name that no encoding has, in words.
pub fn encoding(label: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label_no_replacement(label.as_bytes())
        .ok_or_else(|| "expected a name such as `windows-1252` or `utf-16le`".to_owned())
}

fn check(checker: &mut Checker<'_>, file: MappingFile, questionnaire: &Questionnaire) -> Mapping {
    let top = Route::Top;
    Mapping {
        preset: file.preset,
        header_rows: file.header_rows.and_then(|rows| header_rows(checker, rows)),
        delimiter: file.delimiter.and_then(|text| take(checker, "delimiter", &text, delimiter)),
        encoding: file.encoding.and_then(|text| take(checker, "encoding", &text, encoding)),
        person: file.person,
        columns: columns(checker, file.columns, questionnaire),
        ignore: file.ignore,
        missing: file.missing,
        missing_in: missing_in(checker, file.missing_in, questionnaire),
        codes: file.codes,
        labels: labels(checker, file.labels, questionnaire),
        options: file
            .options
            .into_iter()
            .filter_map(|(id, words)| options(checker, &top.key("options").key(&id), &id, words, questionnaire))
            .collect(),
    }
}

fn header_rows(checker: &mut Checker<'_>, rows: u32) -> Option<usize> {
    if (1..=MOST_HEADER_ROWS).contains(&rows) {
        return usize::try_from(rows).ok();
    }
    let message = format!("`header_rows` is {rows}");
    checker
        .value(&rule::ILLEGAL_NUMBER, &Route::Top.key("header_rows"), message)
        .help
        .push(format!("use a number from 1 to {MOST_HEADER_ROWS}"));
    None
}

/// Takes a setting that is a word.
fn take<T>(checker: &mut Checker<'_>, key: &str, text: &str, read: fn(&str) -> Result<T, String>) -> Option<T> {
    read(text)
        .map_err(|expected| {
            let message = format!("`{}` is no {key}", excerpt(text, 40));
            checker.value(&rule::UNKNOWN_NAME, &Route::Top.key(key), message).help.push(expected);
        })
        .ok()
}

fn columns(
    checker: &mut Checker<'_>,
    file: IndexMap<String, String>,
    questionnaire: &Questionnaire,
) -> IndexMap<String, Id> {
    let ids = ids(questionnaire);
    let mut columns = IndexMap::new();
    for (header, name) in file {
        match ids.iter().find(|id| id.as_str() == name) {
            Some(id) => {
                columns.insert(header, (*id).clone());
            }
            None => {
                let top = Route::Top;
                let table = top.key("columns");
                unknown_item(checker, &table.key(&header), Aim::Value, &name, ids.iter().map(|id| id.as_str()));
            }
        }
    }
    columns
}

fn missing_in(
    checker: &mut Checker<'_>,
    file: IndexMap<String, Vec<String>>,
    questionnaire: &Questionnaire,
) -> IndexMap<Id, Vec<String>> {
    let ids = ids(questionnaire);
    let mut missing = IndexMap::new();
    for (name, words) in file {
        match ids.iter().find(|id| id.as_str() == name) {
            Some(id) => {
                missing.insert((*id).clone(), words);
            }
            None => {
                let top = Route::Top;
                let table = top.key("missing_in");
                unknown_item(checker, &table.key(&name), Aim::Key, &name, ids.iter().map(|id| id.as_str()));
            }
        }
    }
    missing
}

/// Returns the ids of all items.
fn ids(questionnaire: &Questionnaire) -> Vec<&Id> {
    let statements = questionnaire.statements().map(|(_, statement)| &statement.id);
    statements.chain(stems(questionnaire).map(|(_, id)| id)).collect()
}

/// Returns the ids of all stems, each with its scenario.
fn stems(questionnaire: &Questionnaire) -> impl Iterator<Item = (&Scenario, &Id)> {
    questionnaire.scenarios().flat_map(|(_, scenario)| scenario.stems().map(move |(_, stem)| (scenario, &stem.id)))
}

fn unknown_item<'n>(
    checker: &mut Checker<'_>,
    route: &Route<'_>,
    aim: Aim,
    name: &str,
    known: impl Iterator<Item = &'n str>,
) {
    let message = format!("unknown item `{}`", excerpt(name, 60));
    let help = match checker.nearest(name, known) {
        Some(similar) => format!("an item with a similar id exists: `{similar}`"),
        None => "the ids of all items are in the pack's `questionnaire.yaml`".to_owned(),
    };
    let finding = checker.places.finding(&rule::UNKNOWN_ITEM, route, aim, message).help(help);
    checker.push(route, finding);
}

fn labels(
    checker: &mut Checker<'_>,
    file: IndexMap<String, i64>,
    questionnaire: &Questionnaire,
) -> IndexMap<String, u16> {
    let (min, max) = (questionnaire.scale.min, questionnaire.scale.max);
    let mut labels = IndexMap::new();
    for (label, number) in file {
        match u16::try_from(number.saturating_sub(i64::from(min))) {
            Ok(choice) if number <= i64::from(max) => {
                labels.insert(label, choice);
            }
            Ok(_) | Err(_) => {
                let top = Route::Top;
                let message = format!("`{}` = {number} is outside {min} to {max}", excerpt(&label, 40));
                checker
                    .value(&rule::ANSWER_OUTSIDE_SCALE, &top.key("labels").key(&label), message)
                    .help
                    .push("give the number of the scale that the label means".to_owned());
            }
        }
    }
    labels
}

fn options(
    checker: &mut Checker<'_>,
    route: &Route<'_>,
    id: &str,
    file: IndexMap<String, String>,
    questionnaire: &Questionnaire,
) -> Option<(Id, IndexMap<String, u16>)> {
    let Some((scenario, stem)) = stems(questionnaire).find(|(_, it)| it.as_str() == id) else {
        if questionnaire.statements().any(|(_, statement)| statement.id.as_str() == id) {
            let help = "put the labels of all statements under `[labels]`";
            checker
                .key(&rule::UNKNOWN_OPTION, route, format!("`{id}` is a statement and has no options"))
                .help
                .push(help.to_owned());
            return None;
        }
        let known = stems(questionnaire).map(|(_, id)| id.as_str());
        unknown_item(checker, route, Aim::Key, id, known);
        return None;
    };
    let words = file.into_iter().filter_map(|(text, letter)| {
        let option = option(scenario, &letter);
        if option.is_none() {
            let message = format!("`{id}` has no option `{}`", excerpt(&letter, 40));
            let letters = one_of(scenario.options.iter().map(|option| option.id.as_str()));
            checker.value(&rule::UNKNOWN_OPTION, &route.key(&text), message).help.push(format!("write {letters}"));
        }
        Some((text, option?))
    });
    Some((stem.clone(), words.collect()))
}

fn option(scenario: &Scenario, letter: &str) -> Option<u16> {
    let index = scenario.options.iter().position(|option| option.id.as_str() == letter)?;
    u16::try_from(index).ok()
}
