//! A profile: what is known of one person's dimensions and areas, independent of any role. SCORING.md, sections 2, 3 and 5.

use std::rc::Rc;

use crate::answers::{Responses, are_all_alike};
use crate::pack::Chosen;
use crate::scoring::area::{AreaKnowledge, Center};
use crate::scoring::area_model::{AreaModel, UNITS};
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// In order of the questionnaire's dimensions.
    pub dimensions: Vec<DimensionScore>,
    /// In order of the questionnaire's areas.
    pub areas: Vec<AreaScore>,
    /// For each need of all areas the mean attainment; absent where the area is not scored.
    pub(crate) attainments: Vec<Option<f64>>,
    /// For each gate of all areas the probability that it is passed; absent where the area is not scored.
    pub(crate) passed: Vec<Option<f64>>,
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
    pub answered: usize,
    /// Items of this part on the form that was presented.
    pub of: usize,
    /// Whether enough is answered for a score.
    pub is_scored: bool,
    /// What the answers add up to.
    sum: ScenarioSum,
    /// Absent where nothing is answered. Areas with too few answers still say something about the others.
    pub(crate) knowledge: Option<Rc<AreaKnowledge>>,
}

impl AreaScore {
    /// Returns the mean credit of the answers; absent where too little was answered.
    pub fn answered_score(&self) -> Option<f64> {
        self.is_scored.then(|| 100.0 * self.sum.credits as f64 / (UNITS * self.answered as f64))
    }
}

/// The test of all answered scenarios against uniform picks. No score depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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
        let sums = model.areas.iter().map(|area| ScenarioSum::of_area(area, responses));
        Self::over(model, responses, sums)
    }

    /// Tests the answers of all areas against uniform picks.
    fn over(model: &Model, responses: &Responses, areas: impl Iterator<Item = ScenarioSum>) -> Self {
        let (mut answered, mut credits, mut means, mut variances) = (0, 0, 0, 0);
        for (area, sum) in model.areas.iter().zip(areas) {
            answered += sum.answered;
            credits += sum.credits;
            let by_guessing = if sum.answered == area.scenarios.len() {
                area.by_guessing
            } else {
                area.by_guessing_in(&responses.scenarios[area.items()])
            };
            means += by_guessing.mean;
            variances += by_guessing.variance;
        }
        let surplus = (credits as f64 - means as f64) / UNITS;
        let z = (variances > 0).then(|| surplus / (variances as f64 / UNITS).sqrt());
        Self { z, passed: z.is_some_and(|z| meets(z, GUESSING_CUTOFF)), answered }
    }

    /// Says whether the answers cannot be told from guessing; without any there is nothing to tell.
    pub fn is_not_ruled_out(&self) -> bool {
        !self.passed && self.answered > 0
    }
}

impl Profile {
    /// Finds what one person's responses say.
    pub fn of(model: &Model, responses: &Responses) -> Self {
        Self::with(model, responses, &mut Cache::for_one())
    }

    /// Finds the same, and keeps what the next person may share.
    pub fn with(model: &Model, responses: &Responses, cache: &mut Cache) -> Self {
        let mut profile = Self::default();
        profile.replace(model, responses, cache);
        profile
    }

    /// Finds the same in place of what was known of another person: many people are scored without asking for memory.
    pub fn replace(&mut self, model: &Model, responses: &Responses, cache: &mut Cache) {
        let Self { dimensions, areas, attainments, passed, .. } = self;
        let all_alike = are_all_alike(responses.statements.iter().flatten());
        dimensions.clear();
        dimensions.extend(model.dimensions.iter().map(|dimension| {
            let score = dimension_score(model, dimension, responses, cache);
            if all_alike { DimensionScore { estimate: None, ..score } } else { score }
        }));
        areas.clear();
        areas.extend(model.areas.iter().map(|area| area_score(model, area, responses)));
        // All are looked up one right after the other: while one is fetched from memory, the processor asks for the next.
        for (area, score) in model.areas.iter().zip(&mut *areas).filter(|(_, score)| score.sum.answered > 0) {
            score.knowledge = Some(cache.area(area, &responses.scenarios[area.items()], &score.sum));
        }
        let center = Center::of(areas.iter().filter_map(|area| area.knowledge.as_deref()));
        for (values, count) in [(&mut *attainments, model.needs), (&mut *passed, model.gates)] {
            values.clear();
            values.resize(count, None);
        }
        for (area, score) in model.areas.iter().zip(&*areas) {
            let Some(known) = score.knowledge.as_deref().filter(|_| score.is_scored) else { continue };
            for (need, given) in area.needs.iter().zip(known.attainments()) {
                attainments[need.place] = Some(center.mean(given));
            }
            for (gate, given) in area.gates.iter().zip(known.passed()) {
                passed[gate.place] = Some(center.mean(given));
            }
        }
        self.guessing = Guessing::over(model, responses, self.areas.iter().map(|area| area.sum));
        (self.center, self.all_alike) = (center, all_alike);
    }

