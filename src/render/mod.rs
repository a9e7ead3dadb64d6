//! Results to text: one file per form. Knows results, never files.
//!
//! Prose, tables and cards are built once as a [`page::Page`] of blocks, which `page_text` shows in a terminal and
//! `page_markdown` in a document. Text from files is cleaned or escaped there, in one place each.

#[cfg(feature = "program")]
pub(crate) mod audit;
#[cfg(feature = "program")]
pub(crate) mod comparison;
#[cfg(feature = "program")]
pub mod csv;
#[cfg(feature = "program")]
pub mod diff;
#[cfg(feature = "program")]
pub mod findings;
pub(crate) mod insight;
pub mod json;
#[cfg(feature = "program")]
pub(crate) mod kit;
#[cfg(feature = "program")]
pub(crate) mod method;
pub(crate) mod number;
pub mod page;
#[cfg(feature = "program")]
mod page_markdown;
#[cfg(feature = "program")]
mod page_rows;
#[cfg(feature = "program")]
pub(crate) mod page_text;
#[cfg(feature = "program")]
pub(crate) mod panel;
#[cfg(feature = "program")]
pub(crate) mod questions;
#[cfg(feature = "program")]
pub(crate) mod reference;
pub mod report;
#[cfg(feature = "program")]
pub(crate) mod review;
#[cfg(feature = "program")]
pub(crate) mod role_beside;
pub(crate) mod role_card;
#[cfg(feature = "program")]
pub(crate) mod role_json;
pub mod role_sections;
#[cfg(feature = "program")]
pub(crate) mod rules;
pub(crate) mod score;
#[cfg(feature = "program")]
pub(crate) mod simulation;
#[cfg(feature = "program")]
pub(crate) mod sittings;
#[cfg(feature = "program")]
pub(crate) mod statistics;
mod unscored;
pub(crate) mod words;

use crate::answers::{Answers, Notice};
use crate::pack::Pack;
use crate::scoring::{Assessment, Fit, Model, Range, RoleUncertainty, Uncertainty};

/// One person's result, ready to be shown.
#[derive(Debug)]
pub struct Sheet<'a> {
    pub pack: &'a Pack,
    pub model: &'a Model,
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

    /// Returns the roles that may be the best fit, in order of rank; those that a filter hides as well.
    pub fn contenders(&self) -> Vec<&Fit> {
        let is_contender = |fit: &&Fit| self.certainty(fit).is_some_and(|sure| sure.is_contender);
        self.assessment.ranking.fits().iter().filter(is_contender).collect()
    }

    /// Returns the roles to look at first: those that may be the best fit, then the others, in order of rank each.
    pub fn leading(&self, most: usize) -> Vec<usize> {
        let is_contender = |fit: &Fit| self.certainty(fit).is_some_and(|sure| sure.is_contender);
        let mut fits: Vec<&Fit> = self.assessment.ranking.fits().iter().collect();
        fits.sort_by_key(|fit| !is_contender(fit));
        fits.into_iter().take(most).map(|fit| fit.role).collect()
    }

    /// Returns the mean of an area's likely true scores, where the area is scored.
    pub fn area_score(&self, area: usize) -> Option<f64> {
        self.assessment.profile.area_score(self.model, area)
    }

    /// Returns the range that an area's true score lies in with 90 %, where the area is scored.
    pub fn area_range(&self, area: usize) -> Option<Range> {
        self.assessment.profile.area_range(self.model, area)
    }
}
