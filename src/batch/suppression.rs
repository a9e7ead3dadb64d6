//! Which counts of a summary are hidden: small ones, and one more where a single one would follow from the total of its table.

use crate::answers::NoticeCode;
use crate::batch::counts::Counts;
use crate::scoring::Band;
use crate::statistics::small_cells::shown;

/// The counts of a summary; those that are hidden are absent.
#[derive(Debug)]
pub struct Shown {
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
    /// Hides counts of fewer people than `least`, but not of none. Tables are looked at one by one: what several of them, or
    /// several summaries, say together may still give a count away.
    pub fn of(counts: &Counts, least: usize) -> Self {
        let of_first: Vec<usize> = counts.first.iter().copied().chain([counts.insufficient]).collect();
        let mut first = shown(&of_first, least);
        let mut first_bands = shown(&counts.first_bands, least);
        // The same people in two tables.
        let insufficient = first.pop().flatten().and(first_bands[Band::InsufficientEvidence as usize]);
        first_bands[Band::InsufficientEvidence as usize] = insufficient;
        // Who does not have a flag is a count as well.
        let flag = |(code, people)| (code, shown(&[people, counts.scored - people], least)[0]);
        Self {
            insufficient,
            first,
            first_bands,
            bands: counts.bands.iter().map(|people| shown(people, least)).collect(),
            flags: counts.flags().into_iter().map(flag).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_in_two_tables_are_hidden_in_both() {
        let mut counts = Counts::of(2);
        (counts.scored, counts.insufficient, counts.first) = (23, 8, vec![12, 3]);
        counts.first_bands[0] = 15;
        counts.first_bands[Band::InsufficientEvidence as usize] = 8;
        let shown = Shown::of(&counts, 5);
        assert_eq!((shown.first, shown.insufficient), (vec![Some(12), None], None));
        assert_eq!(shown.first_bands[Band::InsufficientEvidence as usize], None);
    }
}
