//! How strongly two values go together.

use crate::statistics::{Limits, Measured, NORMAL_95};

/// Returns a correlation with the limits of Fisher's z (1921), for four people and more.
pub fn measured(correlation: f64, people: usize) -> Option<Measured> {
    if people < 4 || !correlation.is_finite() {
        return None;
    }
    let value = correlation.clamp(-1.0, 1.0);
    let margin = NORMAL_95 / (people as f64 - 3.0).sqrt();
    let limit = |signed: f64| if value.abs() == 1.0 { value } else { (value.atanh() + signed).tanh() };
    Some(Measured { value, limits: Limits { low: limit(-margin), high: limit(margin) } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_those_of_fishers_z() {
        // scipy.stats.pearsonr(...).confidence_interval() of a correlation of .3 among 30.
        let found = measured(0.3, 30).unwrap();
        assert!((found.limits.low - -0.067_572_511_445_785).abs() < 1e-12, "{found:?}");
        assert!((found.limits.high - 0.595_867_415_436_737_8).abs() < 1e-12, "{found:?}");
        assert_eq!(measured(0.3, 3), None);
        assert_eq!(measured(f64::NAN, 30), None);
        assert_eq!(measured(1.0, 30).map(|found| found.limits.low), Some(1.0));
    }
}
