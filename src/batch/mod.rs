//! Many people at once: what the columns and cells of a table of responses mean.

pub mod cells;
mod fold;
pub mod layout;
mod names;
mod problem;
mod words;

pub use cells::Catalogue;
pub use layout::{Column, Item, Layout};
pub use problem::Problem;
