//! An area with too few scenarios for a reliable score.

use crate::check::few_items::Few;
use crate::check::{Finding, Subject};
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF131",
    name: "few-scenarios",
    severity: Severity::Warning,
    page: RulePage {
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

const FEW: Few = Few {
    rule: &RULE,
    axis: "competency",
    list: "scenarios",
    noun: "scenario",
    enough: 3,
    least: 2,
    like: " about the same judgment in other situations",
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let areas = &subject.pack.questionnaire().areas;
    found.extend(areas.iter().filter_map(|area| FEW.check(&area.id, area.scenarios.len())));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Id;

    #[test]
    fn too_few_for_any_score_is_an_error() {
        let id: Id = "part".parse().expect("an id");
        let severity = |number| FEW.check(&id, number).map(|finding| finding.severity);
        assert_eq!(severity(3), None);
        assert_eq!(severity(2), Some(Severity::Warning));
        assert_eq!(severity(2), Some(Severity::Warning));
        assert_eq!(severity(1), Some(Severity::Error));
    }
}
