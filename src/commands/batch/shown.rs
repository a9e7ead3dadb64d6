//! Which counts of a summary are shown, so that none that is hidden follows from them.

use crate::answers::NoticeCode;
use crate::batch::counts::Counts;
use crate::scoring::Band;

/// A count of fewer people could tell who they are.
const SMALL: usize = 5;

/// The counts of a summary; those that are hidden are absent.
#[derive(Debug)]
pub(super) struct Shown {
    /// People for whom no role could be ranked.
    pub insufficient: Option<usize>,
    /// By role.
    pub first: Vec<Option<usize>>,
    /// By band.
    pub first_bands: Vec<Option<usize>>,
    /// By role and band.
    pub bands: Vec<Vec<Option<usize>>>,
    pub flags: Vec<(NoticeCode, Option<usize>)>,
}

impl Shown {
    /// Takes all counts, or those that give no small one away.
    ///
    /// The rule: a count of one to four people is hidden. Every table adds up to the people who were scored, so a table
    /// that hides anything hides more, the smallest count first, until at least two are hidden whose sum leaves room for
    /// five people in any of them. Who is counted in several tables is hidden in all of them; where a role has a band as
    /// often as first roles have it, they are taken for the same people. Other bounds that one table sets to another are
    /// not looked at.
    pub(super) fn of(counts: &Counts, shows_small_cells: bool) -> Self {
        let mut cells = Cells::default();
        let first = cells.add(&counts.first);
        let first_bands = cells.add(&counts.first_bands);
        let insufficient = first_bands[Band::InsufficientEvidence as usize];
        let bands: Vec<Table> = counts.bands.iter().map(|people| cells.add_shared(people, &first_bands)).collect();
        // Who does not have a flag is a cell as well.
        let flag = |(code, people)| (code, cells.add(&[people, counts.scored - people]));
        let flags: Vec<(NoticeCode, Table)> = counts.flags().into_iter().map(flag).collect();
        if !shows_small_cells {
            let roles = first.iter().copied().chain([insufficient]).collect();
            let tables = [&roles, &first_bands].into_iter().chain(&bands).chain(flags.iter().map(|(_, table)| table));
            cells.hide(&tables.collect::<Vec<_>>());
        }
        Self {
            insufficient: cells.shown(insufficient),
            first: cells.table(&first),
            first_bands: cells.table(&first_bands),
            bands: bands.iter().map(|table| cells.table(table)).collect(),
            flags: flags.into_iter().map(|(code, table)| (code, cells.shown(table[0]))).collect(),
        }
    }
}

/// Cells that add up to the people who were scored, by number.
type Table = Vec<usize>;

/// Counts of people, each of which may stand in several tables.
#[derive(Debug, Default)]
struct Cells {
    people: Vec<usize>,
    are_hidden: Vec<bool>,
}

impl Cells {
    fn add(&mut self, people: &[usize]) -> Table {
        let first = self.people.len();
        self.people.extend(people);
        self.are_hidden.resize(self.people.len(), false);
        (first..self.people.len()).collect()
    }

    /// Adds a table, but for the counts that are the same in the same place of another one.
    fn add_shared(&mut self, people: &[usize], other: &Table) -> Table {
        let own = self.add(people);
        let is_same = |own: usize, other: usize| self.people[own] > 0 && self.people[own] == self.people[other];
        own.into_iter().zip(other).map(|(own, other)| if is_same(own, *other) { *other } else { own }).collect()
    }

    fn shown(&self, cell: usize) -> Option<usize> {
        (!self.are_hidden[cell]).then_some(self.people[cell])
    }

    fn table(&self, table: &Table) -> Vec<Option<usize>> {
        table.iter().map(|cell| self.shown(*cell)).collect()
    }

    /// Hides small counts, and further ones until nothing follows in any table.
    fn hide(&mut self, tables: &[&Table]) {
        for (is_hidden, people) in self.are_hidden.iter_mut().zip(&self.people) {
            *is_hidden = (1..SMALL).contains(people);
        }
        while let Some(next) = tables.iter().find_map(|table| self.next(table, tables)) {
            self.are_hidden[next] = true;
        }
    }

