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
use crate::load::ratings::RatingsFile;
use crate::load::role::RoleFile;
use crate::load::translation::TranslationFile;
use crate::pack::Pack;

/// A kind of file that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenFile {
    Role,
    Questionnaire,
    Answers,
    Mapping,
    Cases,
    Ratings,
    Translation,
}

impl WrittenFile {
    pub const ALL: [Self; 7] =
        [Self::Role, Self::Questionnaire, Self::Answers, Self::Mapping, Self::Cases, Self::Ratings, Self::Translation];

    /// Returns the name that `rolefit schema` knows the kind by, and a file with its schema has.
    pub fn name(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Questionnaire => "questionnaire",
            Self::Answers => "answers",
            Self::Mapping => "mapping",
            Self::Cases => "cases",
            Self::Ratings => "ratings",
            Self::Translation => "translation",
        }
    }

    /// Returns the schema of this kind of file, for any pack.
    pub fn schema(self) -> Schema {
        match self {
            Self::Role => written::<RoleFile>("Role"),
            Self::Questionnaire => written::<QuestionnaireFile>("Questionnaire"),
            Self::Answers => written::<AnswersFile>("Answers"),
            Self::Mapping => written::<MappingFile>("Mapping"),
            Self::Cases => written::<CasesFile>("Cases"),
            Self::Ratings => written::<RatingsFile>("Ratings"),
            Self::Translation => written::<TranslationFile>("Translation"),
        }
    }

    /// Returns the schema with the names of a pack, where files of this kind use them.
    pub fn schema_for(self, pack: &Pack) -> Value {
        let mut schema = Value::from(self.schema());
        if let Some(add_names) = self.names() {
            add_names(&mut schema, pack);
        }
        schema
    }

    /// Whether the schema can have the names of a pack.
    pub fn uses_names(self) -> bool {
        self.names().is_some()
    }

    /// Returns what adds the names of a pack to the schema.
    fn names(self) -> Option<fn(&mut Value, &Pack)> {
        match self {
            Self::Role => Some(pack_aware::role),
            Self::Questionnaire => Some(pack_aware::questionnaire),
            Self::Answers => Some(pack_aware::answers),
            Self::Ratings => Some(pack_aware::ratings),
            Self::Translation => Some(pack_aware::translation),
            Self::Mapping | Self::Cases => None,
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
