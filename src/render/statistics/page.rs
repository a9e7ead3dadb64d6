//! The page: what the sample can say, what is worth a look, then tables.

use crate::pack::{Part, Pole};
use crate::render::number::{hundredths, percent, tenths, whole};
use crate::render::page::{Align, Block, Cell, Page, Table, Tone};
use crate::render::report::frame::Paper;
use crate::render::report::plain;
use crate::render::statistics::findings::{CANNOT, can, can_in_short, in_short, nothing, quality, to_look_at};
use crate::render::statistics::{
    GroupedStatistics, StatisticsSheet, coefficient, form, id, item_id, name, option_id, with_limits,
};
use crate::statistics::part::{ItemStatistics, OptionStatistics, PartStatistics};
use crate::statistics::{Limits, Measured};
use crate::text::all_of;

/// With more parts than these, tables of all values do not fit a terminal of 24 lines.
const MOST_IN_FULL: usize = 8;

/// With less room than this, in columns, there is one part a row.
const TWO_ABREAST: u16 = 80;

/// Builds the page for so many columns; with every statement and scenario where that is asked for.
pub fn page(sheet: &StatisticsSheet<'_>, is_verbose: bool, width: u16) -> Page {
    if !is_verbose && sheet.statistics.parts.len() > MOST_IN_FULL {
        return short_page(sheet, width >= TWO_ABREAST);
    }
    let mut page = Page::default();
    let reference = sheet.pack.questionnaire().reference();
    page.paragraph(can(sheet.statistics.people));
    page.paragraph(CANNOT);
    page.paragraph(quality(sheet.statistics.people, sheet.statistics.quality));
    let findings = to_look_at(sheet);
    page.heading("Worth a look");
    if findings.is_empty() {
        page.paragraph(nothing(sheet.statistics.people));
    } else {
        page.list(findings);
    }
    for axis in Part::ALL {
        scores(&mut page, sheet, axis);
    }
    for grouped in sheet.groups {
        groups(&mut page, sheet, grouped);
    }
    if is_verbose {
        details(&mut page, sheet);
    }
    page.aside(about(&reference, is_verbose));
    page
}

/// Writes the page with everything as a document.
pub fn html(sheet: &StatisticsSheet<'_>, paper: Paper) -> String {
    let mut page = page(sheet, true, TWO_ABREAST);
    page.blocks.insert(0, Block::Title("Statistics of a questionnaire".to_owned()));
    plain::page("Statistics", &sheet.pack.questionnaire().reference(), &page, paper)
}

/// Builds the page that fits a terminal of 24 lines, but for groups.
fn short_page(sheet: &StatisticsSheet<'_>, is_two_abreast: bool) -> Page {
    let mut page = Page::default();
    page.paragraph(can_in_short(sheet.statistics.people));
    page.heading("Worth a look");
    let findings = in_short(sheet);
    if findings.is_empty() {
        page.paragraph(nothing(sheet.statistics.people));
    } else {
        page.list(findings);
    }
    let parts = reliabilities(sheet);
    page.table(if is_two_abreast { two_abreast(&parts) } else { parts });
    for grouped in sheet.groups {
        groups(&mut page, sheet, grouped);
    }
    page.aside("No table says what a score measures. `--verbose` has means, items and options.");
    page
}

/// The limits of every alpha.
fn reliabilities(sheet: &StatisticsSheet<'_>) -> Table {
    let mut table = Table::new([("Part", Align::Left), ("Alpha, 95%", Align::Right)]);
    for axis in Part::ALL {
        let mut of_axis = parts(sheet, axis).peekable();
        if of_axis.peek().is_some() {
            let (title, _) = heading(axis);
            table.row([title.split(' ').next().unwrap_or(title).into(), "".into()]);
        }
        for part in of_axis {
            let named = format!("  {} {}", id(sheet.pack, part.part), form(sheet, part.part));
            let alpha = part.alpha.map(alpha_limits);
            table.row([named.trim_end().into(), alpha.unwrap_or_else(|| "unknown".to_owned()).into()]);
        }
    }
    table
}

/// Puts the second half of a table beside the first.
fn two_abreast(table: &Table) -> Table {
    let (left, right) = table.rows.split_at(table.rows.len().div_ceil(2));
    let nothing = vec![Cell::from(""); table.columns.len()];
    let right = right.iter().chain(std::iter::repeat(&nothing));
    Table {
        columns: [table.columns.as_slice(), &table.columns].concat(),
        rows: left.iter().zip(right).map(|(left, right)| [left.as_slice(), right].concat()).collect(),
    }
}

