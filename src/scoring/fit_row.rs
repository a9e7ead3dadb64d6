//! A row: what a row of a table shows of a fit, found without the parts and reasons behind it.

use crate::scoring::band::Band;
use crate::scoring::fit::{Fit, GatesGivenCenter, Sums, Verdict, gated, overall, verdict};
use crate::scoring::model::{Model, RoleModel};
use crate::scoring::profile::Profile;
use crate::scoring::ranking::place;

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
    /// Finds the same numbers as [`Fit::of`], to the last digit: both add up in one order.
    pub fn of(model: &Model, index: usize, role: &RoleModel, profile: &Profile) -> Self {
        let settings = &model.settings;
        let style = Sums::of(role.targets.iter().map(|target| {
            let known = profile.dimensions[target.dimension].estimate.as_deref();
            (target.weight, known.map(|known| known.fit(target)))
        }));
        let (mut is_complete, mut a_gate_failed) = (true, false);
        let areas = Sums::of(role.needs.iter().map(|need| {
            let known = profile.scored_area(need.area).map(|known| &known.given_center);
            is_complete &= !need.is_required || known.is_some();
            if let (Some(gate), Some(known)) = (need.gate, known) {
                let probability = profile.center.mean(&known.reached[gate.level]);
                a_gate_failed |= verdict(probability) == Verdict::Failed;
            }
            (need.weight, known.map(|known| profile.center.mean(&known.attainments[need.slot])))
        }));
        let personality = style.score(settings.min_coverage);
        let before_gates = areas.score(settings.min_coverage).filter(|_| is_complete);
        let gates_passed = || profile.center.mean(&GatesGivenCenter::of(role, profile).0);
        let competency = before_gates.map(|before| gated(settings, before, gates_passed()));
        let scores = personality.zip(competency);
        Self {
            role: index,
            band: scores.map_or(Band::InsufficientEvidence, |(personality, competency)| {
                Band::of(settings.bands, personality, competency)
            }),
            overall: scores.map(|(personality, competency)| overall(personality, competency)),
            personality,
            competency,
            coverage: style.coverage().min(areas.coverage()),
            a_gate_failed,
            demand: role.demand,
        }
    }
}

/// Returns the role that is ranked first, if any is ranked.
pub fn first(fit_rows: &[FitRow]) -> Option<usize> {
    let ranked = fit_rows.iter().filter(|row| row.overall.is_some());
    ranked.min_by_key(|row| place(row.overall, row.demand, row.role)).map(|row| row.role)
}

impl From<&Fit> for FitRow {
    fn from(fit: &Fit) -> Self {
        Self {
            role: fit.role,
            band: fit.band,
            overall: fit.overall,
            personality: fit.personality.score,
            competency: fit.competency.score,
            coverage: fit.personality.coverage.min(fit.competency.coverage),
            a_gate_failed: fit.has_failed_gate(),
            demand: fit.demand,
        }
    }
}
