//! A list of questions to jump to.

/// Questions by their position, with a mark that moves over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Before the end, instead of along the way.
    pub is_review: bool,
    pub positions: Vec<usize>,
    /// The index of the marked one in `positions`.
    pub marked: Option<usize>,
    /// Digits typed so far.
    pub number: String,
}

impl Overview {
    /// All questions, the present one marked.
    pub(super) fn list(questions: usize, position: usize) -> Self {
        let positions = (0..questions).collect();
        Self { is_review: false, positions, marked: Some(position), number: String::new() }
    }

    /// Only what has no answer.
    pub(super) fn review(positions: Vec<usize>) -> Self {
        Self { is_review: true, positions, marked: None, number: String::new() }
    }

    pub(super) fn mark(&mut self, by: isize) {
        let Some(last) = self.positions.len().checked_sub(1) else { return };
        self.marked = Some(self.marked.map_or(0, |marked| marked.saturating_add_signed(by).min(last)));
    }

    /// Takes a digit, up to more than any questionnaire needs.
    pub(super) fn type_digit(&mut self, digit: char) {
        if self.number.len() < 6 {
            self.number.push(digit);
        }
    }

    /// Finds the position that was typed as a number from 1, or else marked.
    pub(super) fn target(&self, questions: usize) -> Result<usize, String> {
        if self.number.is_empty() {
            let marked = self.marked.map(|marked| self.positions[marked]);
            return marked.ok_or_else(|| "type the number of a question first".to_owned());
        }
        match self.number.parse() {
            Ok(number @ 1..) if number <= questions => Ok(number - 1),
            Ok(_) | Err(_) => Err(format!("expected a question from 1 to {questions}")),
        }
    }
}
