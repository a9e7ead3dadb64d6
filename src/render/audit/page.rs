//! The page: what the sample can say, what is worth a look, then tables of each way of grouping.

use crate::render::audit::findings::{SCREEN, apart, can, left_out, nothing, to_look_at};
use crate::render::audit::{AuditSheet, AuditedGrouping, GroupState, probability, thousandths};
use crate::render::number::percent;
use crate::render::page::{Align, Block, Cell, Page, Table, Tone};
use crate::render::report::frame::Paper;
use crate::render::report::plain;
use crate::statistics::Measured;
use crate::statistics::four_fifths::FEWEST_IN_A_GROUP;
use crate::statistics::impact::{GroupImpact, RATIO_TO_FIND};
use crate::text::{all_of, count};

/// Builds the page.
pub fn page(sheet: &AuditSheet) -> Page {
    let mut page = Page::default();
    page.paragraph(can(sheet));
    page.paragraph(SCREEN);
    page.paragraph(format!("Outcome, for each role: {}.", sheet.outcome.in_words()));
    if let Some(left_out) = left_out(sheet) {
        page.paragraph(left_out);
    }
    page.heading("Worth a look");
    let findings = to_look_at(sheet);
    if findings.is_empty() {
        page.paragraph(nothing(sheet));
    } else {
        page.list(findings);
    }
    for grouping in &sheet.groupings {
        rates(&mut page, sheet, grouping);
    }
    page.aside(about(sheet));
    page
}

/// Writes the page as a document; `reference` says what it was made from.
pub fn html(sheet: &AuditSheet, reference: &str, paper: Paper) -> String {
    let mut page = page(sheet);
    page.blocks.insert(0, Block::Title("Scores by groups".to_owned()));
    plain::page("Audit", reference, &page, paper)
}

fn about(sheet: &AuditSheet) -> String {
    let comparisons: usize = sheet.groupings.iter().map(|grouping| grouping.comparisons).sum();
    let parts = if sheet.has_parts {
        ""
    } else {
        " Which targets of a role separate groups can be said of full results: `rolefit batch --format ndjson --full`."
    };
    format!(
        "Rates have exact 95% limits (Clopper and Pearson). Ratio is the rate by the highest one of the role, which groups of fewer than \
         {FEWEST_IN_A_GROUP} people set only where no two groups are larger. p is Fisher's exact test against that group, adjusted by Holm \
         for the comparisons of its table; {} in all. Four fifths is said only of groups of {FEWEST_IN_A_GROUP} or more.{parts}",
        count(comparisons, "comparison")
    )
}

fn rates(page: &mut Page, sheet: &AuditSheet, grouping: &AuditedGrouping) {
    page.heading(format!("By {}", grouping.title()));
    for note in notes(sheet, grouping) {
        page.paragraph(note);
    }
    if grouping.names(GroupState::Shown).is_empty() {
        return;
    }
    let mut table = Table::new([
        ("Role", Align::Left),
        ("Group", Align::Left),
        ("People", Align::Right),
        ("Rate (95%)", Align::Right),
        ("Ratio", Align::Right),
        ("p", Align::Right),
        ("Four fifths", Align::Left),
    ]);
    for (index, role) in sheet.roles.iter().enumerate() {
        let mut role = role.clone();
        for (group, impact) in grouping.compared(index) {
            table.row([
                std::mem::take(&mut role).into(),
                group.title().into(),
                impact.count.people.to_string().into(),
                impact.rate.map(rate).unwrap_or_default().into(),
                impact.ratio.map(thousandths).unwrap_or_default().into(),
                impact.adjusted.map(probability).unwrap_or_default().into(),
                four_fifths(impact),
            ]);
        }
    }
    page.table(table);
    chance(page, sheet, grouping);
    if grouping.by.len() == 1 && sheet.has_parts {
        targets(page, sheet, grouping);
    }
}

