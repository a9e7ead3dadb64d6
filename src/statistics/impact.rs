//! Whether groups have an outcome at different rates: a screen for adverse impact, over groups that are shown.

use crate::statistics::difference::adjusted;
use crate::statistics::four_fifths::{FEWEST_IN_A_GROUP, FOUR_FIFTHS, false_alarms};
use crate::statistics::{Measured, fisher, power, proportion};

/// The true ratio of two rates that a sample is asked to find.
pub const RATIO_TO_FIND: f64 = 0.6;

/// A group: how many people it has whose outcome is known, and how many of them have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutcomeCount {
    pub people: usize,
    pub hits: usize,
}

/// How groups compare in one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Impact {
    /// In the order given.
    pub groups: Vec<GroupImpact>,
    /// How often four-fifths flags some group although all have the rate of all; nothing without two groups that carry it.
    pub false_alarms: Option<f64>,
    /// How often Fisher's test finds the two largest groups apart, if the smaller truly has the outcome less often by the ratio to find.
    pub power: Option<f64>,
}

/// How a group compares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupImpact {
    pub count: OutcomeCount,
    /// Nothing where the outcome of nobody is known.
    pub rate: Option<Measured>,
    /// Whether the others are compared with it.
    pub is_reference: bool,
    /// Its rate, as a share of that of the reference.
    pub ratio: Option<f64>,
    /// Fisher's probability of a difference from the reference as large as this, and the same adjusted for all comparisons.
    pub probability: Option<f64>,
    pub adjusted: Option<f64>,
    /// Whether the ratio is below four fifths; nothing where the group or the reference is too small for that to mean anything.
    pub is_below_four_fifths: Option<bool>,
}

impl Impact {
    /// Compares groups with the one of the highest rate. Where two have thirty people or more, only such a group is the reference:
    /// a handful of people sets no standard.
    pub fn of(counts: &[OutcomeCount]) -> Self {
        let reference = reference(counts);
        let groups = (0..counts.len()).map(|index| GroupImpact::of(counts, index, reference)).collect();
        let large: Vec<OutcomeCount> = counts.iter().copied().filter(carries_four_fifths).collect();
        let rate = share(&counts.iter().fold(OutcomeCount::default(), |sum, count| OutcomeCount {
            people: sum.people + count.people,
            hits: sum.hits + count.hits,
        }));
        let sizes: Vec<usize> = large.iter().map(|count| count.people).collect();
        let mut by_size: Vec<usize> = counts.iter().map(|count| count.people).collect();
        by_size.sort_unstable_by(|a, b| b.cmp(a));
        let found = |rate: f64| match by_size[..] {
            [first, second, ..] => power::of_fisher((rate, first), (RATIO_TO_FIND * rate, second)),
            _ => None,
        };
        Self {
            groups,
            false_alarms: rate.filter(|_| sizes.len() > 1).map(|rate| false_alarms(rate, &sizes)),
            power: rate.and_then(found),
        }
    }
}

impl GroupImpact {
    fn of(counts: &[OutcomeCount], index: usize, reference: Option<usize>) -> Self {
        let count = counts[index];
        let of = reference.map(|reference| counts[reference]);
        let other = of.filter(|of| reference != Some(index) && of.hits > 0 && count.people > 0);
        let ratio = of.and_then(|of| Some(share(&count)? / share(&of).filter(|rate| *rate > 0.0)?));
        let below =
            |of: OutcomeCount| (carries_four_fifths(&count) && carries_four_fifths(&of)).then(|| is_below(count, of));
        Self {
            count,
            rate: proportion::measured(count.hits, count.people),
            is_reference: reference == Some(index),
            ratio,
            probability: other.map(|of| fisher::probability((count.hits, count.people), (of.hits, of.people))),
            adjusted: None,
            is_below_four_fifths: other.and_then(below),
        }
    }
}

/// Adjusts the probabilities of a family of comparisons by Holm's steps (1979), and returns how many these are.
pub fn adjust(family: &mut [&mut Impact]) -> usize {
    let mut tested: Vec<&mut GroupImpact> = family.iter_mut().flat_map(|impact| impact.groups.iter_mut()).collect();
    tested.retain(|group| group.probability.is_some());
    let probabilities: Vec<f64> = tested.iter().filter_map(|group| group.probability).collect();
    for (group, adjusted) in tested.iter_mut().zip(adjusted(&probabilities)) {
        group.adjusted = Some(adjusted);
    }
    probabilities.len()
}

fn carries_four_fifths(count: &OutcomeCount) -> bool {
    count.people >= FEWEST_IN_A_GROUP
}

fn share(count: &OutcomeCount) -> Option<f64> {
    (count.people > 0).then(|| count.hits as f64 / count.people as f64)
}

