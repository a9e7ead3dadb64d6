//! A gate above the need of its area.

use crate::check::{Finding, Subject, place};
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF112",
    name: "gate-above-need",
    severity: Severity::Warning,
    page: RulePage {
        what: "A gate is above the need of its area.",
        why: "Someone who meets the need still fails the gate, and the result contradicts itself.",
        bad: "competency:\n  operations: { weight: 100, need: working, gate: advanced }",
        good: "competency:\n  operations: { weight: 100, need: advanced, gate: working }",
        fix: "Lower the gate to the need or below: the need is what the role asks for, the gate the minimum it accepts.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for (file, need, area) in subject.needs() {
        let Some(gate) = &need.gate else { continue };
        let (id, gate, need) = (area.id.as_str(), gate.score.get(), need.need.score.get());
        if gate > need {
            let message = format!("the gate of `{id}` is {gate}, above its need of {need}");
            found.push(
                Finding::new(&RULE, place::value(file, &["competency", id, "gate"]), message)
                    .related(place::value(file, &["competency", id, "need"]), "meeting this need fails the gate")
                    .help(format!("lower the gate to at most {need}, or raise the need")),
            );
        }
    }
}
