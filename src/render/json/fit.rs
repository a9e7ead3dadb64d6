//! One role's view of a person as JSON.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::pack::Pack;
use crate::render::Sheet;
use crate::scoring::{AreaPart, Axis, Band, Fit, Range, RoleUncertainty, StylePart, Verdict};

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

/// One role's view of the profile.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct RoleJson<'a> {
    /// Place in the ranking; absent with insufficient evidence.
    rank: Option<usize>,
    /// Id of the role.
    role: &'a str,
    /// Title of the role.
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

pub(super) fn role<'a>(sheet: &'a Sheet<'a>, fit: &'a Fit) -> RoleJson<'a> {
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

fn range(range: Range) -> RangeJson {
    RangeJson { from: range.low, to: range.high }
}
