//! The JSON result of `score`, version 1 of its shape. Numbers are in full precision.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::pack::{Evidence, Pack, Settings};
use crate::render::Sheet;
use crate::render::insight::is_uncertain_gate;
use crate::scoring::{
    AreaPart, Axis, Band, DRAWS, ErrorSource, Fit, GUESSING_CUTOFF, METHOD, PartUncertainty, Range, RoleUncertainty,
    StylePart,
};
use crate::text::drives_a_terminal;

/// The version of the shape; a change that could break a reader is a new version.
const SCHEMA_VERSION: u32 = 1;

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
    uncertainty: DrawsJson,
    profile: ProfileJson<'a>,
    /// In order of the ranking; roles with insufficient evidence come last.
    roles: Vec<RoleJson<'a>>,
    /// What is worth knowing about the answers and the result.
    notices: Vec<NoticeJson<'a>>,
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
}

impl<'a> From<&'a Pack> for PackJson<'a> {
    fn from(pack: &'a Pack) -> Self {
        let questionnaire = pack.questionnaire();
        Self { id: questionnaire.id.as_str(), version: &questionnaire.version, digest: pack.digest() }
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
struct PersonJson<'a> {
    /// A name or a pseudonym.
    id: &'a str,
}

/// How intervals and probabilities were made.
#[derive(Debug, Serialize, JsonSchema)]
struct DrawsJson {
    /// How many sittings were simulated.
    draws: usize,
    /// Each dimension and area has a stream of its own, seeded with the hash of this text and its id.
    seed: String,
    /// The share of draws between `low` and `high`.
    interval: f64,
}

/// Two quantiles of a value.
#[derive(Debug, Serialize, JsonSchema)]
struct RangeJson {
    /// The lower one.
    low: f64,
    /// The upper one.
    high: f64,
}

/// How sure a dimension or area score is.
#[derive(Debug, Serialize, JsonSchema)]
struct ErrorJson<'a> {
    /// Standard error in points.
    se: f64,
    /// `declared`, `answers`, `floor` or `key`.
    source: &'static str,
    /// The sample of declared evidence.
    sample: Option<&'a str>,
    /// Lower end of the 90 % interval.
    low: f64,
    /// Upper end of the 90 % interval.
    high: f64,
}

/// How sure a fit is.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RoleUncertaintyJson {
    /// A confidence interval.
    personality: RangeJson,
    /// A range over repeated sittings.
    competency: RangeJson,
    /// A range over repeated sittings.
    overall: RangeJson,
    /// Probability of each band.
    bands: IndexMap<&'static str, f64>,
    /// Probability of coming first.
    p_best: f64,
    /// Rank of the tier's first role; roles of one tier cannot be told apart.
    tier: usize,
}

/// The person's scores, independent of any role.
#[derive(Debug, Serialize, JsonSchema)]
struct ProfileJson<'a> {
    /// By dimension: 0 at the low pole, 100 at the high one.
    work_style: IndexMap<&'a str, DimensionJson<'a>>,
    /// By area: mean credit, 0 to 100.
    competency: IndexMap<&'a str, AreaJson<'a>>,
    guessing: GuessingJson,
}

/// The score of one dimension.
#[derive(Debug, Serialize, JsonSchema)]
struct DimensionJson<'a> {
    /// 0 at the low pole, 100 at the high one; absent with too few answers.
    score: Option<f64>,
    /// How many statements were answered.
    answered: usize,
    /// How many statements were put to the person.
    of: usize,
    /// Absent where there is no score.
    error: Option<ErrorJson<'a>>,
}

/// The score of one area.
#[derive(Debug, Serialize, JsonSchema)]
struct AreaJson<'a> {
    /// Mean credit, 0 to 100; absent with too few answers.
    score: Option<f64>,
    /// How many scenarios were answered.
    answered: usize,
    /// How many scenarios were put to the person.
    of: usize,
    /// What a blind pick would earn over the answered scenarios.
    chance: Option<f64>,
    /// Absent where there is no score.
    error: Option<ErrorJson<'a>>,
}

/// The test of all scenario answers against blind picks.
#[derive(Debug, Serialize, JsonSchema)]
struct GuessingJson {
    /// Standard normal under guessing.
    z: Option<f64>,
    /// Whether z reaches the cut-off.
    passed: bool,
    /// How many scenarios were answered.
    answered: usize,
    /// The 90 % interval of z.
    range: Option<RangeJson>,
    /// Whether another sitting may well fall on the other side of the cut-off.
    uncertain: bool,
}

