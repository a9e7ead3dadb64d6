//! The draws of section 7: 512 uniforms for each dimension, each area and the centre, every margin exact.

use crate::random::SplitMix64;
use crate::scoring::model::{Model, seed};

/// How many draws are made.
pub const DRAWS: usize = 512;

/// For each draw the rank of its uniform among all of them, from 0.
pub(crate) type Ranks = [u16; DRAWS];

/// The draws of a pack's dimensions and areas. They depend on the ids alone, so every person and role shares them.
#[derive(Debug)]
pub struct Draws {
    pub(crate) center: Ranks,
    pub(crate) dimensions: Vec<Ranks>,
    pub(crate) areas: Vec<Ranks>,
}

impl Draws {
    /// Makes the draws of a model's parts.
    pub fn of(model: &Model) -> Self {
        Self {
            center: ranks(seed("*")),
            dimensions: model.dimensions.iter().map(|dimension| ranks(dimension.seed)).collect(),
            areas: model.areas.iter().map(|area| ranks(area.seed)).collect(),
        }
    }
}

/// The uniform of a rank: the middle of one of 512 equal steps.
pub(crate) fn uniform(rank: usize) -> f64 {
    (rank as f64 + 0.5) / DRAWS as f64
}

fn ranks(seed: u64) -> Ranks {
    let mut stream = SplitMix64::new(seed);
    let outputs: Vec<u64> = (0..DRAWS).map(|_| stream.next_u64() >> 11).collect();
    let mut order: Vec<usize> = (0..DRAWS).collect();
    order.sort_by_key(|position| outputs[*position]);
    let mut ranks = [0; DRAWS];
    for (rank, position) in order.into_iter().enumerate() {
        ranks[position] = rank as u16;
    }
    ranks
}

/// For each rank the first index whose cumulative weight exceeds its uniform, the last one where none does.
pub(crate) fn inverse(weights: &[f64]) -> [u8; DRAWS] {
    let total: f64 = weights.iter().sum();
    let (mut index, mut sum) = (0, weights[0]);
    std::array::from_fn(|rank| {
        while sum / total <= uniform(rank) && index + 1 < weights.len() {
            index += 1;
            sum += weights[index];
        }
        index as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_drawn_once_and_an_id_has_an_order_of_its_own() {
        let mut focus = ranks(seed("focus"));
        assert_ne!(focus, ranks(seed("tempo")));
        focus.sort_unstable();
        assert!(focus.iter().zip(0..).all(|(rank, step)| *rank == step));
    }

    #[test]
    fn a_weight_is_drawn_as_often_as_it_says() {
        let drawn = inverse(&[0.0, 1.0, 0.0, 3.0, 0.0]);
        assert_eq!((drawn[0], drawn[127], drawn[128], drawn[511]), (1, 1, 3, 3));
    }
}
