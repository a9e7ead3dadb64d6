//! A profile: what is known of one person's dimensions and areas, independent of any role. SCORING.md, sections 2, 3 and 5.

use std::rc::Rc;

use crate::answers::{Responses, are_all_alike};
use crate::scoring::area::{AreaKnowledge, AreaModel, Center, UNITS};
use crate::scoring::cache::Cache;
use crate::scoring::dimension::{DimensionModel, StatementSum, StyleEstimate};
use crate::scoring::meets;
use crate::scoring::model::Model;
use crate::scoring::range::Range;

/// Fewer answers than this never make a score.
const FEWEST_ANSWERS: usize = 2;

/// The one-sided 5 % point of the standard normal distribution.
pub const GUESSING_CUTOFF: f64 = 1.645;

/// What is known of one person. It shares with others what a [`Cache`] keeps, and stays in its thread: counting the owners across
/// threads would cost a row of `batch` a twelfth of its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// In order of the questionnaire's dimensions.
    pub dimensions: Vec<DimensionScore>,
    /// In order of the questionnaire's areas.
    pub areas: Vec<AreaScore>,
    /// Around which level the areas lie.
    pub center: Center,
    pub guessing: Guessing,
    /// Whether every answered statement, of two or more, has the same raw answer: no dimension is scored then.
    pub all_alike: bool,
}

/// What is known of a dimension: 0 is its low pole, 100 the high one.
#[derive(Clone, Debug, PartialEq)]
pub struct DimensionScore {
    /// Absent where too little was answered.
    pub estimate: Option<Rc<StyleEstimate>>,
    pub answered: usize,
    /// Items of this part on the form that was presented.
    pub of: usize,
}

/// What is known of an area, on 0 to 100.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaScore {
    /// The mean of the likely true scores; absent where too little was answered.
    pub score: Option<f64>,
    /// The mean credit of the answers; absent where too little was answered.
    pub answered_score: Option<f64>,
    pub answered: usize,
    /// Items of this part on the form that was presented.
    pub of: usize,
    /// Whether every answer is the best of its scenario, and whether every one is the worst.
    pub(crate) all_best: bool,
    pub(crate) all_worst: bool,
    /// Absent where nothing is answered. Areas with too few answers still say something about the others.
    pub(crate) knowledge: Option<Rc<AreaKnowledge>>,
}

/// The test of all answered scenarios against uniform picks. No score depends on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guessing {
    /// Standard normal under guessing; absent when nothing can be tested.
    pub z: Option<f64>,
    pub passed: bool,
    /// Scenarios that went into the test.
    pub answered: usize,
}

impl Guessing {
    /// Tests all answers of a person, without scoring them.
    pub fn of(model: &Model, responses: &Responses) -> Self {
        guessing(&model.areas.iter().map(|area| ScenarioSum::of_area(area, responses)).collect::<Vec<_>>())
    }

    /// Says whether the answers cannot be told from guessing; without any there is nothing to tell.
    pub fn is_not_ruled_out(&self) -> bool {
        !self.passed && self.answered > 0
    }
}

impl Profile {
    /// Finds what one person's responses say.
    pub fn of(model: &Model, responses: &Responses) -> Self {
        Self::with(model, responses, &mut Cache::default())
    }

    /// Finds the same, and keeps what the next person may share.
    pub fn with(model: &Model, responses: &Responses, cache: &mut Cache) -> Self {
        let all_alike = are_all_alike(responses.statements.iter().flatten());
        let dimensions: Vec<DimensionScore> = model
            .dimensions
            .iter()
            .map(|dimension| {
                let score = dimension_score(model, dimension, responses, cache);
                if all_alike { DimensionScore { estimate: None, ..score } } else { score }
            })
            .collect();
        let sums: Vec<ScenarioSum> = model.areas.iter().map(|area| ScenarioSum::of_area(area, responses)).collect();
        let mut areas: Vec<AreaScore> =
            model.areas.iter().zip(&sums).map(|(area, sum)| area_score(model, area, responses, sum, cache)).collect();
        let center = Center::of(areas.iter().filter_map(|area| Some(&area.knowledge.as_ref()?.given_center)));
        for area in &mut areas {
            let known = area.knowledge.as_ref().filter(|_| area.answered_score.is_some());
            area.score = known.map(|known| center.mean(&known.given_center.score));
        }
        Self { dimensions, areas, center, guessing: guessing(&sums), all_alike }
    }

