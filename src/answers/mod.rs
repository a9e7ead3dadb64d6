//! One person's responses, known to be legal for a questionnaire.

mod form;
pub mod line;
mod notice;
mod order;
pub mod pace;
mod returned;
mod review;
mod short;

use std::collections::BTreeSet;
use std::iter;
use std::sync::Arc;

pub use form::{Form, FormKind, items_digest};
pub use notice::{Notice, NoticeCode};
pub use order::Order;
pub use returned::returned;
pub use review::{Reply, Review, ReviewedArea, ReviewedOption, ReviewedScenario};

use crate::pack::{Chosen, Pack, Parallel, Questionnaire};

/// One person's responses to a pack's questionnaire, and what is worth saying about how they were given.
#[derive(Clone, Debug)]
pub struct Answers {
    pub person: String,
    pub form: Form,
    pub responses: Responses,
    /// The ids of items that the person chose not to answer.
    pub skipped: BTreeSet<String>,
    pub notices: Vec<Notice>,
}

/// Responses by position in the questionnaire: indices and numbers only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responses {
    /// The response to each statement, by its steps above the lowest of the scale.
    pub statements: Vec<Option<Chosen>>,
    /// The chosen option of each scenario, by its index.
    pub scenarios: Vec<Option<Chosen>>,
    /// Whether each statement was on the form, or answered all the same.
    pub statements_presented: Vec<bool>,
    /// Whether each scenario was on the form, or answered all the same.
    pub scenarios_presented: Vec<bool>,
    /// Which stem of each scenario was asked; `a` where there is only one. It is the same for many people.
    pub parallels: Arc<[Parallel]>,
}

impl Responses {
    /// Nothing answered yet, of everything there is.
    pub fn blank(questionnaire: &Questionnaire) -> Self {
        let statements = questionnaire.statements().count();
        let scenarios = questionnaire.scenarios().count();
        Self {
            statements: vec![None; statements],
            scenarios: vec![None; scenarios],
            statements_presented: vec![true; statements],
            scenarios_presented: vec![true; scenarios],
            parallels: iter::repeat_n(Parallel::A, scenarios).collect(),
        }
    }

    /// Nothing answered yet, of what is on a form.
    pub fn on_form(pack: &Pack, form: &Form) -> Self {
        Self {
            statements_presented: form.kind.statements(pack),
            scenarios_presented: form.kind.scenarios(pack),
            parallels: pack.questionnaire().parallels(form.parallel.unwrap_or_default()),
            ..Self::blank(pack.questionnaire())
        }
    }

    /// Counts a scenario that was answered beside the form in place of one of its area that was not given an answer: short
    /// forms of other versions ask others.
    pub fn stand_in(&mut self, questionnaire: &Questionnaire, on_form: &[bool]) {
        let areas: Vec<usize> = questionnaire.scenarios().map(|(area, _)| area).collect();
        for beside in (0..areas.len()).filter(|index| !on_form[*index] && self.scenarios[*index].is_some()) {
            let is_replaced = |index: &usize| {
                areas[*index] == areas[beside] && self.scenarios_presented[*index] && self.scenarios[*index].is_none()
            };
            if let Some(replaced) = (0..areas.len()).rfind(is_replaced) {
                self.scenarios_presented[replaced] = false;
            }
        }
    }

    /// Returns the parallel form that was asked, unless it is one of both kinds of stems.
    pub fn parallel(&self, questionnaire: &Questionnaire) -> Option<Parallel> {
        Parallel::ALL.into_iter().find(|parallel| self.parallels == questionnaire.parallels(*parallel))
    }

    /// Returns how many items were presented, and how many of them answered.
    pub fn progress(&self) -> (usize, usize) {
        let presented = |flags: &[bool]| flags.iter().filter(|flag| **flag).count();
        let answered = self.statements.iter().flatten().count() + self.scenarios.iter().flatten().count();
        (presented(&self.statements_presented) + presented(&self.scenarios_presented), answered)
    }
}

/// Says whether several answers are all the same; one answer is not several.
pub fn are_all_alike<T: PartialEq>(answers: impl IntoIterator<Item = T>) -> bool {
    let mut answers = answers.into_iter();
    let Some(first) = answers.next() else { return false };
    let mut others = answers.map(|answer| answer == first).peekable();
    others.peek().is_some() && others.all(|is_same| is_same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_answers_are_alike_only_from_two_on() {
        assert!(!are_all_alike::<i32>([]));
        assert!(!are_all_alike([3]));
        assert!(are_all_alike([3, 3]));
        assert!(!are_all_alike([3, 3, 4]));
    }
}
