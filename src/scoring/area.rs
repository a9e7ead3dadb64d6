//! What is known of one area of judgment, given the answers to its scenarios. SCORING.md, section 3.
//!
//! All of it depends on two things only: which scenarios are answered, and what the chosen options earn together. Whatever
//! a role asks of the area is a mean over 12 centres, so that it can be looked up for the next person with the same two.

use std::cell::OnceCell;
use std::iter;

use libm::exp;

use crate::scoring::area_model::{AreaModel, NeedTable, ScenarioModel, UNITS};
use crate::scoring::grid::{ByCenter, ByTheta, CENTERS, GIVEN_CENTER, Lanes, THETAS, dot, first_beyond, theta};
use crate::scoring::meets;
use crate::scoring::range::Range;

/// L(theta): how likely the answers of an area are at each theta, scaled to a maximum of 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Likelihood(Box<ByTheta>);

impl Likelihood {
    /// Takes the answered scenarios, by their place in the area, and what was earned in them, in units.
    fn of(area: &AreaModel, answered: &[usize], credits: u64) -> Self {
        let count = answered.len() as f64;
        let mut log = Box::new([0.0; THETAS]);
        for scenario in answered {
            for (log, sum) in log.iter_mut().zip(area.scenarios[*scenario].log_sums.iter()) {
                *log -= sum;
            }
        }
        let earned = credits as f64 / UNITS;
        for (index, log) in log.iter_mut().enumerate() {
            *log = match &area.evidence {
                Some(evidence) => {
                    let distance = (area.true_scores[index] - 100.0 * earned / count) / evidence.sem();
                    -distance * distance / 2.0
                }
                None => *log + theta(index) * earned,
            };
        }
        let most = log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        log.iter_mut().for_each(|log| *log = exp(*log - most));
        Self(log)
    }

    /// Returns the likelihood times K(theta | mu) for one centre, by theta.
    pub(crate) fn given(&self, center: usize) -> ByTheta {
        std::array::from_fn(|index| self.0[index] * GIVEN_CENTER[index][center])
    }
}

/// What the answers of one area say for each centre that the person's areas may have: sums over theta of the likelihood times
/// K(theta | mu).
struct Joint {
    likelihood: Likelihood,
    /// For each theta what it and all higher ones weigh.
    above: [ByCenter; THETAS + 1],
    /// The same times the way above chance.
    earned_above: [ByCenter; THETAS + 1],
    /// All of them times the true score.
    score: ByCenter,
}

impl Joint {
    /// Takes the answered scenarios, by their place in the area, and what was earned in them, in units.
    fn of(area: &AreaModel, answered: &[usize], credits: u64) -> Self {
        let none = [[0.0; CENTERS]; THETAS + 1];
        let likelihood = Likelihood::of(area, answered, credits);
        let mut sums = Self { likelihood, above: none, earned_above: none, score: [0.0; CENTERS] };
        let Self { likelihood, above, earned_above, score } = &mut sums;
        for index in (0..THETAS).rev() {
            let (likelihood, true_score) = (likelihood.0[index], area.true_scores[index]);
            let way = (true_score - area.chance).max(0.0);
            let joint = GIVEN_CENTER[index].map(|given| likelihood * given);
            above[index] = std::array::from_fn(|center| above[index + 1][center] + joint[center]);
            earned_above[index] = std::array::from_fn(|center| earned_above[index + 1][center] + joint[center] * way);
            *score = std::array::from_fn(|center| score[center] + joint[center] * true_score);
        }
        sums
    }

    /// Returns M(mu), scaled to a maximum of 1.
    fn agreement(&self) -> ByCenter {
        let all = self.above[0];
        let most = all.iter().copied().fold(0.0, f64::max);
        all.map(|value| value / most)
    }

    /// Returns the mean attainment of a need.
    fn attainment(&self, area: &AreaModel, need: &NeedTable) -> ByCenter {
        self.share(|center| {
            let on_the_way = self.earned_above[0][center] - self.earned_above[need.full][center];
            100.0 * (on_the_way / (need.need - area.chance) + self.above[need.full][center])
        })
    }

    /// Returns how probable a theta or a higher one is.
    fn reached(&self, first: usize) -> ByCenter {
        self.share(|center| self.above[first][center])
    }

