//! The scoring method in words, with the settings in force and its limits.

use crate::pack::{Instruction, Pack};
use crate::render::page::{Align, Page, Table};
use crate::render::words;
use crate::scoring::{Band, DRAWS, GUESSING_CUTOFF, METHOD};
use crate::text::count;

/// Describes how a pack's answers become numbers.
pub fn page(pack: &Pack) -> Page {
    let mut page = Page::default();
    page.title(format!("Scoring method {METHOD}"));
    page.paragraph(
        "Two axes, 0 to 100 in percent of the maximum possible. Personality says how someone works, competency how they \
         decide; a fit is only claimed when both are scored. Every printed number is the mean of what is likely given the \
         answers, and its range is that of the same likely values. The same files give the same numbers on every machine.",
    );
    personality(&mut page, pack);
    competency(&mut page, pack);
    overall(&mut page, pack);
    certainty(&mut page);
    missing(&mut page, pack);
    limits(&mut page, pack);
    page.aside(words::purpose(pack.questionnaire()));
    page
}

fn personality(page: &mut Page, pack: &Pack) {
    let settings = &pack.questionnaire().settings;
    let scale = &pack.questionnaire().scale;
    page.heading("Personality (work style)");
    page.list(vec![
        format!(
            "A statement is answered from {} to {}; toward the low pole it counts reversed, by these declared ends.",
            scale.min, scale.max
        ),
        "As answered, a dimension is the mean of its answered statements: 0 at the low pole, 100 at the high one.".to_owned(),
        "Likely positions lie around it in a normal distribution, by the standard error of the answers, never less than 10 \
         points for five statements. The estimate is their mean."
            .to_owned(),
        format!(
            "Inside a role's target the fit is 100; outside it falls evenly and reaches 0 at {} points' distance. A \
             dimension counts with the mean fit of its likely positions.",
            settings.tolerance
        ),
        "The personality score is the weighted mean of those fits. Gaps keep their sign: style is described, not graded."
            .to_owned(),
    ]);
    let mut table = Table::new([("Strength", Align::Left), ("From", Align::Right), ("To", Align::Right)]);
    for (name, interval) in &settings.strengths {
        table.row([name.clone().into(), interval.min().to_string().into(), interval.max().to_string().into()]);
    }
    page.table(table);
}

fn competency(page: &mut Page, pack: &Pack) {
    let questionnaire = pack.questionnaire();
    page.heading("Competency (technical judgment)");
    let asked = match questionnaire.instruction {
        Instruction::ShouldDo => "what should be done",
        Instruction::WouldDo => "what the person would do",
    };
    page.list(vec![
        format!("A scenario asks {asked}; the chosen option earns its credit, 0 to 1, keyed with a reason."),
        "As answered, an area is the mean credit of its answered scenarios.".to_owned(),
        "A few questions exaggerate highs and lows. So every area is read in the light of the person's other areas, the more \
         so the fewer questions it has: someone of judgment t takes an option with odds of e to the power of t times its \
         credit, and the t of one person's areas lie around a common centre with a spread of 2. No norms and no other people \
         are used."
            .to_owned(),
        "Met is the way from the chance line (what a blind pick earns) to the role's need, 0 to 100, as the mean over the \
         likely scores. More skill than needed neither costs nor pays; the surplus is shown beside it."
            .to_owned(),
        format!(
            "Competency is the weighted mean of these. A gate is a floor under an area: as far as one is likely failed, \
             competency counts as {} at most, and what that takes is a line of its own. A gate is called passed from 90%, \
             failed up to 10%, else undecided.",
            questionnaire.settings.gate_cap
        ),
        format!(
            "Over all answered scenarios the credits are tested against guessing, noted below z {GUESSING_CUTOFF} (the \
             distance from blind picks in standard deviations); no score depends on it."
        ),
    ]);
    let mut table = Table::new([("Level", Align::Left), ("Score", Align::Right)]);
    for (name, score) in &questionnaire.settings.levels {
        table.row([name.clone().into(), score.to_string().into()]);
    }
    page.table(table);
}

fn overall(page: &mut Page, pack: &Pack) {
    let bands = pack.questionnaire().settings.bands;
    let (high, mid) = (bands.high, bands.mid);
    page.heading("Overall and band");
    page.paragraph(
        "Overall is the square root of personality x competency: strength on one axis cannot pay for weakness on the \
         other. Ranks go by the overall value, then how demanding the role is, then its id.",
    );
    let mut table = Table::new([("Band", Align::Left), ("When, the first that holds", Align::Left)]);
    for band in Band::ALL {
        let rule = match band {
            Band::PrimaryFit => format!("both axes at {high} or more"),
            Band::NearPrimaryFit => format!("both axes at {mid} or more"),
            Band::PotentialCapabilityGap => {
                format!("personality at {high} or more, competency below {mid}")
            }
            Band::CapableStyleStretch => format!("competency at {high} or more, personality below {mid}"),
            Band::PartialMatch => format!("one axis at {mid} or more"),
            Band::Distant => "otherwise".to_owned(),
            Band::InsufficientEvidence => "an axis is not scored; listed apart, without a rank".to_owned(),
        };
        table.row([band.to_string().into(), rule.into()]);
    }
    page.table(table);
}

fn certainty(page: &mut Page) {
    page.heading("How sure");
    page.list(vec![
        format!(
            "{DRAWS} draws of what the answers leave open, the same for all roles. From and to hold 90% of them, and always \
             the printed value."
        ),
        "Contenders are the fewest roles that together are the best fit in 90% of the draws; they are marked in every \
         output. Below 60% for its band, a role names the most likely other one too."
            .to_owned(),
        "This is what the answers leave open about the person if the method's assumptions hold. It is not what answering \
         again would print: that has an error of its own."
            .to_owned(),
    ]);
}

fn missing(page: &mut Page, pack: &Pack) {
    let settings = &pack.questionnaire().settings;
    let percent = |share: f64| format!("{}%", (1000.0 * share).round() / 10.0);
    page.heading("Missing answers");
    page.list(vec![
        "Absent and skipped answers are missing: never zero, never wrong.".to_owned(),
        format!(
            "A dimension needs {} of its statements answered, an area {} of its scenarios, and each at least two.",
            percent(settings.min_answered.statements),
            percent(settings.min_answered.scenarios)
        ),
        format!(
            "An axis needs {} of the role's weight scored, and competency every critical or gated area.",
            percent(settings.min_coverage)
        ),
        "The same answer to every statement refuses the personality axis.".to_owned(),
    ]);
}

fn limits(page: &mut Page, pack: &Pack) {
    let questionnaire = pack.questionnaire();
    page.heading("Limits");
    page.list(vec![
        format!(
            "{} and {}: short scales carry large errors, so small differences between roles mean little.",
            count(questionnaire.statements().count(), "statement"),
            count(questionnaire.scenarios().count(), "scenario")
        ),
        "Strengths, levels and cut-offs are conventions, not norms: nobody's score says how other people do."
            .to_owned(),
        "Answers describe oneself, and can be shaped by what one thinks is wanted.".to_owned(),
        "Made for conversations about direction and growth. Not made, and not validated, for selecting people."
            .to_owned(),
    ]);
    if !questionnaire.key.note.is_empty() {
        page.paragraph(questionnaire.key.note.clone());
    }
}
