//! Lines on standard error: the first few of a kind are shown, the rest is counted.

use std::io::Write;

use crate::text::printable;

/// How many are shown before the rest is only counted.
const MOST_SHOWN: usize = 10;

/// Messages of one kind.
#[derive(Debug)]
pub(super) struct Messages {
    /// How many are shown.
    most: usize,
    said: usize,
}

impl Messages {
    /// Shows the first few, or all of them.
    pub(super) fn few_or_all(all: bool) -> Self {
        Self { most: if all { usize::MAX } else { MOST_SHOWN }, said: 0 }
    }

    /// Shows nothing, not even how many: for what was said before.
    pub(super) fn silent() -> Self {
        Self { most: 0, said: 0 }
    }

    /// Says one more, unless there were enough.
    pub(super) fn say(&mut self, line: impl FnOnce() -> String) {
        if self.said < self.most {
            say(&line());
        }
        self.said += 1;
    }

    /// Counts those that were not shown.
    pub(super) fn say_the_rest(&self) {
        if let Some(more @ 1..) = self.said.checked_sub(self.most)
            && self.most > 0
        {
            say(&format!("and {more} more like these; `-v` shows them all"));
        }
    }
}

/// Says a line on standard error.
pub(super) fn say(line: &str) {
    // Nobody is left to tell when standard error itself is closed.
    let _ = anstream::stderr().lock().write_all(format!("{}\n", printable(line)).as_bytes());
}
