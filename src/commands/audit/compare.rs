//! Counts who has the outcome, by group and by pairs of groups, and decides which of these are shown.

use anyhow::{Result, bail};

use crate::commands::audit::cut_rows;
use crate::commands::audit::scores::{ScoredPerson, Scores};
use crate::commands::audit::separate::separating;
use crate::commands::groups::Groups;
use crate::render::audit::{AuditSheet, AuditedGroup, AuditedGrouping, AuditedRole, GroupState, OutcomeRule};
use crate::scoring::{Band, meets};
use crate::statistics::impact::{Impact, OutcomeCount, adjust};
use crate::statistics::small_cells::{CellCounts, Margin, shown_alike, shown_cells};

/// Results beside groups.
#[derive(Debug)]
pub(super) struct GroupComparison<'a> {
    pub scores: &'a Scores,
    /// The roles to compare, in order.
    pub roles: &'a [usize],
    pub groups: &'a Groups,
    /// Groups of fewer people are hidden.
    pub least: usize,
}

/// A person who is in the table of groups.
pub(super) struct GroupedPerson<'a> {
    pub scores: &'a ScoredPerson,
    /// The group in each column.
    pub groups: &'a [Option<usize>],
    /// For each role whether the outcome is there, if that is known.
    has_outcome: Vec<Option<bool>>,
}

/// What the people of a group have.
#[derive(Clone, Debug)]
struct GroupCounts {
    people: usize,
    /// For each role.
    roles: Vec<OutcomeCount>,
}

