//! What a panel says: one candidate area by area, or all candidates of a role together. It recommends no one.

use crate::pack::{AreaNeed, Pack, Role};
use crate::panel::{LEAST_CANDIDATES, RatingSheet, agreement, spread};
use crate::render::page::{Align, Cell, Column, Page, Table, Tone};
use crate::text::{all_of, count};

/// Seed of the resamples behind an interval.
const SEED: u64 = 1;

/// The ratings of one candidate.
#[derive(Debug)]
pub struct PanelOfOne<'a> {
    pub pack: &'a Pack,
    pub role: &'a Role,
    pub candidate: &'a str,
    /// One for each rater.
    pub sheets: Vec<&'a RatingSheet>,
    /// Judgment by the candidate's own answers, by area of the questionnaire; absent where no answers were given.
    pub answers: Option<&'a [Option<f64>]>,
}

/// Shows one candidate: levels and spread by area, what to discuss first, and the evidence.
pub fn candidate(panel: &PanelOfOne<'_>) -> Page {
    let mut page = Page::default();
    page.title(format!("{} for {}", panel.candidate, panel.role.title));
    page.aside(format!(
        "{}; every rating was sealed before any was shown. The figures describe these ratings and are not a recommendation. Agreement is \
         not computed for a single candidate.",
        count(panel.sheets.len(), "rater"),
    ));
    page.table(levels(panel));
    weighted(&mut page, panel);
    discussion(&mut page, panel);
    evidence(&mut page, panel);
    page
}

/// The areas of the role by weight, with the level that each rater gave.
fn levels(panel: &PanelOfOne<'_>) -> Table {
    let columns = [("Area", Align::Left), ("Weight", Align::Right)].into_iter();
    let raters = panel.sheets.iter().map(|sheet| (sheet.rater.as_str(), Align::Left));
    let answers = panel.answers.iter().map(|_| ("Own answers", Align::Right));
    let columns = columns.chain(raters).chain([("Spread", Align::Left)]).chain(answers);
    let columns = columns.map(|(title, align)| Column { title: title.to_owned(), align }).collect();
    let row = |need: &AreaNeed| {
        let mut cells: Vec<Cell> = vec![title(panel.pack, need).into(), need.weight.get().to_string().into()];
        cells.extend(panel.sheets.iter().map(|sheet| Cell::from(sheet.level(need.area).name())));
        cells.push(spread_cell(spread(&panel.sheets, need.area)));
        if let Some(answers) = &panel.answers {
            let score = answers.get(need.area).copied().flatten();
            cells.push(score.map_or_else(|| "not scored".to_owned(), |score| format!("{score:.0}")).into());
        }
        cells
    };
    Table { columns, rows: panel.role.needs_by_weight().into_iter().map(row).collect() }
}

fn spread_cell(spread: Option<u8>) -> Cell {
    match spread {
        None => Cell::from("too few ratings").tone(Tone::Faint),
        Some(0) => "none".into(),
        Some(1) => "one level".into(),
        Some(_) => "two levels".into(),
    }
}

fn weighted(page: &mut Page, panel: &PanelOfOne<'_>) {
    page.heading("Weighted by the role");
    let line = |sheet: &&RatingSheet| match sheet.weighted(panel.role) {
        Some(rating) => {
            format!("{}: {:.2} over {:.0}% of the weight", sheet.rater, rating.mean, 100.0 * rating.observed)
        }
        None => format!("{}: nothing observed", sheet.rater),
    };
    page.list(panel.sheets.iter().map(line).collect());
    page.aside("0 is below the anchors, 1 meets and 2 excels, over what the rater observed.");
    if panel.answers.is_some() {
        page.aside("Own answers are on the scale of the questionnaire, 0 to 100. They are another measure, and are in no figure here.");
    }
}

/// Where raters differ, the widest and heaviest first.
fn discussion(page: &mut Page, panel: &PanelOfOne<'_>) {
    let mut apart: Vec<(u8, &AreaNeed)> = panel
        .role
        .needs_by_weight()
        .into_iter()
        .filter_map(|need| Some((spread(&panel.sheets, need.area).filter(|spread| *spread > 0)?, need)))
        .collect();
    apart.sort_by_key(|(spread, _)| std::cmp::Reverse(*spread));
    page.heading("To discuss first");
    if apart.is_empty() {
        page.paragraph("No area has raters apart.");
        return;
    }
    let line = |(_, need): (u8, &AreaNeed)| {
        let said = panel.sheets.iter().filter(|sheet| sheet.level(need.area).number().is_some());
        let said: Vec<String> =
            said.map(|sheet| format!("{} {}", sheet.rater, sheet.level(need.area).name())).collect();
        format!("{}: {}", title(panel.pack, need), all_of(said.iter().map(String::as_str)))
    };
    page.list(apart.into_iter().map(line).collect());
}

