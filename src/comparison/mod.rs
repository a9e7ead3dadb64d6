//! What a change to a pack means: classes of changes, and what they do to people. Compares two packs, knows no files.

mod context;
mod effect;
mod item_match;
mod questionnaire;
mod role;
mod words;

use crate::pack::{Id, Pack};
use crate::route::{Aim, Route, Step};

pub use effect::{Effect, PackComparison, RoleEffect};
pub use item_match::ItemMatch;

/// How far a change reaches, from the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeClass {
    /// The same in other words.
    Wording,
    /// What is described and never scored.
    Described,
    /// What a role or the method makes of answers.
    Scored,
    /// What is asked, or what an answer earns: answers given before no longer mean the same.
    Key,
}

/// The file of a pack that a change is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangedFile {
    Questionnaire,
    /// By the id of its role.
    Role(Id),
}

/// One thing that differs between two packs.
#[derive(Clone, Debug)]
pub struct Change {
    pub class: ChangeClass,
    pub file: ChangedFile,
    /// Where it is in the newer file; of what is gone, where it was.
    pub steps: Vec<Step>,
    pub aim: Aim,
    pub message: String,
}

impl ChangeClass {
    /// Returns the name that programs read.
    pub fn code(self) -> &'static str {
        match self {
            Self::Wording => "wording",
            Self::Described => "described",
            Self::Scored => "scored",
            Self::Key => "key",
        }
    }
}

/// Finds everything that differs in meaning, by id: the order of things, comments and layout are no difference.
pub fn changes(old: &Pack, new: &Pack) -> Vec<Change> {
    let mut changes = questionnaire::changes(old, new);
    changes.extend(role::changes(old, new));
    changes
}

/// Collects the changes of one file.
struct Changes {
    file: ChangedFile,
    found: Vec<Change>,
}

impl Changes {
    fn of(file: ChangedFile) -> Self {
        Self { file, found: Vec::new() }
    }

    fn add(&mut self, class: ChangeClass, at: &Route<'_>, aim: Aim, message: impl Into<String>) {
        let (file, message) = (self.file.clone(), message.into());
        self.found.push(Change { class, file, steps: at.steps(), aim, message });
    }

    /// Notes that a value differs; `name` says whose it is.
    fn value<T: PartialEq + std::fmt::Display>(
        &mut self,
        class: ChangeClass,
        at: &Route<'_>,
        name: &str,
        old: &T,
        new: &T,
    ) {
        if old != new {
            self.add(class, at, Aim::Value, format!("{name} is `{new}`, was `{old}`"));
        }
    }

    /// Notes that prose differs; where there is none any more, or none was, that is more than wording.
    fn prose(&mut self, at: &Route<'_>, name: &str, old: &str, new: &str) {
        match (old.is_empty(), new.is_empty()) {
            _ if old == new => {}
            (false, true) => self.add(ChangeClass::Described, at, Aim::Key, format!("{name} is gone")),
            (true, false) => self.add(ChangeClass::Described, at, Aim::Key, format!("{name} is new")),
            _ => self.add(ChangeClass::Wording, at, Aim::Value, format!("{name} is worded differently")),
        }
    }

    /// Notes that a list of texts differs: as many in other words are wording, more or fewer are more than that.
    fn list(&mut self, at: &Route<'_>, name: &str, old: &[String], new: &[String]) {
        let sorted = |list: &[String]| {
            let mut list = list.to_vec();
            list.sort();
            list
        };
        if sorted(old) == sorted(new) {
            return;
        }
        if old.len() == new.len() {
            self.add(ChangeClass::Wording, at, Aim::Key, format!("{name} are worded differently"));
        } else {
            let entries = if new.len() == 1 { "entry" } else { "entries" };
            let message = format!("{name}: {} {entries}, {} before", new.len(), old.len());
            self.add(ChangeClass::Described, at, Aim::Key, message);
        }
    }

    /// Notes which names of a list are new and which are gone.
    fn names(&mut self, at: &Route<'_>, name: &str, old: &[String], new: &[String]) {
        let missing_in = |list: &[String], other: &[String]| -> Vec<String> {
            list.iter().filter(|entry| !other.contains(entry)).cloned().collect()
        };
        for (names, how) in [(missing_in(new, old), "new"), (missing_in(old, new), "gone")] {
            for entry in names {
                self.add(ChangeClass::Described, at, Aim::Key, format!("{name}: `{entry}` is {how}"));
            }
        }
    }
}
