//! Which counts of people are hidden: small ones, and one more where a single one would follow from the total.

/// Fewer people than this are hidden where nothing else is asked for.
pub const FEWEST_SHOWN: usize = 5;

/// Shows what of a table with a known total is not hidden.
pub fn shown(people: &[usize], least: usize) -> Vec<Option<usize>> {
    let mut shown: Vec<Option<usize>> =
        people.iter().map(|people| Some(*people).filter(|people| *people == 0 || *people >= least)).collect();
    if shown.iter().filter(|people| people.is_none()).count() == 1 {
        // The smallest count that is not zero, or else a zero.
        let others = (0..people.len()).filter(|cell| shown[*cell].is_some());
        if let Some(further) = others.min_by_key(|cell| (people[*cell] == 0, people[*cell])) {
            shown[further] = None;
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_counts_are_hidden_and_a_single_one_takes_another_with_it() {
        assert_eq!(shown(&[12, 9, 7, 0], 5), [Some(12), Some(9), Some(7), Some(0)]);
        assert_eq!(shown(&[12, 9, 3, 0], 5), [Some(12), None, None, Some(0)]);
        assert_eq!(shown(&[12, 4, 3, 0], 5), [Some(12), None, None, Some(0)]);
        assert_eq!(shown(&[3, 0, 0], 5), [None, None, Some(0)]);
        assert_eq!(shown(&[12, 9, 3, 0], 3), [Some(12), Some(9), Some(3), Some(0)]);
        assert_eq!(shown(&[1, 2], 1), [Some(1), Some(2)]);
    }

    #[test]
    fn no_table_hides_exactly_one_count() {
        for code in 0..8_usize.pow(4) {
            let people: Vec<usize> = (0..4).map(|place| code / 8_usize.pow(place) % 8).collect();
            let shown = shown(&people, 5);
            assert_ne!(shown.iter().filter(|people| people.is_none()).count(), 1, "{people:?}");
            assert!(shown.iter().flatten().all(|people| *people == 0 || *people >= 5), "{people:?}");
        }
    }
}
