//! How likely a sample of a size is to show a difference that is there.

use statrs::distribution::{ContinuousCDF, Normal};

use crate::statistics::NORMAL_95;

/// Returns how often Fisher's test (two-sided, at 5 %) finds two rates to differ, by the normal approximation with the correction
/// of Fleiss, Tytun and Ury (1980); nothing for rates that do not differ.
pub fn of_fisher(one: (f64, usize), other: (f64, usize)) -> Option<f64> {
    let ((first, size), (second, other_size)) = (one, other);
    let difference = (first - second).abs();
    if size == 0 || other_size == 0 || difference == 0.0 {
        return None;
    }
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
    fn counted(one: (f64, usize), other: (f64, usize)) -> f64 {
        let chances = |(rate, size): (f64, usize)| {
            let mut chances = vec![(1.0 - rate).powi(size as i32)];
            for hits in 0..size {
                chances.push(chances[hits] * (size - hits) as f64 / (hits + 1) as f64 * rate / (1.0 - rate));
            }
            chances
        };
        let (first, second) = (chances(one), chances(other));
        let pairs = first
            .iter()
            .enumerate()
            .flat_map(|(a, chance)| second.iter().enumerate().map(move |(b, further)| (a, b, chance * further)));
        pairs
            .filter(|(a, b, _)| fisher::probability((*a, one.1), (*b, other.1)) < 0.05)
            .map(|(_, _, chance)| chance)
            .sum()
    }

    #[test]
    fn a_difference_is_found_about_as_often_as_counting_says() {
        for (one, other) in [
            ((0.3, 30), (0.18, 30)),
            ((0.3, 100), (0.18, 100)),
            ((0.5, 40), (0.3, 80)),
            ((0.5, 80), (0.3, 40)),
            ((0.1, 60), (0.06, 60)),
            ((0.9, 50), (0.54, 50)),
        ] {
            let (found, counted) = (of_fisher(one, other).unwrap(), counted(one, other));
            assert!((found - counted).abs() < 0.05, "{one:?} {other:?}: {found} {counted}");
        }
        assert_eq!(of_fisher((0.3, 30), (0.3, 30)), None);
        assert_eq!(of_fisher((0.3, 0), (0.2, 30)), None);
    }
}
