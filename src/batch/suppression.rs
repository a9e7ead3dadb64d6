//! Which counts of a summary are hidden: small ones, and one more where a single one would follow from the total of its table.

use crate::answers::NoticeCode;
use crate::batch::counts::Counts;
use crate::scoring::Band;
use crate::statistics::small_cells::{shown, shown_alike};

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
        let (mut first, first_bands) = shown_beside(&of_first, &counts.first_bands, least);
        // Who does not have a flag is a count as well.
        let flag = |(code, people)| (code, shown(&[people, counts.scored - people], least)[0]);
        Self {
            insufficient: first.pop().flatten(),
            first,
            first_bands,
            bands: counts.bands.iter().map(|people| shown(people, least)).collect(),
            flags: counts.flags().into_iter().map(flag).collect(),
        }
    }
}

/// Shows the first roles and the first bands, which have the people with insufficient evidence in common: the last of the one
/// table and a band of the other.
fn shown_beside(first: &[usize], bands: &[usize], least: usize) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let of_bands = Band::InsufficientEvidence as usize;
    let again = |table: &[usize], shown: Vec<bool>| {
        let hidden = shown.into_iter().map(|is_shown| !is_shown).collect();
        shown_alike(&[table.to_vec()], hidden, least)
    };
    let (mut of_first, mut is_shown) = (vec![true; first.len()], vec![true; bands.len()]);
    loop {
        (of_first, is_shown) = (again(first, of_first), again(bands, is_shown));
        let common = [of_first.last().copied().unwrap_or_default(), is_shown[of_bands]];
        if common[0] == common[1] {
            break;
        }
        if let Some(last) = of_first.last_mut() {
            *last = false;
        }
        is_shown[of_bands] = false;
    }
    let only = |table: &[usize], shown: Vec<bool>| {
        table.iter().zip(shown).map(|(people, is_shown)| is_shown.then_some(*people)).collect()
    };
    (only(first, of_first), only(bands, is_shown))
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
