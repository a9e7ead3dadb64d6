//! A key that does not say who set its credits.

use crate::check::{File, Finding, Subject, place};
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF139",
    name: "key-without-provenance",
    severity: Severity::Warning,
    page: RulePage {
        what: "The questionnaire does not say where the credits of its scenarios come from.",
        why: "A credit is an opinion of an answer. People who are scored by it, and people who read the score, need to know \
              whether it is one author's or an expert panel's.",
        bad: "# questionnaire.yaml\n\
              key: {}",
        good: "# questionnaire.yaml\n\
               key:\n  \
               provenance: author\n  \
               note: Credits were set by the authors; no expert panel has reviewed them yet.",
        fix: "Set `provenance` under `key`, such as `author` or `expert-panel`, and say in `note` how the credits were set.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    if subject.pack.questionnaire().key.provenance.trim().is_empty() {
        let spot = place::key(File::Questionnaire, &["key", "provenance"]);
        found.push(
            Finding::new(&RULE, spot, "the key does not say who set the credits")
                .help("add `provenance` under `key`, such as `author` or `expert-panel`"),
        );
    }
}
