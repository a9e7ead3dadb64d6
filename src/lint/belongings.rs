//! What belongs to a pack besides its files: its translations, its tests with the answers they name, the schemas by which editors
//! complete its files, and the workflows that run this program. A pack is not sound while one of them is broken.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::diagnostic::{Diagnostic, sort};
use crate::lint::translations;
use crate::load::date::Date;
use crate::load::document;
use crate::load::files::has_questionnaire;
use crate::load::read::{self, display_name};
use crate::load::shape::Shape;
use crate::load::{Format, cases, repository, translation, workflow};
use crate::pack::Pack;
use crate::route::{Aim, Step};
use crate::rule;
use crate::schema::WrittenFile;
use crate::text::shell_word;

/// A configuration of a service that is larger than this is not searched.
const MOST_SEARCHED: u64 = 1024 * 1024;

/// The folder of a pack that holds its schemas.
pub(super) const SCHEMAS: &str = "schemas";

/// What belongs to one pack, listed once.
#[derive(Debug, Default)]
pub struct Belongings {
    translations: Vec<PathBuf>,
    cases: Vec<PathBuf>,
    /// Why there may be more translations or cases.
    unlisted: Vec<Diagnostic>,
    /// The answers that cases name.
    answers: Vec<PathBuf>,
    schemas: Vec<(PathBuf, WrittenFile)>,
    workflows: Vec<PathBuf>,
}

impl Belongings {
    /// Lists what belongs to the pack in a folder: as it is named, and without links and dots.
    pub(super) fn of(folder: &Path, real: &Path) -> Self {
        let mut unlisted = Vec::new();
        let mut listing = |files: Result<Vec<PathBuf>, Diagnostic>| {
            files.unwrap_or_else(|problem| {
                unlisted.push(problem);
                Vec::new()
            })
        };
        let (translations, cases) = (listing(translation::files(folder)), listing(cases::files(folder)));
        let answers = cases.iter().flat_map(|file| cases::answers_named(file)).collect();
        let schemas = WrittenFile::ALL.map(|file| (folder.join(SCHEMAS).join(format!("{}.json", file.name())), file));
        let schemas = schemas.into_iter().filter(|(path, _)| path.is_file()).collect();
        let root = repository::root(real).or(real.parent()).unwrap_or(real);
        let folders = real.ancestors().take_while(|folder| folder.starts_with(root));
        let workflows = folders.flat_map(|folder| listed(&folder.join(".github").join("workflows"), runs_the_program));
        let workflows = workflows.collect();
        Self { translations, cases, unlisted, answers, schemas, workflows }
    }

    /// Returns every file that is looked at.
    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        let schemas = self.schemas.iter().map(|(path, _)| path);
        self.translations.iter().chain(&self.cases).chain(&self.answers).chain(schemas).chain(&self.workflows)
    }

    /// Returns everything that is wrong with the files of the pack in a folder; where the pack is not sound, what can be said
    /// without it. Nothing is fixed here: none of these files is a role.
    pub(super) fn findings(&self, folder: &Path, pack: Option<&Pack>, today: Date) -> Vec<Diagnostic> {
        let of_cases = |file: &PathBuf| match pack {
            Some(pack) => cases::file(file, pack).err().unwrap_or_default(),
            None => cases::problems_of_form(file),
        };
        let of_translation = |file: &PathBuf| match pack {
            Some(pack) => translations::findings(file, pack, today),
            None => translation::problems_of_form(file),
        };
        let mut found = self.unlisted.clone();
        found.extend(translation::second_files(&self.translations));
        found.extend(self.translations.iter().flat_map(of_translation));
        found.extend(self.cases.iter().flat_map(of_cases));
        found.extend(self.schemas.iter().flat_map(|(path, file)| of_schema(path, *file, folder, pack)));
        found.extend(self.workflows.iter().flat_map(|path| workflow::problems(path)));
        sort(&mut found);
        found.into_iter().map(|finding| finding.fix(None)).collect()
    }
}

