//! Compares a document with its shape and reports every difference at once. What differs is taken out of the tree, so that
//! the rest can be read: one wrong value hides nothing but what depends on it.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Label};
use crate::load::invisible::{apparent, is_deceptive};
use crate::load::read::{MOST_PROBLEMS, add_problem, capped};
use crate::load::shape::{Field, NEWEST_SCHEMA, Shape, fits_outside};
use crate::load::tree::{NodeId, NodeKind, Scalar, ScalarClass, Tree};
use crate::load::typed::integer;
use crate::load::yaml::class_of;
use crate::load::{Format, fixes};
use crate::route::{Aim, Route};
use crate::rule;
use crate::source::{Source, Span};
use crate::text::{count, each_of, excerpt, is_plainly_meant, nearest, one_of};

/// What is wrong with the form of a document, and whether anything in it can be read all the same.
pub struct Differences {
    pub found: Vec<Diagnostic>,
    pub is_readable: bool,
}

/// Reports every place where a document differs from its shape, and takes it out of the tree; `kind` names the file in
/// messages.
pub fn differences(source: &Arc<Source>, tree: &mut Tree, shape: &Shape, kind: &str, format: Format) -> Differences {
    let Some(root) = tree.root().filter(|root| !is_null(tree, *root)) else {
        let empty = Diagnostic::about_file(&rule::EMPTY_FILE, source.name(), format!("the {kind} file is empty"));
        return Differences { found: vec![empty], is_readable: false };
    };
    let duplicates = tree.duplicate_keys();
    let repeated = duplicates.iter().map(|(first, later)| duplicate_key(source, tree, *first, *later));
    let mut found = capped(source.name(), repeated);
    if let Some(newer) = newer_schema(source, tree, root) {
        found.push(newer);
        return Differences { found, is_readable: false };
    }
    let removed = duplicates.into_iter().map(|(_, later)| later).collect();
    let gaps = Gaps { removed, ..Gaps::default() };
    let mut walk = Comparison { source, tree, kind, format, found, gaps };
    walk.compare(&Route::Top, root, shape);
    let Comparison { found, gaps, .. } = walk;
    gaps.apply(tree);
    Differences { found, is_readable: !tree.is_unread(&[]) }
}

fn duplicate_key(source: &Arc<Source>, tree: &Tree, first: NodeId, later: NodeId) -> Diagnostic {
    let key = source.slice(&tree.node(later).span);
    let message = format!("duplicate key `{}`", excerpt(key, 40));
    let first = Label {
        source: Arc::clone(source),
        span: tree.node(first).span.clone(),
        text: "first defined here".to_owned(),
    };
    Diagnostic::at(&rule::DUPLICATE_KEY, source, tree.node(later).span.clone(), message)
        .related(Some(first))
        .help("remove one of the two; many parsers would silently keep the last")
}

/// A newer file may differ anywhere, so nothing else is said about it.
fn newer_schema(source: &Arc<Source>, tree: &Tree, root: NodeId) -> Option<Diagnostic> {
    let (_, value) = tree.get(root, "schema")?;
    let NodeKind::Scalar(scalar) = &tree.node(tree.resolve(value)).kind else { return None };
    if scalar.class != ScalarClass::Integer || scalar.text.starts_with('-') {
        return None;
    }
    // A number too long to hold is newer still.
    let number: u64 = scalar.text.parse().unwrap_or(u64::MAX);
    (number > u64::from(NEWEST_SCHEMA)).then(|| {
        let message = format!(
            "this file uses schema {}, but this rolefit supports schema {NEWEST_SCHEMA}",
            excerpt(&scalar.text, 30)
        );
        Diagnostic::at(&rule::NEWER_SCHEMA, source, tree.node(value).span.clone(), message)
            .help("update rolefit, or write the file in the older schema")
    })
}

fn is_null(tree: &Tree, node: NodeId) -> bool {
    matches!(&tree.node(tree.resolve(node)).kind, NodeKind::Scalar(scalar) if scalar.class == ScalarClass::Null)
}

/// What has been reported, to be taken out of the tree in the end.
#[derive(Default)]
struct Gaps {
    unread: HashSet<NodeId>,
    /// The keys of entries that nothing is made of.
    removed: HashSet<NodeId>,
    renamed: HashMap<NodeId, String>,
    /// For each mapping and missing key the place of the finding.
    missing: HashMap<(NodeId, String), Span>,
}

