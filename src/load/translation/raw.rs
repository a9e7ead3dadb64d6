//! The raw shape of a file of translations, as written: types only, nothing is checked here but their form.

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, json_schema};
use serde::Deserialize;

use crate::load::schema;
use crate::load::shape::NEWEST_SCHEMA;
use crate::pack::FormWord;

/// The texts of a questionnaire in another language, by the ids of what they translate.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct TranslationFile {
    /// Version of this file's format.
    #[serde(default)]
    #[schemars(range(max = NEWEST_SCHEMA))]
    #[expect(dead_code, reason = "read off the span tree before the typed load")]
    pub(super) schema: Option<u32>,
    /// Tag of the language, such as `de` or `pt-BR`; the file is called by it. It also says the direction of writing.
    pub(super) language: String,
    /// Tag of the language of the questionnaire itself; `en` otherwise.
    pub(super) original: Option<String>,
    /// Whether somebody else has read it; forms say where nobody has.
    pub(super) status: StatusFile,
    /// Who reviewed it, and when; with status `reviewed`.
    pub(super) reviewed_by: Option<String>,
    /// Title of the questionnaire.
    pub(super) title: Option<String>,
    /// One label for each response, lowest first.
    #[serde(default)]
    pub(super) scale: Vec<String>,
    /// Names of the two poles, by the id of their dimension.
    #[serde(default)]
    #[schemars(transform = schema::by_id)]
    pub(super) dimensions: IndexMap<String, DimensionTextFile>,
    /// Titles by the id of their area.
    #[serde(default)]
    #[schemars(transform = schema::by_id)]
    pub(super) areas: IndexMap<String, String>,
    /// Statements by their id.
    #[serde(default)]
    #[schemars(transform = schema::by_id)]
    pub(super) statements: IndexMap<String, String>,
    /// Scenarios by the id of their first stem.
    #[serde(default)]
    #[schemars(transform = schema::by_id)]
    pub(super) scenarios: IndexMap<String, ScenarioTextFile>,
    /// What forms say beside the questions; what is missing here is taken from the program, where it has the language.
    #[serde(default)]
    #[schemars(transform = form_words)]
    pub(super) words: IndexMap<String, String>,
}

/// How far a translation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum StatusFile {
    /// No second person has read it.
    Draft,
    /// Somebody who knows the language and the work has.
    Reviewed,
}

/// A dimension in another language.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DimensionTextFile {
    /// The names of its two ends.
    pub(super) poles: PoleTextsFile,
}

/// The names of a dimension's two ends, in words of any kind.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PoleTextsFile {
    /// The end at 0.
    pub(super) low: String,
    /// The end at 100.
    pub(super) high: String,
}

/// A scenario in another language.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ScenarioTextFile {
    /// The situation, and the question.
    #[serde(default)]
    pub(super) prompt: String,
    /// Answers by letter.
    #[serde(default)]
    #[schemars(transform = schema::by_id)]
    pub(super) options: IndexMap<String, String>,
    /// The second stem of the pair.
    pub(super) twin: Option<TwinTextFile>,
}

/// The second stem of a pair in another language; its options are those of the scenario.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TwinTextFile {
    /// The situation, and the question.
    pub(super) prompt: String,
}

/// The words that there are, each described by what it is in English.
fn form_words(schema: &mut Schema) {
    let word = |word: &FormWord| {
        let schema = json_schema!({ "type": "string", "description": word.english() });
        (word.code().to_owned(), schema.into())
    };
    let words: serde_json::Map<String, serde_json::Value> = FormWord::ALL.iter().map(word).collect();
    schema.insert("properties".to_owned(), words.into());
    schema.insert("additionalProperties".to_owned(), false.into());
}