/// One role's view of the profile.
#[derive(Debug, Serialize, JsonSchema)]
struct RoleJson<'a> {
    /// Place in the ranking; absent with insufficient evidence.
    rank: Option<usize>,
    /// Id of the role.
    role: &'a str,
    /// What the role is called.
    title: &'a str,
    /// Code of the band.
    band: &'static str,
    /// Square root of personality times competency, 0 to 100.
    overall: Option<f64>,
    /// Weighted mean of the role's needs.
    demand: f64,
    /// How the work style fits.
    personality: AxisJson<StylePartJson<'a>>,
    /// How far the needs are met.
    competency: AxisJson<AreaPartJson<'a>>,
    /// Steps in the order of what each would add.
    growth: Vec<GrowthJson<'a>>,
    /// Absent for roles without a rank.
    uncertainty: Option<RoleUncertaintyJson>,
}

/// One axis of a fit.
#[derive(Debug, Serialize, JsonSchema)]
struct AxisJson<P> {
    /// 0 to 100; absent with insufficient evidence.
    score: Option<f64>,
    /// Share of the role's weight that is scored, 0 to 1.
    coverage: f64,
    /// The score if every part that is not scored were at 0.
    lowest: f64,
    /// The score if every part that is not scored were at 100.
    highest: f64,
    /// What the score is made of.
    parts: Vec<P>,
}

/// One dimension of the personality axis.
#[derive(Debug, Serialize, JsonSchema)]
struct StylePartJson<'a> {
    /// Id of the dimension.
    dimension: &'a str,
    /// The person's score, 0 to 100.
    score: Option<f64>,
    /// What the role wants.
    target: TargetJson,
    /// Points outside the target: negative below, positive above.
    gap: Option<f64>,
    /// 100 inside the target, less outside.
    fit: Option<f64>,
    /// Share of the axis, 0 to 100.
    weight: f64,
    /// Points that the part adds to the axis.
    contribution: Option<f64>,
}

/// What a role wants of a dimension.
#[derive(Debug, Serialize, JsonSchema)]
struct TargetJson {
    /// As the role file says it.
    label: String,
    /// Lowest score inside.
    min: f64,
    /// Highest score inside.
    max: f64,
}

/// One area of the competency axis.
#[derive(Debug, Serialize, JsonSchema)]
struct AreaPartJson<'a> {
    /// Id of the area.
    area: &'a str,
    /// The person's score, 0 to 100.
    score: Option<f64>,
    /// What a blind pick would earn.
    chance: Option<f64>,
    /// The score that the role needs.
    need: f64,
    /// The way from chance to need, 0 to 100.
    attainment: Option<f64>,
    /// Score minus need.
    surplus: Option<f64>,
    /// Absent where the role has none.
    gate: Option<GateJson>,
    /// Share of the axis, 0 to 100.
    weight: f64,
    /// Points that the part adds to the axis.
    contribution: Option<f64>,
}

/// A floor under an area.
#[derive(Debug, Serialize, JsonSchema)]
struct GateJson {
    /// The score it asks for.
    level: f64,
    /// Absent where the area is not scored.
    passed: Option<bool>,
    /// Whether another sitting may well fall on the other side of it.
    uncertain: bool,
}

/// What meeting one need would change.
#[derive(Debug, Serialize, JsonSchema)]
struct GrowthJson<'a> {
    /// Id of the area.
    area: &'a str,
    /// The score to reach.
    to: f64,
    /// Points it would add to the overall value.
    overall_gain: f64,
    /// Code of the band that would follow.
    band_after: &'static str,
    /// Actions from the role file.
    steps: &'a [String],
}

/// Something that is worth knowing.
#[derive(Debug, Serialize, JsonSchema)]
struct NoticeJson<'a> {
    /// Kind of notice, kebab-case.
    code: String,
    /// The same in words.
    message: &'a str,
    /// Ids of the items or parts that the notice is about.
    about: &'a [String],
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
        uncertainty: DrawsJson { draws: DRAWS, seed: format!("{METHOD}/"), interval: 0.9 },
        profile: profile(sheet),
        roles: sheet.fits().map(|fit| role(sheet, fit)).collect(),
        notices: sheet
            .notices
            .iter()
            .map(|notice| NoticeJson { code: notice.code.to_string(), message: &notice.message, about: &notice.about })
            .collect(),
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
    }
}

