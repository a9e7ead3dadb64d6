//! Weak options that argue for themselves.

use crate::check::items::{self, AskedStem};
use crate::check::phrases::Phrases;
use crate::check::{File, Finding, Subject, place};
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF144",
    name: "argued-distractor",
    severity: Severity::Warning,
    page: RulePage {
        what: "Weak options argue for themselves (`so that`, `since`, `because`, `, as`, `, which`) more often than best ones.",
        why: "Authors lend a weak option a reason so that it tempts, and the best one needs none. People who drop whatever \
              gives reasons are then left with the best. Checked in packs of at least eight scenarios.",
        bad: "# questionnaire.yaml\n\
              # three of the weak options give reasons, as here, and no best one does\n\
              options:\n  \
              a: { credit: 1.0, text: Roll the release back. }\n  \
              b: { credit: 0.2, text: \"Fix the fault forward, since a rollback looks bad.\" }",
        good: "# questionnaire.yaml\n\
               options:\n  \
               a: { credit: 1.0, text: Roll the release back. }\n  \
               b: { credit: 0.2, text: Fix the fault forward. }",
        fix: "Say in each option what is done, and leave the reasons to `why`.",
    },
};

/// With fewer scenarios, no pattern can be detected.
const ENOUGH: usize = 8;
/// Fewer weak options that argue are none.
const FEWEST: usize = 3;
/// By how much the share of the weak options that argue may exceed that of the best ones.
const MARGIN: f64 = 0.05;
/// How many options are shown.
const SHOWN: usize = 3;

/// Words with which an option gives a reason.
pub(super) const REASONS: [&str; 3] = ["so that", "since", "because"];
/// The same after a comma.
const AFTER_COMMA: [&str; 2] = [", as ", ", which "];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let questionnaire = subject.pack.questionnaire();
    let reasons = Phrases::new(&REASONS, &[]);
    for (parallel, asked) in items::forms(questionnaire) {
        let form = if questionnaire.has_twins() { format!(" on form {parallel}") } else { String::new() };
        found.extend(on_form(&asked, &reasons, &form));
    }
}

fn on_form(asked: &[AskedStem<'_>], reasons: &Phrases, form: &str) -> Option<Finding> {
    let (mut argued, mut weak, mut argued_best, mut best_ones) = (Vec::new(), 0, 0, 0);
    for AskedStem { area, index, scenario, stem, .. } in asked {
        let Some(best) = stem.single_best() else { continue };
        best_ones += 1;
        weak += scenario.options.len() - 1;
        for (option, choice) in scenario.options.iter().enumerate().filter(|(_, it)| argues(&it.text, reasons)) {
            if option == best {
                argued_best += 1;
            } else {
                argued.push(items::option_text(&area.id, *index, &choice.id));
            }
        }
    }
    let share = |argued: usize, of: usize| argued as f64 / of as f64;
    let is_over = || share(argued.len(), weak) > share(argued_best, best_ones) + MARGIN;
    if best_ones < ENOUGH || argued.len() < FEWEST || !is_over() {
        return None;
    }
    let message = format!(
        "{} of {weak} weak options give a reason for themselves{form}, and {argued_best} of {best_ones} best ones",
        argued.len()
    );
    let finding = Finding::new(&RULE, place::key(File::Questionnaire, &["competency"]), message)
        .help("take the reasons out of the weak options, or write best ones in the same way");
    Some(argued.into_iter().take(SHOWN).fold(finding, |finding, spot| finding.related(spot, "argues for itself")))
}

/// Says whether a text gives a reason.
pub(super) fn argues(text: &str, reasons: &Phrases) -> bool {
    let lower_case = text.to_lowercase();
    !reasons.find(text).is_empty() || AFTER_COMMA.iter().any(|words| lower_case.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_told_from_the_same_words_in_another_sense() {
        let reasons = Phrases::new(&REASONS, &[]);
        for text in
            ["Wait, as it is late.", "Wait because it is late", "Move it, which is quick", "Say it so that all hear"]
        {
            assert!(argues(text, &reasons), "{text}");
        }
        for text in ["Keep it as it is.", "Ask which one it is.", "Do so, and that at once."] {
            assert!(!argues(text, &reasons), "{text}");
        }
    }
}
