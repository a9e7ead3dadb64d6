//! The JSON result of `score`, version 2 of its shape. Numbers are in full precision.

mod fit;
mod profile;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::answers::Notice;
use crate::pack::{Id, Pack, Parallel, Settings};
use crate::render::Sheet;
use crate::scoring::{DRAWS, METHOD};
use crate::text::drives_a_terminal;

pub use fit::certainty;
use fit::{RoleJson, role};
use profile::{ProfileJson, profile};

/// The version of the shape; a change that could break a reader is a new version.
const SCHEMA_VERSION: u32 = 2;

/// One person's result.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ResultJson<'a> {
    /// Version of this shape.
    schema_version: u32,
    /// Name and version of the program.
    tool: String,
    /// Name of the scoring method.
    method: &'static str,
    pack: PackJson<'a>,
    /// The settings that were in force.
    scoring: ScoringJson<'a>,
    person: PersonJson<'a>,
    form: FormJson,
    uncertainty: DrawsJson,
    profile: ProfileJson<'a>,
    /// In order of the ranking; roles with insufficient evidence come last.
    roles: Vec<RoleJson<'a>>,
    /// What is worth knowing about the answers and the result.
    notices: Vec<NoticeJson<'a>>,
}

/// The form that was answered.
#[derive(Debug, Serialize, JsonSchema)]
struct FormJson {
    /// `full`, `short` or `roles`.
    kind: &'static str,
    /// Which stem of each pair was asked: the first (`a`) or the second (`b`); null where some of both.
    parallel: Option<Parallel>,
}

/// The pack that was used.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PackJson<'a> {
    /// Id of its questionnaire.
    id: &'a str,
    /// Version of its questionnaire.
    version: &'a str,
    /// SHA-256 over names and texts of the pack's files.
    digest: &'a str,
    /// The variant that its roles were scored as, where they have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'a str>,
}

impl<'a> From<&'a Pack> for PackJson<'a> {
    fn from(pack: &'a Pack) -> Self {
        let questionnaire = pack.questionnaire();
        Self {
            id: questionnaire.id.as_str(),
            version: &questionnaire.version,
            digest: pack.digest(),
            variant: pack.variant().map(Id::as_str),
        }
    }
}

/// The settings of the method.
#[derive(Debug, Serialize, JsonSchema)]
struct ScoringJson<'a> {
    /// Target intervals by name, as seen from the pole that is named.
    strengths: IndexMap<&'a str, IntervalJson>,
    /// Needed scores by name.
    levels: &'a IndexMap<String, f64>,
    /// Points outside a target at which style fit reaches 0.
    tolerance: f64,
    min_answered: MinAnsweredJson,
    /// Share of an axis that must be scored.
    min_coverage: f64,
    bands: BandsJson,
    /// What competency counts as, at most, where a gate is failed.
    gate_cap: f64,
}

/// A range of scores.
#[derive(Debug, Serialize, JsonSchema)]
struct IntervalJson {
    /// Lowest score, 0 to 100.
    min: f64,
    /// Highest score, 0 to 100.
    max: f64,
}

/// Shares of a part's items that must be answered.
#[derive(Debug, Serialize, JsonSchema)]
struct MinAnsweredJson {
    /// Of a dimension's statements.
    statements: f64,
    /// Of an area's scenarios.
    scenarios: f64,
}

/// Cut-offs on each axis.
#[derive(Debug, Serialize, JsonSchema)]
struct BandsJson {
    /// From here on an axis counts as high.
    high: f64,
    /// From here on an axis counts as middling.
    mid: f64,
}

/// Who answered.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PersonJson<'a> {
    /// A name or a pseudonym.
    pub id: &'a str,
}

/// How ranges and probabilities were made.
#[derive(Debug, Serialize, JsonSchema)]
struct DrawsJson {
    /// How many draws of what the answers leave open were made.
    draws: usize,
    /// Each dimension, each area and the centre have draws of their own, seeded with the hash of this text and the id.
    seed: String,
    /// How much of what is likely lies between `from` and `to`.
    interval: f64,
}

/// Something that is worth knowing.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NoticeJson<'a> {
    /// Kind of notice, kebab-case.
    code: String,
    /// The same in words.
    message: &'a str,
    /// Ids of the items or parts that the notice is about.
    about: &'a [String],
}

impl<'a> From<&'a Notice> for NoticeJson<'a> {
    fn from(notice: &'a Notice) -> Self {
        Self { code: notice.code.to_string(), message: &notice.message, about: &notice.about }
    }
}

/// Builds the object of one person.
pub fn result<'a>(sheet: &'a Sheet<'a>) -> ResultJson<'a> {
    let questionnaire = sheet.pack.questionnaire();
    ResultJson {
        schema_version: SCHEMA_VERSION,
        tool: format!("rolefit {}", env!("CARGO_PKG_VERSION")),
        method: METHOD,
        pack: sheet.pack.into(),
        scoring: scoring(&questionnaire.settings),
        person: PersonJson { id: &sheet.answers.person },
        form: FormJson {
            kind: sheet.answers.form.kind.code(),
            parallel: sheet.answers.responses.parallel(questionnaire),
        },
        uncertainty: DrawsJson { draws: DRAWS, seed: format!("{METHOD}/"), interval: 0.9 },
        profile: profile(sheet),
        roles: sheet.fits().map(|fit| role(sheet, fit)).collect(),
        notices: sheet.notices.iter().map(NoticeJson::from).collect(),
    }
}

/// Writes what a terminal would act on as escapes: the same text to a program. Line breaks are those of the layout.
pub fn harmless(json: &str) -> String {
    let mut harmless = String::with_capacity(json.len());
    for character in json.chars() {
        if character != '\n' && drives_a_terminal(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                harmless.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            harmless.push(character);
        }
    }
    harmless
}

fn scoring(settings: &Settings) -> ScoringJson<'_> {
    let interval = |interval: &crate::pack::Interval| IntervalJson { min: interval.min(), max: interval.max() };
    ScoringJson {
        strengths: settings.strengths.iter().map(|(name, value)| (name.as_str(), interval(value))).collect(),
        levels: &settings.levels,
        tolerance: settings.tolerance,
        min_answered: MinAnsweredJson {
            statements: settings.min_answered.statements,
            scenarios: settings.min_answered.scenarios,
        },
        min_coverage: settings.min_coverage,
        bands: BandsJson { high: settings.bands.high, mid: settings.bands.mid },
        gate_cap: settings.gate_cap,
    }
}
