//! What is said about a file: a rule, a severity, places and ways out. Plain data; `render` shows it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::rule::{Rule, Severity};
use crate::source::{Source, Span};

/// A span of a source with a few words beside it; the words may be empty.
#[derive(Clone, Debug)]
pub struct Label {
    pub source: Arc<Source>,
    pub span: Span,
    pub text: String,
}

/// Where a finding points: into a text, or at a file that has no text to show.
#[derive(Clone, Debug)]
pub enum Place {
    File(String),
    Text(Label),
}

/// An edit that fixes a finding. It leaves nothing to choose: what its author meant is plain.
#[derive(Clone, Debug)]
pub struct Fix {
    /// Names the edit, as in "write `weight`".
    pub title: String,
    pub source: Arc<Source>,
    /// What is taken out; empty where something is only put in.
    pub span: Span,
    /// The text to put in its place.
    pub text: String,
}

/// One thing that is wrong with, or worth saying about, a file. Advice about a pack has the same parts before its places are
/// looked up in the texts: `check::Finding`.
#[derive(Clone, Debug)]
pub struct Diagnostic<P = Place, L = Label, F = Fix> {
    pub rule: &'static Rule,
    pub severity: Severity,
    /// Says what is wrong: lower case, no full stop, values in backticks.
    pub message: String,
    pub place: P,
    /// Further places that belong to the finding, such as the first of two equal ids.
    pub related: Vec<L>,
    pub notes: Vec<String>,
    /// Ways out, each naming an edit or a command.
    pub help: Vec<String>,
    pub fix: Option<F>,
}

impl<P, L, F> Diagnostic<P, L, F> {
    /// Starts a finding of `rule`, at the severity that the rule has by default.
    pub fn new(rule: &'static Rule, place: impl Into<P>, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            place: place.into(),
            related: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            fix: None,
        }
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

impl Diagnostic {
    /// Starts a finding about a file as a whole.
    pub fn about_file(rule: &'static Rule, file: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(rule, Place::File(file.into()), message)
    }

    /// Starts a finding about a span of a source.
    pub fn at(rule: &'static Rule, source: &Arc<Source>, span: Span, message: impl Into<String>) -> Self {
        let label = Label { source: Arc::clone(source), span, text: String::new() };
        Self::new(rule, Place::Text(label), message)
    }

    /// Adds words beside the underlined span.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Place::Text(label) = &mut self.place {
            label.text = text.into();
        }
        self
    }

    /// Adds a further place.
    pub fn related(mut self, related: Option<Label>) -> Self {
        self.related.extend(related);
        self
    }

    /// Adds a way out if there is one, as with a nearest name.
    pub fn help_if(mut self, text: Option<String>) -> Self {
        self.help.extend(text);
        self
    }

    /// Adds an edit that fixes the finding, if one is safe.
    pub fn fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    /// Returns the name of the file the finding is about.
    pub fn file(&self) -> &str {
        match &self.place {
            Place::File(name) => name,
            Place::Text(label) => label.source.name(),
        }
    }

    /// Returns the byte offset the finding points at; a whole file sorts before every place in it.
    pub fn offset(&self) -> usize {
        match &self.place {
            Place::File(_) => 0,
            Place::Text(label) => label.span.start,
        }
    }
}

/// Gives the files of findings other names, for whoever reads them; a file keeps its own where there is none. Fixes are for
/// this program and go on naming the file that was read.
pub fn rename(findings: &mut [Diagnostic], name: impl Fn(&str) -> Option<String>) {
    let mut renamed: BTreeMap<String, Arc<Source>> = BTreeMap::new();
    let mut rename = |label: &mut Label| {
        let source = renamed.entry(label.source.name().to_owned()).or_insert_with(|| match name(label.source.name()) {
            Some(name) => Source::new(name, label.source.text()),
            None => Arc::clone(&label.source),
        });
        label.source = Arc::clone(source);
    };
    for finding in findings {
        match &mut finding.place {
            Place::File(file) => *file = name(file).unwrap_or_else(|| std::mem::take(file)),
            Place::Text(label) => rename(label),
        }
        finding.related.iter_mut().for_each(&mut rename);
    }
}

/// Puts findings into the order they are shown in: by file, then by place, the order of discovery breaking ties. What is
/// found again through an alias is said once.
pub fn sort(findings: &mut Vec<Diagnostic>) {
    findings.sort_by(|a, b| (a.file(), a.offset()).cmp(&(b.file(), b.offset())));
    findings.dedup_by(|later, first| {
        let key = |finding: &Diagnostic| (finding.rule.code, finding.offset(), finding.message.clone());
        later.file() == first.file() && key(later) == key(first)
    });
}