/// Shows which targets and needs the groups differ in by more than chance.
fn targets(page: &mut Page, sheet: &AuditSheet, grouping: &AuditedGrouping) {
    page.heading(format!("Targets of roles by {}", grouping.title()));
    let apart = apart(grouping);
    let all = count(grouping.parts.len(), "comparison");
    if apart.is_empty() {
        page.paragraph(match grouping.parts.len() {
            0 => "There is nothing to compare.".to_owned(),
            _ => format!(
                "In {all}, no target of a dimension and no need of an area separates the groups by more than chance."
            ),
        });
        return;
    }
    page.paragraph(format!(
        "What each target of a dimension and each need of an area gives to the fit, in points of its axis, against the group of the highest rate. \
         Of {all} these are larger than chance makes them (p by Welch, adjusted by Holm):"
    ));
    let mut table = Table::new([
        ("Role", Align::Left),
        ("Target", Align::Left),
        ("Group", Align::Left),
        ("Points (95%)", Align::Right),
        ("p", Align::Right),
    ]);
    let mut last = None;
    for part in &apart {
        let role = if last == Some(part.role) { String::new() } else { sheet.roles[part.role].clone() };
        last = Some(part.role);
        let Measured { value, limits } = part.difference.measured;
        table.row([
            role.into(),
            part.id.clone().into(),
            format!("{} against {}", grouping.groups[part.group].title(), grouping.groups[part.reference].title())
                .into(),
            format!("{value:+.1} ({:+.1} to {:+.1})", limits.low, limits.high).into(),
            probability(part.adjusted).into(),
        ]);
    }
    page.table(table);
}

fn rate(Measured { value, limits }: Measured) -> String {
    format!("{} ({:.0} to {:.0})", percent(value), 100.0 * limits.low, 100.0 * limits.high)
}

fn four_fifths(impact: &GroupImpact) -> Cell {
    match impact.is_below_four_fifths {
        _ if impact.is_reference && impact.ratio.is_some() => Cell::from("highest"),
        Some(true) => Cell::from("below").tone(Tone::Fair),
        Some(false) => Cell::from("not below"),
        None if impact.ratio.is_some() => Cell::from("too few").tone(Tone::Faint),
        None => Cell::from(""),
    }
}

/// Says who is not shown.
fn notes(sheet: &AuditSheet, grouping: &AuditedGrouping) -> Vec<String> {
    let listed = |names: Vec<String>| all_of(names.iter().map(String::as_str));
    let hidden = grouping.names(GroupState::Hidden);
    let empty = grouping.names(GroupState::Empty);
    let unscored: Vec<String> = sheet
        .roles
        .iter()
        .zip(&grouping.roles)
        .filter(|(_, of_role)| of_role.unscored > 0)
        .map(|(role, of_role)| format!("`{role}` {}", of_role.unscored))
        .collect();
    let mut notes = Vec::new();
    if !hidden.is_empty() {
        notes.push(format!(
            "Not shown, because fewer than {} people are in them or could be worked out from the others: {}.",
            sheet.min_count,
            listed(hidden)
        ));
    }
    if !empty.is_empty() {
        notes.push(format!("Nobody with scores: {}.", listed(empty)));
    }
    if !unscored.is_empty() {
        notes.push(format!(
            "People in groups without a score for a role, who are not counted there: {}.",
            listed(unscored)
        ));
    }
    notes
}

/// Shows what chance alone does to groups of these sizes.
fn chance(page: &mut Page, sheet: &AuditSheet, grouping: &AuditedGrouping) {
    let find = format!("Ratio {} found", thousandths(RATIO_TO_FIND).trim_end_matches('0'));
    let mut table = Table::new([
        ("Role", Align::Left),
        ("Equal groups below four fifths", Align::Right),
        (find.as_str(), Align::Right),
    ]);
    for (role, found) in sheet.roles.iter().zip(&grouping.roles) {
        let share = |value: Option<f64>| value.map(percent).unwrap_or_default();
        if found.impact.false_alarms.or(found.impact.power).is_some() {
            table.row([role.clone().into(), share(found.impact.false_alarms).into(), share(found.impact.power).into()]);
        }
    }
    if !table.rows.is_empty() {
        page.paragraph(
            "How often chance puts some group below four fifths although all truly have the same rate, and how often Fisher's test finds the \
             two largest groups apart where the smaller truly has that ratio:",
        );
        page.table(table);
    }
}
