//! Points as messages print them: one decimal, never rounded to a cut-off that they miss.

/// Tolerance for floating-point errors of sums.
const NOISE: f64 = 1e-6;

/// Rounds down, for values below a cut-off and for maxima.
pub(super) fn rounded_down(value: f64) -> f64 {
    (value * 10.0 + NOISE).floor() / 10.0
}

/// Rounds up, for minima.
pub(super) fn rounded_up(value: f64) -> f64 {
    (value * 10.0 - NOISE).ceil() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_misses_a_cutoff_is_not_printed_as_meeting_it() {
        assert_eq!(rounded_down(9.99), 9.9);
        assert_eq!(rounded_up(55.01), 55.1);
        assert_eq!((rounded_down(0.1 + 0.2), rounded_up(0.1 + 0.2)), (0.3, 0.3));
    }
}
