//! A review as JSON, version 1 of its shape.

use schemars::JsonSchema;
use serde::Serialize;

use crate::answers::{Reply, ReviewedArea, ReviewedScenario};
use crate::pack::Parallel;
use crate::render::json::{NoticeJson, PackJson, PersonJson, harmless};
use crate::render::review::{ReviewSheet, source, warning};

/// The version of the shape; a change that could break a reader is a new version.
const SCHEMA_VERSION: u32 = 1;

/// One person's answers beside the key.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReviewJson<'a> {
    /// Version of this shape.
    schema_version: u32,
    /// Name and version of the program.
    tool: String,
    pack: PackJson<'a>,
    person: PersonJson<'a>,
    /// What anyone must know who reads on.
    warning: String,
    /// Where the best answers and the reasons come from.
    key: String,
    /// What is worth knowing about the answers.
    notices: Vec<NoticeJson<'a>>,
    /// The areas that were asked for, in order of the questionnaire.
    areas: Vec<ReviewedAreaJson<'a>>,
}

/// The scenarios of one area.
#[derive(Debug, Serialize, JsonSchema)]
struct ReviewedAreaJson<'a> {
    /// Id of the area.
    id: &'a str,
    /// Its title.
    title: &'a str,
    /// In order of the questionnaire.
    scenarios: Vec<ReviewedScenarioJson<'a>>,
}

/// A scenario with the answer and the key.
#[derive(Debug, Serialize, JsonSchema)]
struct ReviewedScenarioJson<'a> {
    /// Id of the stem.
    id: &'a str,
    /// Which stem of the pair it is.
    parallel: Parallel,
    /// What was done with it.
    reply: ReplyJson,
    /// The situation and its question; null while the scenario may still be answered.
    prompt: Option<&'a str>,
    /// Id of the option that was chosen.
    chosen: Option<&'a str>,
    /// Ids of the options that no other earns more than; none while the scenario may still be answered.
    best: Vec<&'a str>,
    /// All options; none while the scenario may still be answered.
    options: Vec<ReviewedOptionJson<'a>>,
}

/// What a person did with a scenario.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum ReplyJson {
    /// An option was chosen.
    Answered,
    /// Chosen not to answer.
    Skipped,
    /// On the form, but neither answered nor skipped.
    Open,
    /// Not on the form.
    NotAsked,
}

/// One option with what it earns.
#[derive(Debug, Serialize, JsonSchema)]
struct ReviewedOptionJson<'a> {
    /// What an answers file holds when it is chosen.
    id: &'a str,
    /// The answer in words.
    text: &'a str,
    /// What it earns, 0 to 1.
    credit: f64,
    /// The authors' reason; empty where they gave none.
    why: &'a str,
}

/// Writes the object.
///
/// # Errors
///
/// Those of the JSON writer.
pub fn json(sheet: &ReviewSheet<'_>) -> serde_json::Result<String> {
    let questionnaire = sheet.pack.questionnaire();
    let object = ReviewJson {
        schema_version: SCHEMA_VERSION,
        tool: format!("rolefit {}", env!("CARGO_PKG_VERSION")),
        pack: sheet.pack.into(),
        person: PersonJson { id: sheet.review.person },
        warning: warning(questionnaire),
        key: source(questionnaire),
        notices: sheet.answers.notices.iter().map(NoticeJson::from).collect(),
        areas: sheet.review.areas.iter().map(area).collect(),
    };
    Ok(harmless(&serde_json::to_string_pretty(&object)?) + "\n")
}

fn area<'a>(reviewed: &'a ReviewedArea<'a>) -> ReviewedAreaJson<'a> {
    ReviewedAreaJson {
        id: reviewed.area.id.as_str(),
        title: &reviewed.area.title,
        scenarios: reviewed.scenarios.iter().map(scenario).collect(),
    }
}

fn scenario<'a>(reviewed: &'a ReviewedScenario<'a>) -> ReviewedScenarioJson<'a> {
    let reply = match reviewed.reply {
        Reply::Chosen(_) => ReplyJson::Answered,
        Reply::Skipped => ReplyJson::Skipped,
        Reply::Open => ReplyJson::Open,
        Reply::NotAsked => ReplyJson::NotAsked,
    };
    ReviewedScenarioJson {
        id: reviewed.stem.id.as_str(),
        parallel: reviewed.parallel,
        reply,
        prompt: reviewed.is_revealed().then_some(reviewed.stem.prompt.trim()),
        chosen: reviewed.options().find(|option| option.is_chosen).map(|option| option.choice.id.as_str()),
        best: reviewed.options().filter(|option| option.is_best).map(|option| option.choice.id.as_str()).collect(),
        options: reviewed
            .options()
            .map(|option| ReviewedOptionJson {
                id: option.choice.id.as_str(),
                text: option.choice.text.trim(),
                credit: option.key.credit.get(),
                why: option.key.why.trim(),
            })
            .collect(),
    }
}
