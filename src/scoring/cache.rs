//! What was found for one person is kept for the next: people share most sums of answers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use crate::random::SplitMix64;
use crate::scoring::area::{AreaKnowledge, AreaModel};
use crate::scoring::dimension::{DimensionModel, StatementSum, StyleEstimate};

/// More than this many for one part are found anew each time.
const MOST_SUMS: usize = 4096;
const MOST_SETS: usize = 256;

/// What is known of one part, by what its answers add up to.
type Memo<const N: usize, T> = HashMap<[u64; N], Arc<T>, BuildHasherDefault<Mixer>>;

/// Parts that are known from their sums. It belongs to one model, and changes no result.
#[derive(Debug, Default)]
pub struct Cache {
    dimensions: Vec<Memo<3, StyleEstimate>>,
    areas: Vec<Memo<2, AreaKnowledge>>,
}

impl Cache {
    /// Finds a dimension by its first statement and what the answers add up to.
    pub(crate) fn dimension(
        &mut self,
        dimension: &DimensionModel,
        steps: f64,
        sum: StatementSum,
    ) -> Arc<StyleEstimate> {
        let known = entry(&mut self.dimensions, dimension.first);
        let key = [sum.answered as u64, sum.points.to_bits(), sum.squares.to_bits()];
        look_up(known, MOST_SUMS, Some(key), || StyleEstimate::of(dimension, steps, sum))
    }

    /// Finds an area by its first scenario, those that are answered, and what they earn in units.
    pub(crate) fn area(
        &mut self,
        area: &AreaModel,
        answered: impl Iterator<Item = usize> + Clone,
        credits: f64,
    ) -> Arc<AreaKnowledge> {
        let known = entry(&mut self.areas, area.first);
        let is_small = area.scenarios.len() <= u64::BITS as usize;
        let set = is_small.then(|| answered.clone().fold(0, |set, scenario| set | 1 << scenario));
        let key = set.map(|set| [set, credits.to_bits()]);
        look_up(known, MOST_SETS, key, || AreaKnowledge::of(area, answered, credits))
    }
}

fn entry<T: Default>(parts: &mut Vec<T>, index: usize) -> &mut T {
    if parts.len() <= index {
        parts.resize_with(index + 1, T::default);
    }
    &mut parts[index]
}

/// Mixes the few numbers of a key: they come from answers that are legal, so that no one can choose many that collide.
#[derive(Debug, Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for bytes in bytes.chunks(8) {
            let number = bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
            self.write_u64(number);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = SplitMix64::new(self.0 ^ number).next_u64();
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}

fn look_up<const N: usize, T>(
    known: &mut Memo<N, T>,
    most: usize,
    key: Option<[u64; N]>,
    find: impl FnOnce() -> T,
) -> Arc<T> {
    let Some(key) = key else { return Arc::new(find()) };
    if let Some(found) = known.get(&key) {
        return Arc::clone(found);
    }
    let found = Arc::new(find());
    if known.len() < most {
        known.insert(key, Arc::clone(&found));
    }
    found
}
