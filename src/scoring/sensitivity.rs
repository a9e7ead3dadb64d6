//! Weight sensitivity: would another reasonable choice of weights change which roles come first?

use crate::answers::Responses;
use crate::scoring::fit::Fit;
use crate::scoring::model::{Model, RoleModel};
use crate::scoring::profile::Profile;
use crate::scoring::ranking::Ranking;
use crate::scoring::uncertainty::{Draws, Uncertainty};

/// The largest move of a weight that is looked at.
pub const LARGEST_MOVE: f64 = 0.25;

/// Steps up to the largest move, to find the weight that matters first.
const STEPS: usize = 5;

/// What moving one weight of a role by up to a quarter does to the first tier.
#[derive(Clone, Debug, PartialEq)]
pub enum Sensitivity {
    /// No single weight changes it.
    Stable,
    /// This weight changes it first: with the smallest move.
    Changes { part: WeightedPart, by: f64, tier: Vec<usize> },
}

/// A weight of a role, by its place in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightedPart {
    Dimension(usize),
    Area(usize),
}

/// Moves each weight of a role up and down, the others of its axis making room, and compares the first tier.
pub fn sensitivity(model: &Model, draws: &Draws, responses: &Responses, profile: &Profile, role: usize) -> Sensitivity {
    let usual = first_tier(model, draws, responses, profile);
    let mut moved = model.clone();
    let mut tier_after = |part: WeightedPart, by: f64| {
        moved.roles[role] = with_moved_weight(&model.roles[role], part, by);
        first_tier(&moved, draws, responses, profile)
    };
    let moves = parts(&model.roles[role]).into_iter().flat_map(|part| [(part, LARGEST_MOVE), (part, -LARGEST_MOVE)]);
    let decisive: Vec<(WeightedPart, f64)> = moves.filter(|(part, by)| tier_after(*part, *by) != usual).collect();
    // Of the moves that matter at all, the one that matters soonest.
    let sooner =
        (1..=STEPS).flat_map(|step| decisive.iter().map(move |(part, by)| (*part, by * step as f64 / STEPS as f64)));
    for (part, by) in sooner {
        let tier = tier_after(part, by);
        if tier != usual {
            return Sensitivity::Changes { part, by, tier };
        }
    }
    Sensitivity::Stable
}

fn parts(role: &RoleModel) -> Vec<WeightedPart> {
    let dimensions = role.targets.iter().map(|target| WeightedPart::Dimension(target.dimension));
    dimensions.chain(role.needs.iter().map(|need| WeightedPart::Area(need.area))).collect()
}

/// Weights are shares of their axis wherever they are used, so that moving one of them moves the rest the other way.
fn with_moved_weight(role: &RoleModel, part: WeightedPart, by: f64) -> RoleModel {
    let mut role = role.clone();
    match part {
        WeightedPart::Dimension(dimension) => {
            for target in role.targets.iter_mut().filter(|target| target.dimension == dimension) {
                target.weight *= 1.0 + by;
            }
        }
        WeightedPart::Area(area) => {
            for need in role.needs.iter_mut().filter(|need| need.area == area) {
                need.weight *= 1.0 + by;
            }
            role.demand = RoleModel::demand_of(&role.needs);
        }
    }
    role
}

fn first_tier(model: &Model, draws: &Draws, responses: &Responses, profile: &Profile) -> Vec<usize> {
    let fits = model.roles.iter().enumerate().map(|(index, role)| Fit::of(model, index, role, profile));
    let ranking = Ranking::of(fits.collect());
    let uncertainty = Uncertainty::of(model, draws, responses, profile, &ranking);
    let is_first = |role: &Option<crate::scoring::RoleUncertainty>| role.is_some_and(|role| role.tier == 1);
    uncertainty.roles.iter().enumerate().filter(|(_, role)| is_first(role)).map(|(index, _)| index).collect()
}
