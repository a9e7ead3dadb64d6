//! The library as a program in Rust meets it: loading, the method, the interview and the forms of
//! findings. One module per subject.

#[path = "../packs/mod.rs"]
mod packs;

mod assess;
mod comparison;
mod formats;
mod gallery;
mod limits_of_rules;
mod load_answers;
mod load_mapping;
mod load_pack;
mod method;
mod parallel;
mod responses;
mod shipped_pack;
mod simulation;
