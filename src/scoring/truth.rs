//! What a role makes of a person whose true scores are known, as those of a simulated one are.

use crate::scoring::attainment::{attainment, style_fit};
use crate::scoring::meets;
use crate::scoring::model::{Model, RoleModel};
use crate::scoring::role_sums::{Sums, overall};

/// True scores of one person: 0 to 100 for each dimension and each area.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    pub dimensions: Vec<f64>,
    pub areas: Vec<f64>,
}

impl Truth {
    /// Returns personality, competency and the overall value toward a role: nothing is left open, so gates are passed or
    /// failed.
    pub fn scores(&self, model: &Model, role: &RoleModel) -> [f64; 3] {
        let style = role.targets.iter().map(|target| {
            let position = self.dimensions[target.dimension];
            (target.weight, Some(style_fit(target.interval, position, model.settings.tolerance)))
        });
        let judgment = role.needs.iter().map(|need| {
            let attained = attainment(need.need, self.areas[need.area], model.areas[need.area].chance);
            (need.weight, Some(attained))
        });
        let mean = |sums: Sums| sums.score(0.0).unwrap_or_default();
        let (personality, before_gates) = (mean(Sums::of(style)), mean(Sums::of(judgment)));
        let mut gates = role.needs.iter().filter_map(|need| Some((need.area, need.gate?)));
        let is_failed = gates.any(|(area, gate)| !meets(self.areas[area], gate.score));
        let competency = if is_failed { before_gates.min(model.settings.gate_cap) } else { before_gates };
        [personality, competency, overall(personality, competency)]
    }
}
