//! `rolefit` scores a person's answers against role blueprints on two axes and says which roles fit, how surely, and
//! why.
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
//! - [`lint`] ties files and advice together: paths and options in, everything that is to be said about them out.
//! - [`assess`] is the interview: keys in, answers and pages out, over a prompt that it knows nothing about.
//! - [`render`] turns results into tables, JSON and prose; [`text`] holds the grammar of messages.
//! - [`output`] is where results meet the disk: files that appear whole or not at all, streams, signals, progress.
//! - [`commands`] ties these together, one file per command; [`cli`] declares what can be typed.

pub mod answers;
pub mod assess;
pub mod batch;
pub mod check;
pub mod cli;
pub mod commands;
pub mod diagnostic;
pub mod lint;
pub mod load;
pub mod output;
pub mod pack;
pub mod random;
pub mod render;
pub mod route;
pub mod rule;
pub mod scoring;
pub mod simulation;
pub mod source;
pub mod survey;
pub mod text;
