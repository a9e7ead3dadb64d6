//! Notices results of which `batch --top` left rows out: whoever lacks a role there has a score for it all the same.

use std::collections::HashSet;

use anyhow::{Result, bail};

use crate::commands::audit::scores::{ScoredPerson, Scores};
use crate::text::each_of;

/// Refuses scores of roles that some people have no row for because only their first roles were written.
///
/// # Errors
///
/// Somebody has the first places of a ranking alone, and roles that others have are missing.
pub(super) fn refuse(scores: &Scores, roles: &[usize]) -> Result<()> {
    let sets: HashSet<Vec<usize>> = scores.people.iter().map(written).collect();
    let is_cut_alike = sets.len() > 1 && are_of_one_ranking(&sets);
    let is_within_another = |written: &[usize]| {
        sets.iter().any(|other| other.len() > written.len() && written.iter().all(|role| other.contains(role)))
    };
    let lacks_rows = |person: &ScoredPerson| {
        roles.iter().any(|role| person.of_role(*role).is_none())
            && has_first_places_alone(person)
            && (is_cut_alike || is_within_another(&written(person)))
    };
    if scores.people.iter().any(lacks_rows) {
        let missing = roles.iter().filter(|role| scores.people.iter().any(|person| person.of_role(**role).is_none()));
        bail!(
            "some people have rows only for the roles that come first for them, and others have {}; write scores without `batch --top`, \
             compare `--outcome first`, or audit people who were scored for different roles apart",
            each_of(missing.map(|role| scores.roles[*role].as_str())),
        );
    }
    Ok(())
}

/// The roles that a person has rows for.
fn written(person: &ScoredPerson) -> Vec<usize> {
    (0..person.roles.len()).filter(|role| person.of_role(*role).is_some()).collect()
}

/// Whether people have equally many rows of what is one list of roles; several lists would have no role in common.
fn are_of_one_ranking(sets: &HashSet<Vec<usize>>) -> bool {
    let lengths: HashSet<usize> = sets.iter().map(Vec::len).collect();
    let roles: HashSet<usize> = sets.iter().flatten().copied().collect();
    lengths.len() == 1 && (lengths.contains(&1) || roles.len() < sets.iter().map(Vec::len).sum())
}

/// Whether a person is ranked, and no rank is beyond the number of the rows.
fn has_first_places_alone(person: &ScoredPerson) -> bool {
    let last = person.roles.iter().flatten().filter_map(|score| score.rank).max();
    last.is_some_and(|rank| rank as usize <= written(person).len())
}
