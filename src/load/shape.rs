//! Compares a document with the shape its type has, and reports every difference at once.
//!
//! Serde stops at the first error. So the shape is read off the type's JSON Schema, once, and the span tree is walked
//! along it; only a document that passes is handed to serde.

use std::sync::Arc;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::load::fixes;
use crate::load::tree::{Kind, NodeId, Scalar, ScalarClass, Tree};
use crate::load::yaml::class_of;
use crate::route::{Aim, Route, Step};
use crate::rule::{self, Rule};
use crate::source::Source;
use crate::text::{count, each_of, excerpt, is_plainly_meant, nearest, one_of};

/// The newest `schema` number of a file that this program reads.
pub const NEWEST_SCHEMA: u32 = 1;

/// What a value must look like.
#[derive(Debug)]
pub enum Shape {
    Anything,
    Text,
    Number,
    Integer,
    Boolean,
    /// One of these words.
    Word(Vec<String>),
    List(Box<Shape>),
    /// Free keys, values of one shape.
    Map(Box<Shape>),
    /// Known keys only.
    Record(Vec<Field>),
    /// Any of several shapes.
    Either(Vec<Shape>),
    Null,
}

/// A known key of a record.
#[derive(Debug)]
pub struct Field {
    name: String,
    required: bool,
    shape: Shape,
}

impl Shape {
    /// Reads the shape off a type.
    pub fn of<T: JsonSchema>() -> Self {
        let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
        Self::from_schema(settings.into_generator().into_root_schema_for::<T>().as_value())
    }

    fn from_schema(schema: &Value) -> Self {
        let Some(schema) = schema.as_object() else { return Self::Anything };
        if let Some(words) = words_of(schema) {
            return Self::Word(words);
        }
        for union in ["anyOf", "oneOf"] {
            if let Some(Value::Array(branches)) = schema.get(union) {
                return Self::Either(branches.iter().map(Self::from_schema).collect());
            }
        }
        match schema.get("type") {
            Some(Value::Array(types)) => {
                Self::Either(types.iter().filter_map(Value::as_str).map(|kind| Self::from_type(kind, schema)).collect())
            }
            Some(Value::String(kind)) => Self::from_type(kind, schema),
            _ => Self::Anything,
        }
    }

    fn from_type(kind: &str, schema: &Map<String, Value>) -> Self {
        match kind {
            "string" => Self::Text,
            "number" => Self::Number,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            "null" => Self::Null,
            "array" => Self::List(Box::new(schema.get("items").map_or(Self::Anything, Self::from_schema))),
            "object" => match schema.get("properties") {
                Some(Value::Object(properties)) => Self::Record(fields_of(properties, schema.get("required"))),
                _ => Self::Map(Box::new(schema.get("additionalProperties").map_or(Self::Anything, Self::from_schema))),
            },
            _ => Self::Anything,
        }
    }

    /// Says what the shape asks for, as in "expected a number".
    fn wanted(&self) -> String {
        match self {
            Self::Anything => "a value".to_owned(),
            Self::Text => "text".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Integer => "a whole number".to_owned(),
            Self::Boolean => "true or false".to_owned(),
            Self::Word(words) => one_of(words.iter().map(String::as_str)),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "a mapping".to_owned(),
            Self::Record(fields) => {
                let names = fields.iter().filter(|field| field.required).map(|field| field.name.as_str());
                let names = each_of(names);
                if names.is_empty() { "a mapping".to_owned() } else { format!("a mapping with {names}") }
            }
            Self::Either(shapes) => {
                let wanted: Vec<_> =
                    shapes.iter().filter(|shape| !matches!(shape, Self::Null)).map(Self::wanted).collect();
                wanted.join(", or ")
            }
            Self::Null => "nothing".to_owned(),
        }
    }
}

/// A choice of words is an `enum`, or a `oneOf` of constants and further `enum`s where some words are described.
fn words_of(schema: &Map<String, Value>) -> Option<Vec<String>> {
    if let Some(Value::Array(words)) = schema.get("enum") {
        return words.iter().map(|word| word.as_str().map(str::to_owned)).collect();
    }
    if let Some(word) = schema.get("const") {
        return Some(vec![word.as_str()?.to_owned()]);
    }
    let branches = schema.get("oneOf")?.as_array()?;
    let words: Option<Vec<Vec<String>>> = branches.iter().map(|branch| words_of(branch.as_object()?)).collect();
    words.map(|words| words.concat())
}

