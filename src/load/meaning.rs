//! What the checks of all pack files share: collecting findings while raw values become sound ones.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Label};
use crate::load::document::Places;
use crate::load::fixes;
use crate::load::read::{MOST_PROBLEMS, stopped};
use crate::pack::{Id, Interval, Language, OutOfRange, Score};
use crate::route::{Aim, Route};
use crate::rule::{self, Rule};
use crate::text::{all_of, excerpt, few_of, is_plainly_meant, nearest};

/// After so many findings no nearest names are looked for.
const MOST_HELPED: usize = 200;

/// Of more known names than this the first are shown.
const MOST_NAMED: usize = 40;

/// Collects what is wrong with one file. Each `Option` it returns is empty when a finding has been made.
///
/// About what was not read, having been reported before, it makes none.
pub struct Checker<'a> {
    pub places: &'a Places,
    pub found: Vec<Diagnostic>,
    /// A finding that is not kept: it follows from what was not read, or there are too many.
    left_out: Option<Diagnostic>,
}

impl<'a> Checker<'a> {
    pub fn new(places: &'a Places) -> Self {
        Self { places, found: Vec::new(), left_out: None }
    }

    /// Adds a finding about the value at a route.
    pub fn value(&mut self, rule: &'static Rule, route: &Route<'_>, message: impl Into<String>) -> &mut Diagnostic {
        self.push(route, self.places.finding(rule, route, Aim::Value, message))
    }

    /// Adds a finding about the key at a route.
    pub fn key(&mut self, rule: &'static Rule, route: &Route<'_>, message: impl Into<String>) -> &mut Diagnostic {
        self.push(route, self.places.finding(rule, route, Aim::Key, message))
    }

    /// Adds a finding about a route.
    pub fn push(&mut self, route: &Route<'_>, finding: Diagnostic) -> &mut Diagnostic {
        if self.found.len() == MOST_PROBLEMS {
            self.found.push(stopped(self.places.source().name()));
        }
        if self.found.len() > MOST_PROBLEMS || self.places.is_unread(route) {
            return self.left_out.insert(finding);
        }
        self.found.push(finding);
        self.found.last_mut().expect("internal: a finding was just pushed")
    }

