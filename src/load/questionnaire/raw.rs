//! The raw shape of a questionnaire file, as written: types only, nothing is checked here but their form.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::load::schema;
use crate::load::shape::NEWEST_SCHEMA;
use crate::pack::Instruction;

/// The items of a pack: dimensions with statements, areas with scenarios, the scale and the key.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct QuestionnaireFile {
    /// Version of this file's format.
    #[serde(default)]
    #[schemars(range(max = NEWEST_SCHEMA))]
    #[expect(dead_code, reason = "read off the span tree before the typed load")]
    pub(super) schema: Option<u32>,
    /// Kebab-case name that answers files refer to.
    #[schemars(transform = schema::id)]
    pub(super) id: String,
    /// Version of the questionnaire; answers name it as `id@version`.
    pub(super) version: String,
    /// Title of the questionnaire.
    pub(super) title: String,
    /// What a scenario asks for.
    pub(super) instruction: Instruction,
    /// Where the credits come from.
    #[serde(default)]
    pub(super) key: KeyFile,
    /// Overrides of the method's defaults.
    #[serde(default)]
    pub(super) scoring: ScoringFile,
    pub(super) scale: ScaleFile,
    /// Dimensions by id.
    #[schemars(transform = schema::some_by_id)]
    pub(super) work_style: IndexMap<String, DimensionFile>,
    /// Areas by id.
    #[schemars(transform = schema::some_by_id)]
    pub(super) competency: IndexMap<String, AreaFile>,
}

/// Where the credits come from.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyFile {
    /// Who set the credits, such as `author` or `expert-panel`.
    #[serde(default)]
    pub(super) provenance: String,
    /// How they were set.
    #[serde(default)]
    pub(super) note: String,
}

/// Overrides of the method's defaults.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ScoringFile {
    /// Names of target intervals, as seen from the pole that is named.
    #[serde(default)]
    #[schemars(transform = schema::by_id)]
    pub(super) strengths: IndexMap<String, IntervalFile>,
    /// Names of needed judgment scores, 0 to 100.
    #[serde(default)]
    #[schemars(transform = schema::by_id, transform = schema::of_scores)]
    pub(super) levels: IndexMap<String, f64>,
    /// Points outside a target interval at which style fit reaches 0.
    #[schemars(transform = schema::above_0)]
    pub(super) tolerance: Option<f64>,
    pub(super) min_answered: Option<MinAnsweredFile>,
    /// Share of a role's axis weight that must be scored, above 0 up to 1.
    #[schemars(range(max = 1), transform = schema::above_0)]
    pub(super) min_coverage: Option<f64>,
    pub(super) bands: Option<BandsFile>,
    /// What competency counts as, at most, where a gate is failed: below `mid`, and below the square of `high` by 100.
    #[schemars(range(min = 0, max = 100))]
    pub(super) gate_cap: Option<f64>,
}

/// Shares of a part's items that must be answered, above 0 up to 1.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MinAnsweredFile {
    /// Of a dimension's statements.
    #[schemars(range(max = 1), transform = schema::above_0)]
    pub(super) statements: Option<f64>,
    /// Of an area's scenarios.
    #[schemars(range(max = 1), transform = schema::above_0)]
    pub(super) scenarios: Option<f64>,
}

/// Cut-offs on each axis.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BandsFile {
    /// From here on an axis counts as high.
    #[schemars(range(max = 100), transform = schema::above_0)]
    pub(super) high: Option<f64>,
    /// From here on an axis counts as middling.
    #[schemars(range(max = 100), transform = schema::above_0)]
    pub(super) mid: Option<f64>,
}

/// A range of scores, 0 to 100, `min` below `max`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IntervalFile {
    /// Lowest score inside.
    #[schemars(range(min = 0, max = 100))]
    pub min: f64,
    /// Highest score inside.
    #[schemars(range(min = 0, max = 100))]
    pub max: f64,
}

