//! What the JSON Schema of a file says beyond its types: ids and exclusive ends. For editors; loading has checks, and
//! words, of its own for all of it.

use schemars::{Schema, json_schema};

/// An [`Id`](crate::pack::Id) as a regular expression.
const ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// A text that is an id.
pub(super) fn id(schema: &mut Schema) {
    schema.insert("pattern".to_owned(), ID.into());
    schema.insert("maxLength".to_owned(), 64.into());
}

/// A mapping whose keys are ids.
pub(super) fn by_id(schema: &mut Schema) {
    schema.insert("propertyNames".to_owned(), json_schema!({ "pattern": ID, "maxLength": 64 }).into());
}

/// A mapping whose keys are ids, with one entry or more.
pub(super) fn some_by_id(schema: &mut Schema) {
    by_id(schema);
    schema.insert("minProperties".to_owned(), 1.into());
}

/// A mapping whose values are scores.
pub(super) fn of_scores(schema: &mut Schema) {
    let score = json_schema!({ "type": "number", "minimum": 0, "maximum": 100 });
    schema.insert("additionalProperties".to_owned(), score.into());
}

/// A number above 0, whatever else holds for it.
pub(super) fn above_0(schema: &mut Schema) {
    schema.insert("exclusiveMinimum".to_owned(), 0.into());
}
