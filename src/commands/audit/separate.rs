//! Which targets of a role separate groups: what each dimension and each area gives to the fit, by group.

use crate::commands::audit::compare::{GroupComparison, GroupedPerson};
use crate::render::audit::{AuditedGrouping, GroupState, SeparatingPart};
use crate::statistics::difference::{ValueSums, adjusted};

/// Compares every part of every role between each group that is shown and the group of the highest rate.
pub(super) fn separating(
    comparison: &GroupComparison<'_>,
    people: &[GroupedPerson<'_>],
    column: usize,
    grouping: &AuditedGrouping,
) -> Vec<SeparatingPart> {
    let mut found = Vec::new();
    for (role, place) in comparison.roles.iter().enumerate() {
        let Some(parts) = comparison.scores.parts.get(place) else { continue };
        let Some(reference) = reference(grouping, role) else { continue };
        for (index, part) in parts.iter().enumerate() {
            let mut sums = vec![ValueSums::default(); grouping.groups.len()];
            for person in people {
                if let (Some(group), Some(points)) = (person.groups[column], person.scores.points(*place, index)) {
                    sums[group].add(points);
                }
            }
            for group in shown(grouping).filter(|group| *group != reference) {
                let is_small = [group, reference].iter().any(|group| sums[*group].people < comparison.least);
                if let Some(difference) = sums[group].above(&sums[reference]).filter(|_| !is_small) {
                    let id = part.id.clone();
                    found.push(SeparatingPart {
                        role,
                        axis: part.axis,
                        id,
                        group,
                        reference,
                        difference,
                        adjusted: 1.0,
                    });
                }
            }
        }
    }
    let probabilities: Vec<f64> = found.iter().map(|part| part.difference.probability).collect();
    found.iter_mut().zip(adjusted(&probabilities)).for_each(|(part, adjusted)| part.adjusted = adjusted);
    found
}

fn shown(grouping: &AuditedGrouping) -> impl Iterator<Item = usize> {
    grouping.groups.iter().enumerate().filter(|(_, group)| group.state == GroupState::Shown).map(|(index, _)| index)
}

/// The group that the others are compared with in a role; where nobody has the outcome, the first one.
fn reference(grouping: &AuditedGrouping, role: usize) -> Option<usize> {
    let is_reference = grouping.roles[role].impact.groups.iter().position(|group| group.is_reference);
    shown(grouping).nth(is_reference.unwrap_or_default())
}
