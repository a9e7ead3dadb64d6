//! The interview: a questionnaire put to one person, question by question. Keys in, answers and pages out.
//!
//! Knows no terminal and no file. A [`Prompt`] shows and listens; [`run`] moves the [`Interview`] between the two and
//! hands over every answer to be kept before anything else is shown.

mod interview;
mod key;
mod notes;
mod occasion;
mod overview;
mod page;
mod question;
mod screen;
mod spoken;
mod style;
mod words;

pub use interview::{End, Interview, KeyOutcome, View};
pub use key::{Key, LeftOut};
pub use occasion::{Occasion, Shorter};
pub use overview::Overview;
pub use page::Hand;
pub use question::{Given, Question};
pub use screen::Screen;
pub use spoken::Spoken;
pub use style::StyleLine;
pub use words::{all_alike, progress};

/// Shows an interview to a person and hears what they press.
pub trait Prompt {
    /// What can go wrong with showing and hearing.
    type Error;

    /// Shows where the interview stands.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being shown.
    fn show(&mut self, interview: &Interview) -> Result<(), Self::Error>;

    /// Waits for the next key.
    ///
    /// # Errors
    ///
    /// Whatever keeps keys from being heard.
    fn key(&mut self) -> Result<Key, Self::Error>;

    /// Returns how many seconds passed until the last key; 0 where nobody measures it.
    fn waited(&self) -> f64 {
        0.0
    }
}

/// Leads an interview to its end; `keep` takes each answer when it is given.
///
/// # Errors
///
/// The first error of the prompt or of `keep`. All answers before it were kept.
pub fn run<P: Prompt>(
    interview: &mut Interview,
    prompt: &mut P,
    mut keep: impl FnMut(&Question, Given) -> Result<(), P::Error>,
) -> Result<End, P::Error> {
    loop {
        prompt.show(interview)?;
        let key = prompt.key()?;
        interview.spend(prompt.waited());
        match interview.press(key) {
            KeyOutcome::Stay => {}
            KeyOutcome::Keep(position, given) => keep(&interview.questions()[position], given)?,
            KeyOutcome::End(end) => return Ok(end),
        }
    }
}
