//! The JSON result of `stats`, version 1 of its shape. Numbers are in full precision.

use schemars::JsonSchema;
use serde::Serialize;

use crate::pack::Parallel;
use crate::render::json::{PackJson, harmless};
use crate::render::statistics::{StatisticsSheet, id, item_id, option_id};
use crate::statistics::cohort::{CohortStatistics, HiddenAnswers, QualityCounts};
use crate::statistics::part::{ItemStatistics, PartStatistics};
use crate::statistics::{Limits, Measured};

/// The version of the shape; a change that could break a reader is a new version.
const SCHEMA_VERSION: u32 = 1;

/// What the answers of many people say of a questionnaire.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StatsJson<'a> {
    /// Version of this shape.
    schema_version: u32,
    /// Name and version of the program.
    tool: String,
    pack: PackJson<'a>,
    /// Rows that could not be read.
    rejected: usize,
    all: PeopleJson<'a>,
    /// For each way of grouping the statistics of each group.
    groups: Vec<GroupingJson<'a>>,
}

/// A way of grouping.
#[derive(Debug, Serialize, JsonSchema)]
struct GroupingJson<'a> {
    /// Name of the column.
    by: &'a str,
    /// In order of their names.
    groups: Vec<GroupJson<'a>>,
}

/// A group.
#[derive(Debug, Serialize, JsonSchema)]
struct GroupJson<'a> {
    /// Its name.
    name: &'a str,
    /// Null where so few people are in it that it is hidden, or nobody is.
    statistics: Option<PeopleJson<'a>>,
}

/// The statistics of some people.
#[derive(Debug, Serialize, JsonSchema)]
struct PeopleJson<'a> {
    /// How many they are.
    people: usize,
    quality: QualityCountsJson,
    /// Dimensions, then areas; an area once for each parallel form that was asked.
    parts: Vec<PartStatisticsJson<'a>>,
    /// Of a group, what is not shown because few people of it answered or their numbers could be worked out.
    hidden: Vec<HiddenJson<'a>>,
}

/// A dimension or an area that is not shown, or a statement or scenario of it.
#[derive(Debug, Serialize, JsonSchema)]
struct HiddenJson<'a> {
    /// Id of the dimension or area.
    part: &'a str,
    /// Its parallel form, where it has two.
    form: Option<Parallel>,
    /// Id of the statement or stem; null where all of the part is hidden.
    item: Option<&'a str>,
}

/// How many people each pattern was noticed of.
#[derive(Debug, Serialize, JsonSchema)]
struct QualityCountsJson {
    /// A run of equal answers over half of the statements.
    long_run: usize,
    /// One answer to every statement.
    no_variability: usize,
    /// One position of the options for most scenarios.
    favoured_position: usize,
    /// Judgment that cannot be told from guessing.
    guessing: usize,
}

/// A dimension or an area.
#[derive(Debug, Serialize, JsonSchema)]
struct PartStatisticsJson<'a> {
    /// Id of the dimension or area.
    id: &'a str,
    /// Which half of the questionnaire it belongs to.
    axis: crate::pack::Part,
    /// The parallel form that was asked, where the area has two.
    form: Option<Parallel>,
    /// People with a score.
    people: usize,
    /// Mean score, 0 to 100.
    mean: Option<f64>,
    /// 95% limits of the mean.
    mean_limits: Option<LimitsJson>,
    /// Standard deviation of the scores.
    sd: Option<f64>,
    /// Median score.
    median: Option<f64>,
    /// People with the lowest answer everywhere.
    floor: usize,
    /// People with the highest answer everywhere.
    ceiling: usize,
    /// Cronbach's alpha with Feldt's limits.
    alpha: Option<MeasuredJson>,
    /// McDonald's omega of one factor, from 100 people on.
    omega: Option<f64>,
    /// Standard error of measurement in points.
    sem: Option<f64>,
    /// Its statements or scenarios.
    items: Vec<ItemStatisticsJson<'a>>,
}

/// A statement or a scenario.
#[derive(Debug, Serialize, JsonSchema)]
struct ItemStatisticsJson<'a> {
    /// Id of the statement or stem.
    id: &'a str,
    /// People who answered it.
    people: usize,
    /// Mean response on the declared scale, or mean credit.
    mean: Option<f64>,
    /// Standard deviation in the same unit.
    sd: Option<f64>,
    /// Correlation with the sum of the others of its part, with Fisher's limits.
    rest: Option<MeasuredJson>,
    /// Whether all of these limits are below 0.
    wrong_signed: bool,
    /// Of a scenario, in order of the questionnaire.
    options: Vec<OptionStatisticsJson<'a>>,
}

