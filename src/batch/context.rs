//! What holds for a whole run.

use crate::batch::models::SharedModels;
use crate::batch::people::pseudonyms::Pseudonyms;
use crate::batch::writer::Writer;
use crate::pack::Pack;
use crate::render::Filter;
use crate::render::report::printing::Printing;
use crate::scoring::Draws;

/// What people are scored with, and what is shown of them.
#[derive(Debug)]
pub struct BatchContext<'p> {
    pub pack: &'p Pack,
    pub models: SharedModels<'p>,
    /// For what is shown beyond the rows of people.
    pub draws: Option<Draws>,
    pub writer: Writer,
    pub filter: Filter,
    pub pseudonyms: Option<Pseudonyms>,
    /// Whether a card is written for every person.
    pub has_cards: bool,
    /// How a report is written for every person, if at all.
    pub reports: Option<Printing>,
    /// Whether people are listed, with their names, beside the rows of their roles.
    pub has_list: bool,
    /// Whether a row with the profile is written for every person.
    pub has_profiles: bool,
}

impl BatchContext<'_> {
    /// Whether more is shown than the rows of people.
    pub(super) fn needs_details(&self) -> bool {
        self.draws.is_some()
    }

    /// Whether nothing but the rows of a person is shown.
    pub(super) fn shows_rows_only(&self) -> bool {
        let are_more = self.needs_details() || self.has_profiles || self.has_cards || self.has_list;
        !are_more && !matches!(self.writer, Writer::People)
    }

    /// Whether names are shown: in what is laid out for reading, but never beside a pseudonym.
    pub(super) fn shows_names(&self) -> bool {
        let are_read =
            self.has_cards || self.has_list || self.reports.is_some() || matches!(self.writer, Writer::People);
        self.pseudonyms.is_none() && are_read
    }

    /// Whether people take far more room than their rows in a table, until they are written.
    pub fn is_roomy(&self) -> bool {
        self.needs_details() || matches!(self.writer, Writer::People)
    }
}
