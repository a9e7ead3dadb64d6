//! One row per way of grouping, role and group that is shown, and per target that was compared.

use crate::render::audit::{AuditSheet, AuditedGrouping, SeparatingPart};
use crate::render::csv::cell;
use crate::statistics::Measured;

/// The columns, in order. What a row does not have stays empty.
const COLUMNS: [&str; 18] = [
    "by",
    "role",
    "group",
    "target",
    "people",
    "with_outcome",
    "rate",
    "rate_from",
    "rate_to",
    "ratio",
    "p",
    "p_adjusted",
    "below_four_fifths",
    "false_alarms",
    "power",
    "points",
    "points_from",
    "points_to",
];

/// Writes the table.
pub fn csv(sheet: &AuditSheet) -> String {
    let mut text = COLUMNS.join(",") + "\n";
    for grouping in &sheet.groupings {
        for (index, role) in sheet.roles.iter().enumerate() {
            let of_role = &grouping.roles[index].impact;
            for (group, impact) in grouping.compared(index) {
                let cells = [
                    cell(&grouping.title()),
                    cell(role),
                    cell(&group.title()),
                    String::new(),
                    impact.count.people.to_string(),
                    impact.count.hits.to_string(),
                    number(impact.rate.map(|rate| rate.value)),
                    number(impact.rate.map(|rate| rate.limits.low)),
                    number(impact.rate.map(|rate| rate.limits.high)),
                    number(impact.ratio),
                    number(impact.probability),
                    number(impact.adjusted),
                    impact.is_below_four_fifths.map(|is_below| is_below.to_string()).unwrap_or_default(),
                    number(of_role.false_alarms),
                    number(of_role.power),
                    String::new(),
                    String::new(),
                    String::new(),
                ];
                text.push_str(&(cells.join(",") + "\n"));
            }
        }
        grouping.parts.iter().for_each(|part| text.push_str(&target(sheet, grouping, part)));
    }
    text
}

/// Returns the row of a target: what it gives to the fit of a group, against the group that it is compared with.
fn target(sheet: &AuditSheet, grouping: &AuditedGrouping, part: &SeparatingPart) -> String {
    let Measured { value, limits } = part.difference.measured;
    let mut cells = vec![String::new(); COLUMNS.len()];
    let filled = [
        ("by", cell(&grouping.title())),
        ("role", cell(&sheet.roles[part.role])),
        ("group", cell(&grouping.groups[part.group].title())),
        ("target", cell(&part.id)),
        ("p", number(Some(part.difference.probability))),
        ("p_adjusted", number(Some(part.adjusted))),
        ("points", number(Some(value))),
        ("points_from", number(Some(limits.low))),
        ("points_to", number(Some(limits.high))),
    ];
    for (column, text) in filled {
        if let Some(place) = COLUMNS.iter().position(|name| *name == column) {
            cells[place] = text;
        }
    }
    cells.join(",") + "\n"
}

/// Six decimals: small probabilities matter.
fn number(value: Option<f64>) -> String {
    value.map(|value| format!("{:.6}", value + 0.0)).unwrap_or_default()
}
