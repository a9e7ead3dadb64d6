//! A dimension or area that no role of the pack scores.

use crate::check::{File, Finding, Subject, place};
use crate::pack::Id;
use crate::rule::{Rule, RulePage, Severity};
use crate::text::count;

pub(super) static RULE: Rule = Rule {
    code: "RF138",
    name: "unused-part",
    severity: Severity::Note,
    page: RulePage {
        what: "No role of the pack gives weight to a dimension or area of the questionnaire.",
        why: "People spend time on its items, but their answers cannot change any fit.",
        bad: "# questionnaire.yaml has the areas api-contracts and security\n\
              competency:\n  \
              api-contracts: { weight: 100, need: working }",
        good: "# questionnaire.yaml has the areas api-contracts and security\n\
               competency:\n  \
               api-contracts: { weight: 70, need: working }\n  \
               security: { weight: 30, need: working }",
        fix: "Give it a weight in the roles that need it, or remove it from the questionnaire.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let (questionnaire, roles) = (subject.pack.questionnaire(), subject.pack.roles());
    // A questionnaire without roles has nothing to compare with.
    if roles.is_empty() {
        return;
    }
    for (index, dimension) in questionnaire.dimensions.iter().enumerate() {
        let is_scored = roles.iter().filter_map(|role| role.style_target(index)).any(|part| part.weight.get() > 0.0);
        if !is_scored {
            found.push(unused("work_style", &dimension.id, &count(dimension.statements.len(), "statement")));
        }
    }
    for (index, area) in questionnaire.areas.iter().enumerate() {
        let is_scored = roles.iter().filter_map(|role| role.area_need(index)).any(|part| part.weight.get() > 0.0);
        if !is_scored {
            found.push(unused("competency", &area.id, &count(area.scenarios.len(), "scenario")));
        }
    }
}

fn unused(axis: &str, id: &Id, items: &str) -> Finding {
    let message = format!("no role scores `{id}`, with {items}");
    Finding::new(&RULE, place::key(File::Questionnaire, &[axis, id.as_str()]), message)
        .help("give it a weight in a role, or remove it from the questionnaire")
}
