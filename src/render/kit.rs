//! An interview kit: what a role file says about the role, put as tasks, questions and a scorecard to fill in.

use crate::pack::{Pack, Role};
use crate::render::page::{Align, GAP, Page, Table};
use crate::render::role_card::level;
use crate::render::role_sections::importance;

/// Writes the kit for a role.
pub fn kit(pack: &Pack, role: &Role) -> Page {
    let mut page = Page::default();
    page.title(format!("Interview kit: {}", role.title));
    page.aside(
        "For those who interview, not for candidates. It is made of the role file alone, has no item of the questionnaire in it, and \
         decides nothing.",
    );
    use_of_it(&mut page);
    exercises(&mut page, role);
    probes(&mut page, pack, role);
    signals(&mut page, role);
    scorecard(&mut page, pack, role);
    page
}

fn use_of_it(page: &mut Page) {
    page.heading("How to use it");
    page.list(
        [
            "Share the areas among the interviewers, so that each is probed by someone who can judge it.",
            "Give every candidate the same exercises and the same first questions.",
            "Write down what was said or done, in the candidate's words, before any rating.",
            "Rate each area against its own anchors: below, meets or excels. What was not observed is left as that.",
            "Rate alone, and talk about the candidate when all ratings are in.",
        ]
        .map(str::to_owned)
        .to_vec(),
    );
}

fn exercises(page: &mut Page, role: &Role) {
    for exercise in &role.context.exercises {
        page.heading(exercise.heading());
        page.paragraph(exercise.give.clone());
        page.list(exercise.lines_to_look_for().collect());
    }
}

/// Questions that lead to the anchors of any area, then the areas by weight, the heaviest first.
fn probes(page: &mut Page, pack: &Pack, role: &Role) {
    page.heading("Questions for each area");
    page.list(
        [
            "Open: tell me of a recent case of this in your own work. What did you find, what did you do yourself, and what came of it?",
            "Go further, once the case meets the bar: where was it larger or harder, who else changed something because of you, and how do you \
             know?",
            "Close: what would you do differently today, and which fact would have changed your decision?",
        ]
        .map(str::to_owned)
        .to_vec(),
    );
    for need in role.needs_by_weight() {
        let area = &pack.questionnaire().areas[need.area];
        let gate = need.gate.as_ref().map(|gate| format!(", floor {}", level(gate))).unwrap_or_default();
        let bar = format!("need {}{gate}", level(&need.need));
        page.heading(format!("{} (weight {}, {}, {bar})", area.title, need.weight.get(), importance(need.importance)));
        let lines =
            [("A case of", &area.about), ("Meets, if the case shows it", &need.meets), ("Excels", &need.excels)];
        let lines = lines.into_iter().filter(|(_, text)| !text.is_empty());
        page.list(lines.map(|(what, text)| format!("{what}: {text}")).collect());
    }
}

fn signals(page: &mut Page, role: &Role) {
    page.headed_list("Strong signals", &role.signals.strong);
    page.headed_list("Weak signals", &role.signals.weak);
    if !role.signals.red_flags.is_empty() {
        page.heading("Red flags");
        page.paragraph("Each needs its evidence in words. One is a reason to ask again, by another interviewer and in another way.");
        page.list(role.signals.red_flags.clone());
    }
}

/// A table to fill in by hand.
fn scorecard(page: &mut Page, pack: &Pack, role: &Role) {
    page.heading("Scorecard");
    page.paragraph(format!("Candidate {GAP}"));
    page.paragraph(format!("Interviewer {GAP}"));
    page.paragraph(format!("Date {GAP}"));
    let mut table = Table::new([
        ("Area", Align::Left),
        ("Weight", Align::Right),
        ("Below", Align::Left),
        ("Meets", Align::Left),
        ("Excels", Align::Left),
        ("Not observed", Align::Left),
        ("What was said or done", Align::Left),
    ]);
    for need in role.needs_by_weight() {
        let title = pack.questionnaire().areas[need.area].title.clone();
        let box_to_tick = || "[ ]".to_owned().into();
        table.row([
            title.into(),
            need.weight.get().to_string().into(),
            box_to_tick(),
            box_to_tick(),
            box_to_tick(),
            box_to_tick(),
            String::new().into(),
        ]);
    }
    page.table(table);
}
