//! What the answers of many people say about a questionnaire, and what results say about groups. Pure numbers: docs/statistics.md.
//!
//! - `recorded` keeps the answers of each person in a row of bytes; `part` reads those of a dimension or an area into numbers.
//! - `reliability`, `correlation`, `proportion`, `difference`, `fisher` and `four_fifths` are the statistics, on the `quantile`s of their
//!   distributions.
//! - `impact` compares how often groups have an outcome; `power` says how likely a sample is to show a difference.
//! - `norms` say where a score lies among those of a sample.
//! - `cohort` is all of it for everybody and for groups; `small_cells` and `small_parts` say what is hidden of them.

pub mod cohort;
pub mod correlation;
pub mod difference;
pub mod fisher;
pub mod four_fifths;
pub mod impact;
pub mod moments;
pub mod norms;
pub mod part;
pub mod power;
pub mod proportion;
pub mod quantile;
pub mod recorded;
pub mod reliability;
pub mod small_cells;
pub mod small_parts;

/// The limits between which a value lies with 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    pub low: f64,
    pub high: f64,
}

/// A value of a sample, and how far off it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    pub value: f64,
    pub limits: Limits,
}

/// Half of what lies outside of the limits.
const TAIL: f64 = 0.025;

/// The distance from the mean of a normal distribution within which 95 % lie, in standard deviations.
pub const NORMAL_95: f64 = 1.959_963_984_540_054;
