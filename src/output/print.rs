//! What is said: a result to where it belongs, and findings, summaries and notes to standard error.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstream::adapter::strip_str;
use anyhow::{Context, Result};

use crate::diagnostic::Diagnostic;
use crate::output::destination::{is_standard, keep_inputs};
use crate::output::file::{Readers, unless_closed, write_file};
use crate::output::interrupt::undisturbed;
use crate::render::findings;
use crate::render::page::Look;
use crate::text::printable;

/// A finished result; it may hold colours, which are dropped where they do not belong.
#[derive(Debug)]
pub(crate) struct Printout(String);

impl From<String> for Printout {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl Printout {
    /// Writes to a file, which must be none of a pack, or to standard output where that is meant.
    pub(crate) fn write(&self, output: Option<&Path>, readers: Readers) -> Result<()> {
        match output {
            Some(path) if !is_standard(output) => {
                keep_inputs(path, std::iter::empty())?;
                write_file(path, strip_str(&self.0).to_string().as_bytes(), readers)
            }
            Some(_) | None => self.print(),
        }
    }

    /// Writes to standard output.
    pub(crate) fn print(&self) -> Result<()> {
        undisturbed().has_written = true;
        let mut stdout = anstream::stdout().lock();
        let written = stdout.write_all(self.0.as_bytes()).and_then(|()| stdout.flush());
        unless_closed(written).context("writing to standard output")
    }
}

/// Whether standard output goes to a file or a program, without colours.
pub(crate) fn is_exact_output() -> bool {
    let stdout = io::stdout();
    !stdout.is_terminal() && anstream::AutoStream::choice(&stdout) == anstream::ColorChoice::Never
}

/// Writes to standard output, every character as it is.
pub(crate) fn print_exact(text: &str) -> Result<()> {
    undisturbed().has_written = true;
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    unless_closed(written).context("writing to standard output")
}

/// Shows findings on standard error.
pub(crate) fn show_findings(findings: &[Diagnostic], look: Look) {
    let text = findings::human(findings, look.width);
    // Nobody is left to tell when standard error itself is closed.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Says the summary of a result on standard error: results alone go to standard output.
pub(crate) fn show_summary(text: &str) {
    let _ = anstream::stderr().lock().write_all(format!("{text}\n").as_bytes());
}

/// Says something beside the result, on standard error.
pub(crate) fn show_note(text: &str) {
    let cyan = anstyle::AnsiColor::Cyan.on_default().bold();
    let _ = anstream::stderr().lock().write_all(format!("{cyan}note{cyan:#}: {}\n", printable(text)).as_bytes());
}