/// Prints the limits of an alpha; below 0 all are alike.
fn alpha_limits(alpha: Measured) -> String {
    let limit = |value: f64| if value < 0.0 { "<0".to_owned() } else { coefficient(value) };
    let (low, high) = (limit(alpha.limits.low), limit(alpha.limits.high));
    if low == high { low } else { format!("{low} to {high}") }
}

fn about(reference: &str, is_verbose: bool) -> String {
    let more = if is_verbose { "" } else { " `--verbose` adds medians, ends, omega and every statement and scenario." };
    format!(
        "Scores are 0 to 100 as answered, of people who answered enough. Brackets hold 95% limits: alpha's by Feldt, correlations' by \
         Fisher. Error is the standard error of measurement, in points. Questionnaire {reference}.{more}"
    )
}

fn parts<'a>(sheet: &'a StatisticsSheet<'_>, axis: Part) -> impl Iterator<Item = &'a PartStatistics> {
    sheet.statistics.parts.iter().filter(move |part| part.part.axis == axis)
}

fn heading(axis: Part) -> (&'static str, &'static str) {
    match axis {
        Part::WorkStyle => ("Personality (work style)", "Dimension"),
        Part::TechnicalJudgment => ("Competency (technical judgment)", "Area"),
    }
}

fn scores(page: &mut Page, sheet: &StatisticsSheet<'_>, axis: Part) {
    let (title, what) = heading(axis);
    let mut table = Table::new([
        (what, Align::Left),
        ("Form", Align::Left),
        ("People", Align::Right),
        ("Mean", Align::Right),
        ("SD", Align::Right),
        ("Alpha (95%)", Align::Right),
        ("Error", Align::Right),
    ]);
    for part in parts(sheet, axis) {
        table.row([
            name(sheet.pack, part.part).into(),
            form(sheet, part.part).into(),
            part.people.to_string().into(),
            point(part.mean),
            point(part.deviation),
            part.alpha.map(with_limits).unwrap_or_default().into(),
            part.error.map(tenths).unwrap_or_default().into(),
        ]);
    }
    if !table.rows.is_empty() {
        page.heading(title);
        page.table(without_one_form(table));
    }
}

/// Takes out the column of forms where nobody was asked two.
fn without_one_form(table: Table) -> Table {
    let is_empty = |row: &Vec<Cell>| row[1].lines.iter().all(String::is_empty);
    if table.rows.iter().all(is_empty) { table.without("Form") } else { table }
}

fn point(value: Option<f64>) -> Cell {
    value.map(|value| whole(value, &[])).unwrap_or_default().into()
}

fn groups(page: &mut Page, sheet: &StatisticsSheet<'_>, grouped: &GroupedStatistics) {
    page.heading(format!("By {}", grouped.column));
    let shown: Vec<_> = grouped.groups.iter().filter_map(|group| Some((group, group.statistics.as_ref()?))).collect();
    let hidden: Vec<&str> =
        grouped.groups.iter().filter(|group| group.statistics.is_none()).map(|group| group.name.as_str()).collect();
    if !hidden.is_empty() {
        page.paragraph(format!(
            "Not shown, because fewer than {} people are in them or could be worked out from the others: {}.",
            sheet.min_count,
            all_of(hidden)
        ));
    }
    if shown.is_empty() {
        return;
    }
    let mut table = Table::new([
        ("Part", Align::Left),
        ("Form", Align::Left),
        ("Group", Align::Left),
        ("People", Align::Right),
        ("Mean (95%)", Align::Right),
        ("SD", Align::Right),
        ("Alpha (95%)", Align::Right),
    ]);
    for part in &sheet.statistics.parts {
        let mut title = name(sheet.pack, part.part);
        let mut form = form(sheet, part.part);
        for (group, statistics) in &shown {
            if statistics.is_hidden(part.part) {
                let mut row = vec![Cell::from(""); table.columns.len()];
                row[0] = std::mem::take(&mut title).into();
                row[1] = std::mem::take(&mut form).into();
                row[2] = group.name.clone().into();
                row[3] = Cell::from("hidden").tone(Tone::Faint);
                table.rows.push(row);
            }
            let Some(of_group) = statistics.part(part.part) else { continue };
            table.row([
                std::mem::take(&mut title).into(),
                std::mem::take(&mut form).into(),
                group.name.clone().into(),
                of_group.people.to_string().into(),
                mean_with_limits(of_group).into(),
                point(of_group.deviation),
                of_group.alpha.map(with_limits).unwrap_or_default().into(),
            ]);
        }
    }
    page.table(without_one_form(table));
    if shown.iter().any(|(_, statistics)| sheet.statistics.parts.iter().any(|part| statistics.is_hidden(part.part))) {
        page.paragraph(format!(
            "A part is hidden in a group where fewer than {} people of it answered, or where that could be worked out from the others.",
            sheet.min_count
        ));
    }
    page.paragraph(
        "Where the limits of two means do not meet, the groups differ by more than chance; where they do, the sample leaves it open. A \
         difference says nothing about why.",
    );
}

