//! The scoring method `rolefit-2axis/2`: from responses to a profile, to fits, to a ranking. SCORING.md in code.
//!
//! A [`Model`] is compiled once from a pack and holds indices and numbers only; [`assess`] takes one person through it.
//! Everything here is a pure function of its arguments.

mod area;
mod area_model;
mod attainment;
mod band;
mod cache;
mod change;
mod dimension;
mod draws;
mod fit;
mod fit_row;
mod grid;
mod growth;
mod model;
mod notices;
mod profile;
mod quality;
mod range;
mod ranking;
mod reason;
mod role_sums;
mod sensitivity;
mod truth;
mod uncertainty;

pub use area::Center;
pub use area_model::{AreaModel, ScenarioModel};
pub use band::Band;
pub use cache::Cache;
pub use change::ValueChange;
#[cfg(feature = "program")]
pub(crate) use dimension::StatementSum;
pub use dimension::{DimensionModel, ErrorSource, StyleEstimate, TargetModel};
pub use draws::{DRAWS, Draws};
pub use fit::{AreaPart, Axis, Fit, Gate, StylePart};
pub use fit_row::FitRow;
pub use growth::GrowthStep;
pub use model::{GateModel, Model, ModelSettings, NeedModel, RoleModel};
pub use notices::{codes, notices};
#[cfg(feature = "program")]
pub(crate) use profile::is_enough;
pub use profile::{AreaScore, DimensionScore, GUESSING_CUTOFF, Guessing, Profile};
pub use quality::{Quality, irv, quality};
pub use range::Range;
#[cfg(feature = "program")]
pub(crate) use ranking::place;
pub use ranking::{Ranking, first};
pub use reason::Reason;
pub use role_sums::Verdict;
pub use sensitivity::{Sensitivity, WeightedPart, sensitivity};
pub use truth::Truth;
pub use uncertainty::{RoleUncertainty, Uncertainty};

use crate::answers::Responses;

/// The name of the method: a change to any of its rules is a new name.
pub const METHOD: &str = "rolefit-2axis/2";

/// What the method says of one person: a profile, and every role's fit in order.
#[derive(Debug)]
pub struct Assessment {
    pub profile: Profile,
    pub ranking: Ranking,
}

/// Scores one person against every role of a model.
pub fn assess(model: &Model, responses: &Responses) -> Assessment {
    assess_with(model, responses, &mut Cache::for_one())
}

/// Scores one person of many.
pub fn assess_with(model: &Model, responses: &Responses, cache: &mut Cache) -> Assessment {
    let profile = Profile::with(model, responses, cache);
    let fits = model.roles.iter().enumerate().map(|(index, role)| Fit::of(model, index, role, &profile)).collect();
    Assessment { profile, ranking: Ranking::of(fits) }
}

/// Returns what a row of a table shows of a person: every role's fit without its parts, in the order of the pack.
pub fn fit_rows(model: &Model, profile: &Profile) -> impl Iterator<Item = FitRow> {
    model.roles.iter().enumerate().map(|(index, role)| FitRow::of(model, index, role, profile))
}

/// How far a value may miss a cut-off and still meet it: the noise of adding binary fractions.
const SLACK: f64 = 1e-9;

/// Says whether a value meets a cut-off, gate or share.
pub(crate) fn meets(value: f64, cutoff: f64) -> bool {
    value >= cutoff - SLACK
}

/// Returns a value rounded to 9 decimals as a whole number, for orders: sorting with a tolerance is no order at all.
pub(crate) fn order_key(value: f64) -> i64 {
    whole(value * 1e9)
}

/// A number whose last binary digit is worth 1. Beside it no fraction is left of a value below 2^51, halves go to even, and
/// the last digits of the sum are the whole number; many processors round no faster than by this addition.
const ONES: f64 = 6_755_399_441_055_744.0;

/// Rounds a value below 2^51 to a whole number, halves to even.
pub(crate) fn whole(value: f64) -> i64 {
    (value + ONES).to_bits() as i64 - ONES.to_bits() as i64
}
