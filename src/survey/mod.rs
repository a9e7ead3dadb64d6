//! Reads survey exports: encoding and delimiter, what the columns hold, and what the cells mean.

pub mod cells;
pub mod decoding;
pub mod dialect;
pub mod encoding;
pub mod evidence;
pub mod faults;
mod fold;
pub mod layout;
pub mod likely;
pub mod names;
pub mod plain;
mod problem;
pub mod proposal;
pub mod recognition;
pub mod sample;
mod words;

pub use cells::Catalogue;
pub(crate) use fold::{folded_case, is_hidden, trim};
pub use layout::{ColumnMeaning, Item, Layout};
pub use problem::Problem;

#[cfg(test)]
pub(crate) mod tests {
    use crate::load::pack::from_texts;
    use crate::pack::Pack;

    /// The pack that tests of exports share.
    pub(crate) fn pack() -> Pack {
        from_texts([
            ("questionnaire.yaml", include_str!("../../tests/packs/survey/questionnaire.yaml")),
            ("engineer.yaml", include_str!("../../tests/packs/survey/engineer.yaml")),
        ])
        .expect("a sound pack")
    }
}