fn fields_of(properties: &Map<String, Value>, required: Option<&Value>) -> Vec<Field> {
    let required: Vec<&str> =
        required.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    properties
        .iter()
        .map(|(name, schema)| Field {
            name: name.clone(),
            required: required.contains(&name.as_str()),
            shape: Shape::from_schema(schema),
        })
        .collect()
}

/// Reports every place where a document differs from its shape; `kind` names the file in messages. YAML takes any plain
/// value for text where text is meant; where `texts_are_quoted`, as in TOML and JSON, a number is a number.
pub fn differences(
    source: &Arc<Source>,
    tree: &Tree,
    shape: &Shape,
    kind: &str,
    texts_are_quoted: bool,
) -> Vec<Diagnostic> {
    let Some(root) = tree.root() else {
        return vec![Diagnostic::about_file(&rule::EMPTY_FILE, source.name(), format!("the {kind} file is empty"))];
    };
    if is_null(tree, root) {
        return vec![Diagnostic::about_file(&rule::EMPTY_FILE, source.name(), format!("the {kind} file is empty"))];
    }
    if let Some(newer) = newer_schema(source, tree, root) {
        return vec![newer];
    }
    let mut walk = Walk { source, tree, kind, texts_are_quoted, found: Vec::new() };
    walk.compare(&Route::Top, root, shape);
    walk.found
}

/// Returns the scalars of a document that stand for text by its shape: values, and keys that are free.
pub fn text_positions(tree: &Tree, shape: &Shape) -> Vec<NodeId> {
    let mut found = Vec::new();
    if let Some(root) = tree.root() {
        collect_texts(tree, root, shape, &mut found);
    }
    found
}

fn collect_texts(tree: &Tree, node: NodeId, shape: &Shape, found: &mut Vec<NodeId>) {
    let node = tree.resolve(node);
    match (shape, &tree.node(node).kind) {
        (Shape::Text | Shape::Word(_), Kind::Scalar(_)) => found.push(node),
        (Shape::Either(shapes), value) => {
            if let Some(shape) = shapes.iter().find(|shape| fits_outside(shape, value)) {
                collect_texts(tree, node, shape, found);
            }
        }
        (Shape::Record(fields), Kind::Map(entries)) => {
            for (key, value) in entries {
                let name = tree.key_text(*key);
                if let Some(field) = fields.iter().find(|field| Some(field.name.as_str()) == name) {
                    collect_texts(tree, *value, &field.shape, found);
                }
            }
        }
        (Shape::Map(inner), Kind::Map(entries)) => {
            for (key, value) in entries {
                found.push(tree.resolve(*key));
                collect_texts(tree, *value, inner, found);
            }
        }
        (Shape::List(inner), Kind::Seq(elements)) => {
            for element in elements {
                collect_texts(tree, *element, inner, found);
            }
        }
        // Other values are no text, and what does not fit its shape was reported before.
        (
            Shape::Anything
            | Shape::Text
            | Shape::Number
            | Shape::Integer
            | Shape::Boolean
            | Shape::Word(_)
            | Shape::List(_)
            | Shape::Map(_)
            | Shape::Record(_)
            | Shape::Null,
            _,
        ) => {}
    }
}

/// A newer file may differ anywhere, so nothing else is said about it.
fn newer_schema(source: &Arc<Source>, tree: &Tree, root: NodeId) -> Option<Diagnostic> {
    let (_, value) = tree.get(root, "schema")?;
    let Kind::Scalar(scalar) = &tree.node(tree.resolve(value)).kind else { return None };
    if scalar.class != ScalarClass::Integer || scalar.text.starts_with('-') {
        return None;
    }
    // A number too long to hold is newer still.
    let number: u64 = scalar.text.parse().unwrap_or(u64::MAX);
    (number > u64::from(NEWEST_SCHEMA)).then(|| {
        let message =
            format!("this file uses schema {}, this rolefit reads schema {NEWEST_SCHEMA}", excerpt(&scalar.text, 30));
        Diagnostic::at(&rule::NEWER_SCHEMA, source, tree.node(value).span.clone(), message)
            .help("update rolefit, or write the file with the older schema")
    })
}

