//! A dimension or area that carries more than half of its axis.

use crate::check::points::rounded_up;
use crate::check::{File, Finding, Spot, Subject};
use crate::route::Route;
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF110",
    name: "dominant-part",
    severity: Severity::Warning,
    page: RulePage {
        what: "One dimension or area carries more than half of an axis.",
        why: "The axis then measures little more than that one part, with the error of one short scale.",
        bad: "competency:\n  service-design: { weight: 60, need: working }\n  security: { weight: 40, need: working }",
        good: "competency:\n  service-design: { weight: 50, need: working }\n  security: { weight: 50, need: working }",
        fix: "Move some of its weight to other parts, or split it into two parts that the questionnaire measures separately.",
    },
};

/// The share of an axis that one part may carry, in percent.
const HALF: f64 = 50.0;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let questionnaire = subject.pack.questionnaire();
    for (file, role) in subject.roles() {
        // On an axis with one part there is nothing to move.
        if role.work_style.iter().filter(|part| part.weight.get() > 0.0).count() > 1 {
            for part in &role.work_style {
                let id = questionnaire.dimensions[part.dimension].id.as_str();
                found.extend(dominant(file, "work_style", id, part.weight.get()));
            }
        }
        if role.competency.len() > 1 {
            for part in &role.competency {
                let id = questionnaire.areas[part.area].id.as_str();
                found.extend(dominant(file, "competency", id, part.weight.get()));
            }
        }
    }
}

fn dominant(file: File, axis: &str, id: &str, weight: f64) -> Option<Finding> {
    let top = Route::Top;
    let axis_route = top.key(axis);
    let part = axis_route.key(id);
    let axis_name = if axis == "work_style" { "work-style" } else { axis };
    (weight > HALF + 1e-9).then(|| {
        let message = format!("`{id}` carries {weight}% of the {axis_name} axis");
        Finding::new(&RULE, Spot::value(file, &part.key("weight")), message)
            .help(format!("move at least {} to other parts of the axis", rounded_up(weight - HALF)))
    })
}
