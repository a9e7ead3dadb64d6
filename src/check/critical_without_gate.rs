//! A critical area without a gate.

use crate::check::points::rounded_up;
use crate::check::{Finding, Subject, items, place};
use crate::pack::{Importance, Settings};
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF113",
    name: "critical-without-gate",
    severity: Severity::Warning,
    page: RulePage {
        what: "A critical area has no gate.",
        why: "Other areas can then compensate for any failure in it, and the role still counts as a fit.",
        bad: "competency:\n  operations: { weight: 40, need: advanced, importance: critical }",
        good: "competency:\n  operations: { weight: 40, need: advanced, importance: critical, gate: working }",
        fix: "Add a gate at the level below which no one should take on the role, or mark the area as important.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let settings = &subject.pack.questionnaire().settings;
    for (file, need, area) in subject.needs() {
        if need.importance == Importance::Critical && need.gate.is_none() {
            let id = area.id.as_str();
            let at = place::value(file, &["competency", id, "importance"]);
            let gate = gate_between(settings, items::chance(area), need.need.score.get());
            found.push(
                Finding::new(&RULE, at, format!("`{id}` is critical and has no gate"))
                    .help(format!("{gate}, or set the importance to `important`")),
            );
        }
    }
}

/// The lowest named level above chance and not above the need.
fn gate_between(settings: &Settings, chance: f64, need: f64) -> String {
    let levels = settings.levels.iter().filter(|(_, level)| (chance..=need).contains(*level));
    match levels.min_by(|(_, a), (_, b)| a.total_cmp(b)) {
        Some((name, _)) => format!("add `gate: {name}`"),
        None => format!("add a `gate` from {} to {need}", rounded_up(chance)),
    }
}
