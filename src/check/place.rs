//! Places in the files of a pack, by their keys.

use crate::check::{File, Spot};
use crate::route::{Aim, Step};

/// The key itself at the end of the path.
pub(super) fn key(file: File, way: &[&str]) -> Spot {
    Spot { file, steps: steps(way), aim: Aim::Key }
}

/// The value at the end of the path.
pub(super) fn value(file: File, way: &[&str]) -> Spot {
    Spot { file, steps: steps(way), aim: Aim::Value }
}

fn steps(way: &[&str]) -> Vec<Step> {
    way.iter().map(|key| Step::Key((*key).to_owned())).collect()
}
