//! What is wrong with a table of responses, before anyone knows file and line.

use std::fmt;

/// A problem and the ways out of it; the caller knows the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Says what is wrong: lower case, no full stop, values in backticks.
    pub message: String,
    pub help: Vec<String>,
}

impl Problem {
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: Vec::new() }
    }

    /// Says where it is, before what it is.
    pub fn at(mut self, place: &str) -> Self {
        self.message = format!("{place}: {}", self.message);
        self
    }

    /// Adds a way out.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }
}

/// In one line: what is wrong, then the ways out.
impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        self.help.iter().try_for_each(|help| write!(formatter, "; {help}"))
    }
}
