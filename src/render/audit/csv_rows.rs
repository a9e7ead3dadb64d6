//! One row per way of grouping, role and group that is shown.

use crate::render::audit::AuditSheet;
use crate::render::csv::cell;

/// The columns, in order. What a row does not have stays empty.
const COLUMNS: [&str; 14] = [
    "by",
    "role",
    "group",
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
                ];
                text.push_str(&(cells.join(",") + "\n"));
            }
        }
    }
    text
}

/// Six decimals: small probabilities matter.
fn number(value: Option<f64>) -> String {
    value.map(|value| format!("{:.6}", value + 0.0)).unwrap_or_default()
}
