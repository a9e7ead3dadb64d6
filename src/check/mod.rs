//! Advice about a sound pack: rules of their own, one file each. They name places by route, and know no file.
//!
//! A rule is plain data plus one function. It looks at a [`Subject`] and says what it finds; where that stands in a text
//! is looked up only when something is to be shown.

mod dominant_part;

use crate::pack::{Pack, Role};
use crate::route::{Aim, Route, Step};
use crate::rule::{Rule, Severity};
use crate::scoring::Model;

/// What rules look at: a sound pack, and its scoring model.
#[derive(Debug)]
pub struct Subject<'a> {
    pub pack: &'a Pack,
    pub model: &'a Model,
}

/// One rule: its data, and the function that looks for it.
#[derive(Debug)]
pub struct Check {
    pub rule: &'static Rule,
    pub run: fn(&Subject<'_>, &mut Vec<Finding>),
}

/// Every rule of this room, in order of its code.
pub static CHECKS: [Check; 1] = [Check { rule: &dominant_part::RULE, run: dominant_part::check }];

/// A file of the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    Questionnaire,
    /// The role at this index of the pack.
    Role(usize),
}

/// A place by file and route: resolved to a span when it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub file: File,
    pub steps: Vec<Step>,
    pub aim: Aim,
}

/// What a rule says.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    pub severity: Severity,
    pub message: String,
    pub at: Spot,
    /// Words beside the underlined place; may be empty.
    pub label: String,
    pub related: Vec<(Spot, String)>,
    pub notes: Vec<String>,
    pub help: Vec<String>,
}

impl Spot {
    /// The key at the end of a route.
    pub fn key(file: File, route: &Route<'_>) -> Self {
        Self { file, steps: route.steps(), aim: Aim::Key }
    }

    /// The value at the end of a route.
    pub fn value(file: File, route: &Route<'_>) -> Self {
        Self { file, steps: route.steps(), aim: Aim::Value }
    }
}

impl Finding {
    /// Starts a finding of `rule` at the severity it has by default.
    pub fn new(rule: &'static Rule, at: Spot, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            at,
            label: String::new(),
            related: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Adds words beside the underlined place.
    pub fn label(self, text: impl Into<String>) -> Self {
        Self { label: text.into(), ..self }
    }

    /// Adds a further place.
    pub fn related(mut self, spot: Spot, text: impl Into<String>) -> Self {
        self.related.push((spot, text.into()));
        self
    }

    /// Adds a line of background.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds a way out.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }
}

impl<'a> Subject<'a> {
    /// Returns the roles with the file each stands in.
    pub fn roles(&self) -> impl Iterator<Item = (File, &'a Role)> + '_ {
        self.pack.roles().iter().enumerate().map(|(index, role)| (File::Role(index), role))
    }
}

/// Runs every rule over a pack.
pub fn run(pack: &Pack) -> Vec<Finding> {
    let model = Model::of(pack);
    let subject = Subject { pack, model: &model };
    let mut found = Vec::new();
    for check in &CHECKS {
        (check.run)(&subject, &mut found);
    }
    found
}