    /// Returns what is known of an area that is scored.
    pub(crate) fn scored_area(&self, area: usize) -> Option<&AreaKnowledge> {
        let area = &self.areas[area];
        area.knowledge.as_deref().filter(|_| area.score.is_some())
    }

    /// Returns the range that an area's true score lies in with 90 %, where the area is scored.
    pub fn area_range(&self, model: &Model, area: usize) -> Option<Range> {
        let Range { low, high } = self.scored_area(area)?.range(&model.areas[area], &self.center);
        let AreaScore { all_best, all_worst, .. } = self.areas[area];
        Some(Range { low: if all_worst { 0.0 } else { low }, high: if all_best { 100.0 } else { high } })
    }
}

fn dimension_score(
    model: &Model,
    dimension: &DimensionModel,
    responses: &Responses,
    cache: &mut Cache,
) -> DimensionScore {
    let items = dimension.first..dimension.first + dimension.toward_high.len();
    let mut sum = StatementSum::default();
    for (response, toward_high) in responses.statements[items.clone()].iter().zip(&dimension.toward_high) {
        if let Some(response) = response {
            sum.add(statement_points(model, *response, *toward_high));
        }
    }
    let of = presented(&responses.statements_presented[items]);
    let is_scored = is_enough(sum.answered, of, model.settings.min_answered.statements);
    let estimate = is_scored.then(|| cache.dimension(dimension, model.scale_steps, sum));
    DimensionScore { estimate, answered: sum.answered, of }
}

/// How many steps of the scale a response is away from the low pole; reversal uses the declared bounds, never the
/// observed ones.
fn statement_points(model: &Model, response: i32, toward_high: bool) -> f64 {
    let steps = f64::from(response) - model.scale_min;
    if toward_high { steps } else { model.scale_steps - steps }
}

fn area_score(
    model: &Model,
    area: &AreaModel,
    responses: &Responses,
    sum: &ScenarioSum,
    cache: &mut Cache,
) -> AreaScore {
    let items = area.items();
    let chosen = &responses.scenarios[items.clone()];
    let of = presented(&responses.scenarios_presented[items]);
    let is_scored = is_enough(sum.answered, of, model.settings.min_answered.scenarios);
    AreaScore {
        score: None,
        answered_score: is_scored.then(|| 100.0 * sum.credits / (UNITS * sum.answered as f64)),
        answered: sum.answered,
        of,
        all_best: sum.best == sum.answered,
        all_worst: sum.worst == sum.answered,
        knowledge: (sum.answered > 0).then(|| cache.area(area, chosen, sum.credits)),
    }
}

/// What answered scenarios add up to. Credits, and what a uniform pick would earn, are whole numbers of units: no order of adding
/// up shows in them.
#[derive(Clone, Copy, Debug, Default)]
struct ScenarioSum {
    answered: usize,
    /// Answers that no other option would earn more than, or less.
    best: usize,
    worst: usize,
    credits: f64,
    means: f64,
    variances: f64,
}

impl ScenarioSum {
    fn of_area(area: &AreaModel, responses: &Responses) -> Self {
        let mut sum = Self::default();
        for (option, scenario) in responses.scenarios[area.items()].iter().zip(&area.scenarios) {
            if let Some(option) = *option {
                sum.answered += 1;
                sum.best += usize::from(scenario.credits[option] == scenario.highest);
                sum.worst += usize::from(scenario.credits[option] == scenario.lowest);
                sum.credits += scenario.unit_credits[option];
                sum.means += scenario.unit_mean;
                sum.variances += scenario.unit_variance;
            }
        }
        sum
    }
}

/// Tests the answers of all areas against uniform picks.
fn guessing(areas: &[ScenarioSum]) -> Guessing {
    let all = |value: fn(&ScenarioSum) -> f64| areas.iter().map(value).sum::<f64>();
    let surplus = (all(|sum| sum.credits) - all(|sum| sum.means)) / UNITS;
    let variances = all(|sum| sum.variances);
    let z = (variances > 0.0).then(|| surplus / (variances / UNITS).sqrt());
    let answered = areas.iter().map(|sum| sum.answered).sum();
    Guessing { z, passed: z.is_some_and(|z| meets(z, GUESSING_CUTOFF)), answered }
}

/// Returns how many items are presented.
fn presented(flags: &[bool]) -> usize {
    flags.iter().filter(|flag| **flag).count()
}

/// Says whether enough of a part's items are answered for a score.
pub(crate) fn is_enough(answered: usize, of: usize, share: f64) -> bool {
    answered >= FEWEST_ANSWERS && meets(answered as f64 / of as f64, share)
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