    /// Returns the nearest of many names. Looking for it costs more than anything else here: a flood of findings goes without.
    pub fn nearest<'n>(&self, name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
        (self.found.len() < MOST_HELPED).then(|| nearest(name, known)).flatten()
    }

    /// Whether all of the file was read, and nothing has been found.
    pub fn is_sound(&self) -> bool {
        self.found.is_empty() && !self.places.has_gaps()
    }

    /// Reads an id that is a key or a value.
    pub fn id(&mut self, route: &Route<'_>, aim: Aim, text: &str) -> Option<Id> {
        if self.places.is_unread(route) {
            return None;
        }
        if let Ok(id) = text.parse() {
            return Some(id);
        }
        let message = format!("`{}` is not a kebab-case id", excerpt(text, 40));
        let help = match Id::suggest(text) {
            Some(id) => format!("write `{id}`"),
            None => "use lower-case letters and digits, with single hyphens between words".to_owned(),
        };
        let finding = self.places.finding(&rule::ILLEGAL_ID, route, aim, message).help(help);
        self.push(route, finding);
        None
    }

    /// Reads the tag of a language.
    pub fn language(&mut self, route: &Route<'_>, tag: &str) -> Option<Language> {
        if self.places.is_unread(route) {
            return None;
        }
        let language = tag.parse().ok();
        if language.is_none() {
            let message = format!("`{}` is not the tag of a language", excerpt(tag, 40));
            let help = "write a tag such as `de`, `pt-BR` or `zh-Hant`";
            self.value(&rule::ILLEGAL_LANGUAGE, route, message).help.push(help.to_owned());
        }
        language
    }

    /// Takes a number that its type may refuse.
    pub fn number<T>(&mut self, route: &Route<'_>, value: Result<T, OutOfRange>) -> Option<T> {
        if self.places.is_unread(route) {
            return None;
        }
        match value {
            Ok(number) => Some(number),
            Err(error) => {
                let name = last_name(route);
                // As it is written where that says more: `1e400` is infinite once it is read.
                let written = self.places.written(route).filter(|_| error.value.is_infinite());
                let value = written.map_or_else(|| error.value.to_string(), |written| excerpt(written, 40));
                let message = format!("{name} `{value}` is out of range");
                self.value(&rule::ILLEGAL_NUMBER, route, message).help.push(format!("use a number {}", error.range));
                None
            }
        }
    }

    /// Takes an interval of two scores, the first below the second.
    pub fn interval(&mut self, route: &Route<'_>, min: f64, max: f64) -> Option<Interval> {
        let low = self.number(&route.key("min"), Score::new(min));
        let high = self.number(&route.key("max"), Score::new(max));
        let (low, high) = (low?, high?);
        let interval = Interval::new(low, high);
        if interval.is_none() {
            self.value(&rule::UPSIDE_DOWN_INTERVAL, route, format!("the interval from {min} to {max} is reversed"))
                .help
                .push("`min` must be below `max`".to_owned());
        }
        interval
    }

    /// Adds a finding about a name that nothing bears, with the nearest name that something does.
    pub fn unknown<'n>(
        &mut self,
        route: &Route<'_>,
        aim: Aim,
        message: String,
        known: impl IntoIterator<Item = &'n str> + Clone,
        name: &str,
    ) {
        let mut finding = self.places.finding(&rule::UNKNOWN_NAME, route, aim, message);
        match self.nearest(name, known.clone()) {
            Some(similar) => {
                finding.help.push(format!("a similar name exists: `{similar}`"));
                if !self.is_taken(route, aim, similar) && is_plainly_meant(name, similar, known) {
                    fixes::rewrite(&mut finding, name, similar);
                }
            }
            None => {
                let known: Vec<String> = known.into_iter().map(|name| format!("`{name}`")).collect();
                let shown = known.iter().map(String::as_str);
                let shown = if known.len() > MOST_NAMED { few_of(shown) } else { all_of(shown) };
                finding.help.push(format!("known: {shown}"));
            }
        }
        self.push(route, finding);
    }

    /// Whether the mapping that holds a key has another one already.
    fn is_taken(&self, route: &Route<'_>, aim: Aim, name: &str) -> bool {
        match (aim, route) {
            (Aim::Key, Route::Key(mapping, _)) => {
                self.places.tree().is_some_and(|tree| tree.has(&mapping.key(name).steps()))
            }
            (Aim::Key, Route::Top | Route::Index(..)) | (Aim::Value, _) => false,
        }
    }
}

/// The last key on a route, as messages name a value: "weight".
fn last_name<'a>(route: &Route<'a>) -> &'a str {
    match route {
        Route::Top => "value",
        Route::Key(_, key) => key,
        Route::Index(parent, _) => last_name(parent),
    }
}

/// Ids that must differ from each other, each with the place where it was first defined.
#[derive(Default)]
pub struct Namespace {
    first: HashMap<String, Option<Label>>,
}

impl Namespace {
    /// Enters an id; a second entry is a finding that shows both places.
    pub fn enter(&mut self, checker: &mut Checker<'_>, route: &Route<'_>, aim: Aim, kind: &str, id: &Id) {
        match self.first.get(id.as_str()) {
            None => {
                let place = checker.places.label(route, aim, "first defined here");
                self.first.insert(id.to_string(), place);
            }
            Some(first) => {
                let message = format!("duplicate {kind} id `{id}`");
                let finding = checker.places.finding(&rule::DUPLICATE_ID, route, aim, message);
                let finding = finding.related(first.clone()).help("rename one of the two");
                checker.push(route, finding);
            }
        }
    }
}