impl Gaps {
    fn apply(self, tree: &mut Tree) {
        for node in self.unread {
            tree.set_unread(node);
        }
        if !self.removed.is_empty() {
            tree.remove_entries(&self.removed);
        }
        for (key, name) in self.renamed {
            tree.rename(key, &name);
        }
        for ((map, name), place) in self.missing {
            tree.add_unread(map, &name, place);
        }
    }
}

struct Comparison<'a> {
    source: &'a Arc<Source>,
    tree: &'a Tree,
    kind: &'a str,
    format: Format,
    found: Vec<Diagnostic>,
    gaps: Gaps,
}

impl Comparison<'_> {
    fn compare(&mut self, route: &Route<'_>, node: NodeId, shape: &Shape) {
        let value = &self.tree.node(self.tree.resolve(node)).kind;
        match (shape, value) {
            (Shape::Anything, _) => {}
            (Shape::Either(shapes), value) => match shapes.iter().find(|shape| fits_outside(shape, value)) {
                Some(shape) => self.compare(route, node, shape),
                None => self.wrong_type(route, node, shape),
            },
            (Shape::Record(fields), NodeKind::Map(entries)) => self.compare_record(route, node, fields, entries),
            (Shape::Map(inner), NodeKind::Map(entries)) => {
                for (key, value) in entries {
                    match self.tree.key_text(*key) {
                        Some(name) => self.compare(&route.key(name), *value, inner),
                        None => self.collection_as_key(*key),
                    }
                }
            }
            (Shape::List(inner), NodeKind::Seq(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    self.compare(&route.index(index), *element, inner);
                }
            }
            (Shape::Word(words), NodeKind::Scalar(scalar)) => self.compare_word(route, node, words, scalar),
            // YAML takes any plain value for text where text is meant; elsewhere a number is a number.
            (Shape::Text, NodeKind::Scalar(scalar))
                if self.format != Format::Yaml && scalar.class != ScalarClass::Text =>
            {
                self.wrong_type(route, node, shape);
            }
            (Shape::Integer(bounds), NodeKind::Scalar(scalar)) if fits_outside(shape, value) => {
                if integer(&scalar.text).is_none_or(|number| !bounds.contains(&number)) {
                    let message = format!("{} is `{}`, out of range", self.name_of(route), excerpt(&scalar.text, 40));
                    let help = format!("use a whole number from {} to {}", bounds.start(), bounds.end());
                    self.unread(
                        node,
                        Diagnostic::at(&rule::WRONG_TYPE, self.source, self.span(node), message).help(help),
                    );
                }
            }
            (shape, value) if fits_outside(shape, value) => {}
            (shape, _) => self.wrong_type(route, node, shape),
        }
    }

    fn compare_record(&mut self, route: &Route<'_>, node: NodeId, fields: &[Field], entries: &[(NodeId, NodeId)]) {
        let mut meant: Vec<&str> = Vec::new();
        let tree = self.tree;
        let is_known = |name: &&str| fields.iter().any(|field| field.name == *name);
        let is_there = LazyCell::new(|| -> HashSet<&str> {
            entries.iter().filter_map(|(key, _)| tree.key_text(*key)).filter(is_known).collect()
        });
        for (key, value) in entries {
            let Some(name) = self.tree.key_text(*key) else {
                self.collection_as_key(*key);
                continue;
            };
            match fields.iter().find(|field| field.name == name) {
                Some(field) => self.compare(&route.key(name), *value, &field.shape),
                None if takes_own_keys(route, fields) && name.starts_with("x-") => {}
                None if self.found.len() > MOST_PROBLEMS => {
                    self.gaps.removed.insert(*key);
                }
                None => meant.extend(self.unknown_key(route, &is_there, (*key, *value), fields, &meant)),
            }
        }
        for field in fields.iter().filter(|field| field.required && !meant.contains(&field.name.as_str())) {
            if self.tree.get(node, &field.name).is_none() {
                let place = self.tree.locate(&route.steps(), Aim::Key).unwrap_or_default();
                let message = format!("missing key `{}` in {}", field.name, self.name_of(route));
                let start = match self.format {
                    Format::Yaml => format!("{}:", field.name),
                    Format::Toml if matches!(field.shape, Shape::Map(_) | Shape::Record(_)) => {
                        format!("[{}]", field.name)
                    }
                    Format::Toml => format!("{} =", field.name),
                    Format::Json => format!("\"{}\":", field.name),
                };
                let finding = Diagnostic::at(&rule::MISSING_KEY, self.source, place.clone(), message)
                    .help(format!("add `{start}` with {}", field.shape.wanted()));
                if self.gaps.missing.insert((self.tree.resolve(node), field.name.clone()), place).is_none() {
                    self.report(finding);
                }
            }
        }
    }

    /// Reports an unknown key. Returns the key it was most likely meant to be, which is then not missing as well.
    fn unknown_key<'f>(
        &mut self,
        route: &Route<'_>,
        is_there: &HashSet<&str>,
        (key, value): (NodeId, NodeId),
        fields: &'f [Field],
        taken: &[&str],
    ) -> Option<&'f str> {
        let name = self.tree.key_text(key).unwrap_or_default();
        let known = fields.iter().map(|field| field.name.as_str());
        // What looks like a key is meant to be one, whatever cannot be seen in it.
        let apparent = apparent(name);
        let similar = known.clone().find(|known| *known == apparent).or_else(|| nearest(name, known.clone()));
        let message = format!("unknown key `{}` in {}", excerpt(name, 40), self.name_of(route));
        let mut finding = Diagnostic::at(&rule::UNKNOWN_KEY, self.source, self.span(key), message)
            .help(self.help_with_key(name, value, similar, fields));
        if takes_own_keys(route, fields) {
            finding.notes.push("keys of your own must begin with `x-`".to_owned());
        }
        let meant = fields
            .iter()
            .filter(|field| Some(field.name.as_str()) == similar && !taken.contains(&field.name.as_str()))
            .find(|field| !is_there.contains(field.name.as_str()));
        let is_whole = !name.contains([':', '\u{ff1a}']);
        let is_plain =
            is_whole && meant.is_some_and(|field| field.name == apparent || is_plainly_meant(name, &field.name, known));
        if let (Some(field), true) = (meant, is_plain) {
            fixes::rewrite(&mut finding, name, &field.name);
        }
        if !self.gaps.removed.contains(&key) && !self.gaps.renamed.contains_key(&key) {
            self.report(finding);
        }
        match meant {
            Some(field) => {
                self.gaps.renamed.insert(key, field.name.clone());
                if is_plain {
                    self.compare(&route.key(name), value, &field.shape);
                } else {
                    self.gaps.unread.insert(value);
                }
            }
            None => {
                self.gaps.removed.insert(key);
            }
        }
        meant.map(|field| field.name.as_str())
    }

    fn help_with_key(&self, name: &str, value: NodeId, similar: Option<&str>, fields: &[Field]) -> String {
        match similar {
            Some(similar) => format!("a key with a similar name exists: `{similar}`"),
            // `{ why: quick, but risky }`: half a sentence has become a key without a value.
            None if name.contains(' ') && is_null(self.tree, value) => {
                "a comma inside `{ }` ends a value; put the whole text in quotes".to_owned()
            }
            None if fields.len() <= 12 => {
                format!("known keys: {}", each_of(fields.iter().map(|field| field.name.as_str())))
            }
            None => "see the file formats in `docs/files.md`".to_owned(),
        }
    }

    fn collection_as_key(&mut self, key: NodeId) {
        let message = "a key must be text, found a collection";
        if self.gaps.removed.insert(key) {
            self.report(Diagnostic::at(&rule::WRONG_TYPE, self.source, self.span(key), message));
        }
    }

    fn compare_word(&mut self, route: &Route<'_>, node: NodeId, words: &[String], scalar: &Scalar) {
        if words.contains(&scalar.text) {
            return;
        }
        let words = words.iter().map(String::as_str);
        let message =
            format!("{} is `{}`, expected {}", self.name_of(route), excerpt(&scalar.text, 40), one_of(words.clone()));
        let mut finding = Diagnostic::at(&rule::UNKNOWN_NAME, self.source, self.span(node), message);
        if let Some(similar) = nearest(&scalar.text, words.clone()) {
            finding.help.push(format!("a similar name exists: `{similar}`"));
            if is_plainly_meant(&scalar.text, similar, words) {
                fixes::rewrite(&mut finding, &scalar.text, similar);
            }
        }
        self.unread(node, finding);
    }

    fn wrong_type(&mut self, route: &Route<'_>, node: NodeId, shape: &Shape) {
        let value = &self.tree.node(self.tree.resolve(node)).kind;
        let message = format!("{} must be {}, found {}", self.name_of(route), shape.wanted(), found(value));
        let span = self.tree.locate(&route.steps(), Aim::Value).unwrap_or_else(|| self.span(node));
        let mut finding =
            Diagnostic::at(&rule::WRONG_TYPE, self.source, span, message).help_if(repair(shape, value, self.format));
        if let NodeKind::Scalar(Scalar { text, .. }) = value
            && fits_outside(shape, &NodeKind::Scalar(Scalar { text: text.clone(), class: class_of(text) }))
        {
            fixes::unquote(&mut finding, text);
        }
        self.unread(node, finding);
    }

    /// Reports a value and takes it out of reading.
    fn unread(&mut self, node: NodeId, finding: Diagnostic) {
        // Through aliases one value is compared as often as it is used.
        if self.gaps.unread.insert(node) {
            self.report(finding);
        }
    }

    fn report(&mut self, finding: Diagnostic) {
        add_problem(&mut self.found, self.source.name(), finding);
    }

    fn span(&self, node: NodeId) -> Span {
        self.tree.node(node).span.clone()
    }

    fn name_of(&self, route: &Route<'_>) -> String {
        match route {
            Route::Top => format!("the {} file", self.kind),
            Route::Key(..) | Route::Index(..) => format!("`{}`", excerpt(&route.to_string(), 100)),
        }
    }
}