    fn share(&self, values: impl Fn(usize) -> f64) -> ByCenter {
        std::array::from_fn(|center| values(center) / self.above[0][center])
    }
}

/// How likely each centre of a person's areas is, given all their answers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Center(pub(crate) ByCenter);

/// After so many factors a product is scaled up again, before it gets lost. One factor is above 1e-13 at every centre: some theta is
/// fully likely, and K(theta | mu) is nowhere smaller.
const BETWEEN: usize = 8;

impl Center {
    /// Takes every area with an answer.
    pub(crate) fn of<'a>(areas: impl IntoIterator<Item = &'a AreaKnowledge>) -> Self {
        let mut product = Lanes::all(1.0);
        for (index, area) in areas.into_iter().enumerate() {
            product.multiply(area.agreement());
            if index % BETWEEN == BETWEEN - 1 {
                let most = product.values().into_iter().fold(0.0, f64::max);
                product.multiply(&[1.0 / most; CENTERS]);
            }
        }
        let product = product.values();
        let total = dot(&product, &[1.0; CENTERS]);
        Self(product.map(|product| product / total))
    }

    /// Returns the mean over the likely centres.
    pub(crate) fn mean(&self, values: &ByCenter) -> f64 {
        dot(&self.0, values)
    }
}

/// What is known of an area with at least one answer, for each centre that the person's areas may have.
///
/// One person's result is a mean of these over the likely centres: no grid of theta is looked at again.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AreaKnowledge {
    /// The answered scenarios, by their place in the area, and what was earned in them, in units.
    answered: Box<[usize]>,
    credits: u64,
    /// Everything that a row shows, side by side in memory: the agreement, the attainments, and how surely gates are passed.
    of_a_row: Box<[ByCenter]>,
    needs: usize,
    /// Found when it is asked for: rows do without it, and their memo of many areas stays small.
    detail: OnceCell<Box<AreaDetail>>,
}

/// What a page says of an area beyond a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AreaDetail {
    pub likelihood: Likelihood,
    /// The mean true score.
    pub score: ByCenter,
    /// For each need of the area's model the probability that it is met.
    pub met: Vec<ByCenter>,
}

impl AreaDetail {
    fn of(area: &AreaModel, sums: Joint) -> Box<Self> {
        let met = area.needs.iter().map(|need| sums.reached(need.met)).collect();
        Box::new(Self { score: sums.share(|center| sums.score[center]), met, likelihood: sums.likelihood })
    }
}

impl AreaKnowledge {
    /// Takes the answered scenarios, by their place in the area, and what was earned in them, in units.
    pub(crate) fn of(area: &AreaModel, answered: Box<[usize]>, credits: u64) -> Self {
        let sums = Joint::of(area, &answered, credits);
        Self::from_sums(area, answered, credits, &sums)
    }

    /// Finds what is said beyond rows as well.
    pub(crate) fn in_detail(area: &AreaModel, answered: Box<[usize]>, credits: u64) -> Self {
        let sums = Joint::of(area, &answered, credits);
        let known = Self::from_sums(area, answered, credits, &sums);
        Self { detail: OnceCell::from(AreaDetail::of(area, sums)), ..known }
    }

    fn from_sums(area: &AreaModel, answered: Box<[usize]>, credits: u64, sums: &Joint) -> Self {
        let attainments = area.needs.iter().map(|need| sums.attainment(area, need));
        let passed = area.gates.iter().map(|gate| sums.reached(gate.first));
        let of_a_row = iter::once(sums.agreement()).chain(attainments).chain(passed).collect();
        Self { answered, credits, of_a_row, needs: area.needs.len(), detail: OnceCell::new() }
    }

    /// Returns M(mu), scaled to a maximum of 1: how well each centre agrees with the answers.
    fn agreement(&self) -> &ByCenter {
        &self.of_a_row[0]
    }

    /// Returns for each need of the area's model the mean attainment.
    pub(crate) fn attainments(&self) -> &[ByCenter] {
        &self.of_a_row[1..=self.needs]
    }

    /// Returns for each gate of the area's model the probability that it is passed.
    pub(crate) fn passed(&self) -> &[ByCenter] {
        &self.of_a_row[1 + self.needs..]
    }

    /// Returns what is said of it beyond rows.
    pub(crate) fn detail(&self, area: &AreaModel) -> &AreaDetail {
        self.detail.get_or_init(|| AreaDetail::of(area, Joint::of(area, &self.answered, self.credits)))
    }

