//! A scenario without a second stem in a pack of pairs.

use crate::check::{Finding, Subject, items};
use crate::pack::Parallel;
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF143",
    name: "missing-twin",
    severity: Severity::Note,
    page: RulePage {
        what: "A scenario has no twin, but others of the questionnaire have one.",
        why: "It is the same on both forms: on a second date people remember it, and what they remember is compared with \
              what they judged.",
        bad: "# questionnaire.yaml, in which other scenarios have a twin\n\
              - id: ops-alert\n  \
              prompt: An alert fires every night, and nothing follows from it. What should be done?\n  \
              options:\n    \
              a: { credit: 1.0, text: Delete the alert. }\n    \
              b: { credit: 0.2, text: Fix its cause. }",
        good: "# questionnaire.yaml\n\
               - id: ops-alert\n  \
               prompt: An alert fires every night, and nothing follows from it. What should be done?\n  \
               options:\n    \
               a: { credit: 1.0, text: Delete the alert. }\n    \
               b: { credit: 0.2, text: Fix its cause. }\n  \
               twin:\n    \
               id: ops-alert-queue\n    \
               prompt: An alert fires every night, and the queue is full by morning. What should be done?\n    \
               key: { a: { credit: 0.0 }, b: { credit: 1.0 } }",
        fix: "Add a `twin`: a second stem under which another of the options is best, with its own key.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let questionnaire = subject.pack.questionnaire();
    if !questionnaire.has_twins() {
        return;
    }
    for (area, index, scenario) in items::scenarios(questionnaire).filter(|(.., scenario)| scenario.twin.is_none()) {
        let message = format!("`{}` has no twin, and is asked on both forms", scenario.first.id);
        found.push(
            Finding::new(&RULE, items::key(&area.id, index, Parallel::A), message)
                .help("add a `twin` under which another option is best"),
        );
    }
}
