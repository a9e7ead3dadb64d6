//! How far apart the means of two groups are.

use crate::statistics::{Limits, Measured, TAIL, quantile};

/// With fewer people the spread of their values is unknown.
const FEWEST_COMPARED: usize = 5;

/// Sums of squares are only so exact.
const ROUNDING: f64 = 1e-14;

/// The values of a group, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ValueSums {
    pub people: usize,
    pub sum: f64,
    pub squares: f64,
}

/// A difference of two means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanDifference {
    pub measured: Measured,
    /// How often two groups of one mean differ as much as this or more.
    pub probability: f64,
}

impl ValueSums {
    pub fn add(&mut self, value: f64) {
        self.people += 1;
        self.sum += value;
        self.squares += value * value;
    }

    /// Returns the sums of both groups together.
    pub fn with(&self, other: &Self) -> Self {
        Self { people: self.people + other.people, sum: self.sum + other.sum, squares: self.squares + other.squares }
    }

    pub fn mean(&self) -> Option<f64> {
        (self.people > 0).then(|| self.sum / self.people as f64)
    }

    /// Returns the squared standard error of the mean.
    fn error(&self) -> f64 {
        let people = self.people as f64;
        ((self.squares - self.sum * self.sum / people) / (people - 1.0)).max(0.0) / people
    }

    /// Returns how far the mean is above that of another group, with the limits and the test of Welch (1947); nothing for few people,
    /// and where all values of both groups are alike.
    pub fn above(&self, other: &Self) -> Option<MeanDifference> {
        if self.people < FEWEST_COMPARED || other.people < FEWEST_COMPARED {
            return None;
        }
        let (mine, others) = (self.error(), other.error());
        // What varies less than this is rounding.
        if mine + others <= ROUNDING * (self.squares + other.squares) {
            return None;
        }
        let spread = |error: f64, sums: &Self| error * error / (sums.people as f64 - 1.0);
        let freedom = (mine + others).powi(2) / (spread(mine, self) + spread(others, other));
        if !freedom.is_finite() || freedom <= 0.0 {
            return None;
        }
        let value = self.mean()? - other.mean()?;
        let margin = quantile::t(1.0 - TAIL, freedom) * (mine + others).sqrt();
        let distance = value * value / (mine + others);
        Some(MeanDifference {
            measured: Measured { value, limits: Limits { low: value - margin, high: value + margin } },
            probability: quantile::beta_share(freedom / 2.0, 0.5, freedom / (freedom + distance)),
        })
    }
}

/// Adjusts probabilities for their number by Holm's steps (1979).
pub fn adjusted(probabilities: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|one, other| probabilities[*one].total_cmp(&probabilities[*other]));
    let mut adjusted = vec![0.0; probabilities.len()];
    let mut highest = 0.0_f64;
    for (place, index) in order.iter().enumerate() {
        highest = highest.max((probabilities.len() - place) as f64 * probabilities[*index]).min(1.0);
        adjusted[*index] = highest;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(values: &[f64]) -> ValueSums {
        let mut sums = ValueSums::default();
        values.iter().for_each(|value| sums.add(*value));
        sums
    }

    #[test]
    fn differences_are_those_of_welch() {
        // scipy.stats.ttest_ind(one, other, equal_var=False), with its confidence_interval().
        let one = sums(&[12.0, 15.5, 9.0, 20.0, 14.0, 11.0]);
        let other = sums(&[18.0, 25.0, 22.5, 19.0, 30.0]);
        let found = one.above(&other).unwrap();
        for (found, expected) in [
            (found.measured.value, WELCH[0]),
            (found.measured.limits.low, WELCH[1]),
            (found.measured.limits.high, WELCH[2]),
            (found.probability, WELCH[3]),
        ] {
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
        assert_eq!(one.above(&sums(&[1.0; 4])), None);
        assert_eq!(sums(&[1.0; 9]).above(&sums(&[2.0; 9])), None);
        assert_eq!(sums(&[39.7; 40]).above(&sums(&[0.1; 60])), None);
    }

    #[test]
    fn probabilities_are_adjusted_by_holm() {
        // By hand: 5 x .005, 4 x .01, 3 x .03, no less than that for .04, and .9.
        let found = adjusted(&[0.01, 0.04, 0.03, 0.005, 0.9]);
        for (found, expected) in found.iter().zip([0.04, 0.09, 0.09, 0.025, 0.9]) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
        assert!(adjusted(&[]).is_empty());
    }

    const WELCH: [f64; 4] =
        [-9.316_666_666_666_665, -15.560_373_789_235_392, -3.072_959_544_097_938, 0.009_065_137_535_602_941];
}
