//! `rolefit.toml`: severities of rules and ignores per path, for a whole repository.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use ignore::WalkBuilder;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::load::document::{Document, Places, parse};
use crate::load::ignores::{Ignores, UNUSED_IGNORE};
use crate::load::meaning::Checker;
use crate::load::shape::Shape;
use crate::load::{Format, read, repository};
use crate::route::{Aim, Route};
use crate::rule::{self, Rule, Severity};
use crate::source::Source;
use crate::text::excerpt;

/// The file's name, looked for upward to the root of the repository.
pub const FILE_NAME: &str = "rolefit.toml";

/// Each pattern becomes a matcher of its own, which takes a thousand times its length.
const MOST_IGNORES: usize = 1_000;

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
    /// Changes that are meant, for `rolefit diff`.
    #[serde(default)]
    accept: Vec<Acceptance>,
}

/// A change to a file of a pack that is meant: as long as the file reads as it does, `rolefit diff` lets it pass.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The file, relative to the folder of the configuration file.
    pub path: String,
    /// The digest of its text, as `rolefit diff` prints it.
    pub digest: String,
    /// Why the change is meant.
    pub reason: String,
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
    /// A pattern as in `.gitignore`, relative to the folder of the configuration file, such as `roles/legacy/*.yaml`.
    path: String,
    /// Codes or names of rules.
    rules: Vec<String>,
    /// Why they are ignored.
    #[serde(default)]
    #[expect(dead_code, reason = "for the reader of the file")]
    reason: String,
}

/// A configuration as far as it could be read.
#[derive(Debug, Default)]
pub struct Config {
    severities: Vec<(&'static str, Level)>,
    ignores: Vec<PathIgnore>,
    /// The folder that patterns are relative to.
    folder: PathBuf,
    /// What is wrong with the file.
    pub problems: Vec<Diagnostic>,
    /// The files, relative to the folder, in which every rule has been looked for.
    looked_at: BTreeSet<PathBuf>,
}

/// Rules that are ignored in the files that a pattern names.
#[derive(Debug)]
struct PathIgnore {
    pattern: Gitignore,
    written: String,
    /// A finding about the pattern, to be completed.
    about: Diagnostic,
    rules: Vec<IgnoredRule>,
}

#[derive(Debug)]
struct IgnoredRule {
    code: &'static str,
    /// A finding about the name of the rule, to be completed.
    about: Diagnostic,
    is_used: bool,
    is_looked_for: bool,
}

/// Looks for a configuration file from a folder upward, up to the root of the repository it is in.
pub fn find(from: &Path) -> Option<PathBuf> {
    let root = repository::root(from);
    let inside = from.ancestors().take_while(|folder| root.is_none_or(|root| folder.starts_with(root)));
    inside.map(|folder| folder.join(FILE_NAME)).find(|candidate| fs::symlink_metadata(candidate).is_ok())
}

/// Reads a configuration file; `rules` are all that it can name. What is wrong with it is a problem of the configuration.
pub fn load(path: &Path, rules: &[&'static Rule]) -> Config {
    let folder = fs::canonicalize(path).ok().and_then(|path| path.parent().map(Path::to_path_buf)).unwrap_or_default();
    let read = read::regular_file(path).map_err(|problem| vec![problem]);
    match read.and_then(|source| parse::<ConfigFile>(&source, Format::Toml, &SHAPE, "configuration")) {
        Ok(Document { content, places }) => ConfigReader::new(&places, rules, folder).read(&content),
        Err(problems) => Config { problems, ..Config::default() },
    }
}

/// Reads which changes a configuration file accepts.
///
/// # Errors
///
/// Everything that is wrong with its shape, and acceptances that say no reason.
pub fn acceptances(source: &Arc<Source>) -> Result<Vec<Acceptance>, Vec<Diagnostic>> {
    let Document { content, places } = parse::<ConfigFile>(source, Format::Toml, &SHAPE, "configuration")?;
    let mut checker = Checker::new(&places);
    for (index, acceptance) in content.accept.iter().enumerate() {
        if acceptance.reason.trim().is_empty() {
            let top = Route::Top;
            let (list, message) = (top.key("accept"), "no reason is given here");
            let route = list.index(index);
            let finding = checker.value(&rule::MISSING_KEY, &route.key("reason"), message);
            finding.help.push("say why the change is meant".to_owned());
        }
    }
    if checker.found.is_empty() { Ok(content.accept) } else { Err(checker.found) }
}

/// Turns what a file says into a configuration.
struct ConfigReader<'a> {
    places: &'a Places,
    checker: Checker<'a>,
    rules: &'a [&'static Rule],
    config: Config,
}

