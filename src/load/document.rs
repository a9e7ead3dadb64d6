//! A parsed file: its typed content, and the places that findings about it point to.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, Label};
use crate::load::shape::{self, Shape};
use crate::load::tree::Tree;
use crate::load::{Format, json, toml, yaml};
use crate::route::{Aim, Route};
use crate::rule::{self, Rule};
use crate::source::Source;

/// A file whose shape is right and whose meaning has yet to be checked.
#[derive(Debug)]
pub struct Document<T> {
    pub content: T,
    pub places: Places,
}

/// Where the parts of a file stand. A file built into the program has no tree: it is known to be sound.
#[derive(Debug)]
pub struct Places {
    source: Arc<Source>,
    tree: Option<Tree>,
}

/// Takes a text through syntax and shape.
///
/// # Errors
///
/// All problems of the first stage that has any.
pub fn parse<T: DeserializeOwned>(
    source: &Arc<Source>,
    format: Format,
    shape: &Shape,
    kind: &str,
) -> Result<Document<T>, Vec<Diagnostic>> {
    let tree = match format {
        Format::Yaml => yaml::tree(source),
        Format::Toml => toml::tree(source),
        Format::Json => json::tree(source),
    }?;
    let mut problems = duplicate_keys(source, &tree);
    problems.extend(shape::differences(source, &tree, shape, kind, format != Format::Yaml));
    if !problems.is_empty() {
        return Err(problems);
    }
    let content = match format {
        Format::Yaml => yaml::typed(source.text()),
        Format::Toml => toml::typed(source.text()),
        Format::Json => json::typed(source.text()),
    };
    match content {
        Ok(content) => Ok(Document { content, places: Places { source: Arc::clone(source), tree: Some(tree) } }),
        Err(misfit) => Err(vec![misfit.into_diagnostic(source, &tree)]),
    }
}

fn duplicate_keys(source: &Arc<Source>, tree: &Tree) -> Vec<Diagnostic> {
    let duplicate = |(first, later)| {
        let key = source.slice(&tree.node(later).span);
        let message = format!("the key `{}` stands twice in one mapping", crate::text::excerpt(key, 40));
        let first = Label {
            source: Arc::clone(source),
            span: tree.node(first).span.clone(),
            text: "first written here".to_owned(),
        };
        Diagnostic::at(&rule::DUPLICATE_KEY, source, tree.node(later).span.clone(), message)
            .related(Some(first))
            .help("remove one of the two; many readers would silently keep the last")
    };
    tree.duplicate_keys().into_iter().map(duplicate).collect()
}

impl Places {
    /// Places of a file that is built into the program.
    pub fn built_in(source: Arc<Source>) -> Self {
        Self { source, tree: None }
    }

    /// Returns the text the places are in.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// Returns the span tree, which a file built into the program does not have.
    pub fn tree(&self) -> Option<&Tree> {
        self.tree.as_ref()
    }

    /// Starts a finding at the end of a route.
    pub fn finding(&self, rule: &'static Rule, route: &Route<'_>, aim: Aim, message: impl Into<String>) -> Diagnostic {
        match self.tree.as_ref().and_then(|tree| tree.locate(&route.steps(), aim)) {
            Some(span) => Diagnostic::at(rule, &self.source, span, message),
            None => Diagnostic::about_file(rule, self.source.name(), message),
        }
    }

    /// Labels the end of a route as a further place of a finding.
    pub fn label(&self, route: &Route<'_>, aim: Aim, text: impl Into<String>) -> Option<Label> {
        let span = self.tree.as_ref()?.locate(&route.steps(), aim)?;
        Some(Label { source: Arc::clone(&self.source), span, text: text.into() })
    }
}
