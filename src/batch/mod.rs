//! Many people at once: what the columns and cells of a table of responses mean.

pub mod cells;
pub mod dialect;
mod fold;
pub mod layout;
pub mod names;
mod problem;
pub mod proposal;
pub mod recognition;
pub mod sample;
mod words;

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