fn profile<'a>(sheet: &'a Sheet<'a>) -> ProfileJson<'a> {
    let questionnaire = sheet.pack.questionnaire();
    let profile = &sheet.assessment.profile;
    let dimensions = questionnaire.dimensions.iter().zip(&profile.dimensions).zip(&sheet.uncertainty.dimensions);
    let areas = questionnaire.areas.iter().zip(&profile.areas).zip(&sheet.uncertainty.areas);
    ProfileJson {
        work_style: dimensions
            .map(|((dimension, score), sure)| {
                let json = DimensionJson {
                    score: score.score,
                    answered: score.answered,
                    of: score.of,
                    error: error(sure.as_ref(), dimension.evidence.as_ref()),
                };
                (dimension.id.as_str(), json)
            })
            .collect(),
        competency: areas
            .map(|((area, score), sure)| {
                let json = AreaJson {
                    score: score.score,
                    answered: score.answered,
                    of: score.of,
                    chance: score.chance,
                    error: error(sure.as_ref(), area.evidence.as_ref()),
                };
                (area.id.as_str(), json)
            })
            .collect(),
        guessing: GuessingJson {
            z: profile.guessing.z,
            passed: profile.guessing.passed,
            answered: profile.guessing.answered,
            range: sheet.uncertainty.guessing.map(range),
            uncertain: sheet.uncertainty.guessing.is_some_and(|range| range.straddles(GUESSING_CUTOFF)),
        },
    }
}

fn range(range: Range) -> RangeJson {
    RangeJson { low: range.low, high: range.high }
}

fn error<'a>(sure: Option<&PartUncertainty>, evidence: Option<&'a Evidence>) -> Option<ErrorJson<'a>> {
    sure.map(|sure| ErrorJson {
        se: sure.error,
        source: match sure.source {
            ErrorSource::Declared => "declared",
            ErrorSource::Answers => "answers",
            ErrorSource::Floor => "floor",
            ErrorSource::Key => "key",
        },
        sample: evidence.map(Evidence::sample),
        low: sure.range.low,
        high: sure.range.high,
    })
}

fn role<'a>(sheet: &'a Sheet<'a>, fit: &'a Fit) -> RoleJson<'a> {
    let pack = sheet.pack;
    let role = &pack.roles()[fit.role];
    RoleJson {
        rank: fit.rank,
        role: role.id.as_str(),
        title: &role.title,
        band: fit.band.code(),
        overall: fit.overall,
        demand: fit.demand,
        personality: axis(&fit.personality, |part| style_part(pack, fit, part)),
        competency: axis(&fit.competency, |part| area_part(sheet, part)),
        growth: fit
            .growth
            .iter()
            .map(|step| GrowthJson {
                area: pack.questionnaire().areas[step.area].id.as_str(),
                to: step.to,
                overall_gain: step.overall_gain,
                band_after: step.band_after.code(),
                steps: role.area_need(step.area).map(|need| need.grow.as_slice()).unwrap_or_default(),
            })
            .collect(),
        uncertainty: sheet.certainty(fit).map(certainty),
    }
}

/// Builds the object that says how sure a fit is.
pub fn certainty(sure: &RoleUncertainty) -> RoleUncertaintyJson {
    RoleUncertaintyJson {
        personality: range(sure.personality),
        competency: range(sure.competency),
        overall: range(sure.overall),
        bands: Band::ALL.iter().map(|band| band.code()).zip(sure.bands).collect(),
        p_best: sure.p_best,
        tier: sure.tier,
    }
}

fn axis<'a, P, J>(axis: &'a Axis<P>, part: impl Fn(&'a P) -> J) -> AxisJson<J> {
    AxisJson {
        score: axis.score,
        coverage: axis.coverage,
        lowest: axis.lowest,
        highest: axis.highest,
        parts: axis.parts.iter().map(part).collect(),
    }
}

fn style_part<'a>(pack: &'a Pack, fit: &Fit, part: &StylePart) -> StylePartJson<'a> {
    let target = pack.roles()[fit.role].style_target(part.dimension);
    StylePartJson {
        dimension: pack.questionnaire().dimensions[part.dimension].id.as_str(),
        score: part.score,
        target: TargetJson {
            label: target.map(|target| target.target.to_string()).unwrap_or_default(),
            min: part.target.min(),
            max: part.target.max(),
        },
        gap: part.gap,
        fit: part.fit,
        weight: part.weight,
        contribution: part.contribution,
    }
}

fn area_part<'a>(sheet: &'a Sheet<'a>, part: &AreaPart) -> AreaPartJson<'a> {
    AreaPartJson {
        area: sheet.pack.questionnaire().areas[part.area].id.as_str(),
        score: part.score,
        chance: part.chance,
        need: part.need,
        attainment: part.attainment,
        surplus: part.surplus,
        gate: part.gate.map(|gate| GateJson {
            level: gate.level,
            passed: gate.passed,
            uncertain: is_uncertain_gate(sheet, part),
        }),
        weight: part.weight,
        contribution: part.contribution,
    }
}
