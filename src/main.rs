//! The `rolefit` program: parse arguments, run, turn the outcome into an exit code.

use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use rolefit::cli::Cli;
use rolefit::commands;
use rolefit::text::printable;

fn main() -> ExitCode {
    outlive_a_full_disk();
    let cli = Cli::try_parse().unwrap_or_else(|error| printable_error(&error).exit());
    cli.global.color.write_global();
    commands::run(cli).into()
}

/// Says again what is wrong with the arguments, of which an error shows some: without what would drive a terminal.
fn printable_error(error: &clap::Error) -> clap::Error {
    let arguments = std::env::args_os().map(|argument| printable(&argument.to_string_lossy()));
    let again = Cli::try_parse_from(arguments).err();
    again.unwrap_or_else(|| Cli::command().error(error.kind(), printable(&error.to_string())))
}

/// A file that reaches the size it may have is an error like a full disk. Unless it is handled, the signal that comes
/// with it ends the program before anything can be said or removed.
#[cfg(unix)]
fn outlive_a_full_disk() {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

#[cfg(not(unix))]
fn outlive_a_full_disk() {}
