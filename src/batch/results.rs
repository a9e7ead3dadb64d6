//! What is known and written of the people of one chunk, until it is taken in order.

use crate::batch::counts::Counts;
use crate::batch::person_fits::PersonFits;
use crate::render::report::cohort::Glance;

/// The results of a chunk.
#[derive(Debug, Default)]
pub struct Results {
    /// The result of its people, as it is written.
    pub out: Vec<u8>,
    /// For each person a row with the profile.
    pub profiles: Vec<u8>,
    /// Rows that were not scored, with the reasons against them.
    pub rejects: Vec<u8>,
    /// The same reasons, each with its row of a table, or its line, from 1.
    pub reasons: Vec<(usize, String)>,
    pub counts: Counts,
    /// Where each person stands, for forms that are laid out for reading.
    pub people: Vec<(String, PersonFits)>,
    /// Where the rows of each person begin, for a list of people.
    pub listed: Vec<ListedPerson>,
    /// For each person a row with the answers, for statistics.
    pub answers: Vec<u8>,
    /// For each person a card in Markdown.
    pub cards: Vec<(String, String)>,
    /// For each person a page, with what the page about all of them says.
    pub reports: Vec<(Glance, String)>,
    /// Hashes of the ids of people who were scored.
    pub id_hashes: Vec<u64>,
    /// Rows of people who may have several.
    pub occurrences: Vec<Occurrence>,
    /// How much of the input was read for it, in bytes.
    pub bytes: usize,
}

impl Results {
    /// Starts over; the buffers are kept.
    pub(super) fn clear(&mut self, roles: usize) {
        let Self {
            out,
            profiles,
            rejects,
            reasons,
            counts,
            people,
            listed,
            answers,
            cards,
            reports,
            id_hashes,
            occurrences,
            bytes,
        } = self;
        [out, profiles, rejects, answers].into_iter().for_each(Vec::clear);
        reasons.clear();
        people.clear();
        listed.clear();
        cards.clear();
        reports.clear();
        id_hashes.clear();
        occurrences.clear();
        (*counts, *bytes) = (Counts::of(roles), 0);
    }

    /// Notes a row that was not scored.
    pub(super) fn reject(&mut self, reasons: impl IntoIterator<Item = (usize, String)>) {
        self.counts.read += 1;
        self.counts.rejected += 1;
        self.reasons.extend(reasons);
    }

    /// Notes a row that is left out as a further one of a person.
    pub(super) fn set_aside(&mut self) {
        self.counts.read += 1;
        self.counts.duplicates += 1;
    }
}

/// A person in a list that has one row each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPerson {
    /// Where their rows begin, in bytes.
    pub start: usize,
    /// Empty where none is known.
    pub name: String,
}

/// A row of a person who may have several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    pub person: String,
    /// Whether it has no id, and a number takes its place: another person may have that for an id.
    pub is_numbered: bool,
    /// The line that it begins on, from 1.
    pub line: usize,
    /// Its row in a table, or its number in another file.
    pub record: usize,
    /// How many items are answered.
    pub answered: usize,
    /// What the column of times says, where there is one.
    pub time: Option<String>,
}
