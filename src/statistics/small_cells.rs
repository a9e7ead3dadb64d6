//! Which counts of people are hidden: small ones, and one more where a single one would follow from the total.

use std::collections::BTreeSet;

/// Fewer people than this are hidden where nothing else is asked for.
pub const FEWEST_SHOWN: usize = 5;

/// Shows what of a table with a known total is not hidden. What is hidden adds up to no small count either, as far as there is more to hide.
pub fn shown(people: &[usize], least: usize) -> Vec<Option<usize>> {
    let mut is_hidden: Vec<bool> = people.iter().map(|people| is_small(*people, least)).collect();
    let lines = [(0..people.len()).collect::<Vec<_>>()];
    while let Some(further) = to_hide(&lines, &|cell: usize| (people[cell], is_hidden[cell]), least) {
        is_hidden[further] = true;
    }
    if is_hidden.iter().filter(|is_hidden| **is_hidden).count() == 1
        && let Some(zero) = is_hidden.iter().position(|is_hidden| !is_hidden)
    {
        is_hidden[zero] = true;
    }
    people.iter().zip(is_hidden).map(|(people, is_hidden)| (!is_hidden).then_some(*people)).collect()
}

/// Says what is shown of several tables that hide the same places, each with a known total: where a count of one of them is small,
/// that place is hidden in all. Some places are hidden already.
pub fn shown_alike(tables: &[Vec<usize>], mut is_hidden: Vec<bool>, least: usize) -> Vec<bool> {
    for table in tables {
        for (is_hidden, people) in is_hidden.iter_mut().zip(table) {
            *is_hidden |= is_small(*people, least);
        }
    }
    if !is_hidden.contains(&true) {
        return vec![true; is_hidden.len()];
    }
    // Nothing is told of an empty place either: that somebody is in each of the others would say how many.
    for (place, is_hidden) in is_hidden.iter_mut().enumerate() {
        *is_hidden |= tables.iter().all(|table| table[place] == 0);
    }
    while let Some(place) = tables.iter().find_map(|table| further_place(table, &is_hidden, least)) {
        is_hidden[place] = true;
    }
    is_hidden.into_iter().map(|is_hidden| !is_hidden).collect()
}

/// Finds the smallest place that must be hidden as well, because what is hidden adds up to a small count or is a single one.
fn further_place(table: &[usize], is_hidden: &[bool], least: usize) -> Option<usize> {
    let people = |wanted: bool| table.iter().zip(is_hidden).filter(move |(_, is_hidden)| **is_hidden == wanted);
    let sum: usize = people(true).map(|(people, _)| people).sum();
    let is_single = sum > 0 && people(true).count() == 1;
    // Two that add up to 2 are 1 each.
    if !is_small(sum, least.max(3)) && !is_single {
        return None;
    }
    let shown = (0..table.len()).filter(|place| !is_hidden[*place] && table[*place] > 0);
    shown.min_by_key(|place| (table[*place], *place))
}

/// A way of grouping as one side of a table: the groups are known by their places, and those without one come last.
#[derive(Clone, Copy, Debug)]
pub struct Margin<'a> {
    /// Whether each group is shown by itself.
    pub shown: &'a [bool],
}

/// Says which cells of a table of two ways of grouping are shown. The table has a further row and a further column of people who
/// are in no group, which are never shown. No row and no column of a group that is shown by itself gives a small count away.
pub fn shown_cells(people: &[Vec<usize>], rows: Margin<'_>, columns: Margin<'_>, least: usize) -> Vec<Vec<bool>> {
    let (height, width) = (rows.shown.len(), columns.shown.len());
    let is_group_shown = |row: usize, column: usize| {
        rows.shown.get(row).is_some_and(|shown| *shown) && columns.shown.get(column).is_some_and(|shown| *shown)
    };
    let mut hidden: Vec<Vec<bool>> = (0..=height)
        .map(|row| {
            (0..=width).map(|column| !is_group_shown(row, column) || is_small(people[row][column], least)).collect()
        })
        .collect();
    let row = |row: usize| (0..=width).map(|column| (row, column)).collect::<Vec<_>>();
    let column = |column: usize| (0..=height).map(|row| (row, column)).collect::<Vec<_>>();
    let lines: Vec<Vec<(usize, usize)>> = (0..height)
        .filter(|index| rows.shown[*index])
        .map(row)
        .chain((0..width).filter(|index| columns.shown[*index]).map(column))
        .collect();
    let of = |hidden: &Vec<Vec<bool>>, (row, column): (usize, usize)| (people[row][column], hidden[row][column]);
    while let Some((row, column)) = to_hide(&lines, &|cell| of(&hidden, cell), least) {
        hidden[row][column] = true;
    }
    (0..height).map(|row| (0..width).map(|column| !hidden[row][column]).collect()).collect()
}

fn is_small(people: usize, least: usize) -> bool {
    (1..least).contains(&people)
}

/// Finds the smallest cell that must be hidden as well, because a small count follows from lines whose totals are known.
fn to_hide<C: Copy + Ord>(lines: &[Vec<C>], of: &dyn Fn(C) -> (usize, bool), least: usize) -> Option<C> {
    let line = giving_away(lines, of, least)?;
    let smallest = |cells: &mut dyn Iterator<Item = C>| {
        cells.filter(|cell| matches!(of(*cell), (1.., false))).min_by_key(|cell| (of(*cell).0, *cell))
    };
    smallest(&mut line.iter().copied()).or_else(|| smallest(&mut lines.iter().flatten().copied()))
}

