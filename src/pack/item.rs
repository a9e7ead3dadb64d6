//! An item of the questionnaire by its position: what everything that holds answers is keyed by; and the index that finds it by id.

use std::collections::HashMap;

use crate::pack::{Id, Parallel, Questionnaire, Scenario};

/// A statement or a stem of a scenario, by its position among those of the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    Statement(usize),
    Scenario(usize),
    /// The second stem of a scenario.
    Twin(usize),
}

impl Item {
    /// Returns one item for both stems of a pair: the first.
    pub fn pair(self) -> Self {
        match self {
            Self::Statement(_) | Self::Scenario(_) => self,
            Self::Twin(index) => Self::Scenario(index),
        }
    }

    /// Returns the position of the scenario and which of its stems it is; nothing of a statement.
    pub fn stem(self) -> Option<(usize, Parallel)> {
        match self {
            Self::Statement(_) => None,
            Self::Scenario(index) => Some((index, Parallel::A)),
            Self::Twin(index) => Some((index, Parallel::B)),
        }
    }

    /// Says whether it is a statement.
    pub fn is_statement(self) -> bool {
        matches!(self, Self::Statement(_))
    }
}

/// Finds every item by its id: statements, and both stems of a pair.
#[derive(Debug)]
pub struct ItemIndex<'p> {
    by_id: HashMap<&'p str, Item>,
    /// In order of the questionnaire, the two stems of a pair one after the other.
    items: Vec<(&'p Id, Item)>,
    scenarios: Vec<&'p Scenario>,
}

impl<'p> ItemIndex<'p> {
    /// Indexes the items of a questionnaire.
    pub fn of(questionnaire: &'p Questionnaire) -> Self {
        let scenarios: Vec<&Scenario> = questionnaire.scenarios().map(|(_, scenario)| scenario).collect();
        let statements = questionnaire.statements().enumerate();
        let mut items: Vec<(&Id, Item)> =
            statements.map(|(index, (_, statement))| (&statement.id, Item::Statement(index))).collect();
        for (index, scenario) in scenarios.iter().enumerate() {
            items.push((&scenario.first.id, Item::Scenario(index)));
            items.extend(scenario.twin.as_ref().map(|twin| (&twin.id, Item::Twin(index))));
        }
        Self { by_id: items.iter().map(|(id, item)| (id.as_str(), *item)).collect(), items, scenarios }
    }

    /// Returns the item with an id.
    pub fn get(&self, id: &str) -> Option<Item> {
        self.by_id.get(id).copied()
    }

    /// Returns every item with its id, in order of the questionnaire.
    pub fn iter(&self) -> impl Iterator<Item = (&'p Id, Item)> {
        self.items.iter().copied()
    }

    /// Returns a scenario by its position.
    pub fn scenario(&self, index: usize) -> &'p Scenario {
        self.scenarios[index]
    }
}