fn evidence(page: &mut Page, panel: &PanelOfOne<'_>) {
    for need in panel.role.needs_by_weight() {
        let said = panel.sheets.iter().filter_map(|sheet| {
            let rating = sheet.rating(need.area).filter(|rating| !rating.evidence.is_empty())?;
            Some(format!("{} ({}): {}", sheet.rater, rating.level.name(), rating.evidence))
        });
        page.headed_list(&title(panel.pack, need), &said.collect::<Vec<_>>());
    }
}

/// Shows all candidates of a role, in order of their names, and how far raters agree over them.
pub fn report(pack: &Pack, role: &Role, panels: &[&PanelOfOne<'_>]) -> Page {
    let mut page = Page::default();
    page.title(format!("Panel for {}", role.title));
    page.aside(format!(
        "{}, in order of their names. The figures are neither a recommendation nor a ranking.",
        count(panels.len(), "candidate"),
    ));
    let mut table = Table::new([
        ("Candidate", Align::Left),
        ("Rater", Align::Left),
        ("Weighted", Align::Right),
        ("Observed", Align::Right),
        ("Areas apart", Align::Right),
    ]);
    for panel in panels {
        let apart = role.competency.iter().filter(|need| spread(&panel.sheets, need.area) > Some(0)).count();
        for (index, sheet) in panel.sheets.iter().enumerate() {
            let rating = sheet.weighted(role);
            table.row([
                panel.candidate.into(),
                sheet.rater.clone().into(),
                rating.map(|rating| format!("{:.2}", rating.mean)).unwrap_or_default().into(),
                rating.map(|rating| format!("{:.0}%", 100.0 * rating.observed)).unwrap_or_default().into(),
                if index == 0 { apart.to_string() } else { String::new() }.into(),
            ]);
        }
    }
    page.table(table);
    page.aside(
        "Weighted: 0 is below the anchors, 1 meets and 2 excels, by the role's weights over what the rater observed.",
    );
    agreements(&mut page, pack, role, panels);
    page
}

/// How far raters agree, area by area, where there are candidates enough.
fn agreements(page: &mut Page, pack: &Pack, role: &Role, panels: &[&PanelOfOne<'_>]) {
    page.heading("Agreement of the raters");
    if panels.len() < LEAST_CANDIDATES {
        page.paragraph(format!(
            "Not computed: it takes {LEAST_CANDIDATES} candidates or more, and there {} {}. With fewer, chance alone gives almost any value.",
            if panels.len() == 1 { "is" } else { "are" },
            panels.len(),
        ));
        return;
    }
    let mut table = Table::new([
        ("Area", Align::Left),
        ("Candidates", Align::Right),
        ("Alpha", Align::Right),
        ("95% interval", Align::Right),
    ]);
    for need in role.needs_by_weight() {
        let levels =
            |panel: &&PanelOfOne<'_>| panel.sheets.iter().filter_map(|sheet| sheet.level(need.area).number()).collect();
        let candidates: Vec<Vec<u8>> = panels.iter().map(levels).collect();
        let rated = candidates.iter().filter(|levels| levels.len() > 1).count();
        let (alpha, interval) = match agreement(&candidates, SEED) {
            Some(found) => (format!("{:.2}", found.alpha), format!("{:.2} to {:.2}", found.low, found.high)),
            None if rated < LEAST_CANDIDATES => ("too few".to_owned(), String::new()),
            None => ("all alike".to_owned(), String::new()),
        };
        table.row([title(pack, need).into(), rated.to_string().into(), alpha.into(), interval.into()]);
    }
    page.table(table);
    page.aside(format!(
        "Krippendorff's alpha for ordered levels, over candidates whom two raters or more observed: 1 is full agreement, 0 what chance gives. \
         The interval is from 1,000 resamples of the candidates, seed {SEED}."
    ));
}

fn title(pack: &Pack, need: &AreaNeed) -> String {
    pack.questionnaire().areas[need.area].title.clone()
}
