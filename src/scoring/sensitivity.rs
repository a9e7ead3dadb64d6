//! Weight sensitivity: would another reasonable choice of a role's weights change which role comes first? SCORING.md,
//! section 7.

use crate::scoring::fit::Fit;
use crate::scoring::model::{Model, RoleModel};
use crate::scoring::profile::Profile;
use crate::scoring::ranking::{Ranking, place};

/// How far a weight is moved, up and down.
const MOVE: f64 = 0.25;

/// Steps up to the whole move, to find the weight that matters first.
const STEPS: usize = 5;

/// What moving one weight of a role by up to a quarter does to the first place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sensitivity {
    /// No single weight changes it.
    Stable,
    /// This weight changes it first: with the smallest move. The role at its end comes first then.
    Changes { part: WeightedPart, by: f64, first: usize },
}

/// A weight of a role, by its place in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightedPart {
    Dimension(usize),
    Area(usize),
}

/// Moves each weight of a role up and down, the others of its axis making room, and looks who comes first.
pub fn sensitivity(model: &Model, profile: &Profile, ranking: &Ranking, role: usize) -> Sensitivity {
    let key = |fit: &Fit| place(fit.overall, fit.demand, fit.role);
    let rival = ranking.fits().iter().filter(|fit| fit.role != role).map(key).min();
    let first_after = |part: WeightedPart, by: f64| {
        let moved = with_moved_weight(&model.roles[role], part, by);
        let own = key(&Fit::of(model, role, &moved, profile));
        rival.filter(|rival| *rival < own).unwrap_or(own).3
    };
    let usual = ranking.fits().first().map_or(role, |fit| fit.role);
    let moves = parts(&model.roles[role]).into_iter().flat_map(|part| [(part, MOVE), (part, -MOVE)]);
    let decisive: Vec<(WeightedPart, f64)> = moves.filter(|(part, by)| first_after(*part, *by) != usual).collect();
    // Of the moves that matter at all, the one that matters soonest.
    let sooner =
        (1..=STEPS).flat_map(|step| decisive.iter().map(move |(part, by)| (*part, by * step as f64 / STEPS as f64)));
    for (part, by) in sooner {
        let first = first_after(part, by);
        if first != usual {
            return Sensitivity::Changes { part, by, first };
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
