//! A scenario whose options all earn about the same.

use crate::check::{Finding, Subject, items};
use crate::rule::{Page, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF134",
    name: "flat-scenario",
    severity: Severity::Warning,
    page: Page {
        what: "The highest and the lowest credit of a scenario lie less than 0.3 apart.",
        why: "Whatever people choose, they earn about the same: the scenario takes their time and hardly changes a \
              score.",
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
        fix: "Give the best option 1.0 and the poorest 0.2 or less; if none is better than another, drop the scenario.",
    },
};

/// The least that the best option must earn above the poorest.
const LEAST: f64 = 0.3;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for (area, index, scenario) in items::scenarios(subject.pack.questionnaire()) {
        let credits = || scenario.options.iter().map(|option| option.credit.get());
        let (highest, lowest) = (credits().fold(0.0, f64::max), credits().fold(1.0, f64::min));
        // Binary fractions are a little off: 0.3 must not count as less than 0.3.
        if highest - lowest < LEAST - 1e-9 {
            let spread = ((highest - lowest) * 1e3).round() / 1e3;
            let message = format!("the credits of `{}` differ by {spread}, expected at least {LEAST}", scenario.id);
            found.push(
                Finding::new(&RULE, items::options(&area.id, index), message)
                    .note(format!("highest {highest} - lowest {lowest} = {spread}"))
                    .help("raise the credit of the best option, or lower that of the poorest"),
            );
        }
    }
}