/// An option of a scenario.
#[derive(Debug, Serialize, JsonSchema)]
struct OptionStatisticsJson<'a> {
    /// Its id.
    id: &'a str,
    /// What it earns.
    credit: f64,
    /// People who took it.
    people: usize,
    /// Mean score of those people in the other scenarios of the area.
    rest: Option<f64>,
    /// How far that is above those who took the best option, with Welch's limits; null for the best option.
    above_the_best: Option<MeasuredJson>,
}

/// A value with its limits.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MeasuredJson {
    /// The value in the sample.
    value: f64,
    /// Lower limit (95%).
    from: f64,
    /// Upper limit (95%).
    to: f64,
}

/// Limits that hold a value with 95%.
#[derive(Debug, Serialize, JsonSchema)]
struct LimitsJson {
    /// Lower limit.
    from: f64,
    /// Upper limit.
    to: f64,
}

impl From<Measured> for MeasuredJson {
    fn from(measured: Measured) -> Self {
        Self { value: measured.value, from: measured.limits.low, to: measured.limits.high }
    }
}

impl From<Limits> for LimitsJson {
    fn from(limits: Limits) -> Self {
        Self { from: limits.low, to: limits.high }
    }
}

impl From<QualityCounts> for QualityCountsJson {
    fn from(counts: QualityCounts) -> Self {
        let QualityCounts { long_run, no_variability, favoured_position, guessing } = counts;
        Self { long_run, no_variability, favoured_position, guessing }
    }
}

/// Builds the JSON object.
///
/// # Errors
///
/// Those of the JSON writer.
pub fn json(sheet: &StatisticsSheet<'_>) -> serde_json::Result<String> {
    let object = StatsJson {
        schema_version: SCHEMA_VERSION,
        tool: format!("rolefit {}", env!("CARGO_PKG_VERSION")),
        pack: sheet.pack.into(),
        rejected: sheet.rejected,
        all: people(sheet, sheet.statistics),
        groups: sheet
            .groups
            .iter()
            .map(|grouped| GroupingJson {
                by: &grouped.column,
                groups: grouped
                    .groups
                    .iter()
                    .map(|group| GroupJson {
                        name: &group.name,
                        statistics: group.statistics.as_ref().map(|statistics| people(sheet, statistics)),
                    })
                    .collect(),
            })
            .collect(),
    };
    Ok(harmless(&serde_json::to_string_pretty(&object)?) + "\n")
}

fn people<'a>(sheet: &'a StatisticsSheet<'_>, statistics: &CohortStatistics) -> PeopleJson<'a> {
    let hidden = |hidden: &HiddenAnswers| HiddenJson {
        part: id(sheet.pack, hidden.part),
        form: hidden.part.parallel,
        item: hidden.item.map(|item| item_id(sheet.pack, hidden.part, item)),
    };
    PeopleJson {
        people: statistics.people,
        quality: statistics.quality.into(),
        parts: statistics.parts.iter().map(|part| part_json(sheet, part)).collect(),
        hidden: statistics.hidden.iter().map(hidden).collect(),
    }
}

fn part_json<'a>(sheet: &'a StatisticsSheet<'_>, part: &PartStatistics) -> PartStatisticsJson<'a> {
    PartStatisticsJson {
        id: id(sheet.pack, part.part),
        axis: part.part.axis,
        form: part.part.parallel,
        people: part.people,
        mean: part.mean,
        mean_limits: part.mean_limits.map(LimitsJson::from),
        sd: part.deviation,
        median: part.median,
        floor: part.floor,
        ceiling: part.ceiling,
        alpha: part.alpha.map(MeasuredJson::from),
        omega: part.omega,
        sem: part.error,
        items: part.items.iter().map(|item| item_json(sheet, part, item)).collect(),
    }
}

fn item_json<'a>(
    sheet: &'a StatisticsSheet<'_>,
    part: &PartStatistics,
    item: &ItemStatistics,
) -> ItemStatisticsJson<'a> {
    let options = item.options.iter().enumerate().map(|(index, option)| OptionStatisticsJson {
        id: option_id(sheet.pack, item, index),
        credit: option.credit,
        people: option.people,
        rest: option.rest,
        above_the_best: option.above_the_best.map(MeasuredJson::from),
    });
    ItemStatisticsJson {
        id: item_id(sheet.pack, part.part, item.index),
        people: item.people,
        mean: item.mean,
        sd: item.deviation,
        rest: item.rest.map(MeasuredJson::from),
        wrong_signed: item.is_wrong_signed(),
        options: options.collect(),
    }
}
