//! The parts of a questionnaire that roles are checked against, and what is unsure of them while it has faults.

use std::collections::HashSet;

use crate::pack::{Area, Dimension, Id, Instruction, KeyNote, Questionnaire, Scale, Settings};

/// What roles are checked against: the parts of a questionnaire that could be made out, and what is unsure of them.
#[derive(Debug)]
pub struct Parts {
    pub settings: Settings,
    pub dimensions: Vec<Dimension>,
    /// An area that was not read in full has no scenarios here.
    pub areas: Vec<Area>,
    pub unsure: Unsure,
}

/// Which names a questionnaire may define, although they could not be made out. Roles may use them without a finding: what is
/// wrong has been reported where they are defined.
#[derive(Debug, Default)]
pub struct Unsure {
    pub(super) names: HashSet<String>,
    pub(super) all_dimensions: bool,
    pub(super) all_areas: bool,
    pub(super) all_words: bool,
}

impl Unsure {
    /// Notes a name that cannot be made out; roles may use it as it is written, or as it was meant.
    pub(super) fn note(&mut self, name: &str) {
        self.names.extend(Id::suggest(name));
        self.names.insert(name.to_owned());
    }

    pub fn dimension(&self, name: &str) -> bool {
        self.all_dimensions || self.names.contains(name)
    }

    pub fn area(&self, name: &str) -> bool {
        self.all_areas || self.names.contains(name)
    }

    /// Whether this may be a strength or a level.
    pub fn word(&self, name: &str) -> bool {
        self.all_words || self.names.contains(name)
    }
}

impl Parts {
    /// The parts of a questionnaire that cannot be read at all.
    pub fn unknown() -> Self {
        let unsure = Unsure { all_dimensions: true, all_areas: true, all_words: true, ..Unsure::default() };
        Self { settings: Settings::default(), dimensions: Vec::new(), areas: Vec::new(), unsure }
    }
}

/// A questionnaire whose parts are held apart until the roles have been checked against them.
#[derive(Debug)]
pub struct Frame {
    pub(super) id: Id,
    pub(super) version: String,
    pub(super) title: String,
    pub(super) instruction: Instruction,
    pub(super) key: KeyNote,
    pub(super) scale: Scale,
}

impl Frame {
    /// Puts the questionnaire together.
    pub fn with(self, parts: Parts) -> Questionnaire {
        let Self { id, version, title, instruction, key, scale } = self;
        let Parts { settings, dimensions, areas, unsure: _ } = parts;
        Questionnaire { id, version, title, instruction, key, settings, scale, dimensions, areas }
    }
}
