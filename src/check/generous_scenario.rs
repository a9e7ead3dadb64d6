//! A scenario in which a blind pick earns too much.

use crate::check::items::{self, AskedStem};
use crate::check::{Finding, Subject};
use crate::pack::Stem;
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF133",
    name: "generous-scenario",
    severity: Severity::Warning,
    page: RulePage {
        what: "The options of a scenario earn more than 0.6 on average.",
        why: "A blind pick then earns more than 60 of 100 points. The distance from there to the best answer is too small to \
              tell judgment from luck.",
        bad: "# questionnaire.yaml\n\
              options:\n  \
              a: { credit: 1.0, text: Roll the release back. }\n  \
              b: { credit: 0.8, text: Switch the feature off. }\n  \
              c: { credit: 0.7, text: Fix the fault forward. }\n  \
              d: { credit: 0.5, text: Wait for the next release. }",
        good: "# questionnaire.yaml\n\
               options:\n  \
               a: { credit: 1.0, text: Roll the release back. }\n  \
               b: { credit: 0.6, text: Switch the feature off. }\n  \
               c: { credit: 0.3, text: Fix the fault forward. }\n  \
               d: { credit: 0.0, text: Wait for the next release. }",
        fix: "Lower the credit of options that a thoughtful person would reject, or replace a good option with a tempting \
              poor one.",
    },
};

/// The maximum mean credit of a scenario.
const MOST: f64 = 0.6;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for AskedStem { area, index, parallel, stem, .. } in items::stems(subject.pack.questionnaire()) {
        let mean = stem.mean_credit() / 100.0;
        if mean > MOST + 1e-9 {
            let message = format!("a blind pick in `{}` earns {}, expected at most {MOST}", stem.id, round(mean));
            let surplus = (mean - MOST) * stem.key.len() as f64;
            found.push(
                Finding::new(&RULE, items::key(&area.id, index, parallel), message).note(arithmetic(stem)).help(
                    format!("lower the credits by {} in all, or add an option that earns little", round(surplus)),
                ),
            );
        }
    }
}

/// Shows the calculation of the mean.
fn arithmetic(stem: &Stem) -> String {
    let credits: Vec<String> = stem.credits().map(|credit| credit.to_string()).collect();
    let mean = round(stem.mean_credit() / 100.0);
    format!("({}) / {} = {mean}", credits.join(" + "), credits.len())
}

/// Rounds to three decimals.
fn round(value: f64) -> f64 {
    (value * 1e3).round() / 1e3
}
