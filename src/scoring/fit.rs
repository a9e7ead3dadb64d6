//! A fit: one role's view of a profile. SCORING.md, sections 2 to 6.

use crate::pack::Interval;
use crate::scoring::band::{Band, Verdict};
use crate::scoring::growth::{self, GrowthStep};
use crate::scoring::model::{Model, NeedModel, RoleModel, TargetModel};
use crate::scoring::profile::{AreaScore, Profile};
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
    pub competency: Axis<AreaPart>,
    /// In order of what each would gain.
    pub growth: Vec<GrowthStep>,
}

/// The score of one axis, what it rests on, and its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis<P> {
    /// Absent when too little of the axis is scored.
    pub score: Option<f64>,
    /// Share of the role's weight that is scored, 0 to 1.
    pub coverage: f64,
    /// The score if every part that is not scored were at 0.
    pub lowest: f64,
    /// The score if every part that is not scored were at 100.
    pub highest: f64,
    pub parts: Vec<P>,
}

/// What a dimension does for a fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StylePart {
    /// Index of the dimension in the questionnaire.
    pub dimension: usize,
    pub score: Option<f64>,
    pub target: Interval,
    /// Distance to the target: negative below, positive above.
    pub gap: Option<f64>,
    /// Fit of the dimension, 0 to 100.
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
    pub score: Option<f64>,
    pub chance: Option<f64>,
    pub need: f64,
    /// How far the score is on the way from chance to the need, 0 to 100.
    pub attainment: Option<f64>,
    /// Score minus need.
    pub surplus: Option<f64>,
    pub gate: Option<Gate>,
    /// Whether the axis is only scored when this area is: it is critical, or carries a gate.
    pub is_required: bool,
    pub weight: f64,
    /// Points of the axis score; those of all parts add up to it.
    pub contribution: Option<f64>,
}

/// A floor under an area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    pub level: f64,
    /// Absent while the area is not scored.
    pub passed: Option<bool>,
}

impl Fit {
    /// Views a profile as a role does.
    pub fn of(model: &Model, index: usize, role: &RoleModel, profile: &Profile) -> Self {
        let personality = personality(model, role, profile);
        let competency = competency(model, role, profile);
        let verdict = Verdict { a_gate_failed: competency.has_failed_gate(), guessing_passed: profile.guessing.passed };
        let scores = personality.score.zip(competency.score);
        let band = scores.map_or(Band::InsufficientEvidence, |(personality, competency)| {
            Band::of(model.settings.bands, personality, competency, verdict)
        });
        let growth = match scores {
            Some(_) => growth::steps(model, role, profile, &personality, &competency, verdict),
            None => Vec::new(),
        };
        Self {
            role: index,
            rank: None,
            band,
            overall: scores.map(|(personality, competency)| overall(personality, competency)),
            demand: role.demand,
            personality,
            competency,
            growth,
        }
    }
}

impl Axis<AreaPart> {
    /// Says whether an area is below its floor.
    pub fn has_failed_gate(&self) -> bool {
        self.parts.iter().any(|part| part.gate.is_some_and(|gate| gate.passed == Some(false)))
    }
}

/// The geometric mean: strength on one axis cannot pay for weakness on the other.
pub(crate) fn overall(personality: f64, competency: f64) -> f64 {
    (personality * competency).sqrt()
}

/// Fit of a dimension: full inside the target, falling to 0 over the tolerance outside.
pub(crate) fn style_fit(target: &TargetModel, score: f64, tolerance: f64) -> f64 {
    let distance = target.interval.signed_gap(score).abs();
    100.0 * (1.0 - distance / tolerance).max(0.0)
}

/// Attainment of an area: the way from chance to the need, corrected for guessing and one-sided.
pub(crate) fn attainment(need: f64, score: f64, chance: f64) -> f64 {
    100.0 * ((score - chance) / (need - chance)).clamp(0.0, 1.0)
}

fn personality(model: &Model, role: &RoleModel, profile: &Profile) -> Axis<StylePart> {
    let parts: Vec<StylePart> = role
        .targets
        .iter()
        .map(|target| {
            let score = profile.dimensions[target.dimension].score;
            StylePart {
                dimension: target.dimension,
                score,
                target: target.interval,
                gap: score.map(|score| snapped(target.interval.signed_gap(score))),
                fit: score.map(|score| style_fit(target, score, model.settings.tolerance)),
                weight: target.weight,
                contribution: None,
            }
        })
        .collect();
    let sums = Sums::of(parts.iter().map(|part| (part.weight, part.fit)));
    let score = sums.score(model.settings.min_coverage);
    let parts =
        parts.into_iter().map(|part| StylePart { contribution: sums.contribution(part.weight, part.fit), ..part });
    Axis { score, coverage: sums.coverage(), lowest: sums.lowest(), highest: sums.highest(), parts: parts.collect() }
}

fn competency(model: &Model, role: &RoleModel, profile: &Profile) -> Axis<AreaPart> {
    let parts: Vec<AreaPart> = role.needs.iter().map(|need| area_part(need, &profile.areas[need.area])).collect();
    let sums = Sums::of(parts.iter().map(|part| (part.weight, part.attainment)));
    let is_complete = role.needs.iter().all(|need| !need.is_required || profile.areas[need.area].score.is_some());
    let score = sums.score(model.settings.min_coverage).filter(|_| is_complete);
    let parts = parts
        .into_iter()
        .map(|part| AreaPart { contribution: sums.contribution(part.weight, part.attainment), ..part });
    Axis { score, coverage: sums.coverage(), lowest: sums.lowest(), highest: sums.highest(), parts: parts.collect() }
}

fn area_part(need: &NeedModel, area: &AreaScore) -> AreaPart {
    // A scored area has answers, and so a chance line.
    let scored = area.score.zip(area.chance);
    AreaPart {
        area: need.area,
        score: area.score,
        chance: area.chance,
        need: need.need,
        attainment: scored.map(|(score, chance)| attainment(need.need, score, chance)),
        surplus: area.score.map(|score| snapped(score - need.need)),
        gate: need.gate.map(|level| Gate { level, passed: area.score.map(|score| meets(score, level)) }),
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
    fn of(parts: impl Iterator<Item = (f64, Option<f64>)>) -> Self {
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

    fn lowest(&self) -> f64 {
        self.weighted / self.weight
    }

    fn highest(&self) -> f64 {
        (self.weighted + 100.0 * (self.weight - self.scored_weight)) / self.weight
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
}
