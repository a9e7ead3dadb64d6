//! The JSON result of `score`, version 2 of its shape. Numbers are in full precision.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::answers::Order;
use crate::pack::{Evidence, Pack, Parallel, Settings};
use crate::render::Sheet;
use crate::scoring::{
    AreaPart, Axis, Band, DRAWS, ErrorSource, Fit, METHOD, Range, RoleUncertainty, StylePart, Verdict, quality,
};
use crate::text::drives_a_terminal;

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
struct PersonJson<'a> {
    /// A name or a pseudonym.
    id: &'a str,
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

/// Where a value lies with the probability of the interval.
#[derive(Debug, Serialize, JsonSchema)]
struct RangeJson {
    /// The lower end.
    from: f64,
    /// The upper end.
    to: f64,
}

/// How sure a fit is.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RoleUncertaintyJson {
    overall: RangeJson,
    personality: RangeJson,
    competency: RangeJson,
    /// Probability of each band.
    bands: IndexMap<&'static str, f64>,
    /// Probability of being the best fit of the pack.
    p_best: f64,
    /// Whether it is one of the fewest roles that together are the best fit with 90 %.
    contender: bool,
}

/// What is known of the person, independent of any role.
#[derive(Debug, Serialize, JsonSchema)]
struct ProfileJson<'a> {
    /// By dimension: 0 at the low pole, 100 at the high one.
    work_style: IndexMap<&'a str, DimensionJson<'a>>,
    /// By area: what would be earned over all its scenarios, 0 to 100.
    competency: IndexMap<&'a str, AreaJson<'a>>,
    guessing: GuessingJson,
    quality: QualityJson,
}

/// What is known of one dimension. Everything but the counts is absent with too few answers.
#[derive(Debug, Serialize, JsonSchema)]
struct DimensionJson<'a> {
    /// The mean of the positions that the answers leave likely, 0 to 100.
    score: Option<f64>,
    /// The mean of the answers.
    answered_score: Option<f64>,
    /// Standard error in points.
    se: Option<f64>,
    /// Lower end of the 90 % range.
    from: Option<f64>,
    /// Upper end of the 90 % range.
    to: Option<f64>,
    /// How many statements were answered.
    answered: usize,
    /// How many statements were put to the person.
    of: usize,
    /// Where the standard error comes from: `declared`, `answers` or `floor`.
    source: Option<&'static str>,
    /// The sample of declared evidence.
    sample: Option<&'a str>,
}

/// What is known of one area. Scores and ranges are absent with too few answers.
#[derive(Debug, Serialize, JsonSchema)]
struct AreaJson<'a> {
    /// The mean of the true scores that the answers leave likely, 0 to 100.
    score: Option<f64>,
    /// The mean credit of the answers, 0 to 100.
    answered_score: Option<f64>,
    /// Lower end of the 90 % range.
    from: Option<f64>,
    /// Upper end of the 90 % range.
    to: Option<f64>,
    /// What a blind pick earns over the area's scenarios.
    chance: f64,
    /// How many scenarios were answered.
    answered: usize,
    /// How many scenarios were put to the person.
    of: usize,
    /// The sample of declared evidence.
    sample: Option<&'a str>,
}

/// The test of all scenario answers against blind picks. No score depends on it.
#[derive(Debug, Serialize, JsonSchema)]
struct GuessingJson {
    /// Standard normal under guessing.
    z: Option<f64>,
    /// Whether the answers can be told from guessing.
    passed: bool,
    /// How many scenarios were answered.
    answered: usize,
}

/// Patterns that say how the answers were given. No score depends on them.
#[derive(Debug, Serialize, JsonSchema)]
struct QualityJson {
    /// The longest run of identical answers to statements, in the order they were asked.
    longest_run: usize,
    /// Sample standard deviation of all answers to statements.
    irv: Option<f64>,
    /// Share of the most chosen option position over the scenarios, 0 to 1.
    top_position_share: Option<f64>,
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
    competency: CompetencyJson<'a>,
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
    /// The same weighted mean, taken at the scores as answered.
    answered_score: Option<f64>,
    /// Share of the role's weight that is scored, 0 to 1.
    coverage: f64,
    /// The score if every part that is not scored were at 0.
    lowest: f64,
    /// The score if every part that is not scored were at 100.
    highest: f64,
    /// What the score is made of.
    parts: Vec<P>,
}

