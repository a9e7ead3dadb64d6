//! A work-style target without a reason.

use crate::check::{Finding, Subject, place};
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF121",
    name: "missing-why",
    severity: Severity::Note,
    page: RulePage {
        what: "A work-style target has no `why`.",
        why: "Neither end of a dimension is better. Without a reason from the work itself, a target is only a preference.",
        bad: "work_style:\n  tempo: { target: moderate planner, weight: 100 }",
        good: "work_style:\n  tempo:\n    target: moderate planner\n    weight: 100\n    \
               why: Migrations are laid out weeks ahead and take several teams.",
        fix: "Say in `why` what in the daily work calls for this style.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let dimensions = &subject.pack.questionnaire().dimensions;
    for (file, role) in subject.roles() {
        for style in role.work_style.iter().filter(|style| style.why.trim().is_empty()) {
            let id = dimensions[style.dimension].id.as_str();
            let at = place::key(file, &["work_style", id]);
            found.push(
                Finding::new(&RULE, at, format!("the target of `{id}` has no reason"))
                    .help("add `why`: what in the daily work calls for this style"),
            );
        }
    }
}
