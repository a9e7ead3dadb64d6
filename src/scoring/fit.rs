//! A fit: one role's view of a profile. SCORING.md, sections 2 to 6.

use crate::pack::Interval;
use crate::scoring::area::Center;
use crate::scoring::attainment::{attainment, style_fit};
use crate::scoring::band::Band;
use crate::scoring::dimension::TargetModel;
use crate::scoring::grid::{ByCenter, CENTERS};
use crate::scoring::growth::{self, GrowthStep};
use crate::scoring::model::{Model, ModelSettings, NeedModel, RoleModel};
use crate::scoring::profile::Profile;
use crate::scoring::{SLACK, meets};

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

/// What is said of a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Passed,
    Failed,
    Undecided,
}

impl Gate {
    /// Says a gate is passed or failed from nine in ten on; absent while the area is not scored.
    pub fn verdict(self) -> Option<Verdict> {
        self.probability.map(verdict)
    }
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

impl Fit {
    /// Views a profile as a role does.
    pub fn of(model: &Model, index: usize, role: &RoleModel, profile: &Profile) -> Self {
        let personality = personality(model, role, profile);
        let gates = GatesGivenCenter::of(role, profile);
        let gates_passed = profile.center.mean(&gates.0);
        let (competency, before_gates) = competency(model, role, profile, gates_passed);
        let scores = personality.score.zip(competency.score);
        let band = scores.map_or(Band::InsufficientEvidence, |(personality, competency)| {
            Band::of(model.settings.bands, personality, competency)
        });
        let mut fit = Self {
            role: index,
            rank: None,
            band,
            overall: scores.map(|(personality, competency)| overall(personality, competency)),
            demand: role.demand,
            personality,
            competency,
            before_gates,
            gates_passed,
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

/// The probability that a role's gates are all passed, for each centre of the person's areas.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GatesGivenCenter(pub ByCenter);

impl GatesGivenCenter {
    pub(crate) fn of(role: &RoleModel, profile: &Profile) -> Self {
        Self::but(role, profile, usize::MAX)
    }

    /// Leaves the gate of one area out.
    pub(crate) fn but(role: &RoleModel, profile: &Profile, area: usize) -> Self {
        let mut product = [1.0; CENTERS];
        for need in role.needs.iter().filter(|need| need.area != area) {
            if let (Some(gate), Some(known)) = (need.gate, profile.scored_area(need.area)) {
                let passed = &known.given_center.reached[gate.level];
                product.iter_mut().zip(passed).for_each(|(product, passed)| *product *= passed);
            }
        }
        Self(product)
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

fn personality(model: &Model, role: &RoleModel, profile: &Profile) -> Axis<StylePart> {
    let part = |target: &TargetModel| {
        let known = profile.dimensions[target.dimension].estimate.as_deref();
        StylePart {
            dimension: target.dimension,
            score: known.map(|known| known.score),
            answered_score: known.map(|known| known.answered_score),
            target: target.interval,
            gap: known.map(|known| snapped(target.interval.signed_gap(known.answered_score))),
            fit: known.map(|known| known.fit(target)),
            weight: target.weight,
            contribution: None,
        }
    };
    let mut parts: Vec<StylePart> = role.targets.iter().map(part).collect();
    let sums = Sums::of(parts.iter().map(|part| (part.weight, part.fit)));
    let as_answered = |part: &StylePart| {
        let score = part.answered_score?;
        Some(style_fit(part.target, score, model.settings.tolerance))
    };
    let answered = Sums::of(parts.iter().map(|part| (part.weight, as_answered(part))));
    for part in &mut parts {
        part.contribution = sums.contribution(part.weight, part.fit);
    }
    let score = sums.score(model.settings.min_coverage);
    sums.axis(score, answered.score(model.settings.min_coverage), parts)
}

/// Returns the axis, and its score before gates.
fn competency(model: &Model, role: &RoleModel, profile: &Profile, gates_passed: f64) -> (Axis<AreaPart>, Option<f64>) {
    let mut parts: Vec<AreaPart> = role.needs.iter().map(|need| area_part(model, need, profile)).collect();
    let sums = Sums::of(parts.iter().map(|part| (part.weight, part.attainment)));
    let as_answered = |part: &AreaPart| Some(attainment(part.need, part.answered_score?, part.chance));
    let answered = Sums::of(parts.iter().map(|part| (part.weight, as_answered(part))));
    for part in &mut parts {
        part.contribution = sums.contribution(part.weight, part.attainment);
    }
    let is_complete = parts.iter().all(|part| !part.is_required || part.score.is_some());
    let before_gates = sums.score(model.settings.min_coverage).filter(|_| is_complete);
    let score = before_gates.map(|before| gated(&model.settings, before, gates_passed));
    let answered = answered.score(model.settings.min_coverage).filter(|_| is_complete);
    (sums.axis(score, answered, parts), before_gates)
}

fn area_part(model: &Model, need: &NeedModel, profile: &Profile) -> AreaPart {
    let area = &profile.areas[need.area];
    let mean = |values: &dyn Fn(&crate::scoring::area::AreaGivenCenter) -> ByCenter| {
        let known = profile.scored_area(need.area)?;
        Some(Center::mean(&profile.center, &values(&known.given_center)))
    };
    AreaPart {
        area: need.area,
        score: area.score,
        answered_score: area.answered_score,
        chance: model.areas[need.area].chance,
        need: need.need,
        attainment: mean(&|known| known.attainments[need.slot]),
        surplus: area.answered_score.map(|score| snapped(score - need.need)),
        gate: need.gate.map(|gate| Gate { level: gate.score, probability: mean(&|known| known.reached[gate.level]) }),
        is_required: need.is_required,
        weight: need.weight,
        contribution: None,
    }
}

/// What is no distance but the noise of adding binary fractions is none.
fn snapped(distance: f64) -> f64 {
    if distance.abs() < SLACK { 0.0 } else { distance }
}

/// Weighted sums over the parts of an axis, those without a value counted apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sums {
    pub weight: f64,
    pub scored_weight: f64,
    pub weighted: f64,
}

impl Sums {
    pub(crate) fn of(parts: impl Iterator<Item = (f64, Option<f64>)>) -> Self {
        let mut sums = Self { weight: 0.0, scored_weight: 0.0, weighted: 0.0 };
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

    fn axis<P>(&self, score: Option<f64>, answered_score: Option<f64>, parts: Vec<P>) -> Axis<P> {
        Axis {
            score,
            answered_score,
            coverage: self.coverage(),
            lowest: self.weighted / self.weight,
            highest: (self.weighted + 100.0 * (self.weight - self.scored_weight)) / self.weight,
            parts,
        }
    }

    fn contribution(&self, weight: f64, value: Option<f64>) -> Option<f64> {
        value.filter(|_| self.scored_weight > 0.0).map(|value| weight * value / self.scored_weight)
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
