//! Where a score lies among those of a sample, and how far off that may be.

use crate::statistics::proportion;

/// The scores of a sample, from the lowest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SampleScores(Vec<f64>);

/// A percentile, with the range that it may be in. All are from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Percentile {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

impl SampleScores {
    pub fn of(mut scores: Vec<f64>) -> Self {
        scores.sort_unstable_by(f64::total_cmp);
        Self(scores)
    }

    pub fn people(&self) -> usize {
        self.0.len()
    }

    /// Returns the share of the sample below a score, those with the very score by half. The range begins at the lower limit of the share
    /// below its low end, and ends at the upper limit of the share up to its high end: both what the score may be and the size of the
    /// sample are in it.
    pub fn percentile(&self, score: f64, range: (f64, f64)) -> Option<Percentile> {
        let [score, low, high] = [score, range.0, range.1].map(rounded);
        let below = |score: f64| self.0.partition_point(|other| *other < score);
        let up_to = |score: f64| self.0.partition_point(|other| *other <= score);
        let limits = |some: usize| proportion::measured(some, self.people()).map(|share| share.limits);
        Some(Percentile {
            value: 50.0 * (below(score) + up_to(score)) as f64 / self.people() as f64,
            low: 100.0 * limits(below(low))?.low,
            high: 100.0 * limits(up_to(high))?.high,
        })
    }
}

/// Rounds as tables of profiles are written, so that equal scores are equal.
fn rounded(score: f64) -> f64 {
    (100.0 * score).round_ties_even() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_share_below_and_half_of_the_equal() {
        let sample = SampleScores::of(vec![50.0, 10.0, 20.0, 20.0, 40.0]);
        let found = sample.percentile(20.000_01, (20.0, 20.0)).unwrap();
        assert!((found.value - 40.0).abs() < 1e-12);
        // The limits of Clopper and Pearson of 1 and of 3 in 5.
        assert!((found.low - 0.505_076).abs() < 1e-5 && (found.high - 94.725_505).abs() < 1e-5, "{found:?}");
        assert_eq!(sample.percentile(5.0, (0.0, 9.0)).map(|found| (found.value, found.low)), Some((0.0, 0.0)));
        assert_eq!(sample.percentile(99.0, (60.0, 99.0)).map(|found| (found.value, found.high)), Some((100.0, 100.0)));
        assert_eq!(SampleScores::default().percentile(5.0, (0.0, 9.0)), None);
    }

    #[test]
    fn a_wider_range_and_a_smaller_sample_leave_more_open() {
        let sample = |people: u32| {
            SampleScores::of((0..people).map(|index| f64::from(index) * 100.0 / f64::from(people)).collect())
        };
        let width = |people: u32, reach: f64| {
            let found = sample(people).percentile(50.0, (50.0 - reach, 50.0 + reach)).unwrap();
            assert!(found.low <= found.value && found.value <= found.high);
            found.high - found.low
        };
        assert!(width(30, 5.0) > width(300, 5.0) && width(300, 15.0) > width(300, 5.0));
    }
}
