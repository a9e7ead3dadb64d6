//! Growth steps: what raising one area to its need would change. SCORING.md, section 6.

use crate::scoring::band::{Band, Verdict};
use crate::scoring::fit::{AreaPart, Axis, StylePart, overall};
use crate::scoring::model::{Model, RoleModel};
use crate::scoring::profile::Profile;
use crate::scoring::{meets, order_key};

/// Raising one area to its need, all else equal. A step is about judgment only: style is described, never "fixed".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GrowthStep {
    /// Index of the area in the questionnaire.
    pub area: usize,
    /// The need, 0 to 100.
    pub to: f64,
    /// The change of the overall value, in points.
    pub overall_gain: f64,
    pub band_after: Band,
}

/// Returns the steps for every scored area below its need, largest gain first, then weight, then area id.
///
/// Both axes must have a score. The guessing test keeps its result; the gate of the area is decided again.
pub(crate) fn steps(
    model: &Model,
    role: &RoleModel,
    profile: &Profile,
    personality: &Axis<StylePart>,
    competency: &Axis<AreaPart>,
    verdict: Verdict,
) -> Vec<GrowthStep> {
    let (Some(style), Some(judgment)) = (personality.score, competency.score) else { return Vec::new() };
    let now = overall(style, judgment);
    let scored_weight: f64 = competency.parts.iter().filter(|part| part.score.is_some()).map(|part| part.weight).sum();
    let mut steps: Vec<(GrowthStep, f64)> = Vec::new();
    for (part, need) in competency.parts.iter().zip(&role.needs) {
        let (Some(score), Some(attainment)) = (part.score, part.attainment) else { continue };
        if meets(score, part.need) {
            continue;
        }
        let raised = judgment + part.weight * (100.0 - attainment) / scored_weight;
        let a_gate_failed = role.needs.iter().any(|other| {
            let reached = if other.area == need.area { Some(part.need) } else { profile.areas[other.area].score };
            other.gate.zip(reached).is_some_and(|(gate, reached)| !meets(reached, gate))
        });
        let step = GrowthStep {
            area: part.area,
            to: part.need,
            overall_gain: overall(style, raised) - now,
            band_after: Band::of(model.settings.bands, style, raised, Verdict { a_gate_failed, ..verdict }),
        };
        steps.push((step, part.weight));
    }
    steps.sort_by_key(|(step, weight)| {
        (-order_key(step.overall_gain), -order_key(*weight), model.area_order[step.area])
    });
    steps.into_iter().map(|(step, _)| step).collect()
}