fn is_null(tree: &Tree, node: NodeId) -> bool {
    matches!(&tree.node(tree.resolve(node)).kind, Kind::Scalar(scalar) if scalar.class == ScalarClass::Null)
}

struct Walk<'a> {
    source: &'a Arc<Source>,
    tree: &'a Tree,
    kind: &'a str,
    texts_are_quoted: bool,
    found: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn compare(&mut self, route: &Route<'_>, node: NodeId, shape: &Shape) {
        let value = &self.tree.node(self.tree.resolve(node)).kind;
        match (shape, value) {
            (Shape::Anything, _) => {}
            (Shape::Either(shapes), value) => match shapes.iter().find(|shape| fits_outside(shape, value)) {
                Some(shape) => self.compare(route, node, shape),
                None => self.wrong_type(route, node, shape),
            },
            (Shape::Record(fields), Kind::Map(entries)) => self.compare_record(route, node, fields, entries),
            (Shape::Map(inner), Kind::Map(entries)) => {
                for (key, value) in entries {
                    match self.tree.key_text(*key) {
                        Some(name) => self.compare(&route.key(name), *value, inner),
                        None => self.collection_as_key(*key),
                    }
                }
            }
            (Shape::List(inner), Kind::Seq(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    self.compare(&route.index(index), *element, inner);
                }
            }
            (Shape::Word(words), Kind::Scalar(scalar)) => self.compare_word(route, node, words, scalar),
            (Shape::Text, Kind::Scalar(scalar)) if self.texts_are_quoted && scalar.class != ScalarClass::Text => {
                self.wrong_type(route, node, shape);
            }
            (shape, value) if fits_outside(shape, value) => {}
            (shape, _) => self.wrong_type(route, node, shape),
        }
    }

    fn compare_record(&mut self, route: &Route<'_>, node: NodeId, fields: &[Field], entries: &[(NodeId, NodeId)]) {
        for (key, value) in entries {
            let Some(name) = self.tree.key_text(*key) else {
                self.collection_as_key(*key);
                continue;
            };
            match fields.iter().find(|field| field.name == name) {
                Some(field) => self.compare(&route.key(name), *value, &field.shape),
                None if matches!(route, Route::Top) && name.starts_with("x-") => {}
                None => self.unknown_key(route, node, (*key, *value), fields),
            }
        }
        for field in fields.iter().filter(|field| field.required) {
            if self.tree.get(node, &field.name).is_none() {
                let span = self.tree.locate(&route.steps(), Aim::Key).unwrap_or_default();
                let message = format!("missing key `{}` in {}", field.name, self.name_of(route));
                self.found.push(Diagnostic::at(&rule::MISSING_KEY, self.source, span, message).help(format!(
                    "add `{}:` with {}",
                    field.name,
                    field.shape.wanted()
                )));
            }
        }
    }

    fn unknown_key(&mut self, route: &Route<'_>, node: NodeId, (key, value): (NodeId, NodeId), fields: &[Field]) {
        let name = self.tree.key_text(key).unwrap_or_default();
        let known = fields.iter().map(|field| field.name.as_str());
        let similar = nearest(name, known.clone());
        let help = match similar {
            Some(similar) => format!("a key with a similar name exists: `{similar}`"),
            // `{ why: quick, but risky }`: half a sentence has become a key without a value.
            None if name.contains(' ') && is_null(self.tree, value) => {
                "a comma inside `{ }` ends a value; put the whole text in quotes".to_owned()
            }
            None if fields.len() <= 12 => {
                format!("known here: {}", each_of(fields.iter().map(|field| field.name.as_str())))
            }
            None => "see the file formats in `docs/files.md`".to_owned(),
        };
        let message = format!("unknown key `{}` in {}", excerpt(name, 40), self.name_of(route));
        let mut finding =
            Diagnostic::at(&rule::UNKNOWN_KEY, self.source, self.tree.node(key).span.clone(), message).help(help);
        if matches!(route, Route::Top) {
            finding.notes.push("notes of your own may use keys that begin with `x-`".to_owned());
        }
        if let Some(similar) = similar
            && self.tree.get(node, similar).is_none()
            && is_plainly_meant(name, similar, known)
        {
            fixes::rewrite(&mut finding, name, similar);
        }
        self.found.push(finding);
    }

    fn collection_as_key(&mut self, key: NodeId) {
        let span = self.tree.node(key).span.clone();
        self.found.push(Diagnostic::at(&rule::WRONG_TYPE, self.source, span, "a key must be text, found a collection"));
    }

    fn compare_word(&mut self, route: &Route<'_>, node: NodeId, words: &[String], scalar: &Scalar) {
        if words.contains(&scalar.text) {
            return;
        }
        let message = format!(
            "{} is `{}`, expected {}",
            self.name_of(route),
            excerpt(&scalar.text, 40),
            one_of(words.iter().map(String::as_str))
        );
        let mut finding = Diagnostic::at(&rule::UNKNOWN_NAME, self.source, self.tree.node(node).span.clone(), message);
        let words = words.iter().map(String::as_str);
        if let Some(similar) = nearest(&scalar.text, words.clone()) {
            finding.help.push(format!("a similar name exists: `{similar}`"));
            if is_plainly_meant(&scalar.text, similar, words) {
                fixes::rewrite(&mut finding, &scalar.text, similar);
            }
        }
        self.found.push(finding);
    }

    fn wrong_type(&mut self, route: &Route<'_>, node: NodeId, shape: &Shape) {
        let value = &self.tree.node(self.tree.resolve(node)).kind;
        let message = format!("{} must be {}, found {}", self.name_of(route), shape.wanted(), found(value));
        let span = self.tree.locate(&route.steps(), Aim::Value).unwrap_or_else(|| self.tree.node(node).span.clone());
        let mut finding = Diagnostic::at(&rule::WRONG_TYPE, self.source, span, message).help_if(repair(shape, value));
        if let Kind::Scalar(Scalar { text, .. }) = value
            && fits_outside(shape, &Kind::Scalar(Scalar { text: text.clone(), class: class_of(text) }))
        {
            fixes::unquote(&mut finding, text);
        }
        self.found.push(finding);
    }

    fn name_of(&self, route: &Route<'_>) -> String {
        match route {
            Route::Top => format!("the {} file", self.kind),
            Route::Key(..) | Route::Index(..) => format!("`{}`", excerpt(&route.to_string(), 100)),
        }
    }
}

