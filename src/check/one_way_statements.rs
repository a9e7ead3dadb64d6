//! A dimension whose statements all point toward one pole.

use crate::check::{File, Finding, Subject, place};
use crate::pack::Pole;
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF132",
    name: "one-way-statements",
    severity: Severity::Warning,
    page: RulePage {
        what: "All statements of a dimension point toward the same pole.",
        why: "Some people tend to agree with everything they read. If every agreement counts for one pole, that habit is \
              scored as a work style; with statements in both directions it cancels out.",
        bad: "# questionnaire.yaml\n\
              poles: { low: adapter, high: planner }\n\
              statements:\n  \
              - { id: tempo-week, toward: planner, text: I lay out my week before it begins. }\n  \
              - { id: tempo-order, toward: planner, text: I work through a plan in its original order. }",
        good: "# questionnaire.yaml\n\
               poles: { low: adapter, high: planner }\n\
               statements:\n  \
               - { id: tempo-week, toward: planner, text: I lay out my week before it begins. }\n  \
               - { id: tempo-detour, toward: adapter, text: I follow up an unexpected finding at once. }",
        fix: "Replace about half of them with statements that someone at the other pole would agree with, without adding a \
              `not`.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for dimension in &subject.pack.questionnaire().dimensions {
        // A single statement cannot point both ways.
        let [first, others @ ..] = dimension.statements.as_slice() else { continue };
        if others.is_empty() || others.iter().any(|statement| statement.toward != first.toward) {
            continue;
        }
        let other = match first.toward {
            Pole::Low => Pole::High,
            Pole::High => Pole::Low,
        };
        let (number, pole) = (dimension.statements.len(), dimension.poles.name(first.toward));
        let list = place::key(File::Questionnaire, &["work_style", dimension.id.as_str(), "statements"]);
        let message = format!("all {number} statements of `{}` point toward `{pole}`", dimension.id);
        found.push(Finding::new(&RULE, list, message).help(format!(
            "replace about {} of them with statements toward `{}`",
            number / 2,
            dimension.poles.name(other)
        )));
    }
}
