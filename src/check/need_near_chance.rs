//! A need that a blind pick nearly meets.

use crate::check::points::{rounded_down, rounded_up};
use crate::check::{File, Finding, Subject, items, place};
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF111",
    name: "need-near-chance",
    severity: Severity::Warning,
    page: RulePage {
        what: "A need is less than ten points above what a blind pick earns in its area.",
        why: "An area counts from chance level up to its need. Over so few points, one lucky answer takes it from 0 to 100.",
        bad: "# a blind pick earns 45 in this area: its options earn 1, 0.6, 0.2 and 0\n\
              competency:\n  operations: { weight: 100, need: 50 }",
        good: "competency:\n  operations: { weight: 100, need: working } # 65, twenty points above chance",
        fix: "Raise the need, or give the area's scenarios wrong answers that people really choose and that earn less.",
    },
};

/// The minimum distance from chance level to a need, in points.
const ROOM: f64 = 10.0;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for (file, need, area) in subject.needs() {
        let (id, need, chance) = (area.id.as_str(), need.need.score.get(), items::chance(area));
        let above = need - chance;
        if above < ROOM - 1e-9 {
            let message = format!("`{id}` needs {need}, only {} more than a blind pick earns", rounded_down(above));
            let blind = format!("a blind pick earns {chance:.1} here");
            found.push(
                Finding::new(&RULE, place::value(file, &["competency", id, "need"]), message)
                    .related(place::key(File::Questionnaire, &["competency", id]), blind)
                    .help(format!("raise the need to at least {}", rounded_up(chance + ROOM))),
            );
        }
    }
}
