//! How sure the fits and the ranking are: 512 common draws of what the answers leave open. SCORING.md, section 7.

use crate::scoring::area::Likelihood;
use crate::scoring::band::Band;
use crate::scoring::draws::{DRAWS, Draws, inverse};
use crate::scoring::fit::Fit;
use crate::scoring::grid::CENTERS;
use crate::scoring::model::{Model, RoleModel};
use crate::scoring::profile::Profile;
use crate::scoring::range::Range;
use crate::scoring::ranking::Ranking;
use crate::scoring::role_sums::overall;
use crate::scoring::{meets, order_key};

/// Contenders hold this much of the probability of being the best fit.
const CONTENDED: f64 = 0.9;

/// A band with a lower probability is not named alone.
const LIKELY: f64 = 0.6;

/// How sure one person's ranking is, by role of the pack; absent for roles without a rank.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertainty {
    pub roles: Vec<Option<RoleUncertainty>>,
}

/// How sure a role's fit is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoleUncertainty {
    pub personality: Range,
    pub competency: Range,
    pub overall: Range,
    /// Share of draws in each band, in order of [`Band::ALL`].
    pub bands: [f64; Band::ALL.len()],
    /// Share of draws in which the role is the best; draws with several best roles are divided among them.
    pub p_best: f64,
    /// Whether it is one of the fewest roles that hold nine tenths of being the best.
    pub is_contender: bool,
    /// Whether the printed personality, competency and overall value lay within the range of the draws.
    pub held: [bool; 3],
}

impl RoleUncertainty {
    /// Returns the most probable other band where the printed one is not probable enough to be named alone.
    pub fn other_band(&self, printed: Band) -> Option<Band> {
        if meets(self.bands[printed as usize], LIKELY) {
            return None;
        }
        let others = Band::ALL.into_iter().filter(|band| *band != printed && self.bands[*band as usize] > 0.0);
        // The first of equals, which is the better band.
        others.rev().max_by(|a, b| self.bands[*a as usize].total_cmp(&self.bands[*b as usize]))
    }
}

impl Uncertainty {
    /// Says how sure a person's ranking is.
    pub fn of(model: &Model, draws: &Draws, profile: &Profile, ranking: &Ranking) -> Self {
        let ranked: Vec<&Fit> = ranking.fits().iter().filter(|fit| fit.overall.is_some()).collect();
        let drawn = Drawn::of(model, draws, profile);
        let mut role_draws: Vec<RoleDraws> =
            ranked.iter().map(|fit| RoleDraws::of(model, &model.roles[fit.role], fit, &drawn)).collect();
        share_out_the_best(&mut role_draws);
        let mut roles = vec![None; model.roles.len()];
        let contenders = contenders(&role_draws);
        for ((fit, of_role), is_contender) in ranked.iter().zip(role_draws).zip(contenders) {
            roles[fit.role] = Some(of_role.into_uncertainty(fit, is_contender));
        }
        Self { roles }
    }
}

/// Where each draw puts a person's dimensions and areas, as indices into their grids; empty for what is not scored.
struct Drawn {
    dimensions: Vec<Vec<u8>>,
    areas: Vec<Vec<u8>>,
}

impl Drawn {
    fn of(model: &Model, draws: &Draws, profile: &Profile) -> Self {
        let dimensions = profile.dimensions.iter().zip(&draws.dimensions).map(|(dimension, ranks)| {
            let Some(known) = &dimension.estimate else { return Vec::new() };
            let points = inverse(&known.weights()[..]);
            ranks.iter().map(|rank| points[usize::from(*rank)]).collect()
        });
        let centers = inverse(&profile.center.0);
        let centers = draws.center.map(|rank| usize::from(centers[usize::from(rank)]));
        let areas = (0..model.areas.len()).zip(&draws.areas).map(|(area, ranks)| {
            let Some(known) = profile.scored_area(area) else { return Vec::new() };
            let mut thetas = ThetasGivenCenter::of(&known.detail(&model.areas[area]).likelihood);
            let drawn = ranks.iter().zip(centers).map(|(rank, center)| thetas.at(center)[usize::from(*rank)]);
            drawn.collect()
        });
        Self { dimensions: dimensions.collect(), areas: areas.collect() }
    }
}

/// For each centre that is drawn, the theta of every rank.
struct ThetasGivenCenter<'a> {
    likelihood: &'a Likelihood,
    by_center: [Option<Box<[u8; DRAWS]>>; CENTERS],
}

impl<'a> ThetasGivenCenter<'a> {
    fn of(likelihood: &'a Likelihood) -> Self {
        Self { likelihood, by_center: [const { None }; CENTERS] }
    }

    fn at(&mut self, center: usize) -> &[u8; DRAWS] {
        let Self { likelihood, by_center } = self;
        by_center[center].get_or_insert_with(|| Box::new(inverse(&likelihood.given(center))))
    }
}

/// What the draws make of a role.
struct RoleDraws {
    demand: i64,
    personality: [f64; DRAWS],
    competency: [f64; DRAWS],
    overall: [f64; DRAWS],
    bands: [usize; Band::ALL.len()],
    best: f64,
}

