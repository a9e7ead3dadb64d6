//! The only place that opens and parses files: from a path to sound types, with the place of every problem.
//!
//! A file goes through stages: reading ([`read`]), syntax (`tree`, through one reader per format), shape (`differences`), and
//! meaning ([`pack`], [`answers`]). What is wrong in a place is taken out of the tree, and the next stages go on with the rest.

mod ambiguity;
pub mod answers;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod cases;
#[cfg(feature = "program")]
pub(crate) mod config;
mod cut_text;
pub(crate) mod date;
mod differences;
mod digest;
pub(crate) mod document;
mod empty_section;
#[doc(hidden)]
pub mod files;
pub(crate) mod fixes;
mod format;
#[cfg(feature = "program")]
pub(crate) mod git;
pub(crate) mod ignores;
mod invisible;
mod json;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod layout;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod mapping;
mod meaning;
pub mod pack;
mod plain_scalar;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod preset;
pub(crate) mod questionnaire;
#[cfg(feature = "program")]
pub(crate) mod ratings;
#[doc(hidden)]
pub mod read;
#[cfg(feature = "program")]
pub(crate) mod repository;
pub(crate) mod role;
mod schema;
pub(crate) mod shape;
mod toml;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod translation;
pub(crate) mod tree;
mod typed;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod workbook;
#[cfg(feature = "program")]
pub(crate) mod workflow;
mod yaml;

pub use format::{AnswersFormat, Format};
