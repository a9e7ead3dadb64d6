//! The `rolefit` program: parse arguments, run, turn the outcome into an exit code.

use std::process::ExitCode;

use clap::Parser;
use rolefit::cli::Cli;
use rolefit::commands;

fn main() -> ExitCode {
    outlive_a_full_disk();
    let cli = Cli::parse();
    cli.global.color.write_global();
    commands::run(cli).into()
}

/// A file that reaches the size it may have is an error like a full disk. Unless somebody listens, the signal that comes
/// with it ends the program before anything can be said or removed.
#[cfg(unix)]
fn outlive_a_full_disk() {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

#[cfg(not(unix))]
fn outlive_a_full_disk() {}
