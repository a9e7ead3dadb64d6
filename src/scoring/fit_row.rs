//! A row: what a row of a table shows of a fit, found without the parts and reasons behind it.

use crate::scoring::band::Band;
use crate::scoring::model::{Model, RoleModel};
use crate::scoring::profile::Profile;
use crate::scoring::role_sums::{RoleSums, gated, overall};

/// One person's fit to one role, without its parts. Scores are on 0 to 100, absent where an axis is not scored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FitRow {
    /// Index of the role in the pack.
    pub role: usize,
    pub band: Band,
    pub overall: Option<f64>,
    pub personality: Option<f64>,
    pub competency: Option<f64>,
    /// Share of the role's weight that is scored on its weaker axis, 0 to 1.
    pub coverage: f64,
    pub a_gate_failed: bool,
    /// The weighted mean of the role's needs.
    pub demand: f64,
}

impl FitRow {
    /// Finds the same numbers as `Fit::of`, which starts from them.
    pub fn of(model: &Model, index: usize, role: &RoleModel, profile: &Profile) -> Self {
        Self::with(model, index, role, &RoleSums::of(role, profile))
    }

    /// Takes what the role's sums come to.
    pub(crate) fn with(model: &Model, index: usize, role: &RoleModel, sums: &RoleSums) -> Self {
        let settings = &model.settings;
        let personality = sums.style.score(settings.min_coverage);
        let competency = sums.before_gates(settings).map(|before| gated(settings, before, sums.gates_passed));
        let scores = personality.zip(competency);
        Self {
            role: index,
            band: scores.map_or(Band::InsufficientEvidence, |(personality, competency)| {
                Band::of(settings.bands, personality, competency)
            }),
            overall: scores.map(|(personality, competency)| overall(personality, competency)),
            personality,
            competency,
            coverage: sums.style.coverage().min(sums.areas.coverage()),
            a_gate_failed: sums.a_gate_failed,
            demand: role.demand,
        }
    }
}
