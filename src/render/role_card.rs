//! The pack's roles as a list, and one role as a card.

use crate::pack::{AreaNeed, Interval, Need, Pack, Questionnaire, Role, StyleTarget, Track};
use crate::render::page::{Align, Page, Table};
use crate::render::role_sections::{CardSection, DescribedPart, Told, described_parts, importance};
use crate::text::{all_of, capitalised, count};

/// Lists the pack's roles.
pub fn list(pack: &Pack) -> Page {
    let questionnaire = pack.questionnaire();
    let mut page = Page::default();
    page.title(format!("{}: {}", questionnaire.title, count(pack.roles().len(), "role")));
    let mut table =
        Table::new([("Id", Align::Left), ("Title", Align::Left), ("Track", Align::Left), ("Personality", Align::Left)]);
    for role in pack.roles() {
        table.row([
            role.id.to_string().into(),
            role.title.clone().into(),
            track(role.track).into(),
            targets(questionnaire, role).into(),
        ]);
    }
    page.table(table);
    let dimensions = all_of(questionnaire.dimensions.iter().map(|dimension| dimension.id.as_str()));
    page.aside(format!("Personality (work style): the targets of {dimensions}, in that order."));
    page.aside(format!(
        "Questionnaire {}, {}, {}. `rolefit roles ID` prints a role's card, and several side by side.",
        questionnaire.reference(),
        count(questionnaire.statements().count(), "statement"),
        count(questionnaire.scenarios().count(), "scenario"),
    ));
    page
}

/// Prints one role: mission, both axes, signals, career and context.
pub fn card(pack: &Pack, role: &Role) -> Page {
    sections(pack, role, &CardSection::ALL)
}

/// Prints some sections of one role, in the order of a card.
pub fn sections(pack: &Pack, role: &Role, wanted: &[CardSection]) -> Page {
    let mut page = Page::default();
    page.title(format!("{} ({}, {})", role.title, role.id, track(role.track)));
    let parts = described_parts(role);
    for section in CardSection::ALL.into_iter().filter(|section| wanted.contains(section)) {
        match section {
            CardSection::Mission => {
                for text in [&role.summary, &role.mission].into_iter().filter(|text| !text.is_empty()) {
                    page.paragraph(text.clone());
                }
            }
            CardSection::Personality => work_style(&mut page, pack, role),
            CardSection::Competency => competency(&mut page, pack, role),
            CardSection::Career => career(&mut page, pack, role),
            _ => parts.iter().filter(|part| part.section == section).for_each(|part| described(&mut page, part)),
        }
    }
    page
}

/// Returns the sections that a role has something in.
pub fn filled_sections(role: &Role) -> Vec<CardSection> {
    let parts = described_parts(role);
    let is_filled = |section: &CardSection| match section {
        CardSection::Mission => !role.summary.is_empty() || !role.mission.is_empty(),
        CardSection::Personality | CardSection::Competency => true,
        CardSection::Career => !career_lines(role, str::to_owned).is_empty(),
        section => parts.iter().any(|part| part.section == *section),
    };
    CardSection::ALL.into_iter().filter(is_filled).collect()
}

fn described(page: &mut Page, part: &DescribedPart) {
    page.heading(part.heading.clone());
    match &part.told {
        Told::Prose(text) => page.paragraph(text.clone()),
        Told::List(items) => page.list(items.clone()),
    }
}

fn work_style(page: &mut Page, pack: &Pack, role: &Role) {
    page.heading("Personality (work style)");
    let mut table = Table::new([
        ("Dimension", Align::Left),
        ("From", Align::Left),
        ("To", Align::Left),
        ("Target", Align::Left),
        ("Range", Align::Right),
        ("Weight", Align::Right),
    ]);
    for style in &role.work_style {
        let dimension = &pack.questionnaire().dimensions[style.dimension];
        table.row([
            dimension.id.to_string().into(),
            dimension.poles.low.clone().into(),
            dimension.poles.high.clone().into(),
            style.target.to_string().into(),
            range(style).into(),
            weight(style).into(),
        ]);
    }
    page.table(table);
    let why = |style: &StyleTarget| {
        let id = &pack.questionnaire().dimensions[style.dimension].id;
        (!style.why.is_empty()).then(|| format!("{}: {}", capitalised(id.as_str()), style.why))
    };
    page.list(role.work_style.iter().filter_map(why).collect());
}

fn competency(page: &mut Page, pack: &Pack, role: &Role) {
    page.heading("Competency (technical judgment)");
    let mut table = Table::new([
        ("Area", Align::Left),
        ("Importance", Align::Left),
        ("Weight", Align::Right),
        ("Need", Align::Left),
        ("Gate", Align::Left),
    ]);
    for need in &role.competency {
        table.row([
            pack.questionnaire().areas[need.area].title.clone().into(),
            importance(need.importance).into(),
            need.weight.get().to_string().into(),
            level(&need.need).into(),
            need.gate.as_ref().map(level).unwrap_or_default().into(),
        ]);
    }
    page.table(table);
    let bar = |need: &AreaNeed| {
        let title = &pack.questionnaire().areas[need.area].title;
        let excels = if need.excels.is_empty() { String::new() } else { format!(" Excels: {}", need.excels) };
        (!need.meets.is_empty()).then(|| format!("{title}. Meets: {}{excels}", need.meets))
    };
    page.list(role.competency.iter().filter_map(bar).collect());
}

fn career(page: &mut Page, pack: &Pack, role: &Role) {
    let title = |name: &str| pack.role(name).map_or_else(|| name.to_owned(), |role| role.title.clone());
    page.headed_list("Career path", &career_lines(role, title));
}

/// Returns the ways of a career that name a role, each with these names.
pub fn ways(role: &Role) -> impl Iterator<Item = (&'static str, &[String])> {
    let career = &role.career;
    let ways = [("From", &career.from), ("Next", &career.next), ("Adjacent", &career.adjacent)];
    ways.into_iter().filter(|(_, names)| !names.is_empty()).map(|(way, names)| (way, names.as_slice()))
}

/// One line for each way of a career that names a role; `title` says how a neighbouring role is shown.
pub fn career_lines(role: &Role, title: impl Fn(&str) -> String) -> Vec<String> {
    let titles = |names: &[String]| names.iter().map(|name| title(name)).collect::<Vec<_>>().join(", ");
    ways(role).map(|(way, names)| format!("{way}: {}", titles(names))).collect()
}

/// The targets of a role for each dimension, in order of the questionnaire.
pub fn targets(questionnaire: &Questionnaire, role: &Role) -> String {
    let target = |index| role.style_target(index).map_or("not named".to_owned(), |style| style.target.to_string());
    (0..questionnaire.dimensions.len()).map(target).collect::<Vec<_>>().join(", ")
}

/// The numbers of a target.
pub fn range(style: &StyleTarget) -> String {
    let numbers = |interval: Interval| format!("{} to {}", interval.min(), interval.max());
    style.target.interval().map_or_else(|| "not scored".to_owned(), numbers)
}

/// The weight of a target, where it has one.
pub fn weight(style: &StyleTarget) -> String {
    style.target.interval().map(|_| style.weight.get().to_string()).unwrap_or_default()
}

/// A level with its score, or the score alone where it was written as one.
pub fn level(need: &Need) -> String {
    let score = need.score.get().to_string();
    if need.label == score { score } else { format!("{} ({score})", need.label) }
}

/// The kind of career, as people say it.
pub fn track(track: Track) -> &'static str {
    match track {
        Track::IndividualContributor => "individual contributor",
        Track::Management => "management",
    }
}
