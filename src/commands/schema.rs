//! `rolefit schema`: the JSON Schema of a kind of file, read off the types that load or write it.

use anyhow::{Context, Result};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::Value;

use crate::cli::{SchemaArgs, SchemaKind};
use crate::commands::batch::SummaryJson;
use crate::commands::{Outcome, Printout};
use crate::load::answers::AnswersFile;
use crate::load::mapping::MappingFile;
use crate::load::questionnaire::QuestionnaireFile;
use crate::load::role::RoleFile;
use crate::render::findings::json::FindingsJson;
use crate::render::json::ResultJson;
use crate::render::questions::json::QuestionsJson;

pub(super) fn run(args: &SchemaArgs) -> Result<Outcome> {
    Printout::from(text(args.kind)?).print()?;
    Ok(Outcome::Done)
}

/// Writes the schema of a kind of file. Draft 7 is what editors know best.
pub(super) fn text(kind: SchemaKind) -> Result<String> {
    let schema = match kind {
        SchemaKind::Role => file::<RoleFile>("Role"),
        SchemaKind::Questionnaire => file::<QuestionnaireFile>("Questionnaire"),
        SchemaKind::Answers => file::<AnswersFile>("Answers"),
        SchemaKind::Mapping => file::<MappingFile>("Mapping"),
        SchemaKind::Score => {
            result::<Vec<ResultJson<'_>>>("Score", "One result per answers file; NDJSON has one a line.")
        }
        SchemaKind::Check => {
            result::<FindingsJson<'_>>("Check", "Everything that one run found; NDJSON has one finding a line.")
        }
        SchemaKind::Summary => result::<SummaryJson<'_>>("Summary", "What one run over many people came to."),
        SchemaKind::Questions => result::<QuestionsJson<'_>>("Questions", "What is asked, without its key."),
    };
    let text = serde_json::to_string_pretty(&schema).context("writing the schema")?;
    Ok(text + "\n")
}

/// A file that people write: known keys only, and at the top keys of their own.
fn file<T: JsonSchema>(title: &str) -> Schema {
    let mut schema = generate::<T>(SchemaSettings::draft07(), title);
    let own = json_schema!({ "description": "Notes of your own; they are not read." });
    schema.insert("patternProperties".to_owned(), json_schema!({ "^x-": own }).into());
    schema
}

/// A result that programs read.
fn result<T: JsonSchema>(title: &str, description: &str) -> Schema {
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
