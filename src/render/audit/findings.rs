//! What so many people can say of groups, and which differences are worth a look.

use crate::render::audit::{AuditSheet, AuditedGrouping, AuditedRole, SeparatingPart, probability, thousandths};
use crate::render::number::percent;
use crate::statistics::four_fifths::FEWEST_IN_A_GROUP;
use crate::statistics::impact::{GroupImpact, RATIO_TO_FIND};
use crate::text::few_of;

/// Differences that are less likely than this by chance are worth a look.
const UNLIKELY: f64 = 0.05;

/// What the page is, and what it is not.
pub(super) const SCREEN: &str = "This is a screen for adverse impact: it counts how often groups have an outcome. It does not say why groups differ, or whether they \
     should. It is no legal advice, and a page without findings is no proof of fairness. Groups are in no score.";

/// Says what this sample can carry.
pub(super) fn can(sheet: &AuditSheet) -> String {
    let singles = || sheet.groupings.iter().filter(|grouping| grouping.by.len() == 1);
    let judged = match singles().map(second_largest).max().unwrap_or_default() {
        0 => "No two groups are shown with scores for one role, so there is nothing to compare",
        1..FEWEST_IN_A_GROUP => {
            "No two groups have thirty people, which is too few to judge fairness: read the rates as a description of these people alone"
        }
        FEWEST_IN_A_GROUP..100 => {
            "That is enough to see a gross difference between groups, and too few to see most others"
        }
        100..500 => "That is enough to see large differences between groups; moderate ones stay open",
        _ => "That is enough to see moderate differences between the larger groups; small ones stay open",
    };
    let powers: Vec<f64> =
        singles().flat_map(|grouping| &grouping.roles).filter_map(|role| role.impact.power).collect();
    let people =
        if sheet.in_table == 1 { "1 person has".to_owned() } else { format!("{} people have", sheet.in_table) };
    format!("{people} scores and a row in the table of groups. {judged}.{}", found(&powers))
}

/// The second largest group of the role that has most people in it.
fn second_largest(grouping: &AuditedGrouping) -> usize {
    let of_role = |role: &AuditedRole| {
        let mut sizes: Vec<usize> = role.impact.groups.iter().map(|group| group.count.people).collect();
        sizes.sort_unstable();
        sizes.len().checked_sub(2).map_or(0, |place| sizes[place])
    };
    grouping.roles.iter().map(of_role).max().unwrap_or_default()
}

/// Says how often a difference that is there would be found.
fn found(powers: &[f64]) -> String {
    let Some(low) = powers.iter().copied().reduce(f64::min) else { return String::new() };
    let high = powers.iter().copied().fold(low, f64::max);
    let (low, high) = (percent(low), percent(high));
    let range = if low == high { low } else { format!("{low} to {high}") };
    format!(
        " A group that truly has an outcome {} times as often as another would be told from it in about {range} of such samples.",
        thousandths(RATIO_TO_FIND).trim_end_matches('0'),
    )
}

/// Says who is not in the comparison.
pub(super) fn left_out(sheet: &AuditSheet) -> Option<String> {
    let of = |number: usize, what: &str| (number > 0).then(|| format!("{what}: {number}"));
    let mut said: Vec<String> = Vec::new();
    said.extend(of(sheet.scored - sheet.in_table, "people with scores who are not in the table of groups"));
    said.extend(of(sheet.without_scores, "people of the table without scores"));
    for grouping in sheet.groupings.iter().filter(|grouping| grouping.by.len() == 1) {
        let blank = grouping.without.saturating_sub(sheet.scored - sheet.in_table);
        said.extend(of(blank, &format!("people of the table without `{}`", grouping.title())));
    }
    (!said.is_empty()).then(|| format!("Left out: {}.", said.join("; ")))
}

/// Lists what is worth a look; nothing where there is nothing.
pub(super) fn to_look_at(sheet: &AuditSheet) -> Vec<String> {
    let mut unlikely = Vec::new();
    let mut flagged = Vec::new();
    for grouping in &sheet.groupings {
        for (index, role) in sheet.roles.iter().enumerate() {
            let Some((_, reference)) = grouping.compared(index).find(|(_, group)| group.is_reference) else { continue };
            for (group, impact) in grouping.compared(index) {
                let about = || format!("`{role}`, {} {}", grouping.title(), group.title());
                if impact.adjusted.is_some_and(|adjusted| adjusted < UNLIKELY) {
                    unlikely.push(format!("{}: {}", about(), against(impact, reference)));
                } else if impact.is_below_four_fifths == Some(true) {
                    flagged.push(format!("{} ({})", about(), impact.ratio.map(thousandths).unwrap_or_default()));
                }
            }
        }
    }
    if !flagged.is_empty() {
        let flagged = few_of(flagged.iter().map(String::as_str));
        unlikely.push(format!("Below four fifths, as chance alone may put them: {flagged}"));
    }
    unlikely
}

fn against(group: &GroupImpact, reference: &GroupImpact) -> String {
    let rate = |group: &GroupImpact| group.rate.map(|rate| percent(rate.value)).unwrap_or_default();
    format!(
        "{} against {}, ratio {}, p {}",
        rate(group),
        rate(reference),
        group.ratio.map(thousandths).unwrap_or_default(),
        group.adjusted.map(probability).unwrap_or_default()
    )
}

/// Returns the parts that differ by more than chance, by role and the largest first.
pub(super) fn apart(grouping: &AuditedGrouping) -> Vec<&SeparatingPart> {
    let mut apart: Vec<&SeparatingPart> = grouping.parts.iter().filter(|part| part.adjusted < UNLIKELY).collect();
    let size = |part: &SeparatingPart| part.difference.measured.value.abs();
    apart.sort_by(|one, other| one.role.cmp(&other.role).then(size(other).total_cmp(&size(one))));
    apart
}

/// Says that there is nothing.
pub(super) fn nothing(sheet: &AuditSheet) -> &'static str {
    let hits = |grouping: &AuditedGrouping| {
        let groups = grouping.roles.iter().flat_map(|role| &role.impact.groups);
        groups.map(|group| group.count.hits).sum::<usize>()
    };
    if sheet.groupings.iter().any(|grouping| grouping.comparisons > 0) {
        "No difference is larger than chance makes it among so many people."
    } else if sheet.groupings.iter().any(|grouping| second_largest(grouping) > 0)
        && sheet.groupings.iter().all(|grouping| hits(grouping) == 0)
    {
        "There is nothing to compare: no group that is shown has anybody with the outcome."
    } else {
        "There is nothing to compare."
    }
}
