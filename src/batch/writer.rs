//! The forms of a result, each fed one person at a time.

use crate::batch::lines::Lines;
use crate::batch::rows::Rows;
use crate::batch::wide::Wide;

/// A form of results.
#[derive(Debug)]
pub enum Writer {
    /// One CSV row per person and role.
    Rows(Rows),
    /// One CSV row per person.
    Wide(Wide),
    /// One line of compact JSON per person.
    Lines(Box<Lines>),
    /// One line of JSON per person, with everything that `score` says.
    Full,
    /// Nothing yet: people are laid out where they come in order.
    People,
    /// The answers themselves, for statistics: nobody is scored.
    Answers,
}

impl Writer {
    /// Whether a form shows more than where people stand.
    pub fn needs_details(&self) -> bool {
        match self {
            Self::Rows(rows) => rows.is_certain,
            Self::Lines(lines) => lines.is_certain,
            Self::Wide(_) | Self::People | Self::Answers => false,
            Self::Full => true,
        }
    }
}
