//! An item of the questionnaire by its position: what everything that holds answers is keyed by.

/// A statement or a stem of a scenario, by its position among those of the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    Statement(usize),
    Scenario(usize),
    /// The second stem of a scenario.
    Twin(usize),
}

impl Item {
    /// Returns what stands for the item and for the other stem of its pair alike.
    pub fn pair(self) -> Self {
        match self {
            Self::Statement(_) | Self::Scenario(_) => self,
            Self::Twin(index) => Self::Scenario(index),
        }
    }

    /// Says whether it is a statement.
    pub fn is_statement(self) -> bool {
        matches!(self, Self::Statement(_))
    }
}
