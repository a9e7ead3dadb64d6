//! Declared evidence of how reliable a score is, and where it was found.

use serde::{Deserialize, Serialize};

/// What a questionnaire declares about the reliability of a dimension or area score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Evidence {
    /// A standard error of measurement, in points.
    StandardError { sem: f64, sample: String },
    /// A reliability coefficient (0 to below 1) with the standard deviation of the score in the same sample.
    Reliability { reliability: f64, sd: f64, sample: String },
}

impl Evidence {
    /// Returns the standard error of measurement in points: declared, or sd * sqrt(1 - reliability).
    pub fn sem(&self) -> f64 {
        match self {
            Self::StandardError { sem, .. } => *sem,
            Self::Reliability { reliability, sd, .. } => sd * (1.0 - reliability).sqrt(),
        }
    }

    /// Returns the sample the evidence comes from.
    pub fn sample(&self) -> &str {
        match self {
            Self::StandardError { sample, .. } | Self::Reliability { sample, .. } => sample,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reliability_and_spread_make_a_standard_error() {
        let evidence = Evidence::Reliability { reliability: 0.84, sd: 15.0, sample: "90 engineers".to_owned() };
        assert!((evidence.sem() - 6.0).abs() < 1e-12);
    }
}
