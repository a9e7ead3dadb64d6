//! A dimension with too few statements for a reliable score.

use crate::check::few_items::Few;
use crate::check::{Finding, Subject};
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF130",
    name: "few-statements",
    severity: Severity::Warning,
    page: RulePage {
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

const FEW: Few = Few {
    rule: &RULE,
    axis: "work_style",
    list: "statements",
    noun: "statement",
    enough: 6,
    least: 3,
    like: ", so that half point toward each pole",
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let dimensions = &subject.pack.questionnaire().dimensions;
    found.extend(dimensions.iter().filter_map(|dimension| FEW.check(&dimension.id, dimension.statements.len())));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Id;

    #[test]
    fn too_few_for_any_score_is_an_error() {
        let id: Id = "part".parse().expect("an id");
        let severity = |number| FEW.check(&id, number).map(|finding| finding.severity);
        assert_eq!(severity(6), None);
        assert_eq!(severity(5), Some(Severity::Warning));
        assert_eq!(severity(3), Some(Severity::Warning));
        assert_eq!(severity(2), Some(Severity::Error));
    }
}