    /// Says whether every answer is the best of its scenario, and whether every one is the worst.
    pub(crate) fn extremes(&self, area: &AreaModel) -> [bool; 2] {
        let sum = |unit: fn(&ScenarioModel) -> u64| {
            self.answered.iter().map(|index| unit(&area.scenarios[*index])).sum::<u64>()
        };
        [sum(|scenario| scenario.highest), sum(|scenario| scenario.lowest)].map(|sum| sum == self.credits)
    }

    /// Returns the true scores between which the area lies with 90 %.
    pub(crate) fn range(&self, area: &AreaModel, center: &Center) -> Range {
        let likelihood = &self.detail(area).likelihood;
        let mut weights = [0.0; THETAS];
        for (index, share) in center.0.iter().enumerate() {
            let given = likelihood.given(index);
            let share = share / given.iter().sum::<f64>();
            weights.iter_mut().zip(&given).for_each(|(weight, given)| *weight += share * given);
        }
        let end = |share: f64| area.true_scores[first_beyond(&weights, |sum| meets(sum, share))];
        Range { low: end(0.05), high: end(0.95) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Evidence;
    use crate::scoring::area_model::units;

    fn area() -> AreaModel {
        let scenario = || ScenarioModel::of(vec![1.0, 0.6, 0.2, 0.0]);
        let mut area = AreaModel::of(0, 0, vec![scenario(), scenario(), scenario()], None);
        area.add_need(75.0, 0);
        area.add_gate(65.0, 0);
        area
    }

    #[test]
    fn more_credit_is_never_worse_at_any_centre() {
        let area = area();
        let known = |credits: f64| AreaKnowledge::of(&area, [0, 1, 2].into(), units(credits));
        let sums = [0.0, 0.4, 0.6, 1.0, 1.2, 1.6, 2.0, 2.2, 2.6, 3.0];
        for pair in sums.windows(2) {
            let (less, more) = (known(pair[0]), known(pair[1]));
            for center in 0..CENTERS {
                assert!(more.detail(&area).score[center] > less.detail(&area).score[center], "{pair:?}");
                assert!(more.attainments()[0][center] > less.attainments()[0][center], "{pair:?}");
                assert!(more.passed()[0][center] > less.passed()[0][center], "{pair:?}");
            }
        }
    }

    #[test]
    fn the_centre_follows_the_answers_and_is_even_without_any() {
        let area = area();
        let known = |credits: f64| AreaKnowledge::of(&area, [0, 1, 2].into(), units(credits));
        let mean = |center: Center| center.mean(&std::array::from_fn(|index| index as f64 - 2.0));
        assert!((mean(Center::of([])) - 3.5).abs() < 1e-12);
        assert!(mean(Center::of([&known(3.0), &known(2.6)])) > mean(Center::of([&known(1.0), &known(2.6)])));
    }

    #[test]
    fn very_many_areas_do_not_lose_the_centre() {
        let area = area();
        let known = AreaKnowledge::of(&area, [0, 1, 2].into(), units(3.0));
        let low = AreaKnowledge::of(&area, [0, 1, 2].into(), 0);
        let center = Center::of((0..4000).flat_map(|_| [&known, &low]));
        assert!((center.0.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{center:?}");
    }

    #[test]
    fn nothing_of_an_area_with_declared_error_zero_is_lost() {
        let evidence = Evidence::StandardError { sem: 1e-6, sample: "none".to_owned() };
        let area = AreaModel::of(0, 0, vec![ScenarioModel::of(vec![1.0, 0.0])], Some(evidence));
        let known = AreaKnowledge::of(&area, [0].into(), units(0.7));
        assert!((known.detail(&area).score[0] - 70.0).abs() < 2.0, "{known:?}");
    }

    #[test]
    fn a_declared_error_lies_around_the_mean_credit_of_the_answers() {
        let evidence = Evidence::StandardError { sem: 1.0, sample: "none".to_owned() };
        let scenario = || ScenarioModel::of(vec![1.0, 0.0]);
        let area = AreaModel::of(0, 0, vec![scenario(), scenario()], Some(evidence));
        let known = AreaKnowledge::of(&area, [0, 1].into(), units(1.2));
        assert!((known.detail(&area).score[3] - 60.0).abs() < 2.0, "{known:?}");
    }
}
