//! The JSON result of `audit`, version 1 of its shape. Numbers are in full precision.

use schemars::JsonSchema;
use serde::Serialize;

use crate::pack::Part;
use crate::render::audit::{AuditSheet, AuditedGrouping, GroupState, OutcomeRule, SeparatingPart};
use crate::render::json::harmless;
use crate::render::statistics::MeasuredJson;
use crate::statistics::impact::GroupImpact;

/// The version of the shape; a change that could break a reader is a new version.
const SCHEMA_VERSION: u32 = 1;

/// How often groups have an outcome.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AuditJson<'a> {
    /// Version of this shape.
    schema_version: u32,
    /// Name and version of the program.
    tool: String,
    outcome: OutcomeJson,
    /// People with scores.
    scored: usize,
    /// Those of them who are in the table of groups.
    in_table: usize,
    /// People of the table without scores.
    without_scores: usize,
    /// Groups of fewer people are hidden.
    min_count: usize,
    /// For each column, then for each pair of columns.
    groupings: Vec<AuditedGroupingJson<'a>>,
}

/// What counts.
#[derive(Debug, Serialize, JsonSchema)]
struct OutcomeJson {
    /// `band`, `first` or `threshold`.
    kind: &'static str,
    /// The bands that count.
    bands: Vec<&'static str>,
    /// Points of the overall fit; null for the median.
    threshold: Option<f64>,
}

/// A way of grouping.
#[derive(Debug, Serialize, JsonSchema)]
struct AuditedGroupingJson<'a> {
    /// Names of the columns: one, or two at once.
    by: &'a [String],
    /// People with scores who are in no group here.
    without_group: usize,
    /// How many comparisons the probabilities are adjusted for.
    comparisons: usize,
    /// Groups that are not shown, by name; some of them may be empty.
    hidden: Vec<&'a [String]>,
    /// Groups without anybody who has scores, where no group is hidden or the totals show it.
    empty: Vec<&'a [String]>,
    /// In order of their ids.
    roles: Vec<AuditedRoleJson<'a>>,
    /// What each target and need does to the groups; empty for pairs of columns, and where results are not given in full.
    targets: Vec<SeparatingPartJson<'a>>,
}

/// A target of a dimension or a need of an area.
#[derive(Debug, Serialize, JsonSchema)]
struct SeparatingPartJson<'a> {
    /// Id of the role.
    role: &'a str,
    /// Which half of the questionnaire it belongs to.
    axis: Part,
    /// Id of the dimension or area.
    id: &'a str,
    /// The group.
    group: &'a [String],
    /// The group that it is compared with.
    reference: &'a [String],
    /// Difference of what it gives to the fit, in points of the axis, with Welch's limits.
    points: MeasuredJson,
    /// Probability by Welch's test.
    p: f64,
    /// The same, adjusted by Holm for all comparisons of targets of this way of grouping.
    p_adjusted: f64,
}

/// A role.
#[derive(Debug, Serialize, JsonSchema)]
struct AuditedRoleJson<'a> {
    /// Its id.
    role: &'a str,
    /// People in a group without a score for it.
    unscored: usize,
    /// How often four fifths flags some group although all have the same rate; null without two groups of thirty.
    false_alarms: Option<f64>,
    /// How often Fisher's test finds the two largest groups apart where the smaller truly has .6 of the rate of the larger.
    power: Option<f64>,
    /// Groups that are shown.
    groups: Vec<AuditedGroupJson<'a>>,
}

/// A group.
#[derive(Debug, Serialize, JsonSchema)]
struct AuditedGroupJson<'a> {
    /// Its name in each column.
    name: &'a [String],
    /// People with a score for the role.
    people: usize,
    /// Those of them with the outcome.
    with_outcome: usize,
    /// Their share, with exact limits.
    rate: Option<MeasuredJson>,
    /// Whether the others are compared with it.
    is_reference: bool,
    /// Its rate by that of the reference.
    ratio: Option<f64>,
    /// Fisher's exact probability against the reference.
    p: Option<f64>,
    /// The same, adjusted by Holm for all comparisons of this way of grouping.
    p_adjusted: Option<f64>,
    /// Whether the ratio is below four fifths; null where fewer than thirty people are in it or in the reference.
    below_four_fifths: Option<bool>,
}

/// Builds the JSON object.
///
/// # Errors
///
/// Those of the JSON writer.
pub fn json(sheet: &AuditSheet) -> serde_json::Result<String> {
    let object = AuditJson {
        schema_version: SCHEMA_VERSION,
        tool: format!("rolefit {}", env!("CARGO_PKG_VERSION")),
        outcome: outcome(&sheet.outcome),
        scored: sheet.scored,
        in_table: sheet.in_table,
        without_scores: sheet.without_scores,
        min_count: sheet.min_count,
        groupings: sheet.groupings.iter().map(|grouping| grouping_json(sheet, grouping)).collect(),
    };
    Ok(harmless(&serde_json::to_string_pretty(&object)?) + "\n")
}

fn outcome(rule: &OutcomeRule) -> OutcomeJson {
    let (bands, threshold) = match rule {
        OutcomeRule::Bands(bands) => (bands.iter().map(|band| band.code()).collect(), None),
        OutcomeRule::First | OutcomeRule::AboveMedian => (Vec::new(), None),
        OutcomeRule::AtLeast(points) => (Vec::new(), Some(*points)),
    };
    OutcomeJson { kind: rule.code(), bands, threshold }
}

fn grouping_json<'a>(sheet: &'a AuditSheet, grouping: &'a AuditedGrouping) -> AuditedGroupingJson<'a> {
    let names = |state: GroupState| {
        grouping.groups.iter().filter(move |group| group.state == state).map(|group| group.name.as_slice()).collect()
    };
    let role = |(index, role): (usize, &'a String)| AuditedRoleJson {
        role,
        unscored: grouping.roles[index].unscored,
        false_alarms: grouping.roles[index].impact.false_alarms,
        power: grouping.roles[index].impact.power,
        groups: grouping.compared(index).map(|(group, impact)| group_json(&group.name, impact)).collect(),
    };
    AuditedGroupingJson {
        by: &grouping.by,
        without_group: grouping.without,
        comparisons: grouping.comparisons,
        hidden: names(GroupState::Hidden),
        empty: names(GroupState::Empty),
        roles: sheet.roles.iter().enumerate().map(role).collect(),
        targets: grouping.parts.iter().map(|part| part_json(sheet, grouping, part)).collect(),
    }
}

fn part_json<'a>(
    sheet: &'a AuditSheet,
    grouping: &'a AuditedGrouping,
    part: &'a SeparatingPart,
) -> SeparatingPartJson<'a> {
    SeparatingPartJson {
        role: &sheet.roles[part.role],
        axis: part.axis,
        id: &part.id,
        group: &grouping.groups[part.group].name,
        reference: &grouping.groups[part.reference].name,
        points: part.difference.measured.into(),
        p: part.difference.probability,
        p_adjusted: part.adjusted,
    }
}

fn group_json<'a>(name: &'a [String], impact: &GroupImpact) -> AuditedGroupJson<'a> {
    AuditedGroupJson {
        name,
        people: impact.count.people,
        with_outcome: impact.count.hits,
        rate: impact.rate.map(MeasuredJson::from),
        is_reference: impact.is_reference,
        ratio: impact.ratio,
        p: impact.probability,
        p_adjusted: impact.adjusted,
        below_four_fifths: impact.is_below_four_fifths,
    }
}
