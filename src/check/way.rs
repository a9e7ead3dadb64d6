//! The ways in which the career of a role names its neighbours.

use crate::check::{File, Spot};
use crate::pack::Career;
use crate::route::Route;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    From,
    Next,
    Adjacent,
}

impl Way {
    const ALL: [Self; 3] = [Self::From, Self::Next, Self::Adjacent];

    /// Returns everything a career names, each with its way and its position there.
    pub(super) fn all_entries(career: &Career) -> impl Iterator<Item = (Self, usize, &str)> {
        Self::ALL.into_iter().flat_map(move |way| {
            way.entries(career).iter().enumerate().map(move |(index, entry)| (way, index, entry.as_str()))
        })
    }

    /// Returns what a career names on this way: role ids, or titles of any kind.
    pub(super) fn entries(self, career: &Career) -> &[String] {
        match self {
            Self::From => &career.from,
            Self::Next => &career.next,
            Self::Adjacent => &career.adjacent,
        }
    }

    /// Returns the key of the way in a role file.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::Next => "next",
            Self::Adjacent => "adjacent",
        }
    }

    /// Returns the way that leads back.
    pub(super) fn back(self) -> Self {
        match self {
            Self::From => Self::Next,
            Self::Next => Self::From,
            Self::Adjacent => Self::Adjacent,
        }
    }

    /// Returns the place of an entry.
    pub(super) fn place(self, file: File, index: usize) -> Spot {
        Spot::value(file, &Route::Top.key("career").key(self.key()).index(index))
    }
}
