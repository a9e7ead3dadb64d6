//! What a pack must say of people: cases with expectations, what is observed of them, and where the two part.
//!
//! Cases are data that `load` reads; here they are only values.

mod judge;
mod observed;

use crate::answers::Answers;
use crate::pack::Pack;
use crate::route::Step;
use crate::scoring::Band;
use crate::simulation::PeopleKind;

pub use judge::{Correction, Failure};
pub use observed::{Observed, RoleObserved};

/// People, and what must hold of them.
#[derive(Debug)]
pub struct Case {
    pub name: String,
    pub people: People,
    /// In the order in which they are judged; only what is named is compared.
    pub expectations: Vec<Expectation>,
}

/// Whom a case is about.
#[derive(Debug)]
pub enum People {
    One(Box<Answers>),
    Simulated(SimulatedPeople),
}

/// Seeded people of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SimulatedPeople {
    pub kind: PeopleKind,
    pub people: usize,
    pub seed: u64,
}

/// One thing that must hold. Roles are indices into the pack.
#[derive(Clone, Debug, PartialEq)]
pub enum Expectation {
    /// The role that is ranked first.
    First(usize),
    /// Points of the overall value between the first role and the second.
    Lead(Bounds),
    /// The roles that may be the best fit, in any order.
    Contenders(Vec<usize>),
    /// Roles from higher to lower.
    Order(Vec<usize>),
    Band {
        role: usize,
        band: Band,
    },
    /// A band that is as near as this one, or nearer.
    AtLeast {
        role: usize,
        band: Band,
    },
    AtMost {
        role: usize,
        band: Band,
    },
    Not {
        role: usize,
        bands: Vec<Band>,
    },
    /// A value of a role, of many people its mean.
    Within {
        role: usize,
        value: Value,
        bounds: Bounds,
    },
    /// How many of simulated people, 0 to 1.
    Share {
        role: usize,
        share: Share,
        bounds: Bounds,
    },
}

/// A number that a role gives a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    Overall,
    Personality,
    Competency,
}

/// What a share of people has in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// The role is ranked first.
    First,
    Band(Band),
}

/// The least and the most that a number may be; at least one of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub min: Option<f64>,
    pub max: Option<f64>,
}

impl Expectation {
    /// Returns the keys that lead to it within its case.
    pub fn steps(&self, pack: &Pack) -> Vec<Step> {
        let of_role = |role: &usize, keys: &[&str]| {
            let keys = ["roles", pack.roles()[*role].id.as_str()].into_iter().chain(keys.iter().copied());
            keys.map(|key| Step::Key(key.to_owned())).collect()
        };
        let of_case = |key: &str| vec![Step::Key(key.to_owned())];
        match self {
            Self::First(_) => of_case("first"),
            Self::Lead(_) => of_case("lead"),
            Self::Contenders(_) => of_case("contenders"),
            Self::Order(_) => of_case("order"),
            Self::Band { role, .. } => of_role(role, &["band"]),
            Self::AtLeast { role, .. } => of_role(role, &["at_least"]),
            Self::AtMost { role, .. } => of_role(role, &["at_most"]),
            Self::Not { role, .. } => of_role(role, &["not"]),
            Self::Within { role, value, .. } => of_role(role, &[value.code()]),
            Self::Share { role, share, .. } => of_role(role, &["shares", share.code()]),
        }
    }
}

impl Value {
    /// Returns the key that names it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Overall => "overall",
            Self::Personality => "personality",
            Self::Competency => "competency",
        }
    }
}

impl Share {
    /// Returns the key that names it.
    pub fn code(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Band(band) => band.code(),
        }
    }
}
