//! The help texts of every command: one flag says the same wherever it can be typed.

use std::collections::{BTreeMap, BTreeSet};

use clap::CommandFactory;
use rolefit::cli::Cli;

/// Flags that mean something else in the command after the colon.
const DIFFERENT: [&str; 10] = [
    "output: assess",
    "role: assess",
    "role: questions",
    "seed: simulate",
    "seed: diff",
    "people: diff",
    "fail-on: diff",
    "format: check",
    "format: diff",
    "format: test"];

#[test]
fn the_help_of_a_flag_is_the_same_in_every_command() {
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for command in Cli::command().get_subcommands() {
        for arg in command.get_arguments().filter(|arg| arg.get_long().is_some()) {
            let flag = arg.get_long().unwrap();
            if !DIFFERENT.contains(&format!("{flag}: {}", command.get_name()).as_str()) {
                texts.entry(flag.to_owned()).or_default().insert(arg.get_help().unwrap().to_string());
            }
        }
    }
    assert!(texts.len() > 30, "only {} flags", texts.len());
    let unlike: Vec<_> = texts.into_iter().filter(|(_, texts)| texts.len() > 1).collect();
    assert!(unlike.is_empty(), "flags with several help texts: {unlike:#?}");
}
