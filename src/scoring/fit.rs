//! A fit: one role's view of a profile. SCORING.md, sections 2 to 6.

use crate::pack::Interval;
use crate::scoring::SLACK;
use crate::scoring::attainment::{attainment, style_fit};
use crate::scoring::band::Band;
use crate::scoring::dimension::TargetModel;
use crate::scoring::fit_row::FitRow;
use crate::scoring::growth::{self, GrowthStep};
use crate::scoring::model::{Model, NeedModel, RoleModel};
use crate::scoring::profile::Profile;
use crate::scoring::role_sums::{RoleSums, Sums, Verdict, verdict};

/// One role's view of a profile. All scores are on 0 to 100.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Index of the role in the pack.
    pub role: usize,
    /// Place in the ranking, from 1; absent with insufficient evidence.
    pub rank: Option<usize>,
    pub band: Band,
    /// The geometric mean of the two axes, absent when one of them is.
    pub overall: Option<f64>,
    /// The weighted mean of the role's needs.
    pub demand: f64,
    pub personality: Axis<StylePart>,
    /// Its score counts the gates; its parts add up to `before_gates`.
    pub competency: Axis<AreaPart>,
    /// Competency as it would be without gates.
    pub before_gates: Option<f64>,
    /// Probability that every gate on a scored area is passed, 0 to 1.
    pub gates_passed: f64,
    /// In order of what each would gain.
    pub growth: Vec<GrowthStep>,
}

/// The score of one axis, what it rests on, and its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis<P> {
    /// Absent when too little of the axis is scored.
    pub score: Option<f64>,
    /// The same weighted mean, taken at the scores as answered.
    pub answered_score: Option<f64>,
    /// Share of the role's weight that is scored, 0 to 1.
    pub coverage: f64,
    /// The parts' mean if every part that is not scored were at 0.
    pub lowest: f64,
    /// The parts' mean if every part that is not scored were at 100.
    pub highest: f64,
    pub parts: Vec<P>,
}

/// What a dimension does for a fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StylePart {
    /// Index of the dimension in the questionnaire.
    pub dimension: usize,
    /// The mean of the likely positions.
    pub score: Option<f64>,
    pub answered_score: Option<f64>,
    pub target: Interval,
    /// Distance of the answered score to the target: negative below, positive above.
    pub gap: Option<f64>,
    /// Mean fit over the likely positions, 0 to 100.
    pub fit: Option<f64>,
    pub weight: f64,
    /// Points of the axis score; those of all parts add up to it.
    pub contribution: Option<f64>,
}

/// What an area does for a fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AreaPart {
    /// Index of the area in the questionnaire.
    pub area: usize,
    /// The mean of the likely true scores.
    pub score: Option<f64>,
    pub answered_score: Option<f64>,
    /// What a blind pick earns over the area's scenarios.
    pub chance: f64,
    pub need: f64,
    /// How far the likely true scores are on the way from chance to the need on average, 0 to 100.
    pub attainment: Option<f64>,
    /// Answered score minus need.
    pub surplus: Option<f64>,
    pub gate: Option<Gate>,
    /// Whether the axis is only scored when this area is: it is critical, or carries a gate.
    pub is_required: bool,
    pub weight: f64,
    /// Points of the axis before gates; those of all parts add up to it.
    pub contribution: Option<f64>,
}

/// A floor under an area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    pub level: f64,
    /// Probability that the true score reaches the level; absent while the area is not scored.
    pub probability: Option<f64>,
}

impl Gate {
    /// Says a gate is passed or failed from nine in ten on; absent while the area is not scored.
    pub fn verdict(self) -> Option<Verdict> {
        self.probability.map(verdict)
    }
}

impl Fit {
    /// Views a profile as a role does.
    pub fn of(model: &Model, index: usize, role: &RoleModel, profile: &Profile) -> Self {
        let sums = RoleSums::of(role, profile);
        let row = FitRow::with(model, index, role, &sums);
        let mut fit = Self {
            role: index,
            rank: None,
            band: row.band,
            overall: row.overall,
            demand: row.demand,
            personality: personality(model, role, profile, sums.style, row.personality),
            competency: competency(model, role, profile, &sums, row.competency),
            before_gates: sums.before_gates(&model.settings),
            gates_passed: sums.gates_passed,
            growth: Vec::new(),
        };
        fit.growth = growth::steps(model, role, profile, &fit);
        fit
    }