    /// Returns what to hide next in a table, if what it hides could be told by subtraction.
    fn next(&self, table: &Table, tables: &[&Table]) -> Option<usize> {
        let (hidden, shown): (Table, Table) = table.iter().partition(|cell| self.are_hidden[**cell]);
        let others = hidden.len().checked_sub(1)?;
        if others > 0 && hidden.iter().map(|cell| self.people[*cell]).sum::<usize>() >= SMALL + others {
            return None;
        }
        // The smallest; one that further tables would have to hide only when there is no other, and nobody last.
        let uses = |cell: usize| tables.iter().filter(|table| table.contains(&cell)).count();
        shown.into_iter().min_by_key(|cell| (self.people[*cell] == 0, uses(*cell), self.people[*cell]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SplitMix64;

    /// Hides in a single table.
    fn alone(people: &[usize]) -> Vec<Option<usize>> {
        let mut cells = Cells::default();
        let table = cells.add(people);
        cells.hide(&[&table]);
        cells.table(&table)
    }

    #[test]
    fn small_counts_are_hidden_and_cannot_be_had_by_subtraction() {
        assert_eq!(alone(&[12, 9, 7, 0]), [Some(12), Some(9), Some(7), Some(0)]);
        assert_eq!(alone(&[12, 9, 3, 0]), [Some(12), None, None, Some(0)]);
        assert_eq!(alone(&[12, 4, 3, 0]), [Some(12), None, None, Some(0)]);
        // Two hidden counts that add up to two can only be one and one.
        assert_eq!(alone(&[12, 1, 1, 0]), [None, None, None, Some(0)]);
        assert_eq!(alone(&[3, 0, 0]), [None, None, None]);
        assert_eq!(alone(&[0, 0]), [Some(0), Some(0)]);
    }

    #[test]
    fn whatever_is_hidden_could_be_large() {
        for code in 0..8_usize.pow(4) {
            let people: Vec<usize> = (0..4).map(|place| code / 8_usize.pow(place) % 8).collect();
            let shown = alone(&people);
            let hidden: usize =
                people.iter().zip(&shown).filter(|(_, shown)| shown.is_none()).map(|(people, _)| people).sum();
            let cells = shown.iter().filter(|shown| shown.is_none()).count();
            assert_ne!(cells, 1, "{people:?}");
            let all_are_hidden = cells == 4;
            assert!(cells == 0 || all_are_hidden || hidden - (cells - 1) >= 5, "{people:?}");
            assert!(people.iter().zip(&shown).all(|(people, shown)| shown.is_none() || !(1..5).contains(people)));
        }
    }

    /// Counts people, given by the band of each role.
    fn counts(people: &[Vec<usize>]) -> Counts {
        let mut counts = Counts::of(people[0].len());
        counts.scored = people.len();
        for bands in people {
            let (band, role) = bands.iter().copied().zip(0..).min().unwrap();
            counts.first_bands[band] += 1;
            if band == Band::InsufficientEvidence as usize {
                counts.insufficient += 1;
            } else {
                counts.first[role] += 1;
            }
            bands.iter().zip(&mut counts.bands).for_each(|(band, counts)| counts[*band] += 1);
        }
        counts
    }

    /// People of a few kinds, as in a small cohort.
    fn cohort(random: &mut SplitMix64) -> Counts {
        let (roles, scored, kinds) = (1 + random.below(4), 1 + random.below(50), 1 + random.below(6));
        let kinds: Vec<Vec<usize>> =
            (0..kinds).map(|_| (0..roles).map(|_| random.below(Band::ALL.len())).collect()).collect();
        let people: Vec<Vec<usize>> = (0..scored).map(|_| kinds[random.below(kinds.len())].clone()).collect();
        counts(&people)
    }

    /// Narrows what the cells of a table can be at least and at most by its total; tells whether that was news.
    fn narrow(known: &mut [(usize, usize)], table: &[usize], total: usize) -> bool {
        let before = known.to_vec();
        for cell in table {
            let others = || table.iter().filter(|other| *other != cell).map(|other| before[*other]);
            let least: usize = others().map(|(least, _)| least).sum();
            let most: usize = others().map(|(_, most)| most).sum();
            known[*cell].0 = known[*cell].0.max(total.saturating_sub(most));
            known[*cell].1 = known[*cell].1.min(total - least);
        }
        known != before
    }

    #[test]
    fn no_hidden_count_follows_from_all_that_is_shown() {
        let cells = |shown: &Shown| {
            [&shown.first, &shown.first_bands].into_iter().chain(&shown.bands).flatten().copied().collect::<Vec<_>>()
        };
        let mut random = SplitMix64::new(7);
        for _ in 0..500 {
            let counts = cohort(&mut random);
            let (shown, people) = (Shown::of(&counts, false), cells(&Shown::of(&counts, true)));
            assert_eq!(shown.insufficient, shown.first_bands[Band::InsufficientEvidence as usize]);
            assert!(counts.first.len() > 1 || shown.bands[0] == shown.first_bands, "{counts:?}");
            let shown = cells(&shown);
            let (roles, bands) = (counts.first.len(), Band::ALL.len());
            let mut tables: Vec<Vec<usize>> =
                (0..=roles).map(|table| (roles + table * bands..).take(bands).collect()).collect();
            tables.push((0..roles).chain([roles + Band::InsufficientEvidence as usize]).collect());
            let known = shown.iter().map(|shown| shown.map_or((0, counts.scored), |people| (people, people)));
            let mut known: Vec<(usize, usize)> = known.collect();
            while tables.iter().any(|table| narrow(&mut known, table, counts.scored)) {}
            for (cell, people) in people.iter().enumerate() {
                let is_small = (1..SMALL).contains(&people.unwrap());
                assert!(!is_small || shown[cell].is_none(), "{counts:?}");
                assert!(shown[cell].is_some() || known[cell].0 < known[cell].1, "{counts:?}");
            }
        }
    }
}
