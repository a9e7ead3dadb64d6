//! Rows of people who may come more than once, and how they are called.

use crate::batch::people::pseudonyms::Pseudonyms;
use crate::batch::results::Occurrence;

/// A row of a person, in one of the inputs.
#[derive(Clone, Debug)]
pub struct Row {
    pub input: usize,
    pub occurrence: Occurrence,
}

impl Row {
    /// Returns its input, and its number there.
    pub fn number(&self) -> (usize, usize) {
        (self.input, self.occurrence.record)
    }
}

/// How people and their rows are called in what is said.
pub struct Names<'a> {
    /// With pseudonyms nobody can be recognised.
    pub pseudonyms: Option<&'a Pseudonyms>,
    pub place: &'a dyn Fn(&Row) -> String,
}

impl Names<'_> {
    /// Returns the name of the person of some rows: the one in the first of them.
    pub fn person(&self, rows: &[Row]) -> String {
        let person = &rows[0].occurrence.person;
        self.pseudonyms.map_or_else(|| person.clone(), |pseudonyms| pseudonyms.of(person.as_bytes()))
    }
}
