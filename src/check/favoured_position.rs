//! Best answers that are too often at one position.

use crate::check::items::{self, AskedStem};
use crate::check::{File, Finding, Subject, place};
use crate::pack::Scenario;
use crate::rule::{Rule, RulePage, Severity};
use crate::text::{all_of, count};

pub(super) static RULE: Rule = Rule {
    code: "RF135",
    name: "favoured-position",
    severity: Severity::Warning,
    page: RulePage {
        what: "One position has more than 35% of the best answers, and more than chance explains.",
        why: "People notice that `b` is usually right and answer by letter instead of by judgment: they gain, and people who \
              read the options lose. Checked in packs of at least eight scenarios.",
        bad: "# questionnaire.yaml\n\
              # `a` is the best answer in six of eight scenarios, such as these two\n\
              - id: api-rename-field\n  \
              prompt: A public field has a misleading name. What should be done?\n  \
              options:\n    \
              a: { credit: 1.0, text: Add the new name beside the old one. }\n    \
              b: { credit: 0.2, text: Rename it in the next release. }\n\
              - id: api-slow-list\n  \
              prompt: Pages deep in a list take eight seconds. What should be done?\n  \
              options:\n    \
              a: { credit: 1.0, text: Offer a cursor over update time and id. }\n    \
              b: { credit: 0.3, text: Raise the timeout of the list. }",
        good: "# questionnaire.yaml\n\
               # `a` is the best answer in four of eight scenarios, `b` in the others\n\
               - id: api-rename-field\n  \
               prompt: A public field has a misleading name. What should be done?\n  \
               options:\n    \
               a: { credit: 1.0, text: Add the new name beside the old one. }\n    \
               b: { credit: 0.2, text: Rename it in the next release. }\n\
               - id: api-slow-list\n  \
               prompt: Pages deep in a list take eight seconds. What should be done?\n  \
               options:\n    \
               a: { credit: 0.3, text: Raise the timeout of the list. }\n    \
               b: { credit: 1.0, text: Offer a cursor over update time and id. }",
        fix: "Reorder the options in some scenarios and raise `version`: existing answers name options by letter.",
    },
};

/// With fewer scenarios no position can be told from chance.
const ENOUGH: usize = 8;
/// The share of the best answers that one position may hold.
const MOST: f64 = 0.35;
/// Standard deviations above its mean that a count reaches by chance one time in a hundred.
const CHANCE: f64 = 2.33;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let forms = items::forms(subject.pack.questionnaire());
    let where_several = |parallel| if forms.len() > 1 { format!(" of form {parallel}") } else { String::new() };
    for (parallel, asked) in &forms {
        on_form(asked, &where_several(*parallel), found);
    }
}

fn on_form(asked: &[AskedStem<'_>], of_form: &str, found: &mut Vec<Finding>) {
    let best = asked.iter().filter_map(|asked| Some((asked.scenario, asked.stem.single_best()?)));
    let best: Vec<(&Scenario, usize)> = best.collect();
    if best.len() < ENOUGH {
        return;
    }
    let positions = best.iter().map(|(scenario, _)| scenario.options.len()).max().unwrap_or_default();
    let mut counts = vec![0; positions];
    for (_, position) in &best {
        counts[*position] += 1;
    }
    for (position, number) in counts.iter().copied().enumerate() {
        let chance = Chance::of(&best, position);
        if !chance.is_exceeded(number, best.len()) {
            continue;
        }
        let fair = (0..number).rev().find(|fewer| !chance.is_exceeded(*fewer, best.len())).unwrap_or_default();
        let by_name: Vec<String> =
            counts.iter().enumerate().map(|(place, number)| format!("{} {number}", name(&best, place))).collect();
        let message = format!(
            "{} is the best answer in {number} of {}{of_form}",
            name(&best, position),
            count(best.len(), "scenario")
        );
        found.push(
            Finding::new(&RULE, place::key(File::Questionnaire, &["competency"]), message)
                .note(format!("best answers: {}", all_of(by_name.iter().map(String::as_str))))
                .note(format!("about {:.0} expected by chance", chance.mean))
                .help(format!(
                    "move the best answer to another position in at least {}",
                    count(number - fair, "scenario")
                )),
        );
    }
}

/// How many best answers a position would hold if every order of options were as likely.
struct Chance {
    mean: f64,
    deviation: f64,
}

impl Chance {
    fn of(best: &[(&Scenario, usize)], position: usize) -> Self {
        let lengths = best.iter().map(|(scenario, _)| scenario.options.len());
        let shares: Vec<f64> = lengths.filter(|length| position < *length).map(|length| 1.0 / length as f64).collect();
        let variance: f64 = shares.iter().map(|share| share * (1.0 - share)).sum();
        Self { mean: shares.iter().sum(), deviation: variance.sqrt() }
    }

    /// Whether a count is over the share that is allowed and over what chance explains; half a count is taken off
    /// because counts move by whole steps.
    fn is_exceeded(&self, number: usize, of: usize) -> bool {
        let number = number as f64;
        number > MOST * of as f64 && number - 0.5 - self.mean > CHANCE * self.deviation
    }
}

/// Names a position by its letter, or by its number where scenarios call it differently.
fn name(best: &[(&Scenario, usize)], position: usize) -> String {
    let mut ids = best.iter().filter_map(|(scenario, _)| scenario.options.get(position)).map(|option| &option.id);
    let first = ids.next();
    match first {
        Some(id) if ids.all(|other| other == id) => format!("`{id}`"),
        Some(_) | None => format!("option {}", position + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chance(scenarios: usize, options: usize) -> Chance {
        let share = 1.0 / options as f64;
        let number = scenarios as f64;
        Chance { mean: number * share, deviation: (number * share * (1.0 - share)).sqrt() }
    }

    #[test]
    fn five_of_eight_may_be_chance_and_six_may_not() {
        assert!(!chance(8, 4).is_exceeded(5, 8));
        assert!(chance(8, 4).is_exceeded(6, 8));
    }

    #[test]
    fn of_two_options_one_is_the_best_half_of_the_time() {
        assert!(!chance(40, 2).is_exceeded(24, 40));
        assert!(chance(40, 2).is_exceeded(29, 40));
    }

    #[test]
    fn in_a_large_pack_a_small_lean_is_let_be() {
        assert!(!chance(1000, 4).is_exceeded(300, 1000));
    }
}
