//! The catalogue of loading rules: every fault that loading reports, with its code, name, severity and page.
//!
//! Rules that give advice about a sound pack are in `check`.

mod answers;
mod behaviour;
mod file;
mod pack;
mod translation;

use std::fmt;

pub use answers::*;
pub use behaviour::*;
pub use file::*;
pub use pack::*;
pub use translation::*;

/// How serious a finding is, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Note,
    Warning,
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A kind of fault. The code never changes its meaning; the name reads after "this file has".
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    pub code: &'static str,
    pub name: &'static str,
    pub severity: Severity,
    pub page: RulePage,
}

/// What `rolefit rule` says about a rule, offline.
///
/// Examples are pieces of a file: of a role unless a comment on the first line names another. Where no piece of a file
/// can show the fault, they are command lines that begin with `$ `, with what comes out.
#[derive(Debug, PartialEq, Eq)]
pub struct RulePage {
    /// One sentence: what the rule finds.
    pub what: &'static str,
    /// Why it matters to the people who are scored.
    pub why: &'static str,
    pub bad: &'static str,
    pub good: &'static str,
    /// How to fix it.
    pub fix: &'static str,
}

impl Rule {
    /// Whether what the rule finds is refused by loading. That cannot be silenced: no one could be scored by it.
    pub fn is_refusal(&self) -> bool {
        self.severity == Severity::Error && RULES.contains(&self)
    }
}

const fn error(code: &'static str, name: &'static str, page: RulePage) -> Rule {
    Rule { code, name, severity: Severity::Error, page }
}

/// Every rule, in order of its code.
pub static RULES: [&Rule; 38] = [
    &UNREADABLE_FILE,
    &WRONG_ENCODING,
    &SYNTAX_ERROR,
    &DUPLICATE_KEY,
    &UNKNOWN_KEY,
    &WRONG_TYPE,
    &EMPTY_FILE,
    &NEWER_SCHEMA,
    &OVERSIZED_FILE,
    &MISSING_KEY,
    &SECOND_DOCUMENT,
    &MERGE_KEY,
    &YAML_TAG,
    &NO_PACK,
    &STALE_SCHEMA,
    &DUPLICATE_ID,
    &WEIGHTS_SUM,
    &ILLEGAL_NUMBER,
    &EMPTY_AXIS,
    &UNKNOWN_NAME,
    &ILLEGAL_ID,
    &UPSIDE_DOWN_INTERVAL,
    &NEED_WITHIN_CHANCE,
    &ILLEGAL_SCALE,
    &AMBIGUOUS_SCALAR,
    &CUT_OFF_TEXT,
    &EMPTY_SECTION,
    &UNKNOWN_ITEM,
    &ANSWER_OUTSIDE_SCALE,
    &UNKNOWN_OPTION,
    &WRONG_ANSWER_TYPE,
    &OTHER_QUESTIONNAIRE,
    &OTHER_FORM,
    &DAMAGED_LINE,
    &ORPHAN_TRANSLATION,
    &ILLEGAL_LANGUAGE,
    &LOST_PLACE,
    &MISSING_TRANSLATION,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_rise_and_names_are_unique() {
        assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code));
        let mut names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
