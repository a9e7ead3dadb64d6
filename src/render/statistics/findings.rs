//! What so many people can say in words, and what in the numbers is worth a look.

use crate::pack::Part;
use crate::render::number::percent;
use crate::render::statistics::{StatisticsSheet, coefficient, form, item_id, limits, name, option_id, with_limits};
use crate::statistics::cohort::QualityCounts;
use crate::statistics::correlation;
use crate::statistics::part::{ItemStatistics, PartStatistics};
use crate::text::few_of;

/// From this share of people at one end on, a score says little about those there (Terwee and others, 2007).
const CROWDED: f64 = 0.15;

/// Says what this sample can carry.
pub(super) fn can(people: usize) -> String {
    let example = correlation::measured(0.3, people).map(|measured| {
        format!(" With so many, a correlation of {} may be anything from {}.", coefficient(0.3), limits(measured))
    });
    format!("{}{}", can_in_short(people), example.unwrap_or_default())
}

/// Says what this sample can carry, without an example.
pub(super) fn can_in_short(people: usize) -> String {
    let judged = match people {
        0..10 => "That is too few to judge a questionnaire: read the numbers as a description of these people alone",
        10..30 => "That is enough for a first look at scores, and too few to judge a statement, a scenario or a group",
        30..100 => {
            "That is enough to judge scores roughly and to see a statement that plainly goes the wrong way, and too few to compare scenarios or omega"
        }
        100..300 => {
            "That is enough to judge scores, statements and the more popular options; small differences stay open"
        }
        _ => "That is enough to judge scores, statements, options and groups of a hundred or more",
    };
    format!("{}. {judged}.", people_in_words(people))
}

/// Fewer people than this mark nothing: among so few anything stands out.
const FEWEST_MARKED: usize = 10;

/// With fewer people an option or an end of the scale is empty or crowded by chance.
const FEWEST_COUNTED: usize = 30;

/// What no sample of answers alone can say.
pub(super) const CANNOT: &str = "No table of answers says whether the questionnaire measures what it is named after, or predicts how people do at work.";

fn people_in_words(people: usize) -> String {
    if people == 1 { "1 person answered".to_owned() } else { format!("{people} people answered") }
}

/// Lists what is worth a look; nothing where there is nothing.
pub(super) fn to_look_at(sheet: &StatisticsSheet<'_>) -> Vec<String> {
    let mut found = Vec::new();
    if sheet.statistics.people < FEWEST_MARKED {
        return found;
    }
    add(&mut found, "Goes against its part, with the whole interval below 0", &wrong_signed(sheet));
    add(&mut found, "A weaker option that people take who do better elsewhere", &drawing(sheet, true));
    add(&mut found, "Options that nobody took", &untaken(sheet));
    add(&mut found, "Many people at one end of the score", &crowded(sheet));
    found
}

/// Lists the same in three lines at most: what to mend by name, the rest by number.
pub(super) fn in_short(sheet: &StatisticsSheet<'_>) -> Vec<String> {
    if sheet.statistics.people < FEWEST_MARKED {
        return Vec::new();
    }
    let first = |what: &str, names: Vec<String>| {
        let more = names.len().saturating_sub(1);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        names.first().map(|name| format!("{what}: {name}{more}"))
    };
    let QualityCounts { long_run, no_variability, favoured_position, guessing } = sheet.statistics.quality;
    let counts = [
        (untaken(sheet).len(), ["option nobody took", "options nobody took"]),
        (crowded(sheet).len(), ["crowded end of a score", "crowded ends of scores"]),
        (guessing, ["person who may be guessing", "people who may be guessing"]),
        (long_run.max(no_variability).max(favoured_position), ["person with a pattern", "people with a pattern"]),
    ];
    let said = |(number, what): &(usize, [&str; 2])| format!("{number} {}", what[usize::from(*number > 1)]);
    let counts: Vec<String> = counts.iter().filter(|(number, _)| *number > 0).map(said).collect();
    let against = items(sheet).filter(|(_, item)| item.is_wrong_signed());
    let against = against.map(|(part, item)| format!("`{}`", item_id(sheet.pack, part.part, item.index))).collect();
    let found = [
        first("Surely goes against its part", against),
        first("A weaker option of stronger people", drawing(sheet, false)),
        (!counts.is_empty()).then(|| counts.join(", ")),
    ];
    found.into_iter().flatten().collect()
}

