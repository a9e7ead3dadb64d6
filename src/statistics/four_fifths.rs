//! The four-fifths rule, and how often it flags groups that do not differ.

use crate::statistics::quantile;

/// A rate below this share of the highest one is flagged.
pub const FOUR_FIFTHS: f64 = 0.8;

/// In smaller groups the rule says more about chance than about the groups.
pub const FEWEST_IN_A_GROUP: usize = 30;

/// Returns how often some group is flagged although all have one rate: the exact probability over groups of these sizes.
///
/// The highest rate of all groups takes one of few values; for each of them the groups are independent.
pub fn false_alarms(rate: f64, sizes: &[usize]) -> f64 {
    let sizes: Vec<usize> = sizes.iter().copied().filter(|size| *size > 0).collect();
    let mut rates: Vec<(usize, usize)> =
        sizes.iter().flat_map(|size| likely(rate, *size).map(|hits| (hits, *size))).collect();
    rates.sort_by(|a, b| compare(*a, *b));
    rates.dedup_by(|a, b| compare(*a, *b).is_eq());
    let below = |hits: f64, size: usize| below(hits, size, rate);
    let calm: f64 = rates
        .iter()
        .map(|(hits, size)| {
            let highest = *hits as f64 / *size as f64;
            let up_to = |limit: f64, include: bool| -> f64 {
                sizes
                    .iter()
                    .map(|of| {
                        let least = (FOUR_FIFTHS * highest * *of as f64 - 1e-9).ceil();
                        let most = limit * *of as f64;
                        let end = if include { (most + 1e-9).floor() + 1.0 } else { (most - 1e-9).ceil() };
                        (below(end, *of) - below(least, *of)).max(0.0)
                    })
                    .product()
            };
            up_to(highest, true) - up_to(highest, false)
        })
        .sum();
    (1.0 - calm).clamp(0.0, 1.0)
}

/// How many of a group may have an outcome of this rate: what lies ten standard deviations away never happens.
pub(super) fn likely(rate: f64, size: usize) -> std::ops::RangeInclusive<usize> {
    let (middle, reach) = (rate * size as f64, 10.0 * (rate * (1.0 - rate) * size as f64).sqrt() + 10.0);
    (middle - reach).max(0.0) as usize..=((middle + reach) as usize).min(size)
}

/// Compares rates exactly.
fn compare(one: (usize, usize), other: (usize, usize)) -> std::cmp::Ordering {
    (one.0 as u128 * other.1 as u128).cmp(&(other.0 as u128 * one.1 as u128))
}

/// Returns how often fewer than so many of a group have an outcome of this rate.
fn below(hits: f64, size: usize, rate: f64) -> f64 {
    let size = size as f64;
    if hits <= 0.0 {
        0.0
    } else if hits > size {
        1.0
    } else {
        // Fewer than `hits` of `size`: the share of a beta distribution above the rate.
        1.0 - quantile::beta_share(hits, size - hits + 1.0, rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts every pair of outcomes.
    fn counted(rate: f64, one: usize, other: usize) -> f64 {
        let chances = |size: usize| -> Vec<f64> {
            (0..=size).map(|hits| below(hits as f64 + 1.0, size, rate) - below(hits as f64, size, rate)).collect()
        };
        let (first, second) = (chances(one), chances(other));
        let mut flagged = 0.0;
        for (a, chance) in first.iter().enumerate() {
            for (b, further) in second.iter().enumerate() {
                let (a, b) = (a * other, b * one);
                if 5 * a.min(b) < 4 * a.max(b) {
                    flagged += chance * further;
                }
            }
        }
        flagged
    }

    #[test]
    fn equal_groups_are_flagged_as_often_as_counting_says() {
        for (rate, one, other) in [(0.3, 30, 30), (0.3, 100, 100), (0.5, 7, 12), (0.05, 40, 90), (0.9, 25, 60)] {
            let (exact, counted) = (false_alarms(rate, &[one, other]), counted(rate, one, other));
            assert!((exact - counted).abs() < 1e-9, "{rate} {one} {other}: {exact} {counted}");
        }
        assert!((false_alarms(0.3, &[30, 30]) - 0.56).abs() < 0.005);
        assert!((false_alarms(0.3, &[100, 100]) - 0.30).abs() < 0.005);
    }

    #[test]
    fn more_groups_are_flagged_more_often_and_large_ones_almost_never() {
        assert!(false_alarms(0.3, &[50, 50, 50]) > false_alarms(0.3, &[50, 50]));
        assert!(false_alarms(0.5, &[3000, 3000]) < 1e-6);
        assert_eq!(false_alarms(0.0, &[30, 30]), 0.0);
        assert_eq!(false_alarms(1.0, &[30, 30]), 0.0);
    }
}
