//! The program as its users meet it: arguments and files in, exit code and text out. One module per command.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test cannot set up or find may panic")]

#[cfg(unix)]
mod action;
mod advice;
mod assess;
mod batch;
mod batch_choices;
mod batch_duplicates;
mod batch_equality;
mod batch_faults;
mod batch_inputs;
mod batch_privacy;
mod batch_profile;
mod batch_rejects;
mod batch_summary;
mod cases;
mod cases_update;
mod certainty;
mod check;
mod check_paths;
mod check_silence;
mod cohort;
mod examples;
mod finding_forms;
mod fix;
mod form;
mod form_browser;
mod formats;
mod hook;
mod init;
mod map;
mod missing;
mod mutations;
mod others;
mod outputs;
mod parallel;
mod private;
mod questions;
mod report;
#[cfg(unix)]
mod report_browser;
mod review;
mod roles;
mod rules;
mod schema;
mod schema_of_pack;
mod score;
mod simulate;
mod streams;
mod survey_doubts;
mod survey_people;
mod survey_walk;
mod terminal_text;
mod workbooks;
mod worked_example;
mod world;