/// Says that there is nothing.
pub(super) fn nothing(people: usize) -> &'static str {
    if people < FEWEST_MARKED {
        "Nothing is marked: among so few people anything stands out."
    } else {
        "Nothing stands out beyond what chance would do among so many people."
    }
}

fn add(found: &mut Vec<String>, what: &str, names: &[String]) {
    if !names.is_empty() {
        found.push(format!("{what}: {}", few_of(names.iter().map(String::as_str))));
    }
}

fn items<'a>(sheet: &'a StatisticsSheet<'_>) -> impl Iterator<Item = (&'a PartStatistics, &'a ItemStatistics)> {
    sheet.statistics.parts.iter().flat_map(|part| part.items.iter().map(move |item| (part, item)))
}

fn wrong_signed(sheet: &StatisticsSheet<'_>) -> Vec<String> {
    let named = |(part, item): (&PartStatistics, &ItemStatistics)| {
        let rest = item.rest.filter(|_| item.is_wrong_signed())?;
        let way_out = if part.part.axis == Part::WorkStyle { "toward" } else { "key" };
        Some(format!(
            "`{}` {} (look at its `{way_out}`)",
            item_id(sheet.pack, part.part, item.index),
            with_limits(rest)
        ))
    };
    items(sheet).filter_map(named).collect()
}

/// Names options that draw the stronger, with by how much.
fn drawing(sheet: &StatisticsSheet<'_>, has_points: bool) -> Vec<String> {
    let mut found = Vec::new();
    for (part, item) in items(sheet) {
        for (index, option) in item.options.iter().enumerate().filter(|(_, option)| option.draws_the_stronger()) {
            let above = option.above_the_best.filter(|_| has_points).map(|above| {
                format!(" {:+.0} points ({:.0} to {:.0})", above.value, above.limits.low, above.limits.high)
            });
            let id = item_id(sheet.pack, part.part, item.index);
            found.push(format!("`{id}` {}{}", option_id(sheet.pack, item, index), above.unwrap_or_default()));
        }
    }
    found
}

fn untaken(sheet: &StatisticsSheet<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for (part, item) in items(sheet).filter(|(_, item)| item.people >= FEWEST_COUNTED) {
        for (index, _) in item.options.iter().enumerate().filter(|(_, option)| option.people == 0) {
            found.push(format!(
                "`{}` {}",
                item_id(sheet.pack, part.part, item.index),
                option_id(sheet.pack, item, index)
            ));
        }
    }
    found
}

fn crowded(sheet: &StatisticsSheet<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for part in &sheet.statistics.parts {
        for (people, end) in [(part.floor, "lowest"), (part.ceiling, "highest")] {
            let share = people as f64 / part.people.max(1) as f64;
            if part.people >= FEWEST_COUNTED && share >= CROWDED {
                let form = form(sheet, part.part);
                let form = if form.is_empty() { form } else { format!(" on form {form}") };
                let name = name(sheet.pack, part.part);
                found.push(format!("{name}{form} ({} at the {end})", percent(share)));
            }
        }
    }
    found
}

/// Says how the answers were given.
pub(super) fn quality(people: usize, counts: QualityCounts) -> String {
    let kinds = [
        (counts.guessing, "judgment that cannot be told from guessing"),
        (counts.long_run, "a run of equal answers over half of the statements"),
        (counts.no_variability, "one answer to every statement"),
        (counts.favoured_position, "one position of the options nearly throughout"),
    ];
    let kinds = kinds.map(|(number, what)| format!("{what} {number}"));
    format!("Response quality, of {people} people: {}.", kinds.join(", "))
}