/// The competency axis of a fit.
#[derive(Debug, Serialize, JsonSchema)]
struct CompetencyJson<'a> {
    /// 0 to 100, with what the gates take; absent with insufficient evidence.
    score: Option<f64>,
    /// The weighted mean of the attainments, which those of the parts add up to.
    before_gates: Option<f64>,
    /// The same weighted mean, taken at the scores as answered.
    answered_score: Option<f64>,
    /// Probability that every gate on a scored area is passed; 1 without gates.
    gates_passed: f64,
    /// Share of the role's weight that is scored, 0 to 1.
    coverage: f64,
    /// The mean before gates if every part that is not scored were at 0.
    lowest: f64,
    /// The mean before gates if every part that is not scored were at 100.
    highest: f64,
    /// What the score is made of.
    parts: Vec<AreaPartJson<'a>>,
}

/// One dimension of the personality axis.
#[derive(Debug, Serialize, JsonSchema)]
struct StylePartJson<'a> {
    /// Id of the dimension.
    dimension: &'a str,
    /// The mean of the likely positions, 0 to 100.
    score: Option<f64>,
    /// The mean of the answers, 0 to 100.
    answered_score: Option<f64>,
    /// What the role wants.
    target: TargetJson,
    /// Points of the answered score outside the target: negative below, positive above.
    gap: Option<f64>,
    /// Mean fit of the likely positions: 100 inside the target, less outside.
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
    /// The mean of the likely true scores, 0 to 100.
    score: Option<f64>,
    /// The mean credit of the answers, 0 to 100.
    answered_score: Option<f64>,
    /// What a blind pick earns over the area's scenarios.
    chance: f64,
    /// The score that the role needs.
    need: f64,
    /// Mean way of the likely true scores from chance to the need, 0 to 100.
    attainment: Option<f64>,
    /// Answered score minus need.
    surplus: Option<f64>,
    /// Absent where the role has none.
    gate: Option<GateJson>,
    /// Share of the axis, 0 to 100.
    weight: f64,
    /// Points that the part adds to the axis before gates.
    contribution: Option<f64>,
}

/// A floor under an area.
#[derive(Debug, Serialize, JsonSchema)]
struct GateJson {
    /// The score it asks for.
    level: f64,
    /// Probability that the true score reaches it; absent where the area is not scored.
    probability: Option<f64>,
    /// `passed` from 0.9, `failed` up to 0.1, else `undecided`; absent where the area is not scored.
    verdict: Option<&'static str>,
}

/// What meeting one need would change.
#[derive(Debug, Serialize, JsonSchema)]
struct GrowthJson<'a> {
    /// Id of the area.
    area: &'a str,
    /// The need to meet, and the gate with it.
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
        form: FormJson {
            kind: sheet.answers.form.kind.code(),
            parallel: sheet.answers.responses.parallel(questionnaire),
        },
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
        gate_cap: settings.gate_cap,
    }
}

fn profile<'a>(sheet: &'a Sheet<'a>) -> ProfileJson<'a> {
    let questionnaire = sheet.pack.questionnaire();
    let profile = &sheet.assessment.profile;
    let responses = &sheet.answers.responses;
    let order = Order::of(questionnaire, responses, sheet.answers.form.seed);
    let quality = quality(responses, &order.statements);
    let dimensions = questionnaire.dimensions.iter().enumerate();
    let areas = questionnaire.areas.iter().enumerate();
    ProfileJson {
        work_style: dimensions.map(|(index, part)| (part.id.as_str(), dimension(sheet, index))).collect(),
        competency: areas.map(|(index, part)| (part.id.as_str(), area(sheet, index))).collect(),
        guessing: GuessingJson {
            z: profile.guessing.z,
            passed: profile.guessing.passed,
            answered: profile.guessing.answered,
        },
        quality: QualityJson {
            longest_run: quality.longest_run,
            irv: quality.irv,
            top_position_share: quality.top_position_share,
        },
    }
}

