//! A review as a page, for a terminal and for documents.

use crate::answers::{Reply, ReviewedArea, ReviewedOption, ReviewedScenario};
use crate::render::page::Page;
use crate::render::review::{ReviewSheet, source, warning};
use crate::text::{all_of, capitalised, count};

/// Builds the whole page.
pub fn page(sheet: &ReviewSheet<'_>) -> Page {
    let questionnaire = sheet.pack.questionnaire();
    let mut page = Page::default();
    page.title(format!("Review of {}", sheet.review.person));
    page.paragraph(warning(questionnaire));
    page.paragraph(summary(sheet.review.scenarios()));
    page.list(sheet.answers.notices.iter().map(|notice| format!("{}.", capitalised(&notice.message))).collect());
    page.blocks.extend(section(sheet).blocks);
    page.aside(source(questionnaire));
    page
}

/// Builds the areas alone.
fn section(sheet: &ReviewSheet<'_>) -> Page {
    let mut page = Page::default();
    for area in &sheet.review.areas {
        add_area(&mut page, area);
    }
    page
}

fn add_area(page: &mut Page, reviewed: &ReviewedArea<'_>) {
    page.heading(reviewed.area.title.clone());
    page.paragraph(summary(reviewed.scenarios.iter()));
    for scenario in &reviewed.scenarios {
        if scenario.is_revealed() {
            page.paragraph(format!("{}: {}", scenario.stem.id, scenario.stem.prompt.trim()));
            page.list(lines(scenario));
        }
    }
    let unseen = [(Reply::Open, "Not answered yet, so the key stays hidden"), (Reply::NotAsked, "Not on this form")];
    for (reply, words) in unseen {
        let ids: Vec<&str> =
            reviewed.scenarios.iter().filter(|one| one.reply == reply).map(|one| one.stem.id.as_str()).collect();
        if !ids.is_empty() {
            page.paragraph(format!("{words}: {}.", ids.join(", ")));
        }
    }
}

/// Says how many scenarios were answered, how well, and what became of the others.
fn summary<'a>(scenarios: impl Iterator<Item = &'a ReviewedScenario<'a>>) -> String {
    let scenarios: Vec<&ReviewedScenario<'_>> = scenarios.collect();
    let those = |is_one: fn(&ReviewedScenario<'_>) -> bool| scenarios.iter().filter(|one| is_one(one)).count();
    let best = scenarios.iter().filter(|one| one.is_best_chosen()).count();
    let counts = [
        (best, "answered with the best option"),
        (those(|one| matches!(one.reply, Reply::Chosen(_)) && !one.is_best_chosen()), "with another option"),
        (those(|one| one.reply == Reply::Skipped), "skipped"),
        (those(|one| one.reply == Reply::Open), "not answered yet"),
        (those(|one| one.reply == Reply::NotAsked), "not on this form"),
    ];
    let counts: Vec<String> =
        counts.iter().filter(|(number, _)| *number > 0).map(|(number, words)| format!("{number} {words}")).collect();
    format!("{}: {}.", count(scenarios.len(), "scenario"), all_of(counts.iter().map(String::as_str)))
}

/// The answer that was given first, then the best one, then the others from the most to the least credit.
fn lines(scenario: &ReviewedScenario<'_>) -> Vec<String> {
    let mut options: Vec<ReviewedOption<'_>> = scenario.options().collect();
    options.sort_by(|a, b| {
        let credit = b.key.credit.get().total_cmp(&a.key.credit.get());
        b.is_chosen.cmp(&a.is_chosen).then(credit)
    });
    let skipped = (scenario.reply == Reply::Skipped).then(|| "You skipped this.".to_owned());
    skipped.into_iter().chain(options.iter().map(line)).collect()
}

fn line(option: &ReviewedOption<'_>) -> String {
    let what = match (option.is_chosen, option.is_best) {
        (true, true) => "Your answer, the best: ",
        (true, false) => "Your answer: ",
        (false, true) => "Best: ",
        (false, false) => "",
    };
    let why = match option.key.why.trim() {
        "" => "no reason given",
        why => why,
    };
    let choice = option.choice;
    format!("{what}{}) {} Earns {}: {why}", choice.id, choice.text.trim(), option.key.credit.get())
}