impl GroupComparison<'_> {
    /// Compares groups by column, then by pairs of columns.
    pub(super) fn sheet(&self, outcome: OutcomeRule) -> Result<AuditSheet> {
        if outcome != OutcomeRule::First {
            cut_rows::refuse(self.scores, self.roles)?;
        }
        let people = self.people(&outcome);
        if people.is_empty() {
            bail!("no person of the results is in the table of groups; are the ids the same in both?");
        }
        let scored = self.scores.people.len();
        let columns = self.groups.columns.len();
        let single: Vec<Vec<GroupCounts>> = (0..columns).map(|column| self.by_column(&people, column)).collect();
        let shown: Vec<Vec<bool>> = single.iter().map(|counts| self.shown(counts)).collect();
        let mut groupings: Vec<AuditedGrouping> = (0..columns)
            .map(|column| {
                let grouping = self.grouping(&[column], &single[column], &shown[column], scored);
                let parts = separating(self, &people, column, &grouping);
                AuditedGrouping { parts, ..grouping }
            })
            .collect();
        for one in 0..columns {
            for other in one + 1..columns {
                let counts = self.by_pair(&people, one, other);
                let shown = self.shown_cells(&counts, &shown[one], &shown[other]);
                let inner: Vec<GroupCounts> = inner(counts);
                groupings.push(self.grouping(&[one, other], &inner, &shown, scored));
            }
        }
        Ok(AuditSheet {
            outcome,
            roles: self.roles.iter().map(|role| self.scores.roles[*role].clone()).collect(),
            scored,
            in_table: people.len(),
            without_scores: self.groups.len() - people.len(),
            min_count: self.least,
            has_parts: !self.scores.parts.is_empty(),
            groupings,
        })
    }

    fn people(&self, outcome: &OutcomeRule) -> Vec<GroupedPerson<'_>> {
        let medians: Vec<Option<f64>> = self.roles.iter().map(|role| self.median(*role)).collect();
        let of = |person: &ScoredPerson| {
            let roles = self.roles.iter().zip(&medians);
            roles.map(|(role, median)| has_outcome(person, *role, outcome, *median)).collect()
        };
        let people = self.scores.people.iter().filter_map(|scores| {
            let groups = self.groups.of_person(scores.id_hash)?;
            Some(GroupedPerson { scores, groups, has_outcome: of(scores) })
        });
        people.collect()
    }

    fn median(&self, role: usize) -> Option<f64> {
        let scores = self.scores.people.iter().filter_map(|person| person.of_role(role)?.overall);
        let mut scores: Vec<f64> = scores.collect();
        scores.sort_unstable_by(f64::total_cmp);
        let middle = scores.len() / 2;
        match scores.len() {
            0 => None,
            odd if odd % 2 == 1 => Some(scores[middle]),
            _ => Some(f64::midpoint(scores[middle - 1], scores[middle])),
        }
    }

    fn none(&self) -> GroupCounts {
        GroupCounts { people: 0, roles: vec![OutcomeCount::default(); self.roles.len()] }
    }

    fn by_column(&self, people: &[GroupedPerson<'_>], column: usize) -> Vec<GroupCounts> {
        let mut counts = vec![self.none(); self.groups.columns[column].groups.len()];
        for person in people {
            if let Some(group) = person.groups[column] {
                counts[group].add(person);
            }
        }
        counts
    }

    /// Counts by two columns; people without a group come last.
    fn by_pair(&self, people: &[GroupedPerson<'_>], one: usize, other: usize) -> Vec<Vec<GroupCounts>> {
        let [height, width] = [one, other].map(|column| self.groups.columns[column].groups.len());
        let mut counts = vec![vec![self.none(); width + 1]; height + 1];
        for person in people {
            counts[person.groups[one].unwrap_or(height)][person.groups[other].unwrap_or(width)].add(person);
        }
        counts
    }

    /// People without a group are in no total that is shown of one column.
    fn shown(&self, counts: &[GroupCounts]) -> Vec<bool> {
        let tables: Vec<Vec<usize>> = self.sizes().map(|size| counts.iter().map(size).collect()).collect();
        shown_alike(&tables, vec![false; counts.len()], self.least)
    }

    fn shown_cells(&self, counts: &[Vec<GroupCounts>], rows: &[bool], columns: &[bool]) -> Vec<bool> {
        let table =
            |size: &dyn Fn(&GroupCounts) -> usize| counts.iter().map(|row| row.iter().map(size).collect()).collect();
        let tables: Vec<CellCounts> = self.sizes().map(|size| table(&size)).collect();
        shown_cells(&tables, Margin { shown: rows }, Margin { shown: columns }, self.least).concat()
    }

    /// Returns how people of a group are counted: all, then those whose outcome is known, by role. A group is shown for all roles or
    /// for none.
    fn sizes(&self) -> impl Iterator<Item = impl Fn(&GroupCounts) -> usize + use<>> + use<> {
        let of_role = |role: Option<usize>| {
            move |counts: &GroupCounts| role.map_or(counts.people, |role| counts.roles[role].people)
        };
        [None].into_iter().chain((0..self.roles.len()).map(Some)).map(of_role)
    }

    fn grouping(&self, columns: &[usize], counts: &[GroupCounts], is_shown: &[bool], scored: usize) -> AuditedGrouping {
        let names = self.names(columns);
        let state = |(counts, is_shown): (&GroupCounts, &bool)| match (counts.people, *is_shown) {
            (_, false) => GroupState::Hidden,
            (0, true) => GroupState::Empty,
            (_, true) => GroupState::Shown,
        };
        let states: Vec<GroupState> = counts.iter().zip(is_shown).map(state).collect();
        let of_role = |role: usize| {
            let shown = counts.iter().zip(&states).filter(|(_, state)| **state == GroupState::Shown);
            let shown: Vec<OutcomeCount> = shown.map(|(counts, _)| counts.roles[role]).collect();
            let unscored = counts.iter().map(|counts| counts.people - counts.roles[role].people).sum();
            AuditedRole { unscored, impact: Impact::of(&shown) }
        };
        let mut roles: Vec<AuditedRole> = (0..self.roles.len()).map(of_role).collect();
        let comparisons = adjust(&mut roles.iter_mut().map(|role| &mut role.impact).collect::<Vec<_>>());
        let grouped: usize = counts.iter().map(|counts| counts.people).sum();
        AuditedGrouping {
            by: columns.iter().map(|column| self.groups.columns[*column].name.clone()).collect(),
            groups: names.into_iter().zip(states).map(|(name, state)| AuditedGroup { name, state }).collect(),
            without: scored - grouped,
            comparisons,
            roles,
            parts: Vec::new(),
        }
    }

    /// Returns the names of groups, or of their pairs.
    fn names(&self, columns: &[usize]) -> Vec<Vec<String>> {
        let mut names: Vec<Vec<String>> = vec![Vec::new()];
        for column in columns {
            let groups = &self.groups.columns[*column].groups;
            let with = |name: &Vec<String>| {
                groups.iter().map(|group| [name.as_slice(), std::slice::from_ref(group)].concat()).collect::<Vec<_>>()
            };
            names = names.iter().flat_map(with).collect();
        }
        names
    }
}

impl GroupCounts {
    fn add(&mut self, person: &GroupedPerson<'_>) {
        self.people += 1;
        for (count, has_outcome) in self.roles.iter_mut().zip(&person.has_outcome) {
            count.people += usize::from(has_outcome.is_some());
            count.hits += usize::from(*has_outcome == Some(true));
        }
    }
}

/// Leaves people without a group out.
fn inner(counts: Vec<Vec<GroupCounts>>) -> Vec<GroupCounts> {
    let without_last = |mut row: Vec<GroupCounts>| {
        row.pop();
        row
    };
    let mut rows: Vec<Vec<GroupCounts>> = counts.into_iter().map(without_last).collect();
    rows.pop();
    rows.concat()
}

/// Says whether a person has the outcome; nothing where that is not known.
fn has_outcome(person: &ScoredPerson, role: usize, outcome: &OutcomeRule, median: Option<f64>) -> Option<bool> {
    let score = person.of_role(role);
    match outcome {
        OutcomeRule::Bands(bands) => {
            let band = score?.band;
            (band != Band::InsufficientEvidence).then(|| bands.contains(&band))
        }
        // Whoever has a rank has a first role, even where the row of that one was not written.
        OutcomeRule::First => {
            let is_ranked = person.roles.iter().flatten().any(|score| score.rank.is_some());
            is_ranked.then(|| score.is_some_and(|score| score.rank == Some(1)))
        }
        OutcomeRule::AtLeast(points) => Some(meets(score?.overall?, *points)),
        OutcomeRule::AboveMedian => Some(score?.overall? > median?),
    }
}
