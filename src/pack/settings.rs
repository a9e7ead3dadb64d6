//! The settings of the method that a questionnaire may override: SCORING.md, section 1. Conventions, not norms.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::pack::number::Interval;

/// What a pack declares about scoring, defaults filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Names of target intervals, as seen from the pole that is named.
    pub strengths: IndexMap<String, Interval>,
    /// Names of needed judgment scores, 0 to 100.
    pub levels: IndexMap<String, f64>,
    /// Points outside a target interval at which style fit reaches 0.
    pub tolerance: f64,
    pub min_answered: MinAnswered,
    /// Share of a role's axis weight that must be scored, above 0 up to 1.
    pub min_coverage: f64,
    pub bands: Bands,
    /// What competency counts as, at most, where a gate is failed.
    pub gate_cap: f64,
}

/// Shares of a part's items that must be answered, above 0 up to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MinAnswered {
    pub statements: f64,
    pub scenarios: f64,
}

/// Cut-offs on each axis, 0 < mid <= high <= 100.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bands {
    pub high: f64,
    pub mid: f64,
}

impl Settings {
    /// The strength that needs no pole.
    pub const BALANCED: &'static str = "balanced";
}

impl Default for Settings {
    fn default() -> Self {
        let named = |pairs: &[(&str, f64)]| pairs.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
        Self {
            strengths: IndexMap::from([
                (Self::BALANCED.to_owned(), Interval::BALANCED),
                ("moderate".to_owned(), Interval::MODERATE),
                ("strong".to_owned(), Interval::STRONG),
            ]),
            levels: named(&[
                ("foundation", 55.0),
                ("working", 65.0),
                ("proficient", 75.0),
                ("advanced", 82.0),
                ("expert", 90.0),
            ]),
            tolerance: 25.0,
            min_answered: MinAnswered { statements: 0.8, scenarios: 0.66 },
            min_coverage: 0.8,
            bands: Bands { high: 75.0, mid: 60.0 },
            gate_cap: 50.0,
        }
    }
}
