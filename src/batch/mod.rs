//! Many people at once: what the columns and cells of a table of responses mean, the hot path, and the writers.

pub mod answered;
mod bytes;
pub mod cells;
pub mod chunks;
pub mod counts;
pub mod decoding;
pub mod dialect;
mod fold;
pub mod keys;
pub mod layout;
pub mod lines;
pub mod names;
mod object;
mod order;
pub mod plan;
mod problem;
pub mod proposal;
pub mod pseudonyms;
pub mod recognition;
pub mod reject;
pub mod rows;
pub mod run;
pub mod sample;
mod scan;
pub mod scribe;
pub mod standing;
pub mod tables;
pub mod wide;
mod words;
pub mod worker;
pub mod writer;

pub use cells::Catalogue;
pub use layout::{Column, Item, Layout};
pub use problem::Problem;

#[cfg(test)]
mod tests {
    use crate::load::pack::from_texts;
    use crate::pack::Pack;

    /// The pack that the tests of this room share.
    pub(super) fn pack() -> Pack {
        from_texts([
            ("questionnaire.yaml", include_str!("../../tests/packs/survey/questionnaire.yaml")),
            ("engineer.yaml", include_str!("../../tests/packs/survey/engineer.yaml")),
        ])
        .expect("a sound pack")
    }
}
