//! How results look: as the flags say, then as the terminal is.

use std::io::{self, IsTerminal};
use std::path::Path;

use terminal_size::{Width, terminal_size};

use crate::cli::Global;
use crate::output::destination::is_standard;
use crate::render::page::Look;

/// Width of tables where no terminal says otherwise.
const DEFAULT_WIDTH: u16 = 100;

/// Asks the flags for the look of results first, then the terminal. A file is no terminal.
pub(super) fn look(global: &Global, output: Option<&Path>) -> Look {
    look_where(global, is_standard(output) && io::stdout().is_terminal())
}

/// Asks in the same order for the look of what goes to standard error.
pub(super) fn look_of_questions(global: &Global) -> Look {
    look_where(global, io::stderr().is_terminal())
}

fn look_where(global: &Global, is_terminal: bool) -> Look {
    let terminal = || is_terminal.then(terminal_size).flatten().map(|(Width(columns), _)| columns.max(30));
    Look { width: global.width.or_else(terminal).unwrap_or(DEFAULT_WIDTH), ascii: global.ascii }
}
