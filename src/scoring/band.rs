//! Bands: what a fit is called. SCORING.md, section 4.

use std::fmt;

use crate::pack::Bands;
use crate::scoring::meets;

/// What a fit is called, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    PrimaryFit,
    NearPrimaryFit,
    PotentialCapabilityGap,
    CapableStyleStretch,
    PartialMatch,
    Distant,
    InsufficientEvidence,
}

/// What decides a band besides the two axis scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub a_gate_failed: bool,
    pub guessing_passed: bool,
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
    pub fn of(cutoffs: Bands, personality: f64, competency: f64, verdict: Verdict) -> Self {
        let Bands { high, mid } = cutoffs;
        let is_clear = !verdict.a_gate_failed && verdict.guessing_passed;
        if meets(personality, high) && meets(competency, high) && is_clear {
            Self::PrimaryFit
        } else if meets(personality, mid) && meets(competency, mid) && is_clear {
            Self::NearPrimaryFit
        } else if meets(personality, high) && (!meets(competency, mid) || !is_clear) {
            Self::PotentialCapabilityGap
        } else if meets(competency, high) && is_clear && !meets(personality, mid) {
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
}

impl fmt::Display for Band {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::PrimaryFit => "primary fit",
            Self::NearPrimaryFit => "near-primary fit",
            Self::PotentialCapabilityGap => "potential, capability gap",
            Self::CapableStyleStretch => "capable, style stretch",
            Self::PartialMatch => "partial match",
            Self::Distant => "distant",
            Self::InsufficientEvidence => "insufficient evidence",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLEAR: Verdict = Verdict { a_gate_failed: false, guessing_passed: true };
    const GATED: Verdict = Verdict { a_gate_failed: true, guessing_passed: true };
    const GUESSED: Verdict = Verdict { a_gate_failed: false, guessing_passed: false };

    fn band(personality: f64, competency: f64, verdict: Verdict) -> Band {
        Band::of(Bands { high: 75.0, mid: 60.0 }, personality, competency, verdict)
    }

    #[test]
    fn the_first_rule_that_holds_names_the_band() {
        assert_eq!(band(75.0, 75.0, CLEAR), Band::PrimaryFit);
        assert_eq!(band(75.0, 74.0, CLEAR), Band::NearPrimaryFit);
        assert_eq!(band(75.0, 59.0, CLEAR), Band::PotentialCapabilityGap);
        assert_eq!(band(59.0, 75.0, CLEAR), Band::CapableStyleStretch);
        assert_eq!(band(59.0, 60.0, CLEAR), Band::PartialMatch);
        assert_eq!(band(59.0, 59.0, CLEAR), Band::Distant);
    }

    #[test]
    fn a_failed_gate_or_guessing_limits_the_band() {
        for verdict in [GATED, GUESSED] {
            assert_eq!(band(90.0, 90.0, verdict), Band::PotentialCapabilityGap);
            assert_eq!(band(65.0, 90.0, verdict), Band::PartialMatch);
            assert_eq!(band(10.0, 90.0, verdict), Band::PartialMatch);
        }
    }

    #[test]
    fn a_value_that_misses_a_cutoff_by_float_noise_meets_it() {
        assert_eq!(band(75.0 - 1e-10, 75.0, CLEAR), Band::PrimaryFit);
        assert_eq!(band(75.0 - 1e-8, 75.0, CLEAR), Band::NearPrimaryFit);
    }
}
