//! What a document must look like, read off the JSON Schema of its type.

use std::ops::RangeInclusive;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::load::tree::{NodeId, NodeKind, Scalar, ScalarClass, Tree};
use crate::text::{each_of, one_of};

/// The newest `schema` number of a file that this program reads.
pub const NEWEST_SCHEMA: u32 = 1;

/// What a value must look like.
#[derive(Debug)]
pub enum Shape {
    Anything,
    Text,
    Number,
    /// A whole number within these bounds.
    Integer(RangeInclusive<i128>),
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
    pub(super) name: String,
    pub(super) required: bool,
    pub(super) shape: Shape,
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
            "integer" => Self::Integer(bounds(schema)),
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
    pub(super) fn wanted(&self) -> String {
        match self {
            Self::Anything => "a value".to_owned(),
            Self::Text => "text".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Integer(_) => "a whole number".to_owned(),
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

/// The bounds of a whole number by the width of its type.
fn bounds(schema: &Map<String, Value>) -> RangeInclusive<i128> {
    match schema.get("format").and_then(Value::as_str) {
        Some("int32") => i32::MIN.into()..=i32::MAX.into(),
        Some("uint32") => 0..=u32::MAX.into(),
        Some("uint64") => 0..=u64::MAX.into(),
        _ => i64::MIN.into()..=i64::MAX.into(),
    }
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

/// Returns the scalars of a document that stand for text by its shape: values, and keys that are free.
pub fn text_positions(tree: &Tree, shape: &Shape) -> Vec<NodeId> {
    let mut found = Vec::new();
    if let Some(root) = tree.root() {
        collect_texts(tree, root, shape, &mut |node, _| found.push(node));
    }
    found
}

/// Returns those that may say anything, which one of a few words may not.
pub fn free_text_positions(tree: &Tree, shape: &Shape) -> Vec<NodeId> {
    let mut found = Vec::new();
    if let Some(root) = tree.root() {
        collect_texts(tree, root, shape, &mut |node, shape| found.extend(matches!(shape, Shape::Text).then_some(node)));
    }
    found
}

fn collect_texts(tree: &Tree, node: NodeId, shape: &Shape, found: &mut dyn FnMut(NodeId, &Shape)) {
    let node = tree.resolve(node);
    match (shape, &tree.node(node).kind) {
        (Shape::Text | Shape::Word(_), NodeKind::Scalar(_)) => found(node, shape),
        (Shape::Either(shapes), value) => {
            if let Some(shape) = shapes.iter().find(|shape| fits_outside(shape, value)) {
                collect_texts(tree, node, shape, found);
            }
        }
        (Shape::Record(fields), NodeKind::Map(entries)) => {
            for (key, value) in entries {
                let name = tree.key_text(*key);
                if let Some(field) = fields.iter().find(|field| Some(field.name.as_str()) == name) {
                    collect_texts(tree, *value, &field.shape, found);
                }
            }
        }
        (Shape::Map(inner), NodeKind::Map(entries)) => {
            for (key, value) in entries {
                found(tree.resolve(*key), &Shape::Text);
                collect_texts(tree, *value, inner, found);
            }
        }
        (Shape::List(inner), NodeKind::Seq(elements)) => {
            for element in elements {
                collect_texts(tree, *element, inner, found);
            }
        }
        // Other values are no text, and what does not fit its shape was reported before.
        (
            Shape::Anything
            | Shape::Text
            | Shape::Number
            | Shape::Integer(_)
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

/// Says whether a value fits a shape as far as can be seen without looking into collections.
pub(super) fn fits_outside(shape: &Shape, value: &NodeKind) -> bool {
    match (shape, value) {
        (Shape::Anything, _)
        | (Shape::List(_), NodeKind::Seq(_))
        | (Shape::Map(_) | Shape::Record(_), NodeKind::Map(_)) => true,
        (Shape::Text | Shape::Word(_), NodeKind::Scalar(scalar)) => scalar.class != ScalarClass::Null,
        (Shape::Number, NodeKind::Scalar(scalar)) => is_decimal(scalar),
        (Shape::Integer(_), NodeKind::Scalar(scalar)) => scalar.class == ScalarClass::Integer && is_decimal(scalar),
        (Shape::Boolean, NodeKind::Scalar(scalar)) => scalar.class == ScalarClass::Boolean,
        (Shape::Null, NodeKind::Scalar(scalar)) => scalar.class == ScalarClass::Null,
        (Shape::Either(shapes), value) => shapes.iter().any(|shape| fits_outside(shape, value)),
        (
            Shape::Text
            | Shape::Word(_)
            | Shape::Number
            | Shape::Integer(_)
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