/// Returns the folder of the pack that a file belongs to by its place: a translation, a file of cases, or a schema.
pub(super) fn pack_of(file: &Path) -> Option<&Path> {
    let folder = file.parent()?;
    let is_inside = folder
        .file_name()
        .is_some_and(|name| [translation::FOLDER, cases::FOLDER, SCHEMAS].iter().any(|known| name == *known));
    let pack = folder.parent().filter(|_| is_inside)?;
    has_questionnaire(Some(pack)).then_some(pack)
}

/// Whether a file is a workflow by its place.
pub(super) fn is_workflow(file: &Path) -> bool {
    let folder = std::path::absolute(file).ok().and_then(|file| Some(file.parent()?.to_path_buf()));
    folder.is_some_and(|folder| folder.ends_with(".github/workflows")) && Format::of(file) == Some(Format::Yaml)
}

/// Lists the files directly in a folder that are meant, by name.
pub(super) fn listed(folder: &Path, is_meant: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file() && is_meant(path)).collect();
    files.sort();
    files
}

/// Whether the configuration of a service names this program.
pub(super) fn runs_the_program(file: &Path) -> bool {
    let is_small = fs::metadata(file).is_ok_and(|found| found.is_file() && found.len() <= MOST_SEARCHED);
    let text = if is_small { fs::read(file).unwrap_or_default() } else { Vec::new() };
    Format::of(file) == Some(Format::Yaml) && text.to_ascii_lowercase().windows(7).any(|word| word == b"rolefit")
}

/// Compares a schema with those that this version writes: for any pack, and with the names of this one.
fn of_schema(path: &Path, file: WrittenFile, folder: &Path, pack: Option<&Pack>) -> Vec<Diagnostic> {
    let source = match read::regular_file(path) {
        Ok(source) => source,
        Err(problem) => return vec![problem],
    };
    let content = match document::parse::<Value>(&source, Format::Json, &Shape::Anything, "schema") {
        Ok(document) => document,
        Err(problems) => return problems,
    };
    // With names, it may be of what the pack is meant to be.
    let Some(pack) = pack else { return Vec::new() };
    let differing = |wanted: &Value| {
        let mut found = Vec::new();
        differences(&content.content, wanted, &mut Vec::new(), &mut found);
        found
    };
    let (of_any, of_this) = (differing(&file.schema().into()), differing(&file.schema_for(pack)));
    // The one that it is closer to was meant.
    let is_of_this = of_this.len() < of_any.len();
    let pack_choice = match (file.uses_names(), is_of_this) {
        (false, _) => String::new(),
        (true, true) => format!(" --roles {}", shell_word(&display_name(folder))),
        (true, false) => " --built-in".to_owned(),
    };
    let Some(steps) = if is_of_this { of_this } else { of_any }.into_iter().next() else { return Vec::new() };
    let path = shell_word(source.name());
    let kind = file.name();
    let message = format!("the schema differs from what `rolefit schema {kind}` writes");
    let finding = match content.places.tree().and_then(|tree| tree.locate(&steps, Aim::Key)) {
        Some(span) => Diagnostic::at(&rule::STALE_SCHEMA, &source, span, message),
        None => Diagnostic::about_file(&rule::STALE_SCHEMA, source.name(), message),
    };
    vec![finding.help(format!("write it anew with `rolefit schema {kind}{pack_choice} > {path}`, or remove it"))]
}

/// Adds the way to every place where a value differs from another; `at` is the way here.
fn differences(value: &Value, wanted: &Value, at: &mut Vec<Step>, found: &mut Vec<Vec<Step>>) {
    let mut below = |step: Step, value: Option<&Value>, wanted: Option<&Value>| {
        at.push(step);
        match (value, wanted) {
            (Some(value), Some(wanted)) => differences(value, wanted, at, found),
            (None, _) | (_, None) => found.push(at.clone()),
        }
        at.pop();
    };
    match (value, wanted) {
        (Value::Object(entries), Value::Object(others)) => {
            let missing = others.keys().filter(|key| !entries.contains_key(*key));
            for key in entries.keys().chain(missing) {
                below(Step::Key(key.clone()), entries.get(key), others.get(key));
            }
        }
        (Value::Array(values), Value::Array(others)) => {
            for index in 0..values.len().max(others.len()) {
                below(Step::Index(index), values.get(index), others.get(index));
            }
        }
        _ if value != wanted => found.push(at.clone()),
        _ => {}
    }
}
