//! Where nine tenths of what is likely of a value lie. SCORING.md, section 7.

use crate::scoring::meets;

/// The 5 % and 95 % quantiles of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub low: f64,
    pub high: f64,
}

impl Range {
    /// Takes the 5 % and 95 % quantiles (type 7: linear interpolation); leaves the values in another order.
    pub(super) fn of(values: &mut [f64]) -> Self {
        Self { low: quantile(values, 0.05), high: quantile(values, 0.95) }
    }

    /// Widens the range to take in a value, and says whether it did already.
    pub(super) fn with(self, value: f64) -> (Self, bool) {
        let holds = meets(value, self.low) && meets(self.high, value);
        (Self { low: self.low.min(value), high: self.high.max(value) }, holds)
    }
}

fn quantile(values: &mut [f64], share: f64) -> f64 {
    let place = (values.len() - 1) as f64 * share;
    let (_, below, above) = values.select_nth_unstable_by(place as usize, f64::total_cmp);
    let next = above.iter().copied().fold(f64::INFINITY, f64::min);
    let between = place - place.floor();
    if between > 0.0 && next.is_finite() { *below + between * (next - *below) } else { *below }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate_between_neighbours() {
        let mut values: Vec<f64> = (0..=10).rev().map(f64::from).collect();
        assert_eq!(quantile(&mut values, 0.05), 0.5);
        assert_eq!(quantile(&mut values, 0.95), 9.5);
        assert_eq!(quantile(&mut [3.0], 0.05), 3.0);
    }

    #[test]
    fn a_range_is_widened_to_take_a_value_in() {
        let range = Range { low: 60.0, high: 70.0 };
        assert_eq!(range.with(65.0), (range, true));
        assert_eq!(range.with(71.0), (Range { low: 60.0, high: 71.0 }, false));
    }
}
