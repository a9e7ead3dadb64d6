//! A parsed file: its typed content, and the places that findings about it point to.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, Label};
use crate::load::differences::{Differences, differences};
use crate::load::shape::Shape;
use crate::load::tree::Tree;
use crate::load::typed::typed;
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

/// Where the parts of a file are. A file built into the program has no tree: it is known to be sound.
#[derive(Debug)]
pub struct Places {
    source: Arc<Source>,
    tree: Option<Tree>,
}

/// A text taken through syntax and shape: what can be read of it, and all problems so far.
#[derive(Debug)]
pub struct Reading<T> {
    /// Absent when nothing of the text can be read.
    pub document: Option<Document<T>>,
    pub problems: Vec<Diagnostic>,
}

/// Takes a text through syntax and shape, as far as it goes. Where the document has gaps, its content has blank values, about
/// which a [`Checker`](crate::load::meaning::Checker) says nothing.
pub fn read<T: DeserializeOwned>(source: &Arc<Source>, format: Format, shape: &Shape, kind: &str) -> Reading<T> {
    let tree = match format {
        Format::Yaml => yaml::tree(source),
        Format::Toml => toml::tree(source),
        Format::Json => json::tree(source),
    };
    let mut tree = match tree {
        Ok(tree) => tree,
        Err(problems) => return Reading { document: None, problems },
    };
    let Differences { found: mut problems, is_readable } = differences(source, &mut tree, shape, kind, format);
    if !is_readable {
        return Reading { document: None, problems };
    }
    let Reading { document, problems: more } = of_tree(source, tree);
    problems.extend(more);
    Reading { document, problems }
}

/// Takes a tree whose shape is known to be right.
pub fn of_tree<T: DeserializeOwned>(source: &Arc<Source>, tree: Tree) -> Reading<T> {
    match typed(&tree) {
        Ok(content) => {
            let places = Places { source: Arc::clone(source), tree: Some(tree) };
            Reading { document: Some(Document { content, places }), problems: Vec::new() }
        }
        Err(error) => {
            let problem = Diagnostic::about_file(&rule::WRONG_TYPE, source.name(), error.to_string());
            Reading { document: None, problems: vec![problem] }
        }
    }
}

/// Takes a text through syntax and shape.
///
/// # Errors
///
/// Everything that is wrong with either.
pub fn parse<T: DeserializeOwned>(
    source: &Arc<Source>,
    format: Format,
    shape: &Shape,
    kind: &str,
) -> Result<Document<T>, Vec<Diagnostic>> {
    match read(source, format, shape, kind) {
        Reading { document: Some(document), problems } if problems.is_empty() => Ok(document),
        Reading { problems, .. } => Err(problems),
    }
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

    /// Whether something in the file was reported and taken out of reading.
    pub fn has_gaps(&self) -> bool {
        self.tree.as_ref().is_some_and(Tree::has_gaps)
    }

    /// Whether the value at the end of a route, or one around it, was taken out of reading.
    pub fn is_unread(&self, route: &Route<'_>) -> bool {
        self.tree.as_ref().is_some_and(|tree| tree.has_gaps() && tree.is_unread(&route.steps()))
    }

    /// Whether everything at and below the end of a route was read.
    pub fn is_whole(&self, route: &Route<'_>) -> bool {
        self.tree.as_ref().is_none_or(|tree| !tree.has_gaps() || tree.is_whole(&route.steps()))
    }

    /// Returns the text of the value at the end of a route, as it is written.
    pub fn written(&self, route: &Route<'_>) -> Option<&str> {
        let span = self.tree.as_ref()?.locate(&route.steps(), Aim::Value)?;
        Some(self.source.slice(&span))
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
