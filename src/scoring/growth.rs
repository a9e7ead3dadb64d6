//! Growth steps: what meeting one need would change. SCORING.md, section 6.

use crate::scoring::band::Band;
use crate::scoring::fit::Fit;
use crate::scoring::model::{Model, RoleModel};
use crate::scoring::profile::Profile;
use crate::scoring::role_sums::{gated, gates_passed, overall};
use crate::scoring::{meets, order_key};

/// Meeting one need, its gate included, all else equal. A step is about judgment only: style is described, never "fixed".
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

/// A need that is met with this probability is no step any more.
const EVEN: f64 = 0.5;

/// Returns the steps for every scored area that is more likely below its need, largest gain first, then weight, then area
/// id; none where an axis has no score.
pub(crate) fn steps(model: &Model, role: &RoleModel, profile: &Profile, fit: &Fit) -> Vec<GrowthStep> {
    let (Some(style), Some(before), Some(now)) = (fit.personality.score, fit.before_gates, fit.overall) else {
        return Vec::new();
    };
    let parts = &fit.competency.parts;
    let scored_weight: f64 = parts.iter().filter(|part| part.score.is_some()).map(|part| part.weight).sum();
    let mut steps: Vec<(GrowthStep, f64)> = Vec::new();
    for (part, need) in parts.iter().zip(&role.needs) {
        let (Some(attainment), Some(known)) = (part.attainment, profile.scored_area(part.area)) else { continue };
        if meets(profile.center.mean(&known.detail(&model.areas[part.area]).met[need.slot]), EVEN) {
            continue;
        }
        let others = gates_passed(role, profile, |area| area != part.area);
        let raised = before + part.weight * (100.0 - attainment) / scored_weight;
        let raised = gated(&model.settings, raised, others);
        let step = GrowthStep {
            area: part.area,
            to: part.need,
            overall_gain: overall(style, raised) - now,
            band_after: Band::of(model.settings.bands, style, raised),
        };
        steps.push((step, part.weight));
    }
    steps.sort_by_key(|(step, weight)| {
        (-order_key(step.overall_gain), -order_key(*weight), model.area_order[step.area])
    });
    steps.into_iter().map(|(step, _)| step).collect()
}
