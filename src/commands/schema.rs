//! `rolefit schema`: the JSON Schema of a kind of file; with the names of a pack where one is named.

use anyhow::{Context, Result};
use schemars::Schema;
use serde::Serialize;

use crate::cli::{Global, SchemaArgs, SchemaKind};
use crate::commands::batch::SummaryJson;
use crate::commands::pack::location;
use crate::commands::{Outcome, Printout, look};
use crate::load::files::{self, PackLocation};
use crate::load::pack;
use crate::output::print::show_findings;
use crate::render::audit::AuditJson;
use crate::render::comparison::DiffJson;
use crate::render::findings::json::FindingsJson;
use crate::render::questions::json::QuestionsJson;
use crate::render::reference::PlacedResultJson;
use crate::render::review::ReviewJson;
use crate::render::role_json::RolesJson;
use crate::render::statistics::StatsJson;
use crate::schema::{WrittenFile, of_result};

pub(super) fn run(args: &SchemaArgs, global: &Global) -> Result<Outcome> {
    let text = match (described(args.kind), location(global)) {
        (Described::Written(file), PackLocation::Folder(folder)) if file.uses_names() => {
            // A role with faults is what an editor is there for: only the questionnaire must be sound.
            let survey = pack::survey(files::folder(&folder));
            let Some(pack) = survey.pack else {
                show_findings(&survey.problems, look(global, None));
                return Ok(Outcome::Failed);
            };
            text(&file.schema_for(&pack))?
        }
        (Described::Written(file), PackLocation::Folder(_) | PackLocation::BuiltIn) => text(&file.schema())?,
        (Described::Result(schema), _) => text(&schema)?,
    };
    Printout::from(text).print()?;
    Ok(Outcome::Done)
}

/// Writes a schema as files have it.
pub(super) fn text(schema: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_string_pretty(schema).context("writing the schema")? + "\n")
}

/// What a schema describes.
enum Described {
    Written(WrittenFile),
    /// A result that programs read, with its schema.
    Result(Schema),
}

fn described(kind: SchemaKind) -> Described {
    match kind {
        SchemaKind::Role => Described::Written(WrittenFile::Role),
        SchemaKind::Questionnaire => Described::Written(WrittenFile::Questionnaire),
        SchemaKind::Answers => Described::Written(WrittenFile::Answers),
        SchemaKind::Mapping => Described::Written(WrittenFile::Mapping),
        SchemaKind::Cases => Described::Written(WrittenFile::Cases),
        SchemaKind::Ratings => Described::Written(WrittenFile::Ratings),
        SchemaKind::Translation => Described::Written(WrittenFile::Translation),
        SchemaKind::Score => Described::Result(of_result::<Vec<PlacedResultJson<'_>>>(
            "Score",
            "One result per answers file; NDJSON has one per line.",
        )),
        SchemaKind::Check => {
            Described::Result(of_result::<FindingsJson<'_>>("Check", "All findings of a run; NDJSON has one per line."))
        }
        SchemaKind::Summary => {
            Described::Result(of_result::<SummaryJson<'_>>("Summary", "Summary of a run over many people."))
        }
        SchemaKind::Questions => {
            Described::Result(of_result::<QuestionsJson<'_>>("Questions", "The questionnaire without its key."))
        }
        SchemaKind::Stats => Described::Result(of_result::<StatsJson<'_>>(
            "Stats",
            "What the answers of many people say of a questionnaire.",
        )),
        SchemaKind::Diff => {
            Described::Result(of_result::<DiffJson<'_>>("Diff", "What a change to a pack does to people."))
        }
        SchemaKind::Audit => {
            Described::Result(of_result::<AuditJson<'_>>("Audit", "How often groups have an outcome."))
        }
        SchemaKind::Review => {
            Described::Result(of_result::<ReviewJson<'_>>("Review", "One person's answers beside the key."))
        }
        SchemaKind::Roles => Described::Result(of_result::<RolesJson<'_>>("Roles", "What roles ask for.")),
    }
}