impl<'a> ConfigReader<'a> {
    fn new(places: &'a Places, rules: &'a [&'static Rule], folder: PathBuf) -> Self {
        Self { places, checker: Checker::new(places), rules, config: Config { folder, ..Config::default() } }
    }

    fn read(mut self, content: &ConfigFile) -> Config {
        let top = Route::Top;
        let severity = top.key("severity");
        for (name, level) in &content.severity {
            let Some(rule) = self.rule(&severity.key(name), Aim::Key, name) else { continue };
            if rule.is_refusal() && *level != Level::Error {
                self.refuse(&severity.key(name), Aim::Key, format!("`{name}` is always an error"));
            } else {
                self.config.severities.push((rule.code, *level));
            }
        }
        let ignore = top.key("ignore");
        if content.ignore.len() > MOST_IGNORES {
            let message = format!("more than {MOST_IGNORES} entries of `[[ignore]]`");
            let finding = self.places.finding(&rule::OVERSIZED_FILE, &ignore, Aim::Key, message);
            return Config {
                problems: vec![finding.help("a pattern such as `roles/legacy` names a folder")],
                ..self.config
            };
        }
        for (index, file) in content.ignore.iter().enumerate() {
            self.ignore(&ignore.index(index), file);
        }
        self.checker.found.extend(Ignores::idle(self.places));
        Config { problems: self.checker.found, ..self.config }
    }

    fn ignore(&mut self, at: &Route<'_>, file: &IgnoreFile) {
        let names = at.key("rules");
        let mut rules = Vec::new();
        for (index, name) in file.rules.iter().enumerate() {
            let route = names.index(index);
            let Some(rule) = self.rule(&route, Aim::Value, name) else { continue };
            if rule.is_refusal() {
                self.refuse(&route, Aim::Value, format!("`{name}` cannot be ignored"));
            } else {
                let about = self.places.finding(&UNUSED_IGNORE, &route, Aim::Value, "");
                rules.push(IgnoredRule { code: rule.code, about, is_used: false, is_looked_for: true });
            }
        }
        let path = at.key("path");
        let about = self.places.finding(&UNUSED_IGNORE, &path, Aim::Value, "");
        if file.rules.is_empty() {
            let finding = self.places.finding(&UNUSED_IGNORE, &names, Aim::Value, "no rule is named here");
            self.checker.push(&names, finding.help("name the rules to ignore, or remove the entry"));
        }
        match pattern(&self.config.folder, &file.path) {
            Ok(pattern) => {
                self.config.ignores.push(PathIgnore { pattern, written: file.path.clone(), about, rules });
            }
            Err(problem) => {
                let message = format!("cannot read the pattern `{}`: {problem}", excerpt(&file.path, 60));
                let finding = self.checker.value(&rule::ILLEGAL_ID, &path, message);
                finding.help.push("patterns are those of `.gitignore`: `*`, `**`, `?`, `[a-z]`".to_owned());
            }
        }
    }

    fn refuse(&mut self, route: &Route<'_>, aim: Aim, message: String) {
        let finding = self.places.finding(&UNUSED_IGNORE, route, aim, message);
        self.checker.push(route, finding.help("files with it do not load; fix what it reports, and remove this"));
    }

    fn rule(&mut self, route: &Route<'_>, aim: Aim, name: &str) -> Option<&'static Rule> {
        let found = self.rules.iter().find(|rule| rule.code == name || rule.name == name);
        if found.is_none() {
            let names: Vec<&str> = self.rules.iter().flat_map(|rule| [rule.code, rule.name]).collect();
            if self.checker.nearest(name, names.iter().copied()).is_some() {
                self.checker.unknown(route, aim, format!("unknown rule `{}`", excerpt(name, 40)), names, name);
            } else {
                let message = format!("unknown rule `{}`", excerpt(name, 40));
                let finding = self.places.finding(&rule::UNKNOWN_NAME, route, aim, message);
                self.checker.push(route, finding.help("`rolefit rule` lists all rules"));
            }
        }
        found.copied()
    }
}

/// Reads one pattern of `.gitignore`.
fn pattern(folder: &Path, written: &str) -> Result<Gitignore, String> {
    if written.starts_with('!') {
        return Err("it begins with `!`, and there is nothing to take back".to_owned());
    }
    let mut builder = GitignoreBuilder::new(folder);
    builder.allow_unclosed_class(false);
    builder.add_line(None, written).map_err(|error| match error {
        ignore::Error::Glob { err, .. } => err,
        other => other.to_string(),
    })?;
    let pattern = builder.build().map_err(|error| error.to_string())?;
    if pattern.num_ignores() == 0 { Err("it names nothing".to_owned()) } else { Ok(pattern) }
}

impl PathIgnore {
    fn covers(&self, file: &Path) -> bool {
        self.pattern.matched_path_or_any_parents(file, false).is_ignore()
    }
}

impl Config {
    /// Notes files in which every rule was looked for, but those that `is_looked_for` denies.
    pub fn note_looked_at<'p>(
        &mut self,
        files: impl Iterator<Item = &'p Vec<PathBuf>>,
        is_looked_for: impl Fn(&str) -> bool,
    ) {
        let files: Vec<PathBuf> = files.filter_map(|file| self.relative(file).map(Path::to_path_buf)).collect();
        self.looked_at.extend(files);
        for rule in self.ignores.iter_mut().flat_map(|ignore| &mut ignore.rules) {
            rule.is_looked_for &= is_looked_for(rule.code);
        }
    }

    /// Notes a finding, so that the patterns that silence it are known to be in use.
    pub fn note_finding(&mut self, finding: &Diagnostic, file: &[PathBuf]) {
        let Some(file) = self.relative(file).map(Path::to_path_buf) else { return };
        for ignore in self.ignores.iter_mut().filter(|ignore| ignore.covers(&file)) {
            let rules = ignore.rules.iter_mut().filter(|rule| rule.code == finding.rule.code);
            rules.for_each(|rule| rule.is_used = true);
        }
    }

    /// Returns the severity of a finding here, nothing where it is switched off or ignored in its file. `file` are the
    /// full paths that the file has.
    pub fn severity_of(&self, finding: &Diagnostic, file: &[PathBuf]) -> Option<Severity> {
        if finding.rule.is_refusal() {
            return Some(finding.severity);
        }
        let code = finding.rule.code;
        let is_ignored = |ignore: &PathIgnore| {
            ignore.rules.iter().any(|rule| rule.code == code)
                && self.relative(file).is_some_and(|file| ignore.covers(file))
        };
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

    /// Says which patterns and rules silence nothing, as far as every file that they name was looked at.
    pub fn unused(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for ignore in &self.ignores {
            let unused: Vec<_> = ignore.rules.iter().filter(|rule| rule.is_looked_for && !rule.is_used).collect();
            if unused.is_empty() {
                continue;
            }
            let written = excerpt(&ignore.written, 60);
            let covered = self.covered(ignore);
            if covered.is_empty() {
                let message = format!("`{written}` matches no role file and no questionnaire");
                found.push(Diagnostic { message, ..ignore.about.clone() }.help(way_out(&ignore.written)));
            } else if covered.is_subset(&self.looked_at) {
                for rule in unused {
                    let message = format!("nothing to ignore for `{}` in `{written}`", rule.code);
                    found.push(Diagnostic { message, ..rule.about.clone() }.help("remove the rule here"));
                }
            }
        }
        found
    }

    /// Returns the YAML files below the folder that a pattern covers.
    fn covered(&self, ignore: &PathIgnore) -> BTreeSet<PathBuf> {
        let mut covered: BTreeSet<PathBuf> =
            self.looked_at.iter().filter(|file| ignore.covers(file)).cloned().collect();
        let mut walk = WalkBuilder::new(&self.folder);
        walk.hidden(false).filter_entry(|entry| entry.file_name() != ".git");
        for entry in walk.build().flatten() {
            let Ok(file) = entry.path().strip_prefix(&self.folder) else { continue };
            if Format::of(file) == Some(Format::Yaml) && ignore.covers(file) {
                covered.insert(file.to_path_buf());
            }
        }
        covered
    }

    /// Returns the path of a file below the folder of the configuration.
    fn relative<'f>(&self, file: &'f [PathBuf]) -> Option<&'f Path> {
        file.iter().find_map(|path| path.strip_prefix(&self.folder).ok())
    }
}

/// Says how to correct a pattern that matches nothing.
fn way_out(written: &str) -> String {
    match written.strip_prefix("./") {
        Some(rest) => {
            format!("patterns are those of `.gitignore`, relative to this file: write `{}`", excerpt(rest, 60))
        }
        None => "patterns are those of `.gitignore`, relative to this file; correct it, or remove the entry".to_owned(),
    }
}