fn mean_with_limits(part: &PartStatistics) -> String {
    let Some(mean) = part.mean else { return String::new() };
    let limits = part.mean_limits.map(|Limits { low, high }| format!(" ({low:.0} to {high:.0})"));
    format!("{}{}", whole(mean, &[]), limits.unwrap_or_default())
}

fn details(page: &mut Page, sheet: &StatisticsSheet<'_>) {
    page.heading("Ends and middle of the scores");
    page.table(without_one_form(ends(sheet)));
    page.heading("Statements");
    page.paragraph(
        "Mean and SD on the response scale. The key says toward which pole a statement points: + is the high one. Rest is the correlation \
         with the other statements of the dimension, each scored toward its pole.",
    );
    for part in parts(sheet, Part::WorkStyle) {
        page.table(statements(sheet, part));
    }
    page.heading("Scenarios");
    page.paragraph(
        "Per option its credit, who took it, and how those people did in the other scenarios of the area. A sound key has the best option \
         on top.",
    );
    page.table(scenarios(sheet));
}

fn ends(sheet: &StatisticsSheet<'_>) -> Table {
    let mut table = Table::new([
        ("Part", Align::Left),
        ("Form", Align::Left),
        ("Median", Align::Right),
        ("Lowest", Align::Right),
        ("Highest", Align::Right),
        ("Omega", Align::Right),
    ]);
    for part in &sheet.statistics.parts {
        let share = |people: usize| {
            if part.people == 0 { String::new() } else { percent(people as f64 / part.people as f64) }
        };
        table.row([
            name(sheet.pack, part.part).into(),
            form(sheet, part.part).into(),
            point(part.median),
            share(part.floor).into(),
            share(part.ceiling).into(),
            part.omega.map(coefficient).unwrap_or_default().into(),
        ]);
    }
    table
}

fn statements(sheet: &StatisticsSheet<'_>, part: &PartStatistics) -> Table {
    let name = name(sheet.pack, part.part);
    let mut table = Table::new([
        (name.as_str(), Align::Left),
        ("Key", Align::Right),
        ("People", Align::Right),
        ("Mean", Align::Right),
        ("SD", Align::Right),
        ("Rest (95%)", Align::Right),
    ]);
    let dimension = &sheet.pack.questionnaire().dimensions[part.part.index];
    for (item, statement) in part.items.iter().zip(&dimension.statements) {
        let key = match statement.toward {
            Pole::Low => "-",
            Pole::High => "+",
        };
        table.row([
            item_id(sheet.pack, part.part, item.index).into(),
            key.into(),
            item.people.to_string().into(),
            item.mean.map(hundredths).unwrap_or_default().into(),
            item.deviation.map(hundredths).unwrap_or_default().into(),
            rest(item),
        ]);
    }
    table
}

fn rest(item: &ItemStatistics) -> Cell {
    let cell = Cell::from(item.rest.map(with_limits).unwrap_or_default());
    if item.is_wrong_signed() { cell.tone(Tone::Fair) } else { cell }
}

fn scenarios(sheet: &StatisticsSheet<'_>) -> Table {
    let mut table = Table::new([
        ("Scenario", Align::Left),
        ("Option", Align::Left),
        ("Credit", Align::Right),
        ("Taken", Align::Right),
        ("Elsewhere", Align::Right),
        ("Rest (95%)", Align::Right),
    ]);
    for part in parts(sheet, Part::TechnicalJudgment) {
        for item in part.items.iter().filter(|item| item.people > 0) {
            let mut title = item_id(sheet.pack, part.part, item.index).to_owned();
            let mut of_item = rest(item);
            for (index, option) in item.options.iter().enumerate() {
                table.row([
                    std::mem::take(&mut title).into(),
                    option_id(sheet.pack, item, index).into(),
                    hundredths(option.credit).into(),
                    taken(item, option).into(),
                    elsewhere(option),
                    std::mem::replace(&mut of_item, Cell::from("")),
                ]);
            }
        }
    }
    table
}

fn taken(item: &ItemStatistics, option: &OptionStatistics) -> String {
    match option.people {
        0 => "nobody".to_owned(),
        people => percent(people as f64 / item.people as f64),
    }
}

fn elsewhere(option: &OptionStatistics) -> Cell {
    let text = option.rest.map(|rest| whole(rest, &[])).unwrap_or_default();
    if option.draws_the_stronger() { Cell::from(format!("{text} *")).tone(Tone::Fair) } else { text.into() }
}
