//! Routes from the top of a document to one of its nodes.

use std::fmt;

/// One step of a route: into a mapping by key, or into a sequence by position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Key(String),
    Index(usize),
}

/// A route built while walking down, each level on the stack of its caller, so that walking allocates nothing.
#[derive(Clone, Copy)]
pub enum Route<'a> {
    Top,
    Key(&'a Route<'a>, &'a str),
    Index(&'a Route<'a>, usize),
}

impl<'a> Route<'a> {
    /// Goes on to the value under `key`.
    pub fn key(&'a self, key: &'a str) -> Self {
        Self::Key(self, key)
    }

    /// Goes on to the element at `index`.
    pub fn index(&'a self, index: usize) -> Self {
        Self::Index(self, index)
    }

    /// Returns the steps from the top.
    pub fn steps(&self) -> Vec<Step> {
        let (mut steps, last) = match self {
            Self::Top => return Vec::new(),
            Self::Key(parent, key) => (parent.steps(), Step::Key((*key).to_owned())),
            Self::Index(parent, index) => (parent.steps(), Step::Index(*index)),
        };
        steps.push(last);
        steps
    }
}

/// Shows a route as `competency.api.scenarios[2]`, for messages only.
impl fmt::Display for Route<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top => Ok(()),
            Self::Key(Self::Top, key) => formatter.write_str(key),
            Self::Key(parent, key) => write!(formatter, "{parent}.{key}"),
            Self::Index(parent, index) => write!(formatter, "{parent}[{index}]"),
        }
    }
}

/// Which half of a mapping's entry a place is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    Key,
    Value,
}
