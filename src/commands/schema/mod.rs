//! `rolefit schema`: the JSON Schema of a kind of file, read off the types that load or write it; with the names of a pack
//! where one is named.

mod pack_aware;

use anyhow::{Context, Result};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, json_schema};
use serde::Serialize;
use serde_json::Value;

use crate::cli::{Global, SchemaArgs, SchemaKind};
use crate::commands::batch::SummaryJson;
use crate::commands::pack::location;
use crate::commands::{Outcome, Printout, look};
use crate::load::answers::AnswersFile;
use crate::load::cases::CasesFile;
use crate::load::files::{self, PackLocation};
use crate::load::mapping::MappingFile;
use crate::load::pack;
use crate::load::questionnaire::QuestionnaireFile;
use crate::load::role::RoleFile;
use crate::output::print::show_findings;
use crate::pack::Pack;
use crate::render::findings::json::FindingsJson;
use crate::render::json::ResultJson;
use crate::render::questions::json::QuestionsJson;
use crate::render::review::ReviewJson;

pub(super) fn run(args: &SchemaArgs, global: &Global) -> Result<Outcome> {
    let text = match (location(global), names(args.kind)) {
        (PackLocation::Folder(folder), Some(add_names)) => {
            // A role with faults is what an editor is there for: only the questionnaire must be sound.
            let survey = pack::survey(files::folder(&folder));
            let Some(pack) = survey.pack else {
                show_findings(&survey.problems, look(global, None));
                return Ok(Outcome::Failed);
            };
            let mut schema = Value::from(schema(args.kind));
            add_names(&mut schema, &pack);
            written(&schema)?
        }
        (PackLocation::Folder(_) | PackLocation::BuiltIn, _) => text(args.kind)?,
    };
    Printout::from(text).print()?;
    Ok(Outcome::Done)
}

/// Returns what adds the names of a pack to a schema, for kinds of files that use them.
fn names(kind: SchemaKind) -> Option<fn(&mut Value, &Pack)> {
    match kind {
        SchemaKind::Role => Some(pack_aware::role),
        SchemaKind::Questionnaire => Some(pack_aware::questionnaire),
        SchemaKind::Answers => Some(pack_aware::answers),
        SchemaKind::Mapping
        | SchemaKind::Cases
        | SchemaKind::Score
        | SchemaKind::Check
        | SchemaKind::Summary
        | SchemaKind::Questions
        | SchemaKind::Review => None,
    }
}

/// Writes the schema of a kind of file, for any pack.
pub(super) fn text(kind: SchemaKind) -> Result<String> {
    written(&schema(kind))
}

fn written(schema: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_string_pretty(schema).context("writing the schema")? + "\n")
}

/// Draft 7 is what editors know best.
fn schema(kind: SchemaKind) -> Schema {
    match kind {
        SchemaKind::Role => file::<RoleFile>("Role"),
        SchemaKind::Questionnaire => file::<QuestionnaireFile>("Questionnaire"),
        SchemaKind::Answers => file::<AnswersFile>("Answers"),
        SchemaKind::Mapping => file::<MappingFile>("Mapping"),
        SchemaKind::Cases => file::<CasesFile>("Cases"),
        SchemaKind::Score => {
            result::<Vec<ResultJson<'_>>>("Score", "One result per answers file; NDJSON has one per line.")
        }
        SchemaKind::Check => result::<FindingsJson<'_>>("Check", "All findings of a run; NDJSON has one per line."),
        SchemaKind::Summary => result::<SummaryJson<'_>>("Summary", "Summary of a run over many people."),
        SchemaKind::Questions => result::<QuestionsJson<'_>>("Questions", "The questionnaire without its key."),
        SchemaKind::Review => result::<ReviewJson<'_>>("Review", "One person's answers beside the key."),
    }
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
