//! An item of the questionnaire by its position: what everything that holds answers is keyed by.

/// A statement or a scenario, by its position among those of the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    Statement(usize),
    Scenario(usize),
}
