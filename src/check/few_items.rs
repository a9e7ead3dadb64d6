//! Parts of the questionnaire with too few items for a reliable score: what the rules of both axes share.

use crate::check::{File, Finding, place};
use crate::pack::Id;
use crate::rule::{Rule, Severity};
use crate::text::count;

/// How many items a part should have, and what to say where it has fewer.
pub(super) struct Few {
    pub rule: &'static Rule,
    pub axis: &'static str,
    /// The key of the list in the file.
    pub list: &'static str,
    /// The noun for one item.
    pub noun: &'static str,
    /// How many items a part should have.
    pub enough: usize,
    /// With fewer than this many, a score is meaningless.
    pub least: usize,
    /// What the items to add should be like.
    pub like: &'static str,
}

impl Few {
    /// Reports a part with too few items.
    pub fn check(&self, part: &Id, number: usize) -> Option<Finding> {
        let severity = self.severity(number)?;
        let list = place::key(File::Questionnaire, &[self.axis, part.as_str(), self.list]);
        let message = format!("`{part}` has {}, expected at least {}", count(number, self.noun), self.enough);
        let missing = count(self.enough - number, self.noun);
        let finding = Finding::new(self.rule, list, message).help(format!("add {missing}{}", self.like));
        Some(Finding { severity, ..finding })
    }

    fn severity(&self, number: usize) -> Option<Severity> {
        if number >= self.enough {
            None
        } else if number >= self.least {
            Some(Severity::Warning)
        } else {
            Some(Severity::Error)
        }
    }
}
