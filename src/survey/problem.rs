//! What is wrong with a table of responses, before anyone knows file and line.

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

    /// Adds a way out.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }
}
