//! An area that does not say what good looks like.

use crate::check::{Finding, Subject, place};
use crate::rule::{Rule, RulePage, Severity};
use crate::text::all_of;

pub(super) static RULE: Rule = Rule {
    code: "RF122",
    name: "missing-anchors",
    severity: Severity::Note,
    page: RulePage {
        what: "A role does not say what meeting or exceeding the bar of an area looks like.",
        why: "A need is a number. The anchors tell people, and those who talk with them, what it means at work.",
        bad: "competency:\n  operations: { weight: 100, need: working }",
        good: "competency:\n  operations:\n    weight: 100\n    need: working\n    \
               meets: Keeps a service within its objectives.\n    excels: Prevents whole classes of incidents.",
        fix: "Describe in `meets` what someone at the bar does, and in `excels` what someone well above it does.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for (file, need, area) in subject.needs() {
        let anchors = [("`meets`", &need.meets), ("`excels`", &need.excels)];
        let missing: Vec<&str> =
            anchors.iter().filter(|(_, text)| text.trim().is_empty()).map(|(name, _)| *name).collect();
        if !missing.is_empty() {
            let id = area.id.as_str();
            let at = place::key(file, &["competency", id]);
            let missing = all_of(missing);
            found.push(
                Finding::new(&RULE, at, format!("`{id}` lacks {missing}"))
                    .help(format!("add {missing}: what people do who meet or exceed the bar")),
            );
        }
    }
}
