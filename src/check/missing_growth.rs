//! An area without growth steps.

use crate::check::{Finding, Subject, place};
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF120",
    name: "missing-growth",
    severity: Severity::Note,
    page: RulePage {
        what: "A role has an area without growth steps.",
        why: "People who fall short there are told so, but not what to do about it.",
        bad: "competency:\n  operations: { weight: 100, need: working }",
        good: "competency:\n  operations:\n    weight: 100\n    need: working\n    grow:\n      \
               - Run one incident drill this month and correct the runbook where it failed you.",
        fix: "Add one to three actions under `grow` that someone can start this month.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for (file, need, area) in subject.needs() {
        if need.grow.iter().all(|step| step.trim().is_empty()) {
            let id = area.id.as_str();
            found.push(
                Finding::new(&RULE, place::key(file, &["competency", id]), format!("`{id}` has no growth step"))
                    .help("add `grow` with an action that someone can start this month"),
            );
        }
    }
}
