//! A dimension with too few statements for a reliable score.

use crate::check::{File, Finding, Subject, place};
use crate::rule::{Page, Rule, Severity};
use crate::text::count;

pub(super) static RULE: Rule = Rule {
    code: "RF130",
    name: "few-statements",
    severity: Severity::Warning,
    page: Page {
        what: "A dimension has fewer than six statements; fewer than three are an error.",
        why: "The score is the mean of its statements. On a scale from 1 to 5, a response one step higher moves the mean of \
              ten statements by 2.5 points and that of two by 12.5, so a passing mood decides whether a target is met.",
        bad: "# questionnaire.yaml\n\
              work_style:\n  \
              tempo:\n    \
              poles: { low: adapter, high: planner }\n    \
              statements:\n      \
              - { id: tempo-week, toward: planner, text: I lay out my week before it begins. }\n      \
              - { id: tempo-agenda, toward: adapter, text: I let a meeting find its own course. }",
        good: "# questionnaire.yaml\n\
               work_style:\n  \
               tempo:\n    \
               poles: { low: adapter, high: planner }\n    \
               statements:\n      \
               - { id: tempo-week, toward: planner, text: I lay out my week before it begins. }\n      \
               - { id: tempo-steps, toward: planner, text: I write down all steps of a task before the first. }\n      \
               - { id: tempo-order, toward: planner, text: I work through a plan in its original order. }\n      \
               - { id: tempo-agenda, toward: adapter, text: I let a meeting find its own course. }\n      \
               - { id: tempo-detour, toward: adapter, text: I follow up an unexpected finding at once. }\n      \
               - { id: tempo-surprise, toward: adapter, text: An unplanned request makes my day more enjoyable. }",
        fix: "Add statements about other situations, half of them toward each pole, or merge the dimension into another.",
    },
};

/// How many statements a dimension should have.
const ENOUGH: usize = 6;
/// With fewer than this many, a score is meaningless.
const LEAST: usize = 3;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for dimension in &subject.pack.questionnaire().dimensions {
        let number = dimension.statements.len();
        let Some(severity) = severity(number) else { continue };
        let list = place::key(File::Questionnaire, &["work_style", dimension.id.as_str(), "statements"]);
        let message = format!("`{}` has {}, expected at least {ENOUGH}", dimension.id, count(number, "statement"));
        let finding = Finding::new(&RULE, list, message)
            .help(format!("add {}, so that half point toward each pole", count(ENOUGH - number, "statement")));
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
            [(6, None), (5, Some(Severity::Warning)), (3, Some(Severity::Warning)), (2, Some(Severity::Error))];
        for (number, expected) in expected {
            assert_eq!(severity(number), expected, "{number}");
        }
    }
}
