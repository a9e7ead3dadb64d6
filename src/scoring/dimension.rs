//! What is known of one work-style dimension, given the answers to its statements. SCORING.md, section 2.

use libm::exp;

use crate::pack::{Evidence, Interval};
use crate::scoring::attainment::style_fit;
use crate::scoring::grid::{POINTS, first_beyond, point};
use crate::scoring::meets;
use crate::scoring::range::Range;

/// A dimension of a model: which statements are its own, toward which pole each points, and what roles want of it.
#[derive(Clone, Debug)]
pub struct DimensionModel {
    /// Seed of its stream of draws.
    pub seed: u64,
    /// Index of its first statement among all statements.
    pub first: usize,
    /// For each statement whether agreement points to the high pole.
    pub toward_high: Vec<bool>,
    pub evidence: Option<Evidence>,
    /// Every different target that a role has here.
    pub(crate) targets: Vec<TargetTable>,
}

/// What a role wants of a dimension that it scores.
#[derive(Clone, Copy, Debug)]
pub struct TargetModel {
    pub dimension: usize,
    pub interval: Interval,
    pub weight: f64,
    /// Index among the different targets of the dimension.
    pub(crate) slot: usize,
}

/// The fit of a target at every point of the grid.
#[derive(Clone, Debug)]
pub(crate) struct TargetTable {
    pub fits: Box<[f64; POINTS]>,
}

impl TargetTable {
    pub(crate) fn of(target: Interval, tolerance: f64) -> Self {
        Self { fits: Box::new(std::array::from_fn(|index| style_fit(target, point(index), tolerance))) }
    }
}

/// What the answered statements of a dimension add up to, in whole steps of the scale toward the high pole.
///
/// All that is known of a dimension depends on these three numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct StatementSum {
    pub answered: i64,
    pub points: i64,
    pub squares: i64,
}

impl StatementSum {
    pub(crate) fn add(&mut self, points: i64) {
        self.answered += 1;
        self.points += points;
        self.squares += points * points;
    }

    /// Returns the sample standard deviation of the answers, in steps.
    pub(crate) fn deviation(&self) -> f64 {
        let Self { answered, points, squares } = *self;
        // Of whole numbers, so that nothing is lost in the difference.
        ((answered * squares - points * points) as f64 / (answered * (answered - 1)) as f64).sqrt()
    }
}

/// Where a standard error comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorSource {
    /// The questionnaire declares it, with the sample it was found in.
    Declared,
    /// The spread of this person's answers.
    Answers,
    /// The smallest error that so few items can have.
    Floor,
}

/// A person's likely positions on a dimension, and their fit to each target.
#[derive(Clone, Debug, PartialEq)]
pub struct StyleEstimate {
    /// The mean of the answers, 0 at the low pole and 100 at the high one.
    pub answered_score: f64,
    /// Standard error in points.
    pub error: f64,
    pub source: ErrorSource,
    /// The mean of the likely positions.
    pub score: f64,
    /// The mean fit of each target of the model.
    pub(crate) fits: Vec<f64>,
}

impl StyleEstimate {
    /// Weighs the positions that two or more answers leave open.
    pub(crate) fn of(dimension: &DimensionModel, steps: i64, sum: StatementSum) -> Self {
        let (count, steps) = (sum.answered as f64, steps as f64);
        let answered_score = 100.0 * sum.points as f64 / (steps * count);
        let own = 100.0 * sum.deviation() / steps / count.sqrt();
        let floor = 10.0 * (5.0 / count).sqrt();
        let (error, source) = match &dimension.evidence {
            Some(evidence) => (evidence.sem(), ErrorSource::Declared),
            None if own >= floor => (own, ErrorSource::Answers),
            None => (floor, ErrorSource::Floor),
        };
        let weights = normal(answered_score, error);
        let mean = |values: &dyn Fn(usize) -> f64| (0..POINTS).map(|index| weights[index] * values(index)).sum();
        let score = mean(&point);
        let fits = dimension.targets.iter().map(|target| mean(&|index| target.fits[index])).collect();
        Self { answered_score, error, source, score, fits }
    }

    /// Returns how likely each point of the grid is, adding up to 1. They are not kept: a memo of many estimates stays small.
    pub(crate) fn weights(&self) -> Box<[f64; POINTS]> {
        normal(self.answered_score, self.error)
    }

    /// Returns the mean fit of a role's target.
    pub(crate) fn fit(&self, target: &TargetModel) -> f64 {
        self.fits[target.slot]
    }

    /// Returns the points between which the position lies with 90 %.
    pub fn range(&self) -> Range {
        let weights = self.weights();
        let end = |share: f64| point(first_beyond(&weights[..], |sum| meets(sum, share)));
        Range { low: end(0.05), high: end(0.95) }
    }
}

/// The normal distribution around a score on the points of the grid, adding up to 1.
fn normal(score: f64, error: f64) -> Box<[f64; POINTS]> {
    // Measured from the nearest point, so that an error far below the distance between points leaves one of them.
    let nearest = (2.0 * score).round() / 2.0;
    let square = |position: f64| ((position - score) / error).powi(2);
    let least = square(nearest);
    let mut weights: Box<[f64; POINTS]> =
        Box::new(std::array::from_fn(|index| exp(-(square(point(index)) - least) / 2.0)));
    let total: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|weight| *weight /= total);
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(answers: &[i64]) -> StyleEstimate {
        let dimension =
            DimensionModel { seed: 0, first: 0, toward_high: Vec::new(), evidence: None, targets: Vec::new() };
        let mut sum = StatementSum::default();
        answers.iter().for_each(|points| sum.add(*points));
        StyleEstimate::of(&dimension, 4, sum)
    }

    #[test]
    fn few_answers_never_look_surer_than_the_floor() {
        let alike = estimate(&[3; 5]);
        assert_eq!((alike.answered_score, alike.error, alike.source), (75.0, 10.0, ErrorSource::Floor));
        let apart = estimate(&[0, 4, 0, 4, 2]);
        assert!((apart.error - 50.0 / 5.0_f64.sqrt()).abs() < 1e-12, "{}", apart.error);
        assert_eq!(apart.source, ErrorSource::Answers);
    }

    #[test]
    fn a_position_near_an_end_is_estimated_inside() {
        let end = estimate(&[4; 5]);
        assert_eq!(end.answered_score, 100.0);
        assert!(end.score < 95.0 && end.range().high > 99.0, "{end:?}");
    }

    #[test]
    fn a_declared_error_of_almost_nothing_leaves_the_nearest_point() {
        assert_eq!(normal(33.3, 1e-4)[67], 1.0);
    }
}
