//! `rolefit man`: manual pages from the same declarations as the help.

use anyhow::{Context, Result, bail};
use clap::CommandFactory;
use clap_mangen::Man;

use crate::cli::{Cli, ManArgs};
use crate::commands::{Outcome, Printout};
use crate::text::nearest;

pub(super) fn run(args: &ManArgs) -> Result<Outcome> {
    let mut program = Cli::command();
    program.build();
    let page = match &args.command {
        None => roff(program)?,
        Some(name) => {
            let Some(command) = program.find_subcommand(name) else {
                let help = match nearest(name, program.get_subcommands().map(clap::Command::get_name)) {
                    Some(similar) => format!("a command with a similar name exists: `{similar}`"),
                    None => "see `rolefit --help`".to_owned(),
                };
                bail!("unknown command `{name}`; {help}");
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
