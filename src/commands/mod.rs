//! One file per command: load, compute, render.

mod assess;
mod audit;
mod baseline;
mod batch;
mod check;
mod compare;
mod completions;
mod diff;
mod findings;
mod fix;
mod fmt;
mod form;
mod groups;
mod init;
mod kit;
mod look;
mod man;
mod map;
mod method;
mod outcome;
mod outputs;
mod pack;
mod panel;
mod people;
mod plain_table;
mod questions;
mod reference;
mod report;
mod review;
mod roles;
mod rule;
mod schema;
mod score;
mod simulate;
mod stats;
mod test;
mod translation;
mod workbook;

use anyhow::Result;
use clap::CommandFactory;

use crate::cli::{Cli, Command};
use crate::output::interrupt;
use crate::output::print::Printout;
use look::{look, look_of_questions};
pub use outcome::Outcome;
pub use rule::catalogue;

/// Runs what was typed, and reports what stopped it.
pub fn run(cli: Cli) -> Outcome {
    // An interview keeps the terminal in order and its answers in a file: it listens itself.
    if !matches!(cli.command, Some(Command::Assess(_))) {
        interrupt::begin();
    }
    let outcome = match cli.command {
        Some(command) if cli.global.variant.is_some() && !uses_variants(&command) => {
            Err(anyhow::anyhow!("this command takes no `--variant`; `check` looks at every variant of a role"))
        }
        None => short_help(),
        Some(Command::Score(args)) => score::run(&args, &cli.global),
        Some(Command::Report(args)) => report::run(&args, &cli.global),
        Some(Command::Review(args)) => review::run(&args, &cli.global),
        Some(Command::Compare(args)) => compare::run(&args, &cli.global),
        Some(Command::Batch(args)) => batch::run(&args, &cli.global),
        Some(Command::Assess(args)) => assess::run(&args, &cli.global),
        Some(Command::Questions(args)) => questions::run(&args, &cli.global),
        Some(Command::Roles(args)) => roles::run(&args, &cli.global),
        Some(Command::Kit(args)) => kit::run(&args, &cli.global),
        Some(Command::Panel(args)) => panel::run(&args, &cli.global),
        Some(Command::Method(_)) => method::run(&cli.global),
        Some(Command::Check(args)) => check::run(&args, &cli.global),
        Some(Command::Fmt(args)) => fmt::run(&args, &cli.global),
        Some(Command::Stats(args)) => stats::run(&args, &cli.global),
        Some(Command::Audit(args)) => audit::run(&args, &cli.global),
        Some(Command::Map(args)) => map::run(&args, &cli.global),
        Some(Command::Rule(args)) => rule::run(&args, &cli.global),
        Some(Command::Test(args)) => test::run(&args, &cli.global),
        Some(Command::Diff(args)) => diff::run(&args, &cli.global),
        Some(Command::Simulate(args)) => simulate::run(&args, &cli.global),
        Some(Command::Init(args)) => init::run(&args),
        Some(Command::Schema(args)) => schema::run(&args, &cli.global),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
    };
    outcome.unwrap_or_else(|error| outcome::report(&error))
}

/// Whether a command makes something of the roles as a variant.
fn uses_variants(command: &Command) -> bool {
    match command {
        Command::Score(_)
        | Command::Report(_)
        | Command::Review(_)
        | Command::Compare(_)
        | Command::Batch(_)
        | Command::Assess(_)
        | Command::Questions(_)
        | Command::Roles(_)
        | Command::Kit(_)
        | Command::Panel(_)
        | Command::Test(_)
        | Command::Diff(_)
        | Command::Simulate(_)
        | Command::Stats(_) => true,
        Command::Method(_)
        | Command::Check(_)
        | Command::Fmt(_)
        | Command::Map(_)
        | Command::Audit(_)
        | Command::Rule(_)
        | Command::Init(_)
        | Command::Schema(_)
        | Command::Completions(_)
        | Command::Man(_) => false,
    }
}

/// Bare `rolefit`: what it is, and a few examples to copy.
fn short_help() -> Result<Outcome> {
    let mut names = String::new();
    for command in Cli::command().get_subcommands() {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        names.push_str(&format!("  {:<13}{about}\n", command.get_name()));
    }
    let text = format!(
        "rolefit scores a person's answers against role blueprints, on two axes:\n\
         personality (work style) and competency (technical judgment).\n\n\
         Start with:\n  \
         rolefit assess                             answer the questionnaire and see which roles fit\n  \
         rolefit init demo                          write a pack and an answers file to try\n  \
         rolefit score demo/answers/ana.toml --why  rank the roles for these answers, and say why\n\n\
         Commands:\n{names}\nSee `rolefit --help` and `rolefit COMMAND --help` for more.\n"
    );
    Printout::from(text).print()?;
    Ok(Outcome::Done)
}
