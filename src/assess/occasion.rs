//! What an interview is about.

use crate::pack::{FormWord, FormWords, Instruction};
use crate::text::printable;

/// What the person is told about the whole.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// The questionnaire's own title, safe to show.
    pub title: String,
    pub instruction: Instruction,
    /// The file that keeps the answers, safe to show.
    pub file: String,
    pub shorter: Option<Shorter>,
    /// What is said in the language of the questions, where that is a translation.
    pub translated: Option<TranslatedOccasion>,
}

/// What of the occasion is said in another language; the keys and notes of the program are not.
#[derive(Clone, Debug)]
pub struct TranslatedOccasion {
    pub words: FormWords,
    /// Whether nobody else has read the translation.
    pub is_draft: bool,
}

impl TranslatedOccasion {
    /// Returns a piece of text that a form says, in the language of the questions if there is a translation of it.
    pub(super) fn say(&self, word: FormWord) -> String {
        printable(self.words.get(word).unwrap_or(word.english()))
    }
}

/// What the short form asks.
#[derive(Clone, Copy, Debug)]
pub struct Shorter {
    pub questions: usize,
    pub minutes: usize,
}
