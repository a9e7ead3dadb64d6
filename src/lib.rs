//! `rolefit` scores a person's answers against role blueprints on two axes and says which roles fit, how surely, and
//! why.
//!
//! The program is the feature `program`, which is on by default. The feature `core` alone is the method without files, a
//! terminal, threads or randomness of the system; it compiles for `wasm32-unknown-unknown` too. Texts go in, a ranking comes out:
//!
//! ```
//! use std::fs::read_to_string;
//!
//! use rolefit::load::{Format, answers, pack};
//! use rolefit::scoring::{Draws, Model, Uncertainty, assess};
//! use rolefit::source::Source;
//!
//! # fn main() -> std::io::Result<()> {
//! let questionnaire = read_to_string("roles/questionnaire.yaml")?;
//! let [principal, manager] = [read_to_string("roles/principal.yaml")?, read_to_string("roles/manager.yaml")?];
//! let texts =
//!     [("questionnaire.yaml", &*questionnaire), ("principal.yaml", &*principal), ("manager.yaml", &*manager)];
//! let pack = pack::from_texts(texts).expect("a sound pack, or a list of everything that is wrong with it");
//!
//! let source = Source::new("ana.toml", read_to_string("examples/ana.toml")?);
//! let ana = answers::text(&source, Format::Toml, "ana", &pack).expect("answers that the pack asks for");
//!
//! let model = Model::asking(&pack, ana.responses.parallels.clone());
//! let assessment = assess(&model, &ana.responses);
//! let draws = Draws::of(&model);
//! let uncertainty = Uncertainty::of(&model, &draws, &assessment.profile, &assessment.ranking);
//! for fit in assessment.ranking.fits() {
//!     let title = &pack.roles()[fit.role].title;
//!     if let (Some(overall), Some(sure)) = (fit.overall, &uncertainty.roles[fit.role]) {
//!         let (low, high) = (sure.overall.low, sure.overall.high);
//!         println!("{title}: {overall:.0} ({low:.0} to {high:.0}), {}", fit.band.name());
//!     }
//! }
//! # let first = &assessment.ranking.fits()[0];
//! # assert_eq!(pack.roles()[first.role].id.as_str(), "principal");
//! # assert!(uncertainty.roles[first.role].is_some_and(|sure| sure.overall.low < first.overall.unwrap_or_default()));
//! # Ok(())
//! # }
//! ```
//!
//! The tour, in the order data moves:
//!
//! - [`load`] opens and parses files; it turns them into sound [`pack`]s and legal [`answers`], or into [`diagnostic`]s
//!   that name a [`rule`] and a place in a [`source`].
//! - [`pack`] is the model: what people are asked, and what roles ask for.
//! - [`scoring`] is the method: responses to a profile, to fits, to a ranking, and how sure they are. Numbers only, no
//!   IO; [`random`] is its seeded randomness.
//! - [`survey`] knows what the columns and cells of a survey's export mean.
//! - [`batch`] takes many people through the method at once, from such a table to rows.
//! - [`check`] gives advice about a pack: one rule a file, each naming its places by [`route`].
//! - [`schema`] describes the files that people write, for editors.
//! - [`lint`] ties files and advice together: paths and options in, everything that is to be said about them out.
//! - [`expectation`] compares what a pack says of people with what its tests expect.
//! - [`comparison`] says what a change to a pack means, and what it does to people.
//! - [`statistics`] says what the answers of many people tell about a questionnaire, and what results tell about groups.
//! - [`assess`] is the interview: keys in, answers and pages out, over a prompt that it knows nothing about.
//! - [`render`] turns results into tables, JSON and prose; [`text`] holds the grammar of messages.
//! - [`output`] is where results meet the disk: files that appear whole or not at all, streams, signals, progress.
//! - [`commands`] ties these together, one file per command; [`cli`] declares what can be typed.

// Some functions of these modules are only called by the program.
#![cfg_attr(not(feature = "program"), allow(dead_code))]

pub mod answers;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod assess;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod batch;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod check;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod commands;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod comparison;
pub mod diagnostic;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod expectation;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod lint;
pub mod load;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod output;
pub mod pack;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod panel;
#[doc(hidden)]
pub mod random;
#[cfg(feature = "page")]
#[doc(hidden)]
pub mod render;
#[doc(hidden)]
pub mod route;
pub mod rule;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod schema;
pub mod scoring;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod simulation;
pub mod source;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod statistics;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod survey;
#[doc(hidden)]
pub mod text;
