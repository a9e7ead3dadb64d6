//! Simulated people through a pack: can its blueprints tell people apart, and do ranges hold what they promise?
//!
//! Everything is seeded, and knows neither files nor terminals.

mod coverage;
mod people_kind;
mod person;
mod responder;

pub use coverage::{Coverage, coverage};
pub use people_kind::{Crowd, PeopleKind};
pub use person::{Judgment, Person, Population};
pub use responder::{Responder, Shares, chance_line, shares};
