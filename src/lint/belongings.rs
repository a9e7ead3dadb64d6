//! What belongs to a pack besides its files: its tests with the answers they name, the schemas by which editors complete its
//! files, and the workflows that run this program. A pack is not sound while one of them is broken.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::diagnostic::{Diagnostic, sort};
use crate::load::document;
use crate::load::files::has_questionnaire;
use crate::load::read::{self, display_name};
use crate::load::shape::Shape;
use crate::load::{Format, cases, repository, workflow};
use crate::pack::Pack;
use crate::route::{Aim, Step};
use crate::rule;
use crate::schema::WrittenFile;
use crate::text::shell_word;

/// A configuration of a service that is larger than this is not searched.
const MOST_SEARCHED: u64 = 1024 * 1024;

/// The folder of a pack that holds its schemas.
const SCHEMAS: &str = "schemas";

/// The schemas that are compared with those of this version.
const SCHEMA_FILES: [(&str, WrittenFile, &str); 5] = [
    ("role.json", WrittenFile::Role, "role"),
    ("questionnaire.json", WrittenFile::Questionnaire, "questionnaire"),
    ("answers.json", WrittenFile::Answers, "answers"),
    ("mapping.json", WrittenFile::Mapping, "mapping"),
    ("cases.json", WrittenFile::Cases, "cases"),
];

/// Returns everything that is wrong with what belongs to a pack; where the pack is not sound, what can be said without it. Nothing
/// of it is fixed: it is no role.
pub(super) fn findings(folder: &Path, pack: Option<&Pack>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let of_cases = |file: &PathBuf| match pack {
        Some(pack) => cases::file(file, pack).err().unwrap_or_default(),
        None => cases::problems_of_form(file),
    };
    match cases::files(folder) {
        Ok(files) => found.extend(files.iter().flat_map(of_cases)),
        Err(problem) => found.push(problem),
    }
    found.extend(schemas(folder).into_iter().flat_map(|(path, file, name)| of_schema(&path, file, name, folder, pack)));
    found.extend(workflows(folder).iter().flat_map(|path| workflow::problems(path)));
    sort(&mut found);
    found.into_iter().map(|finding| finding.fix(None)).collect()
}

/// Lists the files that [`findings`] looks at.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = cases::files(folder).unwrap_or_default();
    let answers: Vec<PathBuf> = files.iter().flat_map(|file| cases::answers_named(file)).collect();
    files.extend(answers);
    files.extend(schemas(folder).into_iter().map(|(path, ..)| path));
    files.extend(workflows(folder));
    files
}

/// Returns the folder of the pack that a file belongs to by its place: a file of cases, or a schema.
pub(super) fn pack_of(file: &Path) -> Option<&Path> {
    let folder = file.parent()?;
    let is_inside = folder.file_name().is_some_and(|name| name == cases::FOLDER || name == SCHEMAS);
    let pack = folder.parent().filter(|_| is_inside)?;
    has_questionnaire(Some(pack)).then_some(pack)
}

fn schemas(folder: &Path) -> Vec<(PathBuf, WrittenFile, &'static str)> {
    let files = SCHEMA_FILES.map(|(name, file, kind)| (folder.join(SCHEMAS).join(name), file, kind));
    files.into_iter().filter(|(path, ..)| path.is_file()).collect()
}

/// Whether a file is a workflow by its place.
pub(super) fn is_workflow(file: &Path) -> bool {
    let folder = std::path::absolute(file).ok().and_then(|file| Some(file.parent()?.to_path_buf()));
    folder.is_some_and(|folder| folder.ends_with(".github/workflows")) && Format::of(file) == Some(Format::Yaml)
}

/// Lists the workflows, in the repository of a pack or beside it, that run this program.
fn workflows(folder: &Path) -> Vec<PathBuf> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(real) = fs::canonicalize(here) else { return Vec::new() };
    let root = repository::root(&real).or(real.parent()).unwrap_or(&real);
    listed(&root.join(".github").join("workflows"), runs_the_program)
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
fn of_schema(path: &Path, file: WrittenFile, kind: &str, folder: &Path, pack: Option<&Pack>) -> Vec<Diagnostic> {
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
    let written =
        [Value::from(file.schema()), file.schema_for(pack)].map(|wanted| difference(&content.content, &wanted));
    let [Some(of_any), Some(of_this)] = written else { return Vec::new() };
    // The one that it agrees with for longer was meant.
    let is_of_this = of_this.len() > of_any.len();
    let pack_choice = match (file.uses_names(), is_of_this) {
        (false, _) => String::new(),
        (true, true) => format!(" --roles {}", shell_word(&display_name(folder))),
        (true, false) => " --built-in".to_owned(),
    };
    let steps = if is_of_this { of_this } else { of_any };
    let path = shell_word(source.name());
    let finding = content.places.tree().and_then(|tree| tree.locate(&steps, Aim::Key)).map_or_else(
        || Diagnostic::about_file(&rule::STALE_SCHEMA, source.name(), message(kind)),
        |span| Diagnostic::at(&rule::STALE_SCHEMA, &source, span, message(kind)),
    );
    vec![finding.help(format!("write it anew with `rolefit schema {kind}{pack_choice} > {path}`, or remove it"))]
}

fn message(kind: &str) -> String {
    format!("the schema differs from what `rolefit schema {kind}` writes")
}

/// Returns the way to the first place where a value differs from another, if it does.
fn difference(value: &Value, wanted: &Value) -> Option<Vec<Step>> {
    let below = |step: Step, value: &Value, wanted: &Value| {
        let mut steps = difference(value, wanted)?;
        steps.insert(0, step);
        Some(steps)
    };
    match (value, wanted) {
        (Value::Object(entries), Value::Object(wanted)) => {
            let other = entries.keys().find(|key| !wanted.contains_key(*key));
            let other = other.map(|key| vec![Step::Key(key.clone())]);
            let mut missing = wanted.keys().filter(|key| !entries.contains_key(*key));
            let mut shared = entries.iter().filter_map(|(key, value)| Some((key, value, wanted.get(key)?)));
            other
                .or_else(|| shared.find_map(|(key, value, wanted)| below(Step::Key(key.clone()), value, wanted)))
                .or_else(|| missing.next().map(|key| vec![Step::Key(key.clone())]))
        }
        (Value::Array(values), Value::Array(wanted)) => {
            let mut pairs = values.iter().zip(wanted).enumerate();
            let changed = pairs.find_map(|(index, (value, wanted))| below(Step::Index(index), value, wanted));
            changed.or_else(|| (values.len() != wanted.len()).then(Vec::new))
        }
        _ => (value != wanted).then(Vec::new),
    }
}
