//! Statistics of a questionnaire: as a page, as JSON and as CSV.

mod csv_rows;
mod evidence;
mod findings;
mod json;
mod page;

pub use csv_rows::csv;
pub use evidence::evidence;
pub use json::{MeasuredJson, StatsJson, json};
pub use page::{html, page};

use crate::pack::{Pack, Part, Stem};
use crate::statistics::Measured;
use crate::statistics::cohort::CohortStatistics;
use crate::statistics::part::{ItemStatistics, PartOnForm};

/// Everything that is shown.
#[derive(Debug)]
pub struct StatisticsSheet<'a> {
    pub pack: &'a Pack,
    pub statistics: &'a CohortStatistics,
    pub groups: &'a [GroupedStatistics],
    /// Rows that could not be read.
    pub rejected: usize,
    /// Groups of fewer people are hidden.
    pub min_count: usize,
}

/// The statistics of each group of a way of grouping.
#[derive(Debug)]
pub struct GroupedStatistics {
    pub column: String,
    pub groups: Vec<ShownGroup>,
}

/// A group; its statistics are absent where nobody is in it, or so few that it is hidden.
#[derive(Debug)]
pub struct ShownGroup {
    pub name: String,
    pub statistics: Option<CohortStatistics>,
}

/// Prints a coefficient between -1 and 1 as the field does: `.81`, `-.07`.
fn coefficient(value: f64) -> String {
    let text = format!("{value:.2}");
    match text.strip_prefix("-0.") {
        Some(digits) => format!("-.{digits}"),
        None => text.strip_prefix("0.").map(|digits| format!(".{digits}")).unwrap_or(text),
    }
}

/// Prints a coefficient with its limits.
fn with_limits(measured: Measured) -> String {
    format!("{} ({})", coefficient(measured.value), limits(measured))
}

fn limits(measured: Measured) -> String {
    format!("{} to {}", coefficient(measured.limits.low), coefficient(measured.limits.high))
}

/// Returns the id of a part.
fn id(pack: &Pack, part: PartOnForm) -> &str {
    let questionnaire = pack.questionnaire();
    match part.axis {
        Part::WorkStyle => questionnaire.dimensions[part.index].id.as_str(),
        Part::TechnicalJudgment => questionnaire.areas[part.index].id.as_str(),
    }
}

/// Returns the name of a part.
fn name(pack: &Pack, part: PartOnForm) -> String {
    match part.axis {
        Part::WorkStyle => id(pack, part).to_owned(),
        Part::TechnicalJudgment => pack.questionnaire().areas[part.index].title.clone(),
    }
}

/// Returns the parallel form of a part, where the other one was asked as well.
fn form(sheet: &StatisticsSheet<'_>, part: PartOnForm) -> String {
    let has_both = sheet.statistics.parts.iter().filter(|other| other.part.is_same_part(&part)).count() > 1;
    part.parallel.filter(|_| has_both).map(|parallel| parallel.to_string()).unwrap_or_default()
}

/// Returns the stem that the statistics of a scenario are about.
fn stem(pack: &Pack, part: PartOnForm, item: usize) -> Option<&Stem> {
    let (_, scenario) = pack.questionnaire().scenarios().nth(item)?;
    Some(scenario.stem(part.parallel.unwrap_or_default()))
}

/// Returns the id of an item by its index.
fn item_id(pack: &Pack, part: PartOnForm, item: usize) -> &str {
    match part.axis {
        Part::WorkStyle => pack.questionnaire().statements().nth(item).map_or("", |(_, found)| found.id.as_str()),
        Part::TechnicalJudgment => stem(pack, part, item).map_or("", |stem| stem.id.as_str()),
    }
}

/// Returns the id of an option.
fn option_id<'p>(pack: &'p Pack, item: &ItemStatistics, option: usize) -> &'p str {
    let scenario = pack.questionnaire().scenarios().nth(item.index);
    scenario.map_or("", |(_, scenario)| scenario.options[option].id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coefficients_have_no_zero_before_the_point() {
        for (value, text) in
            [(0.812, ".81"), (-0.074, "-.07"), (1.0, "1.00"), (-0.001, "-.00"), (-1.5, "-1.50"), (0.999, "1.00")]
        {
            assert_eq!(coefficient(value), text, "{value}");
        }
    }
}
