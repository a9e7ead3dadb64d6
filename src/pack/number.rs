//! Numbers that are checked once: weights, credits, scores and intervals of scores.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Says that a number lies outside the range its kind allows, or is not a number at all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutOfRange {
    pub value: f64,
    /// What would have been right, as in "from 0 to 1".
    pub range: &'static str,
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not a number {}", self.value, self.range)
    }
}

impl std::error::Error for OutOfRange {}

/// A share of an axis, in percent: 0 to 100. The weights of an axis add up to 100.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Weight(f64);

impl Weight {
    /// The weight of what is described but not scored.
    pub const NONE: Self = Self(0.0);

    /// Takes a finite number from 0 to 100.
    pub fn new(value: f64) -> Result<Self, OutOfRange> {
        within(value, 0.0, 100.0, "from 0 to 100").map(Self)
    }

    /// Returns the number, 0 to 100.
    pub fn get(self) -> f64 {
        self.0
    }
}

/// What an option of a scenario earns: 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Credit(f64);

impl Credit {
    /// Takes a finite number from 0 to 1.
    pub fn new(value: f64) -> Result<Self, OutOfRange> {
        within(value, 0.0, 1.0, "from 0 to 1").map(Self)
    }

    /// Returns the number, 0 to 1.
    pub fn get(self) -> f64 {
        self.0
    }
}

/// A score in percent of the maximum possible: 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Score(f64);

impl Score {
    /// Takes a finite number from 0 to 100.
    pub fn new(value: f64) -> Result<Self, OutOfRange> {
        within(value, 0.0, 100.0, "from 0 to 100").map(Self)
    }

    /// Returns the number, 0 to 100.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// A range of scores with `0 <= min < max <= 100`, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    min: f64,
    max: f64,
}

impl Interval {
    /// The default interval of a balanced target.
    pub(crate) const BALANCED: Self = Self { min: 40.0, max: 60.0 };
    /// The default interval of a moderate leaning.
    pub(crate) const MODERATE: Self = Self { min: 55.0, max: 75.0 };
    /// The default interval of a strong leaning.
    pub(crate) const STRONG: Self = Self { min: 70.0, max: 100.0 };

    /// Takes two scores of which the first is the smaller one.
    pub fn new(min: Score, max: Score) -> Option<Self> {
        (min < max).then_some(Self { min: min.0, max: max.0 })
    }

    /// Returns the lower end.
    pub fn min(self) -> f64 {
        self.min
    }

    /// Returns the upper end.
    pub fn max(self) -> f64 {
        self.max
    }

    /// Returns the score in the middle.
    pub fn middle(self) -> f64 {
        f64::midpoint(self.min, self.max)
    }

    /// Returns the same interval seen from the other pole.
    pub fn mirrored(self) -> Self {
        Self { min: 100.0 - self.max, max: 100.0 - self.min }
    }

    /// Returns how far a score lies outside: negative below, positive above, 0 inside.
    pub fn signed_gap(self, score: f64) -> f64 {
        if score < self.min {
            score - self.min
        } else if score > self.max {
            score - self.max
        } else {
            0.0
        }
    }
}

fn within(value: f64, min: f64, max: f64, range: &'static str) -> Result<f64, OutOfRange> {
    if value.is_finite() && (min..=max).contains(&value) {
        // Minus zero is a legal spelling of zero, and must not print as `-0`.
        Ok(value + 0.0)
    } else {
        Err(OutOfRange { value, range })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_outside_their_range_are_refused() {
        for illegal in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            assert!(Credit::new(illegal).is_err(), "{illegal}");
        }
        assert!(Weight::new(100.0).is_ok());
        assert!(Weight::new(-1.0).is_err());
    }

    #[test]
    fn mirroring_an_interval_twice_is_the_identity() {
        assert_eq!(Interval::MODERATE.mirrored().mirrored(), Interval::MODERATE);
        assert_eq!(Interval::STRONG.mirrored().max(), 30.0);
    }

    #[test]
    fn a_gap_keeps_its_sign() {
        assert_eq!(Interval::MODERATE.signed_gap(80.0), 5.0);
        assert_eq!(Interval::MODERATE.signed_gap(50.0), -5.0);
        assert_eq!(Interval::MODERATE.signed_gap(55.0), 0.0);
    }
}