/// Whether a record may have keys of its author's own: the top of a file whose format is ours, and has a version.
fn takes_own_keys(route: &Route<'_>, fields: &[Field]) -> bool {
    matches!(route, Route::Top) && fields.iter().any(|field| field.name == "schema")
}

/// Describes what the file has, as in "found the text `lots`".
fn found(value: &NodeKind) -> String {
    match value {
        NodeKind::Map(entries) => format!("a mapping with {}", count(entries.len(), "key")),
        NodeKind::Seq(elements) => format!("a list of {}", count(elements.len(), "value")),
        NodeKind::Alias(_) => "an alias".to_owned(),
        NodeKind::Unread => "nothing".to_owned(),
        NodeKind::Scalar(scalar) => {
            let text = excerpt(&scalar.text, 40);
            match scalar.class {
                ScalarClass::Null => "nothing".to_owned(),
                ScalarClass::Boolean | ScalarClass::Integer | ScalarClass::Float => format!("`{text}`"),
                ScalarClass::Date => format!("the date `{text}`"),
                ScalarClass::Text => format!("the text `{text}`"),
            }
        }
    }
}

/// A way out for the slips that are common.
fn repair(shape: &Shape, value: &NodeKind, format: Format) -> Option<String> {
    let NodeKind::Scalar(scalar) = value else { return None };
    if scalar.text.contains(is_deceptive) {
        // What cannot be seen is named beside the finding.
        return None;
    }
    match shape {
        Shape::Number | Shape::Integer(_) => {
            let number = scalar.text.trim().replace(',', ".");
            let value: f64 = number.parse().ok()?;
            if matches!(shape, Shape::Integer(_)) && value.fract() != 0.0 {
                return None;
            }
            Some(format!("write {number} without quotes, with a decimal point"))
        }
        Shape::Text if scalar.class == ScalarClass::Null => Some("write the text, or remove the key".to_owned()),
        Shape::Text if scalar.class != ScalarClass::Text => Some("write it in quotes".to_owned()),
        // What may be left out has no words of its own.
        Shape::Either(shapes) if shapes.iter().any(|shape| matches!(shape, Shape::Null)) => {
            shapes.iter().find_map(|shape| repair(shape, value, format))
        }
        Shape::List(_) => {
            let value = excerpt(&scalar.text, 30);
            Some(match format {
                Format::Yaml => format!("write `[{value}]`, or one value per line after `- `"),
                Format::Toml | Format::Json => format!("write `[\"{value}\"]`"),
            })
        }
        Shape::Anything
        | Shape::Text
        | Shape::Boolean
        | Shape::Word(_)
        | Shape::Map(_)
        | Shape::Record(_)
        | Shape::Either(_)
        | Shape::Null => None,
    }
}
