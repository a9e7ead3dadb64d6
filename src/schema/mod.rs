//! The JSON Schemas of the files that people write, read off the types that load them; with the names of a pack where there is one.

mod pack_aware;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::Value;

use crate::load::answers::AnswersFile;
use crate::load::cases::CasesFile;
use crate::load::mapping::MappingFile;
use crate::load::questionnaire::QuestionnaireFile;
use crate::load::role::RoleFile;
use crate::pack::Pack;

/// A kind of file that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenFile {
    Role,
    Questionnaire,
    Answers,
    Mapping,
    Cases,
}

impl WrittenFile {
    /// Returns the schema of this kind of file, for any pack.
    pub fn schema(self) -> Schema {
        match self {
            Self::Role => written::<RoleFile>("Role"),
            Self::Questionnaire => written::<QuestionnaireFile>("Questionnaire"),
            Self::Answers => written::<AnswersFile>("Answers"),
            Self::Mapping => written::<MappingFile>("Mapping"),
            Self::Cases => written::<CasesFile>("Cases"),
        }
    }

    /// Returns the schema with the names of a pack, where files of this kind use them.
    pub fn schema_for(self, pack: &Pack) -> Value {
        let mut schema = Value::from(self.schema());
        match self {
            Self::Role => pack_aware::role(&mut schema, pack),
            Self::Questionnaire => pack_aware::questionnaire(&mut schema, pack),
            Self::Answers => pack_aware::answers(&mut schema, pack),
            Self::Mapping | Self::Cases => {}
        }
        schema
    }

    /// Whether the schema can have the names of a pack.
    pub fn uses_names(self) -> bool {
        match self {
            Self::Role | Self::Questionnaire | Self::Answers => true,
            Self::Mapping | Self::Cases => false,
        }
    }
}

/// A file that people write: known keys only, and at the top keys of their own. Draft 7 is what editors know best.
fn written<T: JsonSchema>(title: &str) -> Schema {
    let mut schema = generate::<T>(SchemaSettings::draft07(), title);
    let own = json_schema!({ "description": "Notes of your own; they are not read." });
    schema.insert("patternProperties".to_owned(), json_schema!({ "^x-": own }).into());
    schema
}

/// Returns the schema of a result that programs read.
pub fn of_result<T: JsonSchema>(title: &str, description: &str) -> Schema {
    let mut schema = generate::<T>(SchemaSettings::draft07().for_serialize(), title);
    schema.insert("description".to_owned(), description.into());
    schema
}

fn generate<T: JsonSchema>(settings: SchemaSettings, title: &str) -> Schema {
    let settings = settings.with_transform(RecursiveTransform(close)).with_transform(RecursiveTransform(without_noise));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    schema
}

/// A record takes its own keys only, so that a misspelt one is seen.
fn close(schema: &mut Schema) {
    if schema.get("properties").is_some() && schema.get("additionalProperties").is_none() {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
}

/// An empty default says nothing, and editors would write it out. A format here is the width of a number in Rust.
fn without_noise(schema: &mut Schema) {
    schema.remove("format");
    let is_blank = match schema.get("default") {
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Array(values)) => values.is_empty(),
        Some(Value::Object(entries)) => entries.is_empty(),
        Some(Value::Null) => true,
        Some(Value::Bool(_) | Value::Number(_)) | None => false,
    };
    if is_blank {
        schema.remove("default");
    }
}
