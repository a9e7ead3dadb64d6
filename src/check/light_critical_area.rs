//! A critical area with a very low weight.

use crate::check::points::rounded_up;
use crate::check::{Finding, Subject, place};
use crate::pack::Importance;
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF114",
    name: "light-critical-area",
    severity: Severity::Warning,
    page: RulePage {
        what: "A critical area carries less than 5% of the competency axis.",
        why: "Growth steps are ordered by gain, so the area that matters most would come last and gain almost nothing.",
        bad: "competency:\n  design: { weight: 49, need: working }\n  operations: { weight: 49, need: working }\n  \
              security: { weight: 2, need: working, importance: critical, gate: foundation }",
        good: "competency:\n  design: { weight: 40, need: working }\n  operations: { weight: 40, need: working }\n  \
               security: { weight: 20, need: working, importance: critical, gate: foundation }",
        fix: "Give the area a weight that matches its importance, or mark it as important or optional.",
    },
};

/// The minimum weight of a critical area, in percent.
const LEAST: f64 = 5.0;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for (file, need, area) in subject.needs() {
        let weight = need.weight.get();
        if need.importance == Importance::Critical && weight < LEAST - 1e-9 {
            let id = area.id.as_str();
            let message = format!("`{id}` is critical but carries only {weight}% of the competency axis");
            found.push(
                Finding::new(&RULE, place::value(file, &["competency", id, "weight"]), message)
                    .related(place::value(file, &["competency", id, "importance"]), "marked critical here")
                    .help(format!(
                        "move at least {} from other areas to it, or lower its importance",
                        rounded_up(LEAST - weight)
                    )),
            );
        }
    }
}
