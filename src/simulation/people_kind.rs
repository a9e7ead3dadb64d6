//! Every kind of simulated people there is, under one name.

use crate::answers::Responses;
use crate::pack::Pack;
use crate::random::SplitMix64;
use crate::simulation::{Person, Population, Responder};

/// A kind of simulated people: a way of answering, or people with true scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PeopleKind {
    Responder(Responder),
    Population(Population),
}

impl PeopleKind {
    /// Returns the name that files and programs use.
    pub fn code(self) -> &'static str {
        match self {
            Self::Responder(responder) => responder.code(),
            Self::Population(population) => population.code(),
        }
    }

    /// Names the stream of chance that a seed gives the kind, so that another kind changes nothing.
    pub fn stream(self, seed: u64) -> String {
        format!("rolefit-people/{seed}/{}", self.code())
    }

    /// Makes ready to draw people of the kind.
    pub fn crowd(self, pack: &Pack) -> Crowd {
        let person = match self {
            Self::Responder(Responder::AtEveryNeed { role }) => Some(Person::at_every_need(pack, role)),
            Self::Responder(_) | Self::Population(_) => None,
        };
        Crowd { kind: self, person }
    }
}

/// People of one kind, to draw from.
#[derive(Clone, Debug)]
pub struct Crowd {
    kind: PeopleKind,
    /// The one who answers again and again, where the kind is one person.
    person: Option<Person>,
}

impl Crowd {
    /// Draws one of them, who answers a pack's questionnaire.
    pub fn answer(&self, pack: &Pack, random: &mut SplitMix64) -> Responses {
        match (&self.person, self.kind) {
            (Some(person), _) => person.answer(pack, random),
            (None, PeopleKind::Responder(responder)) => responder.answer(pack, random),
            (None, PeopleKind::Population(population)) => Person::draw(pack, population, random).answer(pack, random),
        }
    }
}
