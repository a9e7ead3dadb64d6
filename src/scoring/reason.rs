//! The one short reason beside a fit: its main obstacle.

use crate::scoring::fit::{Fit, StylePart};
use crate::scoring::profile::Profile;
use crate::scoring::role_sums::Verdict;

/// The main obstacle to a fit, or that there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// Every statement has the same answer, so work style is not scored.
    AllStatementsAlike,
    /// A dimension that the role scores has too few answers.
    DimensionNotScored { dimension: usize },
    /// An area that the role needs has too few answers.
    AreaNotScored { area: usize },
    /// A gate is failed, or undecided and costlier than any gap; it is passed with this probability.
    Gate { area: usize, probability: f64 },
    /// An area as answered is below its need, by this many points.
    AreaGap { area: usize, short: f64 },
    /// A dimension as answered is outside its target, by this many points with their sign.
    StyleGap { dimension: usize, gap: f64 },
    /// Every target and every need is met as answered.
    NothingMissing,
}

impl Reason {
    /// Finds the reason of a fit: missing evidence first, then a failed gate, and the costliest gap.
    pub fn of(fit: &Fit, profile: &Profile) -> Self {
        if fit.overall.is_none() {
            return Self::missing_evidence(fit, profile);
        }
        let (cost, reason) = Self::costliest_gap(fit).unwrap_or((0.0, Self::NothingMissing));
        let taken = fit.taken_by_gates().unwrap_or_default();
        let Some((verdict, gate)) = Self::least_sure_gate(fit) else { return reason };
        match verdict {
            Verdict::Failed => gate,
            Verdict::Undecided if taken > cost => gate,
            Verdict::Undecided | Verdict::Passed => reason,
        }
    }

    fn missing_evidence(fit: &Fit, profile: &Profile) -> Self {
        if profile.all_alike && fit.personality.score.is_none() {
            return Self::AllStatementsAlike;
        }
        let unscored_dimension = |part: &&StylePart| part.score.is_none();
        if fit.personality.score.is_none()
            && let Some(part) = heaviest(fit.personality.parts.iter().filter(unscored_dimension), |part| part.weight)
        {
            return Self::DimensionNotScored { dimension: part.dimension };
        }
        let unscored = fit.competency.parts.iter().filter(|part| part.score.is_none());
        // A required area refuses the axis by itself, whatever it weighs.
        match heaviest(unscored, |part| if part.is_required { 100.0 + part.weight } else { part.weight }) {
            Some(part) => Self::AreaNotScored { area: part.area },
            None => Self::NothingMissing,
        }
    }

    fn least_sure_gate(fit: &Fit) -> Option<(Verdict, Self)> {
        let gates = fit.competency.parts.iter().filter_map(|part| {
            let gate = part.gate?;
            Some((gate.verdict()?, part.area, gate.probability?))
        });
        let least = heaviest(gates, |(_, _, probability)| -probability);
        least.map(|(verdict, area, probability)| (verdict, Self::Gate { area, probability }))
    }

    /// Gaps are compared by the points they cost their axis.
    fn costliest_gap(fit: &Fit) -> Option<(f64, Self)> {
        let style = fit.personality.parts.iter().filter_map(|part| {
            let gap = part.gap.filter(|gap| *gap != 0.0)?;
            Some((part.weight * (100.0 - part.fit?) / 100.0, Self::StyleGap { dimension: part.dimension, gap }))
        });
        let judgment = fit.competency.parts.iter().filter_map(|part| {
            let surplus = part.surplus.filter(|surplus| *surplus < 0.0)?;
            Some((part.weight * (100.0 - part.attainment?) / 100.0, Self::AreaGap { area: part.area, short: -surplus }))
        });
        heaviest(style.chain(judgment), |(cost, _)| *cost)
    }
}

/// Returns the first element with the largest weight.
fn heaviest<T>(elements: impl Iterator<Item = T>, weight: impl Fn(&T) -> f64) -> Option<T> {
    elements.fold(None, |best: Option<T>, element| match best {
        Some(best) if weight(&best) >= weight(&element) => Some(best),
        Some(_) | None => Some(element),
    })
}
