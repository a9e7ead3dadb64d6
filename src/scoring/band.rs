//! Bands: the verdict on a fit. SCORING.md, section 4.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::pack::Bands;
use crate::scoring::meets;

/// The verdict on a fit, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "BandFile", description = "The code of a band.")]
pub enum Band {
    PrimaryFit,
    NearPrimaryFit,
    PotentialCapabilityGap,
    CapableStyleStretch,
    PartialMatch,
    Distant,
    InsufficientEvidence,
}

impl Band {
    /// Every band, best first.
    pub const ALL: [Self; 7] = [
        Self::PrimaryFit,
        Self::NearPrimaryFit,
        Self::PotentialCapabilityGap,
        Self::CapableStyleStretch,
        Self::PartialMatch,
        Self::Distant,
        Self::InsufficientEvidence,
    ];

    /// Decides the band of two axis scores: the first rule that holds.
    pub fn of(cutoffs: Bands, personality: f64, competency: f64) -> Self {
        let Bands { high, mid } = cutoffs;
        if meets(personality, high) && meets(competency, high) {
            Self::PrimaryFit
        } else if meets(personality, mid) && meets(competency, mid) {
            Self::NearPrimaryFit
        } else if meets(personality, high) {
            Self::PotentialCapabilityGap
        } else if meets(competency, high) {
            Self::CapableStyleStretch
        } else if meets(personality, mid) || meets(competency, mid) {
            Self::PartialMatch
        } else {
            Self::Distant
        }
    }

    /// Returns the code that programs read.
    pub fn code(self) -> &'static str {
        match self {
            Self::PrimaryFit => "primary-fit",
            Self::NearPrimaryFit => "near-primary-fit",
            Self::PotentialCapabilityGap => "potential-capability-gap",
            Self::CapableStyleStretch => "capable-style-stretch",
            Self::PartialMatch => "partial-match",
            Self::Distant => "distant",
            Self::InsufficientEvidence => "insufficient-evidence",
        }
    }

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::PrimaryFit => "primary fit",
            Self::NearPrimaryFit => "near-primary fit",
            Self::PotentialCapabilityGap => "potential, capability gap",
            Self::CapableStyleStretch => "capable, style stretch",
            Self::PartialMatch => "partial match",
            Self::Distant => "distant",
            Self::InsufficientEvidence => "insufficient evidence",
        }
    }
}

impl fmt::Display for Band {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(personality: f64, competency: f64) -> Band {
        Band::of(Bands { high: 75.0, mid: 60.0 }, personality, competency)
    }

    #[test]
    fn the_first_rule_that_holds_names_the_band() {
        assert_eq!(band(75.0, 75.0), Band::PrimaryFit);
        assert_eq!(band(75.0, 74.0), Band::NearPrimaryFit);
        assert_eq!(band(75.0, 59.0), Band::PotentialCapabilityGap);
        assert_eq!(band(59.0, 75.0), Band::CapableStyleStretch);
        assert_eq!(band(74.0, 59.0), Band::PartialMatch);
        assert_eq!(band(59.0, 60.0), Band::PartialMatch);
        assert_eq!(band(59.0, 59.0), Band::Distant);
    }

    #[test]
    fn a_value_that_misses_a_cutoff_by_float_noise_meets_it() {
        assert_eq!(band(75.0 - 1e-10, 75.0), Band::PrimaryFit);
        assert_eq!(band(75.0 - 1e-8, 75.0), Band::NearPrimaryFit);
    }
}
