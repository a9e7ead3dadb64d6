//! What is known of a person, independent of any role, as JSON.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::answers::Order;
use crate::pack::Evidence;
use crate::render::Sheet;
use crate::scoring::{ErrorSource, irv, quality};

/// What is known of the person, independent of any role.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ProfileJson<'a> {
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

pub(super) fn profile<'a>(sheet: &'a Sheet<'a>) -> ProfileJson<'a> {
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
            irv: irv(responses),
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
        score: sheet.area_score(index),
        answered_score: score.answered_score(),
        from: range.map(|range| range.low),
        to: range.map(|range| range.high),
        chance: sheet.model.areas[index].chance,
        answered: score.answered,
        of: score.of,
        sample: sheet.pack.questionnaire().areas[index].evidence.as_ref().map(Evidence::sample),
    }
}
