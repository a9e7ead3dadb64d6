//! A profile: dimension and area scores of one person, independent of any role. SCORING.md, sections 2, 3 and 5.

use crate::answers::Responses;
use crate::scoring::meets;
use crate::scoring::model::{AreaModel, DimensionModel, Model};

/// Fewer answers than this never make a score.
const FEWEST_ANSWERS: usize = 2;

/// The one-sided 5 % point of the standard normal distribution.
pub const GUESSING_CUTOFF: f64 = 1.645;

/// Scores of one person on 0 to 100, absent where too little was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// In order of the questionnaire's dimensions.
    pub dimensions: Vec<DimensionScore>,
    /// In order of the questionnaire's areas.
    pub areas: Vec<AreaScore>,
    pub guessing: Guessing,
    /// Whether every answered statement, of two or more, has the same raw answer: no dimension is scored then.
    pub all_alike: bool,
}

/// The score of a dimension: 0 at the low pole, 100 at the high one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DimensionScore {
    pub score: Option<f64>,
    pub answered: usize,
    /// Items of this part on the form that was presented.
    pub of: usize,
}

/// The score of an area: mean credit on 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaScore {
    pub score: Option<f64>,
    pub answered: usize,
    /// Items of this part on the form that was presented.
    pub of: usize,
    /// What a blind pick would earn over the answered scenarios, 0 to 100; absent with none answered.
    pub chance: Option<f64>,
}

/// The test of all answered scenarios against uniform picks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guessing {
    /// Standard normal under guessing; absent when nothing can be tested.
    pub z: Option<f64>,
    pub passed: bool,
    /// Scenarios that went into the test.
    pub answered: usize,
}

impl Profile {
    /// Scores one person's responses.
    pub fn of(model: &Model, responses: &Responses) -> Self {
        let all_alike = are_all_alike(&responses.statements);
        let dimensions = model.dimensions.iter().map(|dimension| {
            let score = dimension_score(model, dimension, responses);
            if all_alike { DimensionScore { score: None, ..score } } else { score }
        });
        Self {
            dimensions: dimensions.collect(),
            areas: model.areas.iter().map(|area| area_score(model, area, responses)).collect(),
            guessing: guessing(model, responses),
            all_alike,
        }
    }
}

fn are_all_alike(responses: &[Option<i32>]) -> bool {
    let mut answered = responses.iter().flatten();
    match answered.next() {
        Some(first) => answered.clone().next().is_some() && answered.all(|response| response == first),
        None => false,
    }
}

fn dimension_score(model: &Model, dimension: &DimensionModel, responses: &Responses) -> DimensionScore {
    let items = dimension.first..dimension.first + dimension.toward_high.len();
    let values = responses.statements[items.clone()]
        .iter()
        .zip(&dimension.toward_high)
        .filter_map(|(response, toward_high)| response.map(|response| statement_value(model, response, *toward_high)));
    let (answered, sum) = values.fold((0, 0.0), |(count, sum), value| (count + 1, sum + value));
    let of = presented(&responses.statements_presented[items]);
    let is_scored = is_enough(answered, of, model.settings.min_answered.statements);
    DimensionScore { score: is_scored.then(|| 100.0 * sum / answered as f64), answered, of }
}

/// The value of a response on 0 to 1 toward the high pole; reversal uses the declared bounds, never the observed ones.
pub(crate) fn statement_value(model: &Model, response: i32, toward_high: bool) -> f64 {
    let share = (f64::from(response) - model.scale_min) / model.scale_steps;
    if toward_high { share } else { 1.0 - share }
}

fn area_score(model: &Model, area: &AreaModel, responses: &Responses) -> AreaScore {
    let items = area.first..area.first + area.scenarios.len();
    let chosen = responses.scenarios[items.clone()]
        .iter()
        .zip(&area.scenarios)
        .filter_map(|(option, scenario)| option.map(|option| (scenario.credits[option], scenario.mean)));
    let (answered, credits, means) = chosen
        .fold((0, 0.0, 0.0), |(count, credits, means), (credit, mean)| (count + 1, credits + credit, means + mean));
    let of = presented(&responses.scenarios_presented[items]);
    let is_scored = is_enough(answered, of, model.settings.min_answered.scenarios);
    AreaScore {
        score: is_scored.then(|| 100.0 * credits / answered as f64),
        answered,
        of,
        chance: (answered > 0).then(|| 100.0 * means / answered as f64),
    }
}

fn presented(flags: &[bool]) -> usize {
    flags.iter().filter(|flag| **flag).count()
}

fn is_enough(answered: usize, of: usize, share: f64) -> bool {
    answered >= FEWEST_ANSWERS && meets(answered as f64 / of as f64, share)
}

fn guessing(model: &Model, responses: &Responses) -> Guessing {
    let scenarios = model.areas.iter().flat_map(|area| &area.scenarios);
    let (mut answered, mut surplus, mut variance) = (0, 0.0, 0.0);
    for (option, scenario) in responses.scenarios.iter().zip(scenarios) {
        if let Some(option) = option {
            answered += 1;
            surplus += scenario.credits[*option] - scenario.mean;
            variance += scenario.variance;
        }
    }
    let z = (variance > 0.0).then(|| surplus / variance.sqrt());
    Guessing { z, passed: z.is_some_and(|z| meets(z, GUESSING_CUTOFF)), answered }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_answers_are_alike_only_from_two_on() {
        assert!(!are_all_alike(&[]));
        assert!(!are_all_alike(&[Some(3), None]));
        assert!(are_all_alike(&[Some(3), None, Some(3)]));
        assert!(!are_all_alike(&[Some(3), Some(3), Some(4)]));
    }

    #[test]
    fn a_part_needs_its_share_of_answers_and_at_least_two() {
        assert!(is_enough(8, 10, 0.8));
        assert!(!is_enough(7, 10, 0.8));
        assert!(is_enough(2, 3, 0.66));
        assert!(!is_enough(1, 1, 0.66));
        assert!(!is_enough(0, 0, 0.66));
    }
}
