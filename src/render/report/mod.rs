//! Reports to read, print and hand on: one page of HTML that holds everything, without scripts and without requests.
//!
//! `assemble` says what there is to say as data, a `view`; the other files say how it looks: a `frame` around every
//! page, `chart`s, the colours of a `palette` that a test measures, and the `person` that a page is about.

mod assemble;
#[cfg(feature = "program")]
pub mod blueprint;
mod chart;
pub(crate) mod cohort;
pub mod frame;
pub(crate) mod palette;
mod person;
#[cfg(feature = "program")]
pub(crate) mod plain;
pub mod printing;
mod role;
pub(crate) mod sittings;
pub mod view;
