//! Places in a pack's files, by the keys on the way to them.

use crate::check::{File, Spot};
use crate::route::{Aim, Step};

/// The key at the end of the way.
pub(super) fn key(file: File, way: &[&str]) -> Spot {
    Spot { file, steps: steps(way), aim: Aim::Key }
}

/// The value at the end of the way.
pub(super) fn value(file: File, way: &[&str]) -> Spot {
    Spot { file, steps: steps(way), aim: Aim::Value }
}

fn steps(way: &[&str]) -> Vec<Step> {
    way.iter().map(|key| Step::Key((*key).to_owned())).collect()
}
