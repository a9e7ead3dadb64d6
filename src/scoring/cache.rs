//! What was found for one person is kept for the next: people share most sums of answers.

use std::hash::Hash;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::pack::Chosen;
use crate::scoring::area::AreaKnowledge;
use crate::scoring::area_model::AreaModel;
use crate::scoring::dimension::{DimensionModel, StatementSum, StyleEstimate};
use crate::scoring::profile::ScenarioSum;

/// More than this many for one part are found anew each time.
const MOST_SUMS: usize = 4096;
const MOST_SETS: usize = 256;

/// What is known of one part, by what its answers add up to. Answers are legal: no one can choose many that collide.
type Memo<K, T> = FxHashMap<K, Rc<T>>;

/// Parts that are known from their sums. It belongs to one model, and changes no result.
#[derive(Debug, Default)]
pub struct Cache {
    dimensions: Vec<Memo<StatementSum, StyleEstimate>>,
    areas: Vec<Memo<(u64, u64), AreaKnowledge>>,
    /// Whether what a page says of an area is found at once, and not when it is asked for.
    finds_details: bool,
}

impl Cache {
    /// Starts for a single person, of whom everything is said.
    pub(crate) fn for_one() -> Self {
        Self { finds_details: true, ..Self::default() }
    }

    /// Finds a dimension by its first statement and what the answers add up to.
    pub(crate) fn dimension(&mut self, dimension: &DimensionModel, steps: i64, sum: StatementSum) -> Rc<StyleEstimate> {
        let known = entry(&mut self.dimensions, dimension.first);
        look_up(known, MOST_SUMS, Some(sum), || StyleEstimate::of(dimension, steps, sum))
    }

    /// Finds an area by its first scenario, those that are answered, and what they earn in units.
    pub(crate) fn area(&mut self, area: &AreaModel, chosen: &[Option<Chosen>], sum: &ScenarioSum) -> Rc<AreaKnowledge> {
        let known = entry(&mut self.areas, area.first);
        let key = sum.set(area).map(|set| (set, sum.credits));
        let find = if self.finds_details { AreaKnowledge::in_detail } else { AreaKnowledge::of };
        look_up(known, MOST_SETS, key, || {
            let answered = chosen.iter().enumerate().filter_map(|(scenario, option)| option.and(Some(scenario)));
            find(area, answered.collect(), sum.credits)
        })
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
