//! `rolefit.toml`: severities of rules and ignores per path, for a whole repository.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::load::document::{Document, parse};
use crate::load::meaning::Checker;
use crate::load::shape::Shape;
use crate::load::{Format, read, repository};
use crate::route::{Aim, Route};
use crate::rule::{self, Rule, Severity};
use crate::text::excerpt;

/// The file's name, looked for upward to the root of the repository.
pub const FILE_NAME: &str = "rolefit.toml";

/// What a configuration file must look like.
static SHAPE: LazyLock<Shape> = LazyLock::new(Shape::of::<ConfigFile>);

/// Settings of `rolefit check` for a repository.
#[derive(Debug, Deserialize, JsonSchema)]
struct ConfigFile {
    /// Version of this file's format.
    #[serde(default)]
    #[expect(dead_code, reason = "read off the span tree before the typed load")]
    schema: Option<u32>,
    /// Severities by code or name of a rule.
    #[serde(default)]
    severity: IndexMap<String, Level>,
    /// Rules to ignore in some files.
    #[serde(default)]
    ignore: Vec<IgnoreFile>,
}

/// A severity, or `off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Error,
    Warning,
    Note,
    /// Not looked for at all.
    Off,
}

/// Rules to ignore in some files.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct IgnoreFile {
    /// A glob relative to the folder of the configuration file, such as `roles/legacy/*.yaml`.
    path: String,
    /// Codes or names of rules.
    rules: Vec<String>,
    /// Why they are ignored.
    #[serde(default)]
    #[expect(dead_code, reason = "for the reader of the file")]
    reason: String,
}

/// A configuration that has been checked.
#[derive(Debug, Default)]
pub struct Config {
    severities: Vec<(&'static str, Level)>,
    ignores: Vec<(glob::Pattern, Vec<&'static str>)>,
    /// The folder that paths are relative to.
    root: PathBuf,
    /// The folder that names of files are relative to.
    here: PathBuf,
}

/// Looks for a configuration file from a folder upward, up to the root of the repository it is in.
pub fn find(from: &Path) -> Option<PathBuf> {
    let root = repository::root(from);
    let inside = from.ancestors().take_while(|folder| root.is_none_or(|root| folder.starts_with(root)));
    inside.map(|folder| folder.join(FILE_NAME)).find(|candidate| candidate.is_file())
}

/// Reads a configuration file; `rules` are all that it can name.
///
/// # Errors
///
/// Everything that is wrong with the file, in file order.
pub fn load(path: &Path, rules: &[&'static Rule]) -> Result<Config, Vec<Diagnostic>> {
    let source = read::file(path).map_err(|problem| vec![problem])?;
    let Document { content, places } = parse::<ConfigFile>(&source, Format::Toml, &SHAPE, "configuration")?;
    let mut checker = Checker::new(&places);
    let here = std::env::current_dir().unwrap_or_default();
    let root = here.join(path).parent().map(Path::to_path_buf).unwrap_or_default();
    let mut config = Config { root, here, ..Config::default() };
    let top = Route::Top;
    let severity = top.key("severity");
    for (name, level) in &content.severity {
        let code = code(&mut checker, &severity.key(name), Aim::Key, name, rules);
        config.severities.extend(code.map(|code| (code, *level)));
    }
    let ignore = top.key("ignore");
    for (index, file) in content.ignore.iter().enumerate() {
        let at = ignore.index(index);
        let names = at.key("rules");
        let codes = file
            .rules
            .iter()
            .enumerate()
            .filter_map(|(index, name)| code(&mut checker, &names.index(index), Aim::Value, name, rules))
            .collect();
        match glob::Pattern::new(&file.path) {
            Ok(pattern) => config.ignores.push((pattern, codes)),
            Err(error) => {
                let message = format!("`{}` is no glob: {}", excerpt(&file.path, 60), error.msg);
                checker
                    .value(&rule::ILLEGAL_ID, &at.key("path"), message)
                    .help
                    .push("use `*`, `**` and `?`".to_owned());
            }
        }
    }
    if checker.found.is_empty() { Ok(config) } else { Err(checker.found) }
}

fn code(
    checker: &mut Checker<'_>,
    route: &Route<'_>,
    aim: Aim,
    name: &str,
    rules: &[&'static Rule],
) -> Option<&'static str> {
    let found = rules.iter().find(|rule| rule.code == name || rule.name == name);
    if found.is_none() {
        let names: Vec<&str> = rules.iter().flat_map(|rule| [rule.code, rule.name]).collect();
        let message = format!("there is no rule `{}`", excerpt(name, 40));
        checker.unknown(route, aim, message, names, name);
    }
    found.map(|rule| rule.code)
}

impl Config {
    /// Returns the severity of a finding here, nothing where it is switched off or ignored in its file.
    pub fn severity_of(&self, finding: &Diagnostic) -> Option<Severity> {
        let code = finding.rule.code;
        let file = repository::name_below(&self.root, &self.here, finding.file());
        let file = file.as_deref().unwrap_or(finding.file());
        let is_ignored = |(pattern, codes): &(glob::Pattern, Vec<&str>)| codes.contains(&code) && pattern.matches(file);
        if self.ignores.iter().any(is_ignored) {
            return None;
        }
        match self.severities.iter().rev().find(|(named, _)| *named == code) {
            None => Some(finding.severity),
            Some((_, Level::Error)) => Some(Severity::Error),
            Some((_, Level::Warning)) => Some(Severity::Warning),
            Some((_, Level::Note)) => Some(Severity::Note),
            Some((_, Level::Off)) => None,
        }
    }
}
