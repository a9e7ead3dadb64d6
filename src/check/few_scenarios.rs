//! An area with too few scenarios for a reliable score.

use crate::check::{File, Finding, Subject, place};
use crate::rule::{Page, Rule, Severity};
use crate::text::count;

pub(super) static RULE: Rule = Rule {
    code: "RF131",
    name: "few-scenarios",
    severity: Severity::Warning,
    page: Page {
        what: "An area has fewer than three scenarios; fewer than two are an error.",
        why: "Each answer moves the score of the area by up to 100 divided by the number of its scenarios. With two, \
              one lucky or unlucky pick is worth 50 points, more than the distance from the lowest level to the highest.",
        bad: "# questionnaire.yaml\n\
              competency:\n  \
              api-contracts:\n    \
              title: API contract design\n    \
              scenarios:\n      \
              - id: api-rename-field\n        \
              prompt: A public field has a misleading name. What should be done?\n        \
              options:\n          \
              a: { credit: 1.0, text: Add the new name beside the old one. }\n          \
              b: { credit: 0.2, text: Rename it in the next release. }",
        good: "# questionnaire.yaml\n\
               competency:\n  \
               api-contracts:\n    \
               title: API contract design\n    \
               scenarios:\n      \
               - id: api-rename-field\n        \
               prompt: A public field has a misleading name. What should be done?\n        \
               options:\n          \
               a: { credit: 1.0, text: Add the new name beside the old one. }\n          \
               b: { credit: 0.2, text: Rename it in the next release. }\n      \
               - id: api-lost-reply\n        \
               prompt: A client repeats a payment after a lost reply. What should be done?\n        \
               options:\n          \
               a: { credit: 0.1, text: Ask clients not to repeat requests. }\n          \
               b: { credit: 1.0, text: Answer a repeated key with the first result. }\n      \
               - id: api-slow-list\n        \
               prompt: Pages deep in a list take eight seconds. What should be done?\n        \
               options:\n          \
               a: { credit: 1.0, text: Offer a cursor over update time and id. }\n          \
               b: { credit: 0.3, text: Raise the timeout of the list. }",
        fix: "Add scenarios that ask for the same judgment in other situations, and at least four if a role sets a gate.",
    },
};

/// How many scenarios an area should have.
const ENOUGH: usize = 3;
/// With fewer than this many, a score is meaningless.
const LEAST: usize = 2;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for area in &subject.pack.questionnaire().areas {
        let number = area.scenarios.len();
        let Some(severity) = severity(number) else { continue };
        let list = place::key(File::Questionnaire, &["competency", area.id.as_str(), "scenarios"]);
        let message = format!("`{}` has {}, expected at least {ENOUGH}", area.id, count(number, "scenario"));
        let finding = Finding::new(&RULE, list, message)
            .help(format!("add {} about the same judgment in other situations", count(ENOUGH - number, "scenario")));
        found.push(Finding { severity, ..finding });
    }
}

fn severity(number: usize) -> Option<Severity> {
    match number {
        ENOUGH.. => None,
        LEAST.. => Some(Severity::Warning),
        _ => Some(Severity::Error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_for_any_score_is_an_error() {
        let expected =
            [(3, None), (2, Some(Severity::Warning)), (2, Some(Severity::Warning)), (1, Some(Severity::Error))];
        for (number, expected) in expected {
            assert_eq!(severity(number), expected, "{number}");
        }
    }
}
