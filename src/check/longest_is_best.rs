//! Best answers that are recognisable by their length.

use std::cmp::Reverse;

use crate::check::items::{self, AskedStem};
use crate::check::{File, Finding, Subject, place};
use crate::pack::{Id, Scenario};
use crate::rule::{Rule, RulePage, Severity};
use crate::text::count;

pub(super) static RULE: Rule = Rule {
    code: "RF136",
    name: "longest-is-best",
    severity: Severity::Warning,
    page: RulePage {
        what: "The best option is also the longest in more than 35% of the scenarios.",
        why: "Authors tend to qualify the right answer and keep the others short. People who know such tests pick the longest \
              text and score well. Checked in packs of at least eight scenarios.",
        bad: "# questionnaire.yaml\n\
              # the best option is the longest in four of eight scenarios, as here\n\
              options:\n  \
              a: { credit: 1.0, text: \"Add the new name beside the old one, announce a date, and remove the old name \
              then.\" }\n  \
              b: { credit: 0.3, text: Publish a second version. }\n  \
              c: { credit: 0.0, text: Rename it now. }",
        good: "# questionnaire.yaml\n\
               # the best option is the longest in two of eight scenarios, but not here\n\
               options:\n  \
               a: { credit: 1.0, text: \"Add the new name beside the old one, with a date for its end.\" }\n  \
               b: { credit: 0.3, text: \"Publish a second version of the API and move every consumer to it this \
               year.\" }\n  \
               c: { credit: 0.0, text: \"Rename it in the next release and tell all consumers a week before.\" }",
        fix: "Shorten the best options to what they do, and give the others as much detail as a real proposal has.",
    },
};

/// With fewer scenarios, no pattern can be detected.
const ENOUGH: usize = 8;
/// The maximum share of scenarios in which the longest option is the best.
const MOST: f64 = 0.35;
/// How many scenarios are shown.
const SHOWN: usize = 3;

/// A scenario whose best option is its longest text, by some characters.
struct GivenAway<'a> {
    area: &'a Id,
    index: usize,
    best: &'a Id,
    lead: usize,
}

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let forms = items::forms(subject.pack.questionnaire());
    let where_several = |parallel| if forms.len() > 1 { format!(" of form {parallel}") } else { String::new() };
    for (parallel, asked) in &forms {
        found.extend(on_form(asked, &where_several(*parallel)));
    }
}

fn on_form(asked: &[AskedStem<'_>], of_form: &str) -> Option<Finding> {
    let (mut given_away, mut number, mut by_chance) = (Vec::new(), 0, 0.0);
    for AskedStem { area, index, scenario, stem, .. } in asked {
        let (index, Some(best)) = (*index, stem.single_best()) else { continue };
        number += 1;
        by_chance += 1.0 / scenario.options.len() as f64;
        if let Some(lead) = lead(scenario, best) {
            given_away.push(GivenAway { area: &area.id, index, best: &scenario.options[best].id, lead });
        }
    }
    let most = (MOST * number as f64).max(by_chance);
    if number < ENOUGH || given_away.len() as f64 <= most {
        return None;
    }
    let message = format!("the best answer is the longest in {} of {number} scenarios{of_form}", given_away.len());
    let mut finding = Finding::new(&RULE, place::key(File::Questionnaire, &["competency"]), message)
        .note(format!("about {by_chance:.0} expected by chance"))
        .help(format!(
            "shorten the best answer, or lengthen another one, in at least {}",
            count(given_away.len() - most.floor() as usize, "scenario")
        ));
    given_away.sort_by_key(|scenario| Reverse(scenario.lead));
    for GivenAway { area, index, best, lead } in given_away.into_iter().take(SHOWN) {
        let text = format!("best, and longest by {}", count(lead, "character"));
        finding = finding.related(items::option_text(area, index, best), text);
    }
    Some(finding)
}

/// By how many characters the best option is longer than every other; nothing if it is not.
fn lead(scenario: &Scenario, best: usize) -> Option<usize> {
    let length = |option: usize| scenario.options[option].text.chars().count();
    let others = (0..scenario.options.len()).filter(|option| *option != best);
    let lead = length(best).checked_sub(others.map(length).max()?)?;
    (lead > 0).then_some(lead)
}