/// Says whether a value fits a shape as far as can be seen without looking into collections.
fn fits_outside(shape: &Shape, value: &Kind) -> bool {
    match (shape, value) {
        (Shape::Anything, _) | (Shape::List(_), Kind::Seq(_)) | (Shape::Map(_) | Shape::Record(_), Kind::Map(_)) => {
            true
        }
        (Shape::Text | Shape::Word(_), Kind::Scalar(scalar)) => scalar.class != ScalarClass::Null,
        (Shape::Number, Kind::Scalar(scalar)) => is_decimal(scalar),
        (Shape::Integer, Kind::Scalar(scalar)) => scalar.class == ScalarClass::Integer && is_decimal(scalar),
        (Shape::Boolean, Kind::Scalar(scalar)) => scalar.class == ScalarClass::Boolean,
        (Shape::Null, Kind::Scalar(scalar)) => scalar.class == ScalarClass::Null,
        (Shape::Either(shapes), value) => shapes.iter().any(|shape| fits_outside(shape, value)),
        (
            Shape::Text
            | Shape::Word(_)
            | Shape::Number
            | Shape::Integer
            | Shape::Boolean
            | Shape::Null
            | Shape::List(_)
            | Shape::Map(_)
            | Shape::Record(_),
            _,
        ) => false,
    }
}

/// Hexadecimal and other notations for numbers are not for weights and scores.
fn is_decimal(scalar: &Scalar) -> bool {
    let digits = scalar.text.trim_start_matches(['+', '-']);
    matches!(scalar.class, ScalarClass::Integer | ScalarClass::Float)
        && !["0x", "0o", "0b"].iter().any(|prefix| digits.starts_with(prefix))
}

