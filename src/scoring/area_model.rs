//! An area of a model: its scenarios, and what roles ask of it. SCORING.md, section 3.

use std::{iter, ops};

use libm::{exp, log};

use crate::pack::{Chosen, Evidence};
use crate::scoring::attainment::attainment;
use crate::scoring::grid::{ByTheta, THETAS, theta};
use crate::scoring::meets;

/// An area of a model: which scenarios are its own, what their options earn, and what roles ask of it.
#[derive(Clone, Debug)]
pub struct AreaModel {
    /// Seed of its stream of draws.
    pub seed: u64,
    /// Index of its first scenario among all scenarios.
    pub first: usize,
    pub scenarios: Vec<ScenarioModel>,
    /// What is earned by no answer, which is nothing, and by each option, in units: scenario after scenario, each with room for the
    /// options of the longest.
    credits: Vec<u64>,
    /// How many of them each has room for.
    room: usize,
    pub evidence: Option<Evidence>,
    /// Over all scenarios.
    pub(crate) by_guessing: ByGuessing,
    /// What a blind pick earns over all scenarios, 0 to 100.
    pub chance: f64,
    /// T(theta): what someone of that judgment earns over all scenarios, 0 to 100; never falling.
    pub(crate) true_scores: Box<ByTheta>,
    /// Every different need that a role has here.
    pub(crate) needs: Vec<NeedTable>,
    /// Every different gate that a role has here.
    pub(crate) gates: Vec<GateTable>,
}

/// A gate, and where it is passed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GateTable {
    /// The first theta that passes it, or their number.
    pub first: usize,
    /// Its place among the gates of all areas.
    pub place: usize,
}

/// A need, and what it makes of each theta.
#[derive(Clone, Debug)]
pub(crate) struct NeedTable {
    pub need: f64,
    /// Its place among the needs of all areas.
    pub place: usize,
    /// The first theta of full attainment, or their number.
    pub full: usize,
    /// The first theta that meets the need, or their number.
    pub met: usize,
    pub attainments: Box<ByTheta>,
}

/// What uniform picks would earn, in units: the mean and the variance.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ByGuessing {
    pub mean: u64,
    pub variance: u64,
}

impl ByGuessing {
    fn of<'a>(scenarios: impl IntoIterator<Item = &'a ScenarioModel>) -> Self {
        scenarios.into_iter().fold(Self::default(), |Self { mean, variance }, ScenarioModel { by_guessing, .. }| Self {
            mean: mean + by_guessing.mean,
            variance: variance + by_guessing.variance,
        })
    }
}

/// A scenario: the credit of each option, 0 to 1, and what a uniform pick would earn.
#[derive(Clone, Debug)]
pub struct ScenarioModel {
    pub credits: Vec<f64>,
    pub mean: f64,
    /// Population variance of the credits.
    pub variance: f64,
    /// The same in units.
    by_guessing: ByGuessing,
    /// The highest and the lowest credit, in units.
    pub(crate) highest: u64,
    pub(crate) lowest: u64,
    /// By theta: ln(sum over options of exp(theta * credit)).
    pub(crate) log_sums: Box<ByTheta>,
    /// By theta: the expected credit.
    expected: Box<ByTheta>,
}

impl ScenarioModel {
    pub(crate) fn of(credits: Vec<f64>) -> Self {
        let count = credits.len() as f64;
        let mean = credits.iter().sum::<f64>() / count;
        let variance = credits.iter().map(|credit| (credit - mean).powi(2)).sum::<f64>() / count;
        let (mut log_sums, mut expected) = (Box::new([0.0; THETAS]), Box::new([0.0; THETAS]));
        for index in 0..THETAS {
            let (sum, earned) = credits.iter().fold((0.0, 0.0), |(sum, earned), credit| {
                let weight = exp(theta(index) * credit);
                (sum + weight, earned + weight * credit)
            });
            (log_sums[index], expected[index]) = (log(sum), earned / sum);
        }
        Self {
            by_guessing: ByGuessing { mean: units(mean), variance: units(variance) },
            highest: units(credits.iter().copied().fold(f64::NEG_INFINITY, f64::max)),
            lowest: units(credits.iter().copied().fold(f64::INFINITY, f64::min)),
            credits,
            mean,
            variance,
            log_sums,
            expected,
        }
    }
}

impl AreaModel {
    /// Takes scenarios; what roles ask for is added later.
    pub(crate) fn of(seed: u64, first: usize, scenarios: Vec<ScenarioModel>, evidence: Option<Evidence>) -> Self {
        let mean = |values: &dyn Fn(&ScenarioModel) -> f64| {
            100.0 * scenarios.iter().map(values).sum::<f64>() / scenarios.len() as f64
        };
        let chance = mean(&|scenario| scenario.mean);
        let true_scores = Box::new(std::array::from_fn(|index| mean(&|scenario| scenario.expected[index])));
        let by_guessing = ByGuessing::of(&scenarios);
        let room = 1 + scenarios.iter().map(|scenario| scenario.credits.len()).max().unwrap_or_default();
        let credits = scenarios.iter().flat_map(|scenario| {
            let credits = scenario.credits.iter().copied().map(units);
            iter::once(0).chain(credits).chain(iter::repeat(0)).take(room)
        });
        let credits = credits.collect();
        Self {
            seed,
            first,
            credits,
            room,
            evidence,
            by_guessing,
            chance,
            true_scores,
            needs: Vec::new(),
            gates: Vec::new(),
            scenarios,
        }
    }

    /// Returns what uniform picks would earn in the scenarios that are answered.
    pub(crate) fn by_guessing_in(&self, chosen: &[Option<Chosen>]) -> ByGuessing {
        let answered = self.scenarios.iter().zip(chosen).filter(|(_, option)| option.is_some());
        ByGuessing::of(answered.map(|(scenario, _)| scenario))
    }

    /// Returns for each scenario what is earned by each [number](Chosen::number) of an option, and by 0 for no answer, in units.
    pub(crate) fn credits(&self) -> impl Iterator<Item = &[u64]> {
        self.credits.chunks_exact(self.room)
    }

    /// Returns the places of its scenarios among all scenarios.
    pub(crate) fn items(&self) -> ops::Range<usize> {
        self.first..self.first + self.scenarios.len()
    }

    /// Adds what a role needs, and returns its index.
    pub(crate) fn add_need(&mut self, need: f64, place: usize) -> usize {
        let attainments = self.true_scores.map(|score| attainment(need, score, self.chance));
        let full = self.true_scores.partition_point(|score| *score < need);
        self.needs.push(NeedTable { need, place, full, met: self.first_at(need), attainments: Box::new(attainments) });
        self.needs.len() - 1
    }

    /// Adds a gate at a score, and returns its index.
    pub(crate) fn add_gate(&mut self, score: f64, place: usize) -> usize {
        self.gates.push(GateTable { first: self.first_at(score), place });
        self.gates.len() - 1
    }

    /// Returns the first theta whose true score meets a score, or the number of thetas.
    fn first_at(&self, score: f64) -> usize {
        self.true_scores.partition_point(|true_score| !meets(*true_score, score))
    }
}

/// Credits are added up in whole units of this: neither the order of scenarios nor the noise of binary fractions shows.
pub(crate) const UNITS: f64 = 1e12;

pub(crate) fn units(value: f64) -> u64 {
    (value * UNITS).round() as u64
}
