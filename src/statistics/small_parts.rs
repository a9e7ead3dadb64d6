//! Hides what few people of a group answered: parts of the questionnaire, and their items.

use crate::statistics::cohort::{CohortStatistics, HiddenAnswers};
use crate::statistics::part::PartStatistics;
use crate::statistics::small_cells::shown_alike;

/// The statistics of a group, and whether it is shown.
#[derive(Debug)]
pub struct GroupToShow {
    pub statistics: CohortStatistics,
    pub is_shown: bool,
}

/// Takes parts and items out of groups that fewer people than `least` of them answered, and further ones where these would follow
/// from the numbers of everybody.
pub fn hide_small_parts(all: &CohortStatistics, groups: &mut [GroupToShow], least: usize) {
    for part in &all.parts {
        let hidden: Vec<bool> = groups.iter().map(|group| !group.is_shown).chain([false]).collect();
        let counts: [fn(&PartStatistics) -> usize; 2] = [|part| part.people, answered];
        let tables = counts.map(|count| by_group(part, groups, count));
        let shown_parts = shown_alike(&tables, hidden, least);
        let hidden: Vec<bool> = shown_parts.iter().map(|is_shown| !is_shown).collect();
        for (place, item) in part.items.iter().enumerate() {
            let people = by_group(part, groups, |part| part.items[place].people);
            let shown_items = shown_alike(&[people], hidden.clone(), least);
            for ((group, is_shown), was_shown) in groups.iter_mut().zip(shown_items).zip(&shown_parts) {
                if *was_shown && !is_shown {
                    group.statistics.hidden.push(HiddenAnswers { part: part.part, item: Some(item.index) });
                }
            }
        }
        for (group, is_shown) in groups.iter_mut().zip(&shown_parts) {
            if !is_shown {
                group.statistics.hidden.push(HiddenAnswers { part: part.part, item: None });
            }
        }
    }
    groups.iter_mut().for_each(|group| take_out(&mut group.statistics));
}

/// Counts people by group, then those who are in none.
fn by_group(all: &PartStatistics, groups: &[GroupToShow], count: impl Fn(&PartStatistics) -> usize) -> Vec<usize> {
    let of_group = |group: &GroupToShow| group.statistics.part(all.part).map_or(0, &count);
    let mut counts: Vec<usize> = groups.iter().map(of_group).collect();
    counts.push(count(all).saturating_sub(counts.iter().sum()));
    counts
}

/// How many people answered the item of the part that most of them answered.
fn answered(part: &PartStatistics) -> usize {
    part.items.iter().map(|item| item.people).max().unwrap_or_default()
}

fn take_out(statistics: &mut CohortStatistics) {
    let CohortStatistics { hidden, parts, .. } = statistics;
    let is_hidden = |part, item| hidden.contains(&HiddenAnswers { part, item });
    parts.retain(|part| !is_hidden(part.part, None));
    for part in parts {
        let of = part.part;
        part.items.retain(|item| !is_hidden(of, Some(item.index)));
    }
}
