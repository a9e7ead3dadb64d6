//! Results to text: one file per form. Knows results, never files.
//!
//! Prose, tables and cards are built once as a [`page::Page`] of blocks, which `page_text` shows in a terminal and
//! `page_markdown` in a document. Text from files is cleaned or escaped there, in one place each.

pub mod csv;
pub mod diff;
pub mod findings;
pub(crate) mod insight;
pub(crate) mod json;
pub(crate) mod method;
pub(crate) mod number;
pub mod page;
mod page_markdown;
mod page_text;
pub(crate) mod questions;
pub(crate) mod role_card;
pub(crate) mod rules;
pub(crate) mod score;
pub(crate) mod simulation;
pub(crate) mod words;

use crate::answers::{Answers, Notice};
use crate::pack::Pack;
use crate::scoring::{Assessment, Fit, RoleUncertainty, Uncertainty};

/// One person's result, ready to be shown.
#[derive(Debug)]
pub struct Sheet<'a> {
    pub pack: &'a Pack,
    pub answers: &'a Answers,
    pub assessment: &'a Assessment,
    pub uncertainty: &'a Uncertainty,
    pub notices: &'a [Notice],
    pub filter: &'a Filter,
}

/// Which rows are shown; ranks are those of the whole pack all the same.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Indices of roles; all when empty.
    pub roles: Vec<usize>,
    /// How many roles from the top.
    pub top: Option<usize>,
}

impl Sheet<'_> {
    /// Returns the fits that the filter lets through, in order of the ranking.
    pub fn fits(&self) -> impl Iterator<Item = &Fit> {
        let is_asked = |fit: &&Fit| self.filter.roles.is_empty() || self.filter.roles.contains(&fit.role);
        self.assessment.ranking.fits().iter().filter(is_asked).take(self.filter.top.unwrap_or(usize::MAX))
    }

    /// Returns how sure a fit is, if it is ranked.
    pub fn certainty(&self, fit: &Fit) -> Option<&RoleUncertainty> {
        self.uncertainty.roles[fit.role].as_ref()
    }
}
