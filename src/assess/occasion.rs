//! What an interview is about.

use crate::pack::Instruction;

/// What the person is told about the whole.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// The questionnaire's own title, safe to show.
    pub title: String,
    pub instruction: Instruction,
    /// The file that keeps the answers, safe to show.
    pub file: String,
    pub shorter: Option<Shorter>,
    /// What is to be known of a translation that nobody else has read, in its language.
    pub draft: Option<String>,
}

/// What the short form asks.
#[derive(Clone, Copy, Debug)]
pub struct Shorter {
    pub questions: usize,
    pub minutes: usize,
}
