//! `rolefit man`: manual pages from the same declarations as the help.

use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use clap_mangen::Man;

use crate::cli::{Cli, ManArgs};
use crate::commands::{Outcome, Printout};
use crate::text::{nearest, one_of};

pub(super) fn run(args: &ManArgs) -> Result<Outcome> {
    let mut program = Cli::command();
    program.build();
    let page = match &args.command {
        None => roff(program)?,
        Some(name) => {
            let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
            let Some(command) = program.find_subcommand(name) else {
                let known =
                    nearest(name, names.iter().copied()).map_or_else(|| one_of(names), |name| format!("`{name}`"));
                bail!("there is no command `{name}`; did you mean {known}?");
            };
            roff(command.clone())?
        }
    };
    Printout::from(page).print()?;
    Ok(Outcome::Done)
}

fn roff(command: clap::Command) -> Result<String> {
    let mut page = Vec::new();
    Man::new(command).render(&mut page).context("making the manual page")?;
    String::from_utf8(page).context("making the manual page")
}
