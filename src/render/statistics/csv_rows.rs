//! One row per part, item and option, for everybody and for each group.

use crate::pack::Part;
use crate::render::csv::cell;
use crate::render::statistics::{StatisticsSheet, id, item_id, option_id};
use crate::statistics::cohort::CohortStatistics;
use crate::statistics::part::{ItemStatistics, OptionStatistics, PartStatistics};

/// The columns, in order. What a row does not have stays empty.
const COLUMNS: [&str; 26] = [
    "by",
    "group",
    "kind",
    "part",
    "form",
    "id",
    "option",
    "people",
    "mean",
    "mean_from",
    "mean_to",
    "sd",
    "median",
    "floor",
    "ceiling",
    "alpha",
    "alpha_from",
    "alpha_to",
    "omega",
    "sem",
    "rest_correlation",
    "rest_from",
    "rest_to",
    "credit",
    "share",
    "rest_score",
];

/// Writes the table.
pub fn csv(sheet: &StatisticsSheet<'_>) -> String {
    let mut text = COLUMNS.join(",") + "\n";
    write(&mut text, sheet, ["", ""], sheet.statistics);
    for grouped in sheet.groups {
        for group in &grouped.groups {
            if let Some(statistics) = &group.statistics {
                write(&mut text, sheet, [&grouped.column, &group.name], statistics);
            }
        }
    }
    text
}

fn write(text: &mut String, sheet: &StatisticsSheet<'_>, group: [&str; 2], statistics: &CohortStatistics) {
    for part in &statistics.parts {
        let row = TableRow { sheet, group, part };
        text.push_str(&row.of_part());
        for item in &part.items {
            text.push_str(&row.of_item(item));
            for (index, option) in item.options.iter().enumerate() {
                text.push_str(&row.of_option(item, index, option));
            }
        }
    }
}

/// What all rows of a part begin with.
struct TableRow<'a> {
    sheet: &'a StatisticsSheet<'a>,
    group: [&'a str; 2],
    part: &'a PartStatistics,
}

impl TableRow<'_> {
    fn line(&self, kind: &str, id_and_option: [&str; 2], values: &[(&str, String)]) -> String {
        let part = self.part.part;
        let form = part.parallel.map(|parallel| parallel.to_string()).unwrap_or_default();
        let named = [
            ("by", cell(self.group[0])),
            ("group", cell(self.group[1])),
            ("kind", kind.to_owned()),
            ("part", id(self.sheet.pack, part).to_owned()),
            ("form", form),
            ("id", id_and_option[0].to_owned()),
            ("option", id_and_option[1].to_owned()),
        ];
        let value = |column: &&str| {
            let found = named.iter().chain(values).find(|(name, _)| name == column);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        COLUMNS.iter().map(value).collect::<Vec<_>>().join(",") + "\n"
    }

    fn of_part(&self) -> String {
        let part = self.part;
        let kind = match part.part.axis {
            Part::WorkStyle => "dimension",
            Part::TechnicalJudgment => "area",
        };
        let values = [
            ("people", part.people.to_string()),
            ("mean", number(part.mean)),
            ("mean_from", number(part.mean_limits.map(|limits| limits.low))),
            ("mean_to", number(part.mean_limits.map(|limits| limits.high))),
            ("sd", number(part.deviation)),
            ("median", number(part.median)),
            ("floor", part.floor.to_string()),
            ("ceiling", part.ceiling.to_string()),
            ("alpha", number(part.alpha.map(|alpha| alpha.value))),
            ("alpha_from", number(part.alpha.map(|alpha| alpha.limits.low))),
            ("alpha_to", number(part.alpha.map(|alpha| alpha.limits.high))),
            ("omega", number(part.omega)),
            ("sem", number(part.error)),
        ];
        self.line(kind, [id(self.sheet.pack, part.part), ""], &values)
    }

    fn of_item(&self, item: &ItemStatistics) -> String {
        let kind = match self.part.part.axis {
            Part::WorkStyle => "statement",
            Part::TechnicalJudgment => "scenario",
        };
        let values = [
            ("people", item.people.to_string()),
            ("mean", number(item.mean)),
            ("sd", number(item.deviation)),
            ("rest_correlation", number(item.rest.map(|rest| rest.value))),
            ("rest_from", number(item.rest.map(|rest| rest.limits.low))),
            ("rest_to", number(item.rest.map(|rest| rest.limits.high))),
        ];
        self.line(kind, [item_id(self.sheet.pack, self.part.part, item.index), ""], &values)
    }

    fn of_option(&self, item: &ItemStatistics, index: usize, option: &OptionStatistics) -> String {
        let share = (item.people > 0).then(|| option.people as f64 / item.people as f64);
        let values = [
            ("people", option.people.to_string()),
            ("credit", number(Some(option.credit))),
            ("share", number(share)),
            ("rest_score", number(option.rest)),
        ];
        let names = [item_id(self.sheet.pack, self.part.part, item.index), option_id(self.sheet.pack, item, index)];
        self.line("option", names, &values)
    }
}

/// Four decimals: a coefficient is worth no more.
fn number(value: Option<f64>) -> String {
    value.map(|value| format!("{:.4}", value + 0.0)).unwrap_or_default()
}
