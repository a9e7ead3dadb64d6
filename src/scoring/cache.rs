//! What was found for one person is kept for the next: people share most sums of answers.

use std::hash::Hash;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::scoring::area::{AreaKnowledge, AreaModel};
use crate::scoring::dimension::{DimensionModel, StatementSum, StyleEstimate};

/// More than this many for one part are found anew each time.
const MOST_SUMS: usize = 4096;
const MOST_SETS: usize = 256;

/// What is known of one part, by what its answers add up to. Answers are legal: no one can choose many that collide.
type Memo<K, T> = FxHashMap<K, Rc<T>>;

/// Parts that are known from their sums. It belongs to one model, and changes no result.
#[derive(Debug, Default)]
pub struct Cache {
    dimensions: Vec<Memo<(u64, u64, u64), StyleEstimate>>,
    areas: Vec<Memo<(u64, u64), AreaKnowledge>>,
}

impl Cache {
    /// Finds a dimension by its first statement and what the answers add up to.
    pub(crate) fn dimension(&mut self, dimension: &DimensionModel, steps: f64, sum: StatementSum) -> Rc<StyleEstimate> {
        let known = entry(&mut self.dimensions, dimension.first);
        let key = (sum.answered as u64, sum.points.to_bits(), sum.squares.to_bits());
        look_up(known, MOST_SUMS, Some(key), || StyleEstimate::of(dimension, steps, sum))
    }

    /// Finds an area by its first scenario, those that are answered, and what they earn in units.
    pub(crate) fn area(&mut self, area: &AreaModel, chosen: &[Option<usize>], credits: f64) -> Rc<AreaKnowledge> {
        let known = entry(&mut self.areas, area.first);
        let is_small = chosen.len() <= u64::BITS as usize;
        let set = || chosen.iter().rev().fold(0, |set, option| set << 1 | u64::from(option.is_some()));
        let answered = || chosen.iter().enumerate().filter_map(|(scenario, option)| option.and(Some(scenario)));
        let key = is_small.then(|| (set(), credits.to_bits()));
        look_up(known, MOST_SETS, key, || AreaKnowledge::of(area, answered(), credits))
    }
}

fn entry<T: Default>(parts: &mut Vec<T>, index: usize) -> &mut T {
    if parts.len() <= index {
        parts.resize_with(index + 1, T::default);
    }
    &mut parts[index]
}

fn look_up<K: Hash + Eq, T>(known: &mut Memo<K, T>, most: usize, key: Option<K>, find: impl FnOnce() -> T) -> Rc<T> {
    let Some(key) = key else { return Rc::new(find()) };
    if let Some(found) = known.get(&key) {
        return Rc::clone(found);
    }
    let found = Rc::new(find());
    if known.len() < most {
        known.insert(key, Rc::clone(&found));
    }
    found
}