/// Says what stands in the file, as in "found the text `lots`".
fn found(value: &Kind) -> String {
    match value {
        Kind::Map(entries) => format!("a mapping with {}", count(entries.len(), "key")),
        Kind::Seq(elements) => format!("a list of {}", count(elements.len(), "value")),
        Kind::Alias(_) => "an alias".to_owned(),
        Kind::Scalar(scalar) => {
            let text = excerpt(&scalar.text, 40);
            match scalar.class {
                ScalarClass::Null => "nothing".to_owned(),
                ScalarClass::Boolean | ScalarClass::Integer | ScalarClass::Float => format!("`{text}`"),
                ScalarClass::Text => format!("the text `{text}`"),
            }
        }
    }
}

/// A way out for the slips that are common.
fn repair(shape: &Shape, value: &Kind) -> Option<String> {
    let Kind::Scalar(scalar) = value else { return None };
    match shape {
        Shape::Number | Shape::Integer => {
            let number = scalar.text.trim().replace(',', ".");
            let value: f64 = number.parse().ok()?;
            if matches!(shape, Shape::Integer) && value.fract() != 0.0 {
                return None;
            }
            Some(format!("write {number} without quotes, with a decimal point"))
        }
        Shape::Text if scalar.class == ScalarClass::Null => Some("write the text, or remove the key".to_owned()),
        Shape::Text if scalar.class != ScalarClass::Text => Some("write it in quotes".to_owned()),
        // What may be left out has no words of its own.
        Shape::Either(shapes) if shapes.iter().any(|shape| matches!(shape, Shape::Null)) => {
            shapes.iter().find_map(|shape| repair(shape, value))
        }
        Shape::List(_) => Some(format!("write `[{}]`, or one value a line after `- `", excerpt(&scalar.text, 30))),
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

/// A place where serde found that a text does not fit a type, after the walk above saw no difference.
#[derive(Debug)]
pub struct Misfit {
    rule: &'static Rule,
    steps: Vec<Step>,
    offset: Option<usize>,
    message: String,
}

impl Misfit {
    /// Takes a serde error apart: the route it came by, its words, and where its reader stood.
    pub fn new(path: &serde_path_to_error::Path, message: &str, offset: Option<usize>) -> Self {
        use serde_path_to_error::Segment;
        let steps: Vec<_> = path
            .iter()
            .filter_map(|segment| match segment {
                Segment::Map { key } => Some(Step::Key(key.clone())),
                Segment::Seq { index } => Some(Step::Index(*index)),
                Segment::Enum { .. } | Segment::Unknown => None,
            })
            .collect();
        // Readers add their own place and route; ours come from the tree.
        let message = message.split(" at line ").next().unwrap_or_default().lines().next().unwrap_or_default();
        let message = in_plain_words(message.strip_prefix(&format!("{path}: ")).unwrap_or(message));
        // Between two keys there is no value that could be of the wrong type: the reader gave up on the text itself.
        if path.iter().any(|segment| matches!(segment, Segment::Unknown)) {
            return Self { rule: &rule::SYNTAX_ERROR, steps: Vec::new(), offset, message };
        }
        let message =
            if steps.is_empty() { message } else { format!("`{}`: {message}", excerpt(&path.to_string(), 100)) };
        Self { rule: &rule::WRONG_TYPE, steps, offset, message }
    }

    /// Wraps an error that names no route.
    pub fn without_path(message: &str) -> Self {
        Self { rule: &rule::WRONG_TYPE, steps: Vec::new(), offset: None, message: message.to_owned() }
    }

    /// Turns the error into a finding, placed as well as its route allows.
    pub fn into_diagnostic(self, source: &Arc<Source>, tree: &Tree) -> Diagnostic {
        let by_route = if self.steps.is_empty() { None } else { tree.locate(&self.steps, Aim::Value) };
        let span = by_route.or_else(|| self.offset.map(|offset| offset..offset + 1)).unwrap_or(0..1);
        Diagnostic::at(self.rule, source, span, excerpt(&self.message, 200))
    }
}

/// Serde speaks of Rust's types, people of whole numbers.
fn in_plain_words(message: &str) -> String {
    let message = message.replace("` as u128", "`").replace("` as i128", "`");
    let ranges = [("expected u32", u64::from(u32::MAX)), ("expected u64", u64::MAX)];
    match ranges.iter().find_map(|(words, most)| Some((message.strip_suffix(words)?, most))) {
        Some((start, most)) => format!("{start}expected a whole number from 0 to {most}"),
        None => message,
    }
}
