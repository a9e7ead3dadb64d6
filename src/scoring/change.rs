//! Whether a value of one person differs between two sittings by more than both errors.

use crate::scoring::range::Range;

/// A difference, and where it lies with 90 %.
///
/// The interval is that of Zou and Donner (2008, "Construction of confidence limits about effect measures: a general
/// approach", Statistics in Medicine 27, 1693-1702) for the difference of two independent values: the distances from each
/// value to the end of its own range, added as squares. Where both ranges are symmetric it is the reliable change of Jacobson
/// and Truax (1991), each sitting with its own error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueChange {
    pub by: f64,
    pub range: Range,
}

impl ValueChange {
    /// Compares a value with a later one, each with its 90 % range.
    pub fn of((before, before_range): (f64, Range), (after, after_range): (f64, Range)) -> Self {
        let by = after - before;
        let down = (after - after_range.low).hypot(before_range.high - before);
        let up = (after_range.high - after).hypot(before - before_range.low);
        Self { by, range: Range { low: by - down, high: by + up } }
    }

    /// Says whether the difference is beyond both errors: its interval holds no zero.
    pub fn is_clear(self) -> bool {
        self.range.low > 0.0 || self.range.high < 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low: f64, high: f64) -> Range {
        Range { low, high }
    }

    #[test]
    fn with_equal_errors_a_change_is_clear_from_their_root_sum_of_squares_on() {
        let change = |after| ValueChange::of((50.0, range(44.0, 56.0)), (after, range(after - 8.0, after + 8.0)));
        assert_eq!(change(60.0).range, range(0.0, 20.0));
        assert!(!change(60.0).is_clear() && !change(40.0).is_clear());
        assert!(change(60.1).is_clear() && change(39.9).is_clear());
    }

    #[test]
    fn what_counts_are_the_ends_that_face_each_other() {
        // A rise ends where the later range is low and the earlier one high.
        let change = ValueChange::of((50.0, range(10.0, 53.0)), (58.0, range(54.0, 99.0)));
        assert_eq!(change.range.low, 8.0 - 5.0);
        assert!(change.is_clear());
        let back = ValueChange::of((58.0, range(54.0, 99.0)), (50.0, range(10.0, 53.0)));
        assert_eq!((back.range.high, back.is_clear()), (-3.0, true));
    }
}