    /// Returns how many items are answered, and how many are presented.
    pub(crate) fn progress(&self) -> (usize, usize) {
        let dimensions = self.dimensions.iter().map(|score| (score.answered, score.of));
        let parts = dimensions.chain(self.areas.iter().map(|score| (score.answered, score.of)));
        parts.fold((0, 0), |(answered, of), part| (answered + part.0, of + part.1))
    }

    /// Returns what is known of an area that is scored.
    pub(crate) fn scored_area(&self, area: usize) -> Option<&AreaKnowledge> {
        let area = &self.areas[area];
        area.knowledge.as_deref().filter(|_| area.is_scored)
    }

    /// Returns the mean of an area's likely true scores, where the area is scored.
    pub fn area_score(&self, model: &Model, area: usize) -> Option<f64> {
        let known = self.scored_area(area)?;
        Some(self.center.mean(&known.detail(&model.areas[area]).score))
    }

    /// Returns the range that an area's true score lies in with 90 %, where the area is scored.
    pub fn area_range(&self, model: &Model, area: usize) -> Option<Range> {
        let known = self.scored_area(area)?;
        let Range { low, high } = known.range(&model.areas[area], &self.center);
        let [all_best, all_worst] = known.extremes(&model.areas[area]);
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
            let steps = response.place() as i64;
            // Reversal uses the declared bounds, never the observed ones.
            sum.add(if *toward_high { steps } else { model.scale_steps - steps });
        }
    }
    let answered = sum.answered as usize;
    let of = presented(&responses.statements_presented[items], answered);
    let is_scored = is_enough(answered, of, model.settings.min_answered.statements);
    let estimate = is_scored.then(|| cache.dimension(dimension, model.scale_steps, sum));
    DimensionScore { estimate, answered, of }
}

/// Finds what is answered of an area; what is known from it is looked up later.
fn area_score(model: &Model, area: &AreaModel, responses: &Responses) -> AreaScore {
    let sum = ScenarioSum::of_area(area, responses);
    let of = presented(&responses.scenarios_presented[area.items()], sum.answered);
    AreaScore {
        answered: sum.answered,
        of,
        is_scored: is_enough(sum.answered, of, model.settings.min_answered.scenarios),
        sum,
        knowledge: None,
    }
}

/// What the answered scenarios of an area add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct ScenarioSum {
    answered: usize,
    /// A bit for each of the first 64 scenarios.
    set: u64,
    /// In units.
    pub credits: u64,
}

impl ScenarioSum {
    #[inline]
    fn of_area(area: &AreaModel, responses: &Responses) -> Self {
        let (mut answered, mut set, mut credits) = (0, 0, 0);
        for (scenario, (chosen, earned)) in responses.scenarios[area.items()].iter().zip(area.credits()).enumerate() {
            let is_answered = chosen.is_some();
            answered += usize::from(is_answered);
            set |= u64::from(is_answered) << (scenario % 64);
            credits += earned[chosen.map_or(0, Chosen::number)];
        }
        Self { answered, set, credits }
    }

    /// Returns which scenarios are answered, a bit for each; nothing where there are more than bits.
    pub(crate) fn set(&self, area: &AreaModel) -> Option<u64> {
        (area.scenarios.len() <= u64::BITS as usize).then_some(self.set)
    }
}

/// Returns how many items of a part are presented; all that are answered were.
fn presented(flags: &[bool], answered: usize) -> usize {
    if answered == flags.len() { answered } else { flags.iter().map(|flag| usize::from(*flag)).sum() }
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
