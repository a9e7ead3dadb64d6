//! Best answers that the surface of the options gives away.

use crate::check::argued_distractor::{REASONS, argues};
use crate::check::items::{self, AskedStem};
use crate::check::phrases::{Phrases, words};
use crate::check::{File, Finding, Subject, place};
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF145",
    name: "surface-cue",
    severity: Severity::Warning,
    page: RulePage {
        what: "Taking the option with the most commas, clauses, numbers, hedges or letters earns clearly more than chance.",
        why: "Whoever takes it without reading the situation scores well: what is measured then is skill with tests. \
              Checked on each form of at least twelve scenarios. The limit is 0.06 above the mean credit. On forms of fewer \
              than about forty scenarios it is one standard error of blind picks: their mean scatters by more than 0.06 \
              there, by 0.11 with twelve, and a clean form would be reported for a run of luck.",
        bad: "# questionnaire.yaml\n\
              # the best option has the most commas in nine of twelve scenarios, as here\n\
              options:\n  \
              a: { credit: 1.0, text: \"Stop the writers, copy the table, then switch.\" }\n  \
              b: { credit: 0.2, text: Copy the table while it is written. }",
        good: "# questionnaire.yaml\n\
               # the best option has the most commas in three of twelve scenarios, but not here\n\
               options:\n  \
               a: { credit: 1.0, text: Stop the writers and copy the table. }\n  \
               b: { credit: 0.2, text: \"Copy the table, compare the counts, and switch.\" }",
        fix: "Write all options of a scenario in the same manner and length, or give weak ones the same feature as often.",
    },
};

/// With fewer scenarios, no pattern can be detected.
const ENOUGH: usize = 12;
/// How much more than chance a cue may earn, as a mean credit. On a form of few scenarios, blind picks scatter by more than
/// this, and a cue may earn as much as one standard error of theirs.
const MOST: f64 = 0.06;

/// Words that begin a further clause.
const CLAUSES: [&str; 14] = [
    "then", "until", "unless", "while", "if", "when", "after", "before", "but", "because", "since", "so that", "which",
    "where",
];
/// Words that make a statement weaker.
const HEDGES: [&str; 16] = [
    "may",
    "might",
    "could",
    "usually",
    "often",
    "mostly",
    "probably",
    "perhaps",
    "possibly",
    "generally",
    "likely",
    "for now",
    "where possible",
    "if possible",
    "if needed",
    "as needed",
];
/// Numbers in words; `one` has too many other meanings.
const NUMBERS: [&str; 11] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "half"];

/// What a guesser goes by: its name, and how much of it an option has.
struct Cue {
    name: &'static str,
    count: Box<dyn Fn(&str) -> usize>,
}

fn cues() -> [Cue; 6] {
    let phrases = |wanted: &'static [&'static str]| {
        let phrases = Phrases::new(wanted, &[]);
        move |text: &str| phrases.find(text).len()
    };
    let reasons = Phrases::new(&REASONS, &[]);
    let (clauses, hedges) = (phrases(&CLAUSES), phrases(&HEDGES));
    let is_number = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_digit()) || NUMBERS.contains(&word.to_lowercase().as_str())
    };
    let commas = |text: &str| text.matches([',', ';', ':']).count();
    [
        Cue { name: "most commas", count: Box::new(commas) },
        // Whoever knows that authors argue for weak options drops those first.
        Cue {
            name: "most commas among those without a reason",
            count: Box::new(move |text| if argues(text, &reasons) { 0 } else { 1 + commas(text) }),
        },
        Cue { name: "most clauses", count: Box::new(move |text| clauses(text) + commas(text)) },
        Cue { name: "most numbers", count: Box::new(move |text| words(text).filter(|word| is_number(word)).count()) },
        Cue { name: "most hedges", count: Box::new(hedges) },
        Cue { name: "longest text", count: Box::new(|text| text.chars().count()) },
    ]
}

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let questionnaire = subject.pack.questionnaire();
    let cues = cues();
    for (parallel, asked) in items::forms(questionnaire).into_iter().filter(|(_, asked)| asked.len() >= ENOUGH) {
        let form = if questionnaire.has_twins() { format!(" of form {parallel}") } else { String::new() };
        let chance = asked.iter().map(|asked| asked.stem.mean_credit() / 100.0).sum::<f64>() / asked.len() as f64;
        let margin = MOST.max(scatter(&asked));
        for cue in &cues {
            let earned = asked.iter().map(|asked| earned(asked, cue)).sum::<f64>() / asked.len() as f64;
            if earned > chance + margin + 1e-9 {
                let message = format!(
                    "the option with the {} earns {earned:.2} over the {} scenarios{form}, and a blind pick {chance:.2}",
                    cue.name,
                    asked.len()
                );
                found.push(
                    Finding::new(&RULE, place::key(File::Questionnaire, &["competency"]), message)
                        .note(format!("at most {:.2} expected", chance + margin))
                        .help("take the feature from best options, or give it to weak ones"),
                );
            }
        }
    }
}

/// The standard error of what blind picks earn on average.
fn scatter(asked: &[AskedStem<'_>]) -> f64 {
    let variance = |asked: &AskedStem<'_>| {
        let mean = asked.stem.mean_credit() / 100.0;
        asked.stem.credits().map(|credit| (credit - mean).powi(2)).sum::<f64>() / asked.stem.key.len() as f64
    };
    asked.iter().map(variance).sum::<f64>().sqrt() / asked.len() as f64
}

/// The mean credit of the options that have most of a cue: all of them where none has any.
fn earned(asked: &AskedStem<'_>, cue: &Cue) -> f64 {
    let counts: Vec<usize> = asked.scenario.options.iter().map(|option| (cue.count)(&option.text)).collect();
    let most = counts.iter().max();
    let picked: Vec<f64> =
        asked.stem.credits().zip(&counts).filter(|(_, count)| Some(*count) == most).map(|(credit, _)| credit).collect();
    picked.iter().sum::<f64>() / picked.len() as f64
}
