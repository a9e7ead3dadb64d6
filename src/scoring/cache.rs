//! What was found for one person is kept for the next: people share most sums of answers.

use std::collections::HashMap;
use std::sync::Arc;

use crate::scoring::area::{AreaKnowledge, AreaModel};
use crate::scoring::dimension::{DimensionModel, StatementSum, StyleEstimate};

/// More than this many for one part are found anew each time.
const MOST: usize = 256;

/// Parts that are known from their sums. It belongs to one model, and changes no result.
#[derive(Debug, Default)]
pub struct Cache {
    dimensions: HashMap<usize, HashMap<[u64; 3], Arc<StyleEstimate>>>,
    areas: HashMap<usize, HashMap<[u64; 2], Arc<AreaKnowledge>>>,
}

impl Cache {
    /// Finds a dimension by its first statement and what the answers add up to.
    pub(crate) fn dimension(
        &mut self,
        dimension: &DimensionModel,
        steps: f64,
        sum: StatementSum,
    ) -> Arc<StyleEstimate> {
        let known = self.dimensions.entry(dimension.first).or_default();
        let key = [sum.answered as u64, sum.points.to_bits(), sum.squares.to_bits()];
        look_up(known, Some(key), || StyleEstimate::of(dimension, steps, sum))
    }

    /// Finds an area by its first scenario, those that are answered, and what they earn in units.
    pub(crate) fn area(
        &mut self,
        area: &AreaModel,
        answered: impl Iterator<Item = usize> + Clone,
        credits: f64,
    ) -> Arc<AreaKnowledge> {
        let known = self.areas.entry(area.first).or_default();
        let is_small = area.scenarios.len() <= u64::BITS as usize;
        let set = is_small.then(|| answered.clone().fold(0, |set, scenario| set | 1 << scenario));
        let key = set.map(|set| [set, credits.to_bits()]);
        look_up(known, key, || AreaKnowledge::of(area, answered, credits))
    }
}

fn look_up<const N: usize, T>(
    known: &mut HashMap<[u64; N], Arc<T>>,
    key: Option<[u64; N]>,
    find: impl FnOnce() -> T,
) -> Arc<T> {
    let Some(key) = key else { return Arc::new(find()) };
    if let Some(found) = known.get(&key) {
        return Arc::clone(found);
    }
    let found = Arc::new(find());
    if known.len() < MOST {
        known.insert(key, Arc::clone(&found));
    }
    found
}