fn dimension<'a>(sheet: &'a Sheet<'a>, index: usize) -> DimensionJson<'a> {
    let score = &sheet.assessment.profile.dimensions[index];
    let known = score.estimate.as_ref();
    let range = known.map(|known| known.range());
    let evidence = sheet.pack.questionnaire().dimensions[index].evidence.as_ref();
    DimensionJson {
        score: known.map(|known| known.score),
        answered_score: known.map(|known| known.answered_score),
        se: known.map(|known| known.error),
        from: range.map(|range| range.low),
        to: range.map(|range| range.high),
        answered: score.answered,
        of: score.of,
        source: known.map(|known| match known.source {
            ErrorSource::Declared => "declared",
            ErrorSource::Answers => "answers",
            ErrorSource::Floor => "floor",
        }),
        sample: evidence.map(Evidence::sample),
    }
}

fn area<'a>(sheet: &'a Sheet<'a>, index: usize) -> AreaJson<'a> {
    let score = &sheet.assessment.profile.areas[index];
    let range = sheet.area_range(index);
    AreaJson {
        score: score.score,
        answered_score: score.answered_score,
        from: range.map(|range| range.low),
        to: range.map(|range| range.high),
        chance: sheet.model.areas[index].chance,
        answered: score.answered,
        of: score.of,
        sample: sheet.pack.questionnaire().areas[index].evidence.as_ref().map(Evidence::sample),
    }
}

fn range(range: Range) -> RangeJson {
    RangeJson { from: range.low, to: range.high }
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
        competency: competency(sheet, fit),
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
        overall: range(sure.overall),
        personality: range(sure.personality),
        competency: range(sure.competency),
        bands: Band::ALL.iter().map(|band| band.code()).zip(sure.bands).collect(),
        p_best: sure.p_best,
        contender: sure.is_contender,
    }
}

fn axis<'a, P, J>(axis: &'a Axis<P>, part: impl Fn(&'a P) -> J) -> AxisJson<J> {
    AxisJson {
        score: axis.score,
        answered_score: axis.answered_score,
        coverage: axis.coverage,
        lowest: axis.lowest,
        highest: axis.highest,
        parts: axis.parts.iter().map(part).collect(),
    }
}

fn competency<'a>(sheet: &'a Sheet<'a>, fit: &'a Fit) -> CompetencyJson<'a> {
    let axis = &fit.competency;
    CompetencyJson {
        score: axis.score,
        before_gates: fit.before_gates,
        answered_score: axis.answered_score,
        gates_passed: fit.gates_passed,
        coverage: axis.coverage,
        lowest: axis.lowest,
        highest: axis.highest,
        parts: axis.parts.iter().map(|part| area_part(sheet, part)).collect(),
    }
}

fn style_part<'a>(pack: &'a Pack, fit: &Fit, part: &StylePart) -> StylePartJson<'a> {
    let target = pack.roles()[fit.role].style_target(part.dimension);
    StylePartJson {
        dimension: pack.questionnaire().dimensions[part.dimension].id.as_str(),
        score: part.score,
        answered_score: part.answered_score,
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
        answered_score: part.answered_score,
        chance: part.chance,
        need: part.need,
        attainment: part.attainment,
        surplus: part.surplus,
        gate: part.gate.map(|gate| GateJson {
            level: gate.level,
            probability: gate.probability,
            verdict: gate.verdict().map(|verdict| match verdict {
                Verdict::Passed => "passed",
                Verdict::Failed => "failed",
                Verdict::Undecided => "undecided",
            }),
        }),
        weight: part.weight,
        contribution: part.contribution,
    }
}