impl RoleDraws {
    fn of(model: &Model, role: &RoleModel, fit: &Fit, drawn: &Drawn) -> Self {
        let settings = &model.settings;
        let personality = personality(model, role, drawn);
        let (mut competency, is_gate_failed) = competency(model, role, drawn);
        for (competency, is_failed) in competency.iter_mut().zip(is_gate_failed) {
            *competency = if is_failed { competency.min(settings.gate_cap) } else { *competency };
        }
        let mut bands = [0; Band::ALL.len()];
        for (personality, competency) in personality.iter().zip(&competency) {
            bands[Band::of(settings.bands, *personality, *competency) as usize] += 1;
        }
        let overall = std::array::from_fn(|draw| overall(personality[draw], competency[draw]));
        Self { demand: order_key(fit.demand), personality, competency, overall, bands, best: 0.0 }
    }

    fn into_uncertainty(mut self, fit: &Fit, is_contender: bool) -> RoleUncertainty {
        let range = |values: &mut [f64], printed: Option<f64>| {
            let range = Range::of(values);
            printed.map_or((range, true), |printed| range.with(printed))
        };
        let (personality, holds_personality) = range(&mut self.personality, fit.personality.score);
        let (competency, holds_competency) = range(&mut self.competency, fit.competency.score);
        let (overall, holds_overall) = range(&mut self.overall, fit.overall);
        RoleUncertainty {
            personality,
            competency,
            overall,
            bands: self.bands.map(|count| count as f64 / DRAWS as f64),
            p_best: self.best / DRAWS as f64,
            is_contender,
            held: [holds_personality, holds_competency, holds_overall],
        }
    }
}

/// The personality of each draw: what is scored stays the same in all of them.
fn personality(model: &Model, role: &RoleModel, drawn: &Drawn) -> [f64; DRAWS] {
    let mut sums = [0.0; DRAWS];
    let mut scored_weight = 0.0;
    for target in &role.targets {
        let points = &drawn.dimensions[target.dimension];
        if points.is_empty() {
            continue;
        }
        scored_weight += target.weight;
        let fits = &model.dimensions[target.dimension].targets[target.slot].fits;
        for (sum, point) in sums.iter_mut().zip(points) {
            *sum += target.weight * fits[usize::from(*point)];
        }
    }
    sums.map(|sum| sum / scored_weight)
}

/// The competency of each draw before gates, and whether one of them is failed.
fn competency(model: &Model, role: &RoleModel, drawn: &Drawn) -> ([f64; DRAWS], [bool; DRAWS]) {
    let mut sums = [0.0; DRAWS];
    let mut is_gate_failed = [false; DRAWS];
    let mut scored_weight = 0.0;
    for need in &role.needs {
        let (area, thetas) = (&model.areas[need.area], &drawn.areas[need.area]);
        if thetas.is_empty() {
            continue;
        }
        scored_weight += need.weight;
        let attainments = &area.needs[need.slot].attainments;
        for (sum, theta) in sums.iter_mut().zip(thetas) {
            *sum += need.weight * attainments[usize::from(*theta)];
        }
        if let Some(gate) = need.gate {
            let first = area.gates[gate.slot].first;
            for (is_failed, theta) in is_gate_failed.iter_mut().zip(thetas) {
                *is_failed |= usize::from(*theta) < first;
            }
        }
    }
    (sums.map(|sum| sum / scored_weight), is_gate_failed)
}

fn share_out_the_best(role_draws: &mut [RoleDraws]) {
    for draw in 0..DRAWS {
        let key = |of_role: &RoleDraws| (order_key(of_role.overall[draw]), of_role.demand);
        let Some(best) = role_draws.iter().map(key).max() else { return };
        let equals = role_draws.iter().filter(|of_role| key(of_role) == best).count();
        for of_role in role_draws.iter_mut().filter(|of_role| key(of_role) == best) {
            of_role.best += 1.0 / equals as f64;
        }
    }
}

/// Goes down by the probability of being the best, then rank, until nine tenths are held. They are in order of rank.
fn contenders(role_draws: &[RoleDraws]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..role_draws.len()).collect();
    order.sort_by_key(|index| -order_key(role_draws[*index].best));
    let mut are_contenders = vec![false; role_draws.len()];
    let mut held = 0.0;
    for index in order {
        if meets(held, CONTENDED) {
            break;
        }
        are_contenders[index] = true;
        held += role_draws[index].best / DRAWS as f64;
    }
    are_contenders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_band_is_named_below_six_in_ten_only() {
        let mut role = RoleUncertainty {
            personality: Range { low: 0.0, high: 1.0 },
            competency: Range { low: 0.0, high: 1.0 },
            overall: Range { low: 0.0, high: 1.0 },
            bands: [0.6, 0.2, 0.2, 0.0, 0.0, 0.0, 0.0],
            p_best: 1.0,
            is_contender: true,
            held: [true; 3],
        };
        assert_eq!(role.other_band(Band::PrimaryFit), None);
        role.bands[0] = 0.55;
        assert_eq!(role.other_band(Band::PrimaryFit), Some(Band::NearPrimaryFit));
        assert_eq!(role.other_band(Band::Distant), Some(Band::PrimaryFit));
    }
}
