//! The `rolefit` program: parse arguments, run, turn the outcome into an exit code.

use std::process::ExitCode;

use clap::Parser;
use rolefit::cli::Cli;
use rolefit::commands;

fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.global.color.write_global();
    commands::run(cli).into()
}
