//! The catalogue of rules: every fault that a finding can name, with its code, name and severity.

use std::fmt;

/// How much a finding matters. Ordered: a note is least.
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
    pub page: Page,
}

/// What `rolefit rule` says about a rule, offline. Examples are pieces of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Page {
    /// One sentence: what the rule finds.
    pub what: &'static str,
    /// Why it matters to the people who are scored.
    pub why: &'static str,
    pub bad: &'static str,
    pub good: &'static str,
    /// How to mend it.
    pub fix: &'static str,
}

const fn error(code: &'static str, name: &'static str) -> Rule {
    const UNWRITTEN: Page = Page { what: "", why: "", bad: "", good: "", fix: "" };
    Rule { code, name, severity: Severity::Error, page: UNWRITTEN }
}

// Reading and syntax, shape.
pub static UNREADABLE_FILE: Rule = error("RF001", "unreadable-file");
pub static WRONG_ENCODING: Rule = error("RF002", "wrong-encoding");
pub static SYNTAX_ERROR: Rule = error("RF003", "syntax-error");
pub static DUPLICATE_KEY: Rule = error("RF004", "duplicate-key");
pub static UNKNOWN_KEY: Rule = error("RF005", "unknown-key");
pub static WRONG_TYPE: Rule = error("RF006", "wrong-type");
pub static EMPTY_FILE: Rule = error("RF007", "empty-file");
pub static NEWER_SCHEMA: Rule = error("RF008", "newer-schema");
pub static OVERSIZED_FILE: Rule = error("RF009", "oversized-file");
pub static MISSING_KEY: Rule = error("RF010", "missing-key");
pub static SECOND_DOCUMENT: Rule = error("RF011", "second-document");
pub static MERGE_KEY: Rule = error("RF012", "merge-key");
pub static YAML_TAG: Rule = error("RF013", "yaml-tag");
pub static NO_PACK: Rule = error("RF014", "no-pack");

// Meaning of a pack.
pub static DUPLICATE_ID: Rule = error("RF101", "duplicate-id");
pub static WEIGHTS_SUM: Rule = error("RF102", "weights-sum");
pub static ILLEGAL_NUMBER: Rule = error("RF103", "illegal-number");
pub static EMPTY_AXIS: Rule = error("RF104", "empty-axis");
pub static UNKNOWN_NAME: Rule = error("RF105", "unknown-name");
pub static ILLEGAL_ID: Rule = error("RF106", "illegal-id");
pub static UPSIDE_DOWN_INTERVAL: Rule = error("RF107", "upside-down-interval");
pub static NEED_WITHIN_CHANCE: Rule = error("RF108", "need-within-chance");
pub static ILLEGAL_SCALE: Rule = error("RF109", "illegal-scale");

// Meaning of an answers file.
pub static UNKNOWN_ITEM: Rule = error("RF201", "unknown-item");
pub static ANSWER_OUTSIDE_SCALE: Rule = error("RF202", "answer-outside-scale");
pub static UNKNOWN_OPTION: Rule = error("RF203", "unknown-option");
pub static WRONG_ANSWER_TYPE: Rule = error("RF204", "wrong-answer-type");
pub static OTHER_QUESTIONNAIRE: Rule = error("RF205", "other-questionnaire");

/// Every rule, in order of its code.
pub static RULES: [&Rule; 28] = [
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
    &DUPLICATE_ID,
    &WEIGHTS_SUM,
    &ILLEGAL_NUMBER,
    &EMPTY_AXIS,
    &UNKNOWN_NAME,
    &ILLEGAL_ID,
    &UPSIDE_DOWN_INTERVAL,
    &NEED_WITHIN_CHANCE,
    &ILLEGAL_SCALE,
    &UNKNOWN_ITEM,
    &ANSWER_OUTSIDE_SCALE,
    &UNKNOWN_OPTION,
    &WRONG_ANSWER_TYPE,
    &OTHER_QUESTIONNAIRE,
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