/// Compares whole numbers, so that four fifths exactly is not below.
fn is_below(count: OutcomeCount, of: OutcomeCount) -> bool {
    debug_assert!((FOUR_FIFTHS - 0.8).abs() < f64::EPSILON);
    5 * (count.hits as u128) * (of.people as u128) < 4 * (of.hits as u128) * (count.people as u128)
}

/// The group of the highest rate, of equals the largest; one alone is compared with nothing.
fn reference(counts: &[OutcomeCount]) -> Option<usize> {
    let is_carried = counts.iter().filter(|count| carries_four_fifths(count)).count() > 1;
    let may_be = |index: &usize| counts[*index].people > 0 && (!is_carried || carries_four_fifths(&counts[*index]));
    if counts.iter().filter(|count| count.people > 0).count() < 2 {
        return None;
    }
    (0..counts.len()).filter(may_be).max_by(|one, other| {
        let (a, b) = (counts[*one], counts[*other]);
        let by_rate = (a.hits as u128 * b.people as u128).cmp(&(b.hits as u128 * a.people as u128));
        by_rate.then(a.people.cmp(&b.people)).then(other.cmp(one))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn impact(counts: &[(usize, usize)]) -> Impact {
        let counts: Vec<OutcomeCount> =
            counts.iter().map(|(people, hits)| OutcomeCount { people: *people, hits: *hits }).collect();
        Impact::of(&counts)
    }

    fn ratios(counts: &[(usize, usize)]) -> Vec<f64> {
        impact(counts).groups.iter().map(|group| (1000.0 * group.ratio.unwrap()).round() / 1000.0).collect()
    }

    /// Counts and ratios are those of the package aedt-audit 0.3.0: its own example, and one made with its generator.
    #[test]
    fn ratios_are_those_of_aedt_audit() {
        assert_eq!(ratios(&[(2441, 510), (2409, 925)]), [0.544, 1.0]);
        let by_race = [(154, 43), (600, 188), (681, 195), (933, 272), (95, 28), (244, 92), (2293, 682)];
        assert_eq!(ratios(&by_race), [0.741, 0.831, 0.759, 0.773, 0.782, 1.0, 0.789]);
        let generated = [(167, 50), (581, 194), (632, 128), (953, 298), (92, 27), (243, 80), (2332, 723)];
        assert_eq!(ratios(&generated), [0.897, 1.0, 0.607, 0.936, 0.879, 0.986, 0.929]);
    }

    #[test]
    fn four_fifths_is_said_only_of_groups_that_carry_it() {
        let verdicts = |counts: &[(usize, usize)]| -> Vec<Option<bool>> {
            impact(counts).groups.iter().map(|group| group.is_below_four_fifths).collect()
        };
        assert_eq!(verdicts(&[(30, 10), (30, 8), (30, 7)]), [None, Some(false), Some(true)]);
        assert_eq!(verdicts(&[(30, 10), (29, 5)]), [None, None]);
        // A small group is compared, and sets no standard.
        let with_small = impact(&[(50, 20), (50, 15), (6, 6)]);
        assert_eq!(with_small.groups[2].ratio, Some(2.5));
        assert!(with_small.groups[0].is_reference);
        assert!(impact(&[(10, 4), (6, 6)]).groups[1].is_reference);
    }

    #[test]
    fn where_nobody_has_the_outcome_there_is_nothing_to_compare() {
        let none = impact(&[(40, 0), (50, 0)]);
        assert!(none.groups.iter().all(|group| group.ratio.is_none() && group.probability.is_none()));
        assert_eq!(none.power, None);
        let alone = impact(&[(40, 9)]);
        assert_eq!((alone.false_alarms, alone.power), (None, None));
        let empty = impact(&[(40, 9), (0, 0)]);
        assert_eq!((empty.groups[1].rate, empty.groups[1].probability), (None, None));
    }

    #[test]
    fn probabilities_are_adjusted_for_all_comparisons() {
        let mut one = impact(&[(100, 50), (100, 30), (100, 49)]);
        let mut other = impact(&[(100, 50), (100, 36)]);
        assert_eq!(adjust(&mut [&mut one, &mut other]), 3);
        let raw = |group: &GroupImpact| group.probability.unwrap();
        let (a, b, c) = (one.groups[1], other.groups[1], one.groups[2]);
        assert!((a.adjusted.unwrap() - 3.0 * raw(&a)).abs() < 1e-12);
        assert!((b.adjusted.unwrap() - 2.0 * raw(&b)).abs() < 1e-12);
        assert_eq!((c.adjusted, one.groups[0].adjusted), (Some(1.0_f64.min(raw(&c))), None));
    }
}
