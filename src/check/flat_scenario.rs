//! A scenario whose options all earn about the same credit.

use crate::check::items::{self, AskedStem};
use crate::check::{Finding, Subject};
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF134",
    name: "flat-scenario",
    severity: Severity::Warning,
    page: RulePage {
        what: "The highest and lowest credits of a scenario differ by less than 0.3.",
        why: "All options earn about the same, so the scenario takes people's time and hardly affects their score.",
        bad: "# questionnaire.yaml\n\
              options:\n  \
              a: { credit: 0.6, text: Roll the release back. }\n  \
              b: { credit: 0.5, text: Switch the feature off. }\n  \
              c: { credit: 0.4, text: Fix the fault forward. }",
        good: "# questionnaire.yaml\n\
               options:\n  \
               a: { credit: 1.0, text: Roll the release back. }\n  \
               b: { credit: 0.5, text: Switch the feature off. }\n  \
               c: { credit: 0.1, text: Fix the fault forward. }",
        fix: "Give the best option 1.0 and the worst 0.2 or less. If no option is better than the others, remove the scenario.",
    },
};

/// The minimum difference between the best option and the worst.
const LEAST: f64 = 0.3;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for AskedStem { area, index, parallel, stem, .. } in items::stems(subject.pack.questionnaire()) {
        let credits = || stem.credits();
        let (highest, lowest) = (credits().fold(0.0, f64::max), credits().fold(1.0, f64::min));
        // Rounding errors must not make 0.3 count as less than 0.3.
        if highest - lowest < LEAST - 1e-9 {
            let spread = ((highest - lowest) * 1e3).round() / 1e3;
            let message = format!("the credits of `{}` differ by {spread}, expected at least {LEAST}", stem.id);
            found.push(
                Finding::new(&RULE, items::key(&area.id, index, parallel), message)
                    .note(format!("highest {highest} - lowest {lowest} = {spread}"))
                    .help("raise the credit of the best option, or lower that of the worst"),
            );
        }
    }
}
