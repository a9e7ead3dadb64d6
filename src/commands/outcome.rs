//! How a run ended, and the exit code that says so.

use std::process::ExitCode;

use anstream::eprintln;
use anstyle::{AnsiColor, Style};

use crate::text::printable;

/// How a run ended. The same in every command and format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Done; notices and insufficient evidence included.
    Done,
    /// Done, but there is something to act on.
    Findings,
    /// Could not do it.
    Failed,
    /// Interrupted, progress saved.
    Interrupted,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::Findings => 1,
            Outcome::Failed => 2,
            Outcome::Interrupted => 130,
        })
    }
}

/// Says what stopped a run.
#[allow(clippy::print_stderr, reason = "the one place where an error leaves the program")]
pub(super) fn report(error: &anyhow::Error) -> Outcome {
    let red: Style = AnsiColor::Red.on_default().bold();
    eprintln!("{red}error{red:#}: {}", printable(&format!("{error:#}")));
    Outcome::Failed
}
