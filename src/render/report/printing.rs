//! How reports are written: which roles, with or without answers, on which paper.

use crate::answers::Answers;
use crate::render::report::assemble::assemble;
use crate::render::report::cohort::Glance;
use crate::render::report::frame::Paper;
use crate::render::report::person;
use crate::render::report::view::PersonView;
use crate::render::{Filter, Sheet};
use crate::text::marked;

/// How many roles are shown in full where none is asked for.
const SHOWN: usize = 2;

/// The choices about a page.
#[derive(Clone, Copy, Debug)]
pub struct Printing {
    pub paper: Paper,
    /// Whether the answers themselves are at its end.
    pub has_answers: bool,
}

impl Printing {
    /// Says everything about one person. Where no role is asked for, those that may be the best fit come first.
    pub fn report(self, sheet: &Sheet<'_>) -> PersonView {
        let is_chosen = !sheet.filter.roles.is_empty() || sheet.filter.top.is_some();
        if is_chosen {
            return assemble(sheet, self.has_answers);
        }
        let leading = Filter { roles: sheet.leading(SHOWN), top: None };
        assemble(&Sheet { filter: &leading, ..*sheet }, self.has_answers)
    }

    /// Writes one page about people.
    pub fn page(self, people: &[PersonView]) -> String {
        person::page(people, self.paper)
    }

    /// Writes what is in a page about people, for a page that has the rest of it.
    pub fn body(self, people: &[PersonView]) -> String {
        marked(&person::body(people).into_string()).into_owned()
    }

    /// Writes the page of one person of many, under the name that they are shown by.
    pub fn one_of_many(self, sheet: &Sheet<'_>, called: Option<&str>) -> (Glance, String) {
        let called = called.unwrap_or(&sheet.answers.person).to_owned();
        let answers = &Answers { person: called.clone(), ..sheet.answers.clone() };
        let page = self.page(&[self.report(&Sheet { answers, ..*sheet })]);
        (Glance::of(sheet, called), page)
    }
}
