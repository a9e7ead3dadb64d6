//! What a position and a score are worth to a role: fit to a target, attainment of a need. SCORING.md, sections 2 and 3.

use crate::pack::Interval;

/// Fit of a position: full inside the target, falling to 0 over the tolerance outside.
pub(crate) fn style_fit(target: Interval, position: f64, tolerance: f64) -> f64 {
    let distance = target.signed_gap(position).abs();
    100.0 * (1.0 - distance / tolerance).max(0.0)
}

/// Attainment of a score: the way from chance to the need, corrected for guessing and one-sided.
pub(crate) fn attainment(need: f64, score: f64, chance: f64) -> f64 {
    100.0 * ((score - chance) / (need - chance)).clamp(0.0, 1.0)
}
