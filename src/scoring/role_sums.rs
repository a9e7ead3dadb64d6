//! What a role makes of a profile, in sums: the numbers of a row and of a whole fit alike follow from them. SCORING.md,
//! sections 2 to 4.

use crate::scoring::grid::Lanes;
use crate::scoring::meets;
use crate::scoring::model::{ModelSettings, RoleModel};
use crate::scoring::profile::Profile;

/// What a role makes of the parts that are scored: all that a row shows follows from it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RoleSums {
    pub style: Sums,
    pub areas: Sums,
    /// Whether every required area is scored.
    pub is_complete: bool,
    /// Probability that every gate on a scored area is passed, 0 to 1.
    pub gates_passed: f64,
    pub a_gate_failed: bool,
}

impl RoleSums {
    pub(crate) fn of(role: &RoleModel, profile: &Profile) -> Self {
        let style = Sums::of(role.targets.iter().map(|target| {
            let known = profile.dimensions[target.dimension].estimate.as_deref();
            (target.weight, known.map(|known| known.fit(target)))
        }));
        let (mut is_complete, mut a_gate_failed) = (true, false);
        let areas = Sums::of(role.needs.iter().map(|need| {
            let attainment = profile.attainments[need.place];
            is_complete &= !need.is_required || attainment.is_some();
            if let Some(passed) = need.gate.and_then(|gate| profile.passed[gate.place]) {
                a_gate_failed |= verdict(passed) == Verdict::Failed;
            }
            (need.weight, attainment)
        }));
        Self { style, areas, is_complete, gates_passed: gates_passed(role, profile, |_| true), a_gate_failed }
    }

    /// Returns competency as it would be without gates.
    pub(crate) fn before_gates(&self, settings: &ModelSettings) -> Option<f64> {
        self.areas.score(settings.min_coverage).filter(|_| self.is_complete)
    }
}

/// Returns the probability that every gate on a scored area is passed, of those areas that count.
pub(crate) fn gates_passed(role: &RoleModel, profile: &Profile, counts: impl Fn(usize) -> bool) -> f64 {
    let mut passed = Lanes::all(1.0);
    for need in &role.needs {
        let Some(gate) = need.gate.filter(|_| counts(need.area)) else { continue };
        if let Some(known) = profile.scored_area(need.area) {
            passed.multiply(&known.passed()[gate.slot]);
        }
    }
    profile.center.mean(&passed.values())
}

/// Weighted sums over the parts of an axis, those without a value counted apart.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub weight: f64,
    pub scored_weight: f64,
    pub weighted: f64,
}

impl Sums {
    pub(crate) fn of(parts: impl Iterator<Item = (f64, Option<f64>)>) -> Self {
        let mut sums = Self::default();
        for (weight, value) in parts {
            sums.weight += weight;
            if let Some(value) = value {
                sums.scored_weight += weight;
                sums.weighted += weight * value;
            }
        }
        sums
    }

    pub(crate) fn coverage(&self) -> f64 {
        self.scored_weight / self.weight
    }

    pub(crate) fn score(&self, min_coverage: f64) -> Option<f64> {
        let is_scored = self.scored_weight > 0.0 && meets(self.coverage(), min_coverage);
        is_scored.then(|| self.weighted / self.scored_weight)
    }

    /// Returns the points of the axis that a part gives.
    pub(crate) fn contribution(&self, weight: f64, value: Option<f64>) -> Option<f64> {
        value.filter(|_| self.scored_weight > 0.0).map(|value| weight * value / self.scored_weight)
    }
}

/// The geometric mean: strength on one axis cannot pay for weakness on the other.
pub(crate) fn overall(personality: f64, competency: f64) -> f64 {
    (personality * competency).sqrt()
}

/// Competency counts in full as far as the gates are passed, and up to a cap as far as one is failed.
pub(crate) fn gated(settings: &ModelSettings, before_gates: f64, gates_passed: f64) -> f64 {
    gates_passed * before_gates + (1.0 - gates_passed) * before_gates.min(settings.gate_cap)
}

/// What is said of a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Passed,
    Failed,
    Undecided,
}

/// Returns the verdict on a gate from the probability that it is passed.
pub(crate) fn verdict(probability: f64) -> Verdict {
    if meets(probability, 0.9) {
        Verdict::Passed
    } else if meets(-probability, -0.1) {
        Verdict::Failed
    } else {
        Verdict::Undecided
    }
}
