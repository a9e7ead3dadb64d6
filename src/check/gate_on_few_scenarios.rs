//! A gate on an area with too few scenarios.

use crate::check::{File, Finding, Subject, place};
use crate::rule::{Rule, RulePage, Severity};
use crate::text::count;

pub(super) static RULE: Rule = Rule {
    code: "RF115",
    name: "gate-on-few-scenarios",
    severity: Severity::Warning,
    page: RulePage {
        what: "An area with a gate has fewer than four scenarios.",
        why: "With three scenarios, one answer moves the score by up to 33 points, so luck decides who passes.",
        bad: "# `operations` has three scenarios in the questionnaire\n\
              competency:\n  operations: { weight: 100, need: advanced, gate: working }",
        good: "# `operations` has three scenarios in the questionnaire, so the role sets no gate on it\n\
               competency:\n  operations: { weight: 100, need: advanced }",
        fix: "Add scenarios to the area, or remove the gate until there are four.",
    },
};

/// The minimum number of scenarios for a gate.
const FEWEST: usize = 4;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for (file, need, area) in subject.needs() {
        let scenarios = area.scenarios.len();
        if need.gate.is_some() && scenarios < FEWEST {
            let id = area.id.as_str();
            let asked = count(scenarios, "scenario");
            let list = place::key(File::Questionnaire, &["competency", id, "scenarios"]);
            found.push(
                Finding::new(
                    &RULE,
                    place::key(file, &["competency", id, "gate"]),
                    format!("`{id}` has a gate, but only {asked}"),
                )
                .related(list, format!("{asked} here"))
                .help(format!("add {} to the area, or remove the gate", count(FEWEST - scenarios, "scenario"))),
            );
        }
    }
}