/// Finds a line whose hidden cells add up to a small count, as far as they do not follow from other lines.
fn giving_away<'l, C: Copy + Ord>(
    lines: &'l [Vec<C>],
    of: &dyn Fn(C) -> (usize, bool),
    least: usize,
) -> Option<&'l Vec<C>> {
    let mut worked_out = BTreeSet::new();
    loop {
        let before = worked_out.len();
        for line in lines {
            let is_open = |cell: &C| matches!(of(*cell), (1.., true)) && !worked_out.contains(cell);
            let open: Vec<C> = line.iter().copied().filter(is_open).collect();
            if is_small(open.iter().map(|cell| of(*cell).0).sum(), least) {
                return Some(line);
            }
            if let [alone] = open[..] {
                worked_out.insert(alone);
            }
        }
        if worked_out.len() == before {
            return None;
        }
    }
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
        assert_eq!(shown(&[12, 9, 1, 1], 5), [Some(12), None, None, None]);
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

    /// Cells of a table with shown margins, people without a group in the last row and column.
    fn cells(people: &[&[usize]]) -> Vec<Vec<bool>> {
        let people: Vec<Vec<usize>> = people.iter().map(|row| row.to_vec()).collect();
        let (rows, columns) = (vec![true; people.len() - 1], vec![true; people[0].len() - 1]);
        shown_cells(&people, Margin { shown: &rows }, Margin { shown: &columns }, 5)
    }

    #[test]
    fn a_small_cell_takes_others_of_its_row_and_its_column_with_it() {
        assert_eq!(cells(&[&[9, 9, 0], &[9, 9, 0], &[0, 0, 0]]), [[true, true], [true, true]]);
        assert_eq!(cells(&[&[3, 9, 0], &[9, 8, 0], &[0, 0, 0]]), [[false, false], [false, false]]);
        let three = cells(&[&[3, 9, 10, 0], &[9, 8, 10, 0], &[9, 9, 10, 0], &[0, 0, 0, 0]]);
        assert_eq!(three, [[false, false, true], [false, false, true], [false, true, true]]);
        // Nine follows from the second row, and three from the column above it.
        assert_eq!(cells(&[&[3, 9, 0], &[9, 90, 0], &[0, 0, 0]]), [[false, false], [false, false]]);
    }

    #[test]
    fn somebody_without_a_group_cannot_be_worked_out_of_the_margins() {
        assert_eq!(cells(&[&[9, 20, 1], &[9, 20, 0], &[0, 0, 0]]), [[false, false], [false, false]]);
        assert_eq!(cells(&[&[9, 20, 6], &[9, 20, 0], &[0, 0, 0]]), [[true, true], [true, true]]);
    }

    #[test]
    fn no_cell_of_a_hidden_group_is_shown() {
        let people = vec![vec![9, 0, 0], vec![20, 20, 0], vec![0, 0, 0]];
        let shown = shown_cells(&people, Margin { shown: &[false, true] }, Margin { shown: &[true, true] }, 5);
        assert_eq!(shown, [[false, false], [true, true]]);
    }

    /// Works out what follows from lines of which all but one cell is known, as a reader would.
    fn worked_out(people: &[Vec<usize>], shown: &[Vec<bool>]) -> Vec<usize> {
        let mut is_known: Vec<Vec<bool>> = (0..3)
            .map(|row| {
                (0..3).map(|column| row < 2 && column < 2 && shown[row][column] || people[row][column] == 0).collect()
            })
            .collect();
        let mut found = Vec::new();
        for _ in 0..9 {
            for line in 0..2 {
                for cells in [[(line, 0), (line, 1), (line, 2)], [(0, line), (1, line), (2, line)]] {
                    let open: Vec<_> = cells.into_iter().filter(|(row, column)| !is_known[*row][*column]).collect();
                    if !open.is_empty() {
                        found.push(open.iter().map(|(row, column)| people[*row][*column]).sum());
                    }
                    if let [(row, column)] = open[..] {
                        is_known[row][column] = true;
                    }
                }
            }
        }
        found
    }

    #[test]
    fn nothing_small_follows_from_any_table_unless_all_of_it_is_hidden() {
        for code in 0..3_usize.pow(9) {
            let count = |row: usize, column: usize| [0, 2, 7][code / 3_usize.pow((row * 3 + column) as u32) % 3];
            let people: Vec<Vec<usize>> = (0..3).map(|row| (0..3).map(|column| count(row, column)).collect()).collect();
            let shown = shown_cells(&people, Margin { shown: &[true; 2] }, Margin { shown: &[true; 2] }, 5);
            let is_any_shown = (0..2).any(|row| (0..2).any(|column| shown[row][column] && people[row][column] > 0));
            let small = worked_out(&people, &shown).into_iter().find(|people| is_small(*people, 5));
            assert!(small.is_none() || !is_any_shown, "{people:?} {shown:?} {small:?}");
        }
    }
}
