//! A profile: dimension and area scores of one person, independent of any role. SCORING.md, sections 2, 3 and 5.

use crate::answers::{Responses, are_all_alike};
use crate::scoring::meets;
use crate::scoring::model::{AreaModel, DimensionModel, Model, ScenarioModel};

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
        let all_alike = are_all_alike(responses.statements.iter().flatten());
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

fn dimension_score(model: &Model, dimension: &DimensionModel, responses: &Responses) -> DimensionScore {
    let items = dimension.first..dimension.first + dimension.toward_high.len();
    let mut sum = StatementSum::default();
    for (response, toward_high) in responses.statements[items.clone()].iter().zip(&dimension.toward_high) {
        if let Some(response) = response {
            sum.add(statement_points(model, *response, *toward_high));
        }
    }
    let of = presented(&responses.statements_presented[items]);
    DimensionScore { score: sum.score(model, of), answered: sum.answered, of }
}

/// How many steps of the scale a response is away from the low pole; reversal uses the declared bounds, never the
/// observed ones.
pub(crate) fn statement_points(model: &Model, response: i32, toward_high: bool) -> f64 {
    let steps = f64::from(response) - model.scale_min;
    if toward_high { steps } else { model.scale_steps - steps }
}

/// The value of a response on 0 to 1 toward the high pole.
pub(crate) fn statement_value(model: &Model, response: i32, toward_high: bool) -> f64 {
    statement_points(model, response, toward_high) / model.scale_steps
}

/// What the answered statements of a dimension add up to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct StatementSum {
    pub answered: usize,
    /// Whole steps of the scale.
    pub points: f64,
}

impl StatementSum {
    pub(crate) fn add(&mut self, points: f64) {
        self.answered += 1;
        self.points += points;
    }

    /// Returns the score of the dimension when enough of its `of` presented items are answered.
    pub(crate) fn score(&self, model: &Model, of: usize) -> Option<f64> {
        let is_scored = is_enough(self.answered, of, model.settings.min_answered.statements);
        is_scored.then(|| 100.0 * self.points / (model.scale_steps * self.answered as f64))
    }
}

fn area_score(model: &Model, area: &AreaModel, responses: &Responses) -> AreaScore {
    let items = area.first..area.first + area.scenarios.len();
    let sum = ScenarioSum::of(responses.scenarios[items.clone()].iter().copied().zip(&area.scenarios));
    let of = presented(&responses.scenarios_presented[items]);
    AreaScore { score: sum.score(model, of), answered: sum.answered, of, chance: sum.chance() }
}

/// Credits are added up in whole units of this: neither the order of scenarios nor the noise of binary fractions shows.
const UNITS: f64 = 1e12;

fn units(value: f64) -> f64 {
    (value * UNITS).round()
}

/// What answered scenarios add up to, in units.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ScenarioSum {
    pub answered: usize,
    pub credits: f64,
    pub means: f64,
    pub variances: f64,
}

impl ScenarioSum {
    pub(crate) fn of<'a>(chosen: impl Iterator<Item = (Option<usize>, &'a ScenarioModel)>) -> Self {
        let mut sum = Self::default();
        for (option, scenario) in chosen {
            if let Some(option) = option {
                sum.answered += 1;
                sum.credits += units(scenario.credits[option]);
                sum.means += units(scenario.mean);
                sum.variances += units(scenario.variance);
            }
        }
        sum
    }

    /// Returns the score of the area when enough of its `of` presented items are answered.
    pub(crate) fn score(&self, model: &Model, of: usize) -> Option<f64> {
        let is_scored = is_enough(self.answered, of, model.settings.min_answered.scenarios);
        is_scored.then(|| 100.0 * self.credits / (UNITS * self.answered as f64))
    }

    /// Returns what a blind pick would earn over the answered scenarios.
    pub(crate) fn chance(&self) -> Option<f64> {
        (self.answered > 0).then(|| 100.0 * self.means / (UNITS * self.answered as f64))
    }

    /// Tests all of a person's answered scenarios against uniform picks.
    pub(crate) fn guessing(&self) -> Guessing {
        let surplus = (self.credits - self.means) / UNITS;
        let z = (self.variances > 0.0).then(|| surplus / (self.variances / UNITS).sqrt());
        Guessing { z, passed: z.is_some_and(|z| meets(z, GUESSING_CUTOFF)), answered: self.answered }
    }
}

/// Returns how many items are presented.
pub(crate) fn presented(flags: &[bool]) -> usize {
    flags.iter().filter(|flag| **flag).count()
}

fn is_enough(answered: usize, of: usize, share: f64) -> bool {
    answered >= FEWEST_ANSWERS && meets(answered as f64 / of as f64, share)
}

fn guessing(model: &Model, responses: &Responses) -> Guessing {
    let scenarios = model.areas.iter().flat_map(|area| &area.scenarios);
    ScenarioSum::of(responses.scenarios.iter().copied().zip(scenarios)).guessing()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_needs_its_share_of_answers_and_at_least_two() {
        assert!(is_enough(8, 10, 0.8));
        assert!(!is_enough(7, 10, 0.8));
        assert!(is_enough(2, 3, 0.66));
        assert!(!is_enough(1, 1, 0.66));
        assert!(!is_enough(0, 0, 0.66));
    }
}
