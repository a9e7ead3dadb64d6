//! `rolefit completions`: a completion script for a shell.

use anyhow::{Context, Result};
use clap::CommandFactory;

use crate::cli::{Cli, CompletionsArgs};
use crate::commands::{Outcome, Printout};

pub(super) fn run(args: &CompletionsArgs) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "rolefit", &mut script);
    let script = String::from_utf8(script).context("making the completion script")?;
    Printout::from(script).print()?;
    Ok(Outcome::Done)
}