/// The response scale of the statements.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ScaleFile {
    /// Lowest response, a whole number.
    pub(super) min: i32,
    /// Highest response, a whole number.
    pub(super) max: i32,
    /// One label for each response, lowest first.
    #[serde(default)]
    pub(super) labels: Vec<String>,
}

/// One bipolar work-style scale.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DimensionFile {
    /// The names of its two ends.
    pub(super) poles: PolesFile,
    /// What it is about, without saying that one end is better.
    #[serde(default)]
    pub(super) about: String,
    /// Its items, half of them toward each pole.
    #[schemars(length(min = 1))]
    pub(super) statements: Vec<StatementFile>,
    /// How reliable its score was found to be, and in which sample.
    pub(super) evidence: Option<EvidenceFile>,
}

/// The names of a dimension's two ends, each one word.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PolesFile {
    /// The end at 0.
    #[schemars(transform = schema::id)]
    pub(super) low: String,
    /// The end at 100.
    #[schemars(transform = schema::id)]
    pub(super) high: String,
}

/// A Likert item.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StatementFile {
    /// Kebab-case name that answers files use, unique among all items.
    #[schemars(transform = schema::id)]
    pub(super) id: String,
    /// The pole that agreement points to.
    pub(super) toward: String,
    /// What people agree or disagree with.
    pub(super) text: String,
}

/// One competency, measured by scenarios.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AreaFile {
    /// Title of the area.
    pub(super) title: String,
    /// What it is about.
    #[serde(default)]
    pub(super) about: String,
    /// Its items.
    #[schemars(length(min = 1))]
    pub(super) scenarios: Vec<ScenarioFile>,
    /// How reliable its score was found to be, and in which sample.
    pub(super) evidence: Option<EvidenceFile>,
}

/// Declared evidence of reliability: `sem`, or `reliability` with `sd`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EvidenceFile {
    /// Standard error of measurement in points, above 0 up to 50.
    #[schemars(range(max = 50), transform = schema::above_0)]
    pub(super) sem: Option<f64>,
    /// Reliability coefficient of the score, 0 to 1, such as alpha or a retest correlation.
    #[schemars(range(min = 0), extend("exclusiveMaximum" = 1))]
    pub(super) reliability: Option<f64>,
    /// Standard deviation of the score in the sample, in points, above 0 up to 50.
    #[schemars(range(max = 50), transform = schema::above_0)]
    pub(super) sd: Option<f64>,
    /// The sample it was found in.
    pub(super) sample: String,
}

/// A situation with answers to choose from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ScenarioFile {
    /// Kebab-case name that answers files use, unique among all items.
    #[schemars(transform = schema::id)]
    pub(super) id: String,
    /// The situation, and the question.
    pub(super) prompt: String,
    /// Answers by letter.
    #[schemars(transform = schema::by_id, extend("minProperties" = 2, "maxProperties" = 100))]
    pub(super) options: IndexMap<String, ChoiceFile>,
    /// The second stem of the pair: the same options, other facts, another best answer. Form `b` asks it.
    pub(super) twin: Option<TwinFile>,
}

/// The second stem of a pair, with a key of its own to the same options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TwinFile {
    /// Kebab-case name that answers files use, unique among all items.
    #[schemars(transform = schema::id)]
    pub(super) id: String,
    /// The situation, and the question.
    pub(super) prompt: String,
    /// What each option of the scenario earns here, by its letter.
    #[schemars(transform = schema::by_id, extend("minProperties" = 2, "maxProperties" = 100))]
    pub(super) key: IndexMap<String, KeyedOptionFile>,
}

/// What an option earns under the second stem.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyedOptionFile {
    /// What the answer earns, 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    pub(super) credit: f64,
    /// The reason for the credit.
    #[serde(default)]
    pub(super) why: String,
}

/// One answer of a scenario.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChoiceFile {
    /// What the answer earns, 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    pub(super) credit: f64,
    /// What would be done.
    pub(super) text: String,
    /// The reason for the credit.
    #[serde(default)]
    pub(super) why: String,
}