    /// Returns the points that the gates take from competency.
    pub fn taken_by_gates(&self) -> Option<f64> {
        self.before_gates.zip(self.competency.score).map(|(before, after)| before - after)
    }

    /// Says whether an area is almost surely below its floor.
    pub fn has_failed_gate(&self) -> bool {
        let mut gates = self.competency.parts.iter().filter_map(|part| part.gate);
        gates.any(|gate| gate.verdict() == Some(Verdict::Failed))
    }
}

fn personality(model: &Model, role: &RoleModel, profile: &Profile, sums: Sums, score: Option<f64>) -> Axis<StylePart> {
    let part = |target: &TargetModel| {
        let known = profile.dimensions[target.dimension].estimate.as_deref();
        let fit = known.map(|known| known.fit(target));
        StylePart {
            dimension: target.dimension,
            score: known.map(|known| known.score),
            answered_score: known.map(|known| known.answered_score),
            target: target.interval,
            gap: known.map(|known| snapped(target.interval.signed_gap(known.answered_score))),
            fit,
            weight: target.weight,
            contribution: sums.contribution(target.weight, fit),
        }
    };
    let parts: Vec<StylePart> = role.targets.iter().map(part).collect();
    let as_answered = |part: &StylePart| {
        let score = part.answered_score?;
        Some(style_fit(part.target, score, model.settings.tolerance))
    };
    let answered = Sums::of(parts.iter().map(|part| (part.weight, as_answered(part))));
    axis(sums, score, answered.score(model.settings.min_coverage), parts)
}

fn competency(
    model: &Model,
    role: &RoleModel,
    profile: &Profile,
    sums: &RoleSums,
    score: Option<f64>,
) -> Axis<AreaPart> {
    let part = |need: &NeedModel| area_part(model, need, profile, sums.areas);
    let parts: Vec<AreaPart> = role.needs.iter().map(part).collect();
    let as_answered = |part: &AreaPart| Some(attainment(part.need, part.answered_score?, part.chance));
    let answered = Sums::of(parts.iter().map(|part| (part.weight, as_answered(part))));
    let answered = answered.score(model.settings.min_coverage).filter(|_| sums.is_complete);
    axis(sums.areas, score, answered, parts)
}

fn area_part(model: &Model, need: &NeedModel, profile: &Profile, sums: Sums) -> AreaPart {
    let area = &profile.areas[need.area];
    let attainment = profile.attainments[need.place];
    AreaPart {
        area: need.area,
        score: profile.area_score(model, need.area),
        answered_score: area.answered_score(),
        chance: model.areas[need.area].chance,
        need: need.need,
        attainment,
        surplus: area.answered_score().map(|score| snapped(score - need.need)),
        gate: need.gate.map(|gate| Gate { level: gate.score, probability: profile.passed[gate.place] }),
        is_required: need.is_required,
        weight: need.weight,
        contribution: sums.contribution(need.weight, attainment),
    }
}

/// What is no distance but the noise of adding binary fractions is none.
fn snapped(distance: f64) -> f64 {
    if distance.abs() < SLACK { 0.0 } else { distance }
}

fn axis<P>(sums: Sums, score: Option<f64>, answered_score: Option<f64>, parts: Vec<P>) -> Axis<P> {
    Axis {
        score,
        answered_score,
        coverage: sums.coverage(),
        lowest: sums.weighted / sums.weight,
        highest: (sums.weighted + 100.0 * (sums.weight - sums.scored_weight)) / sums.weight,
        parts,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_of_binary_fractions_is_no_distance() {
        // The mean of the credits 1, .3, 1 and .3 is not quite .65.
        let score = 100.0 * (1.0 + 0.3 + 1.0 + 0.3) / 4.0;
        assert_eq!(snapped(score - 65.0), 0.0);
        assert_eq!(snapped(-0.5), -0.5);
    }

    #[test]
    fn a_gate_is_decided_from_nine_in_ten_on() {
        let verdict = |probability| Gate { level: 65.0, probability: Some(probability) }.verdict();
        assert_eq!(verdict(0.9), Some(Verdict::Passed));
        assert_eq!(verdict(0.1), Some(Verdict::Failed));
        assert_eq!(verdict(0.89), Some(Verdict::Undecided));
        assert_eq!(Gate { level: 65.0, probability: None }.verdict(), None);
    }
}
