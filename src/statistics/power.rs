//! How likely a sample of a size is to show a difference that is there.

use statrs::distribution::{Binomial, ContinuousCDF, Discrete, Normal};

use crate::statistics::NORMAL_95;
use crate::statistics::fisher::found_apart;
use crate::statistics::four_fifths::likely;

/// Where the smaller group has no more people than this, every outcome of both is counted.
const MOST_COUNTED: usize = 1000;

/// Less likely differences are found.
const LEVEL: f64 = 0.05;

/// Returns how often Fisher's test (two-sided, at 5 %) finds two groups apart that truly have these rates; nothing for rates that do
/// not differ. A group is given by its rate and its size.
pub fn of_fisher(one: (f64, usize), other: (f64, usize)) -> Option<f64> {
    let smaller = one.1.min(other.1);
    if smaller == 0 || one.0 == other.0 {
        return None;
    }
    if smaller > MOST_COUNTED { approximated(one, other) } else { counted(one, other) }
}

/// Adds up how likely the outcomes of both groups are that the test finds.
fn counted(one: (f64, usize), other: (f64, usize)) -> Option<f64> {
    let (first, second) = (likely(one.0, one.1), likely(other.0, other.1));
    let chances = |(rate, size): (f64, usize)| {
        let chances = Binomial::new(rate, size as u64).ok()?;
        Some(likely(rate, size).map(|hits| chances.pmf(hits as u64)).collect::<Vec<f64>>())
    };
    let (of_first, of_second) = (chances(one)?, chances(other)?);
    let chance = |chances: &[f64], from: usize, hits: usize| {
        hits.checked_sub(from).and_then(|place| chances.get(place)).copied().unwrap_or_default()
    };
    let found = |hits: usize| -> f64 {
        let (lowest, is_found) = found_apart(hits, (one.1, other.1), LEVEL);
        let tables = (lowest..).zip(is_found).filter(|(_, is_found)| *is_found);
        tables
            .map(|(of_one, _)| {
                chance(&of_first, *first.start(), of_one) * chance(&of_second, *second.start(), hits - of_one)
            })
            .sum()
    };
    let all = (first.start() + second.start()..=first.end() + second.end()).map(found).sum::<f64>();
    // Where no table is found, the sum of nothing is -0.
    Some((0.0 + all).min(1.0))
}

/// The normal approximation with the correction of Fleiss, Tytun and Ury (1980).
fn approximated(one: (f64, usize), other: (f64, usize)) -> Option<f64> {
    let ((first, size), (second, other_size)) = (one, other);
    let difference = (first - second).abs();
    let (size, ratio) = (size as f64, other_size as f64 / size as f64);
    let corrected = (size - (ratio + 1.0) / (2.0 * ratio * difference)).max(0.0).powi(2) / size;
    let pooled = (first + ratio * second) / (ratio + 1.0);
    let within = NORMAL_95 * ((ratio + 1.0) * pooled * (1.0 - pooled)).sqrt();
    let spread = (ratio * first * (1.0 - first) + second * (1.0 - second)).sqrt();
    let distance = (difference * (ratio * corrected).sqrt() - within) / spread;
    Some(Normal::standard().cdf(distance)).filter(|found| found.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::fisher;

    /// Counts every pair of outcomes of two groups.
    fn every_pair(one: (f64, usize), other: (f64, usize)) -> f64 {
        let chance =
            |(rate, size): (f64, usize), hits: usize| Binomial::new(rate, size as u64).unwrap().pmf(hits as u64);
        let pairs = (0..=one.1).flat_map(|a| (0..=other.1).map(move |b| (a, b)));
        let found = pairs.filter(|(a, b)| fisher::probability((*a, one.1), (*b, other.1)) < LEVEL);
        found.map(|(a, b)| chance(one, a) * chance(other, b)).sum()
    }

    #[test]
    fn a_difference_is_found_as_often_as_counting_every_pair_says() {
        for (one, other) in [
            ((0.3, 30), (0.18, 30)),
            ((0.3, 100), (0.18, 100)),
            ((0.5, 80), (0.3, 40)),
            ((0.9, 50), (0.54, 50)),
            ((0.43, 31), (0.258, 8)),
            ((0.87, 29), (0.522, 5)),
            ((1.0, 12), (0.6, 9)),
        ] {
            let (found, counted) = (of_fisher(one, other).unwrap(), every_pair(one, other));
            assert!((found - counted).abs() < 1e-9, "{one:?} {other:?}: {found} {counted}");
        }
        assert!(of_fisher((0.5, 3), (0.3, 3)).is_some_and(f64::is_sign_positive));
        assert_eq!(of_fisher((0.3, 30), (0.3, 30)), None);
        assert_eq!(of_fisher((0.3, 0), (0.2, 30)), None);
    }

    /// Those that the test of a statistics package finds in a large number of draws.
    #[test]
    fn small_groups_are_found_as_often_as_draws_say() {
        for (one, other, found) in
            [((0.43, 31), (0.258, 8), 0.10), ((0.87, 29), (0.522, 5), 0.37), ((0.57, 60), (0.342, 31), 0.53)]
        {
            let counted = of_fisher(one, other).unwrap();
            assert!((counted - found).abs() < 0.005, "{one:?} {other:?}: {counted}");
        }
    }

    #[test]
    fn large_groups_are_approximated_and_rather_too_few_than_too_many() {
        for (one, other) in [((0.1, 1001), (0.06, 1001)), ((0.3, 1500), (0.24, 1100)), ((0.02, 4000), (0.012, 1100))] {
            let (found, counted) = (of_fisher(one, other).unwrap(), counted(one, other).unwrap());
            assert!(found < counted + 0.01);
            assert!((found - counted).abs() < 0.06, "{one:?} {other:?}: {found} {counted}");
        }
    }
}
