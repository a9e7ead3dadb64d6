//! Which counts of people are hidden: small ones, and one more where a single one would follow from the total.

use std::collections::BTreeSet;

/// Fewer people than this are hidden where nothing else is asked for.
pub const FEWEST_SHOWN: usize = 5;

/// Shows what of a table with a known total is not hidden, that a place is empty only where nothing is. What is hidden adds up to no
/// small count, as far as there is more to hide.
pub fn shown(people: &[usize], least: usize) -> Vec<Option<usize>> {
    let is_shown = shown_alike(&[people.to_vec()], vec![false; people.len()], least);
    people.iter().zip(is_shown).map(|(people, is_shown)| is_shown.then_some(*people)).collect()
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
/// are in no group, which are never shown. The totals give nothing of it away: no small count, no count of a hidden cell, and not that
/// such a cell is empty. Several tables hide the same cells.
pub fn shown_cells(tables: &[CellCounts], rows: Margin<'_>, columns: Margin<'_>, least: usize) -> Vec<Vec<bool>> {
    let mut cells = PairCells::of(tables, rows, columns, least);
    cells.hide_empty();
    while let Some((row, column)) = cells.further() {
        cells.hidden[row][column] = true;
        cells.hide_empty();
    }
    let known: Vec<BTreeSet<PairCell>> = tables.iter().map(|table| cells.known(table)).collect();
    let is_shown = |row: usize, column: usize| {
        // That nobody is in a cell may be said where it is known anyway.
        let is_known = cells.is_empty((row, column)) && known.iter().all(|known| known.contains(&(row, column)));
        !cells.hidden[row][column] || is_known
    };
    (0..cells.height).map(|row| (0..cells.width).map(|column| is_shown(row, column)).collect()).collect()
}

/// People by row and column; the last of either are those without a group.
pub type CellCounts = Vec<Vec<usize>>;

/// A row and a column.
type PairCell = (usize, usize);

/// What is hidden of the cells of two ways of grouping.
struct PairCells<'a> {
    tables: &'a [CellCounts],
    rows: Margin<'a>,
    columns: Margin<'a>,
    height: usize,
    width: usize,
    least: usize,
    hidden: Vec<Vec<bool>>,
}

impl<'a> PairCells<'a> {
    fn of(tables: &'a [CellCounts], rows: Margin<'a>, columns: Margin<'a>, least: usize) -> Self {
        let (height, width) = (rows.shown.len(), columns.shown.len());
        let is_hidden = |row: usize, column: usize| {
            let is_shown = |margin: Margin<'_>, place: usize| margin.shown.get(place).is_some_and(|shown| *shown);
            let is_few = || tables.iter().any(|table| is_small(table[row][column], least));
            !is_shown(rows, row) || !is_shown(columns, column) || is_few()
        };
        let hidden = (0..=height).map(|row| (0..=width).map(|column| is_hidden(row, column)).collect()).collect();
        Self { tables, rows, columns, height, width, least, hidden }
    }

    fn cells(&self) -> impl Iterator<Item = PairCell> + use<> {
        let (height, width) = (self.height, self.width);
        (0..=height).flat_map(move |row| (0..=width).map(move |column| (row, column)))
    }

    fn is_in_groups(&self, (row, column): PairCell) -> bool {
        row < self.height && column < self.width
    }

    fn is_empty(&self, (row, column): PairCell) -> bool {
        self.tables.iter().all(|table| table[row][column] == 0)
    }

    /// Hides that nobody is in a cell, where other cells are hidden.
    fn hide_empty(&mut self) {
        if self.cells().any(|cell| self.is_in_groups(cell) && self.hidden[cell.0][cell.1]) {
            let empty: Vec<PairCell> = self.cells().filter(|cell| self.is_empty(*cell)).collect();
            empty.into_iter().for_each(|(row, column)| self.hidden[row][column] = true);
        }
    }

    /// Returns the rows and columns whose totals are known by themselves.
    fn lines(&self) -> impl Iterator<Item = Vec<PairCell>> {
        let (height, width) = (self.height, self.width);
        let rows = (0..height).filter(|row| self.rows.shown[*row]);
        let columns = (0..width).filter(|column| self.columns.shown[*column]);
        let rows = rows.map(move |row| (0..=width).map(|column| (row, column)).collect());
        rows.chain(columns.map(move |column| (0..=height).map(|row| (row, column)).collect()))
    }

    /// Finds the smallest cell that must be hidden as well.
    fn further(&self) -> Option<PairCell> {
        self.tables.iter().find_map(|table| {
            let (near, all) = self.giving_away(table)?;
            let smallest = |cells: Vec<PairCell>| {
                let is_shown = |(row, column): &PairCell| !self.hidden[*row][*column] && table[*row][*column] > 0;
                cells.into_iter().filter(is_shown).min_by_key(|(row, column)| (table[*row][*column], *row, *column))
            };
            smallest(near).or_else(|| smallest(all))
        })
    }

    /// Finds cells that give something away together, and returns those in line with them, then all.
    fn giving_away(&self, table: &CellCounts) -> Option<(Vec<PairCell>, Vec<PairCell>)> {
        let known = self.known(table);
        let count = |cell: &PairCell| table[cell.0][cell.1];
        let is_open = |cell: &&PairCell| self.hidden[cell.0][cell.1] && !known.contains(cell);
        // Two that add up to 2 are 1 each.
        let is_few = |line: &Vec<PairCell>| is_small(line.iter().filter(is_open).map(count).sum(), self.least.max(3));
        let of_line = || self.lines().find(is_few);
        let tells = |cell: &PairCell| {
            known.contains(cell) && count(cell) > 0 && (self.is_in_groups(*cell) || is_small(count(cell), self.least))
        };
        let hidden = |line: &Vec<PairCell>| line.iter().filter(|cell| is_open(cell) || tells(cell)).count();
        let has_more = |line: &Vec<PairCell>| line.iter().any(|cell| !self.hidden[cell.0][cell.1] && count(cell) > 0);
        let of_known = || {
            let lines = self.lines().filter(|line| line.iter().any(tells));
            lines.min_by_key(|line| (!has_more(line), hidden(line)))
        };
        let near = of_line().or_else(of_known)?;
        Some((near, self.cells().filter(|cell| self.is_in_groups(*cell)).collect()))
    }

    /// Finds the hidden cells that can have one count only, given all totals: those that no ring of cells, changed by one in turn up
    /// and down, goes through without one of them falling below zero.
    fn known(&self, table: &CellCounts) -> BTreeSet<PairCell> {
        let corner = (self.height, self.width);
        let hidden = self.cells().filter(|cell| self.hidden[cell.0][cell.1] && *cell != corner);
        let places = hidden.map(|cell| HiddenPair { cell, line: self.ends(cell), people: table[cell.0][cell.1] });
        let changes = PairChanges::of(places.collect(), self.height + self.width + 4);
        changes.impossible().collect()
    }

    /// Returns the numbers of the row's total and of the column's; groups that are hidden by themselves have one total in common.
    fn ends(&self, (row, column): PairCell) -> (usize, usize) {
        let end = |margin: Margin<'_>, place: usize| match margin.shown.get(place) {
            Some(true) => place,
            Some(false) => margin.shown.len(),
            None => margin.shown.len() + 1,
        };
        (end(self.rows, row), self.height + 2 + end(self.columns, column))
    }
}

/// A hidden cell between the totals of its row and its column.
struct HiddenPair {
    cell: PairCell,
    line: (usize, usize),
    people: usize,
}

/// Which hidden cells can change together: a step from row to column adds a person to a cell, one from column to row takes one away.
struct PairChanges {
    cells: Vec<HiddenPair>,
    /// For each total where a step leads to, and through which cell.
    steps: Vec<Vec<(usize, usize)>>,
}

impl PairChanges {
    fn of(cells: Vec<HiddenPair>, totals: usize) -> Self {
        let mut steps = vec![Vec::new(); totals];
        for (index, HiddenPair { line: (row, column), people, .. }) in cells.iter().enumerate() {
            steps[*row].push((*column, index));
            if *people > 0 {
                steps[*column].push((*row, index));
            }
        }
        Self { cells, steps }
    }

    fn impossible(&self) -> impl Iterator<Item = PairCell> {
        let can_change = |(index, cell): (usize, &HiddenPair)| {
            let (row, column) = cell.line;
            self.leads(column, row, index) || cell.people > 0 && self.leads(row, column, index)
        };
        let cells = self.cells.iter().enumerate().filter(move |place| !can_change(*place));
        cells.map(|(_, cell)| cell.cell)
    }

    /// Says whether steps lead from one total to another without a cell.
    fn leads(&self, from: usize, to: usize, without: usize) -> bool {
        let mut is_reached = vec![false; self.steps.len()];
        is_reached[from] = true;
        let mut next = vec![from];
        while let Some(total) = next.pop() {
            for (reached, through) in &self.steps[total] {
                if *through == without || is_reached[*reached] {
                    continue;
                }
                if *reached == to {
                    return true;
                }
                is_reached[*reached] = true;
                next.push(*reached);
            }
        }
        false
    }
}

fn is_small(people: usize, least: usize) -> bool {
    (1..least).contains(&people)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_counts_are_hidden_and_a_single_one_takes_another_with_it() {
        assert_eq!(shown(&[12, 9, 7, 0], 5), [Some(12), Some(9), Some(7), Some(0)]);
        assert_eq!(shown(&[12, 9, 3, 0], 5), [Some(12), None, None, None]);
        assert_eq!(shown(&[12, 4, 3, 0], 5), [Some(12), None, None, None]);
        assert_eq!(shown(&[3, 0, 0], 5), [None, None, None]);
        assert_eq!(shown(&[12, 9, 3, 0], 3), [Some(12), Some(9), Some(3), Some(0)]);
        assert_eq!(shown(&[12, 9, 1, 1], 5), [Some(12), None, None, None]);
        assert_eq!(shown(&[1, 2], 1), [Some(1), Some(2)]);
        assert_eq!(shown(&[20, 9, 1, 1], 2), [Some(20), None, None, None]);
    }

    #[test]
    fn several_tables_hide_the_same_places() {
        assert_eq!(shown_alike(&[vec![12, 9, 7], vec![12, 9, 1]], vec![false; 3], 5), [true, false, false]);
        // Nine of the second table would be the only one that is hidden.
        assert_eq!(shown_alike(&[vec![12, 9, 7]], vec![false, true, false], 5), [true, false, false]);
        assert_eq!(shown_alike(&[vec![12, 0, 0]], vec![false, true, true], 5), [true, false, false]);
    }

    /// Calls a function with every table of so many counts.
    fn every_table<const N: usize>(counts: &[usize], mut see: impl FnMut([usize; N])) {
        for code in 0..counts.len().pow(N as u32) {
            see(std::array::from_fn(|place| counts[code / counts.len().pow(place as u32) % counts.len()]));
        }
    }

    /// Finds every value that hidden counts may have, for somebody who knows the total and that one of them is small.
    fn possible(shown: &[Option<usize>], total: usize, least: usize) -> Vec<BTreeSet<usize>> {
        let mut found = vec![BTreeSet::new(); shown.len()];
        let open = total - shown.iter().flatten().sum::<usize>();
        let hidden: Vec<usize> = (0..shown.len()).filter(|place| shown[*place].is_none()).collect();
        let tries: usize = (open + 1).pow(hidden.len().saturating_sub(1) as u32);
        for code in 0..tries {
            let mut values: Vec<usize> =
                (1..hidden.len()).map(|place| code / (open + 1).pow(place as u32 - 1) % (open + 1)).collect();
            let Some(last) = open.checked_sub(values.iter().sum()) else { continue };
            values.push(last);
            if values.iter().any(|value| is_small(*value, least)) {
                hidden.iter().zip(values).for_each(|(place, value)| found[*place].extend([value]));
            }
        }
        hidden.iter().map(|place| found[*place].clone()).collect()
    }

    #[test]
    fn no_hidden_count_of_one_column_can_be_worked_out() {
        for least in 2..6 {
            every_table::<4>(&[0, 1, 2, 4, 5, 7], |people| {
                let shown = shown(&people, least);
                let possible = possible(&shown, people.iter().sum(), least);
                // Who sees that all is hidden, and that there are two people, knows that they are apart; there is no more to hide.
                let is_all = shown.iter().all(Option::is_none);
                assert!(is_all || possible.iter().all(|values| values.len() > 1), "{least} {people:?} {shown:?}");
                assert!(shown.iter().flatten().all(|people| !is_small(*people, least)), "{least} {people:?}");
            });
        }
        let each_is_one = shown(&[20, 20, 1, 1, 1, 1, 1, 0], 5);
        assert!(possible(&each_is_one, 45, 5).iter().all(|values| values.len() == 5), "{each_is_one:?}");
    }

    /// A table of two rows and two columns, then who is in no column; nobody is in no row.
    fn pairs(people: [usize; 6]) -> CellCounts {
        let [a, b, c, d, e, f] = people;
        vec![vec![a, b, e], vec![c, d, f], vec![0, 0, 0]]
    }

    fn is_shown(people: impl Iterator<Item = usize>, least: usize) -> Vec<bool> {
        shown(&people.collect::<Vec<_>>(), least).iter().map(Option::is_some).collect()
    }

    /// Says which rows, columns and cells are shown of a table of two rows and two columns.
    fn shown_of_all(people: &CellCounts, least: usize) -> [Vec<bool>; 3] {
        let rows = is_shown(people[..2].iter().map(|row| row.iter().sum()), least);
        let columns = is_shown((0..2).map(|column| people.iter().map(|row| row[column]).sum()), least);
        let tables = std::slice::from_ref(people);
        let cells = shown_cells(tables, Margin { shown: &rows }, Margin { shown: &columns }, least).concat();
        [rows, columns, cells]
    }

    /// Tries all tables that have the same totals and shown cells, and returns for each cell the values that it has.
    fn possible_cells(people: &CellCounts, shown: &[Vec<bool>; 3]) -> Vec<BTreeSet<usize>> {
        let total_of = |shown: &[bool], totals: [usize; 2]| {
            if shown[0] && shown[1] { totals.to_vec() } else { vec![totals[0] + totals[1]] }
        };
        let totals = |table: [usize; 6]| {
            let [a, b, c, d, e, f] = table;
            (total_of(&shown[0], [a + b + e, c + d + f]), total_of(&shown[1], [a + c, b + d]), e + f)
        };
        let [row, other] = [&people[0], &people[1]];
        let truth = [row[0], row[1], other[0], other[1], row[2], other[2]];
        let most = truth.iter().sum::<usize>();
        let mut found = vec![BTreeSet::new(); 4];
        let known = |place: usize| shown[2][place].then_some(truth[place]);
        let range = |place: usize| known(place).map_or(0..=most, |people| people..=people);
        for a in range(0) {
            for b in range(1).take_while(|b| a + b <= most) {
                for c in range(2).take_while(|c| a + b + c <= most) {
                    for d in range(3).take_while(|d| a + b + c + d <= most) {
                        let none = truth[4] + truth[5];
                        for e in 0..=none {
                            if totals([a, b, c, d, e, none - e]) == totals(truth) {
                                [a, b, c, d]
                                    .into_iter()
                                    .zip(&mut found)
                                    .for_each(|(value, found)| found.extend([value]));
                            }
                        }
                    }
                }
            }
        }
        found
    }

    #[test]
    fn no_hidden_cell_of_two_columns_can_be_worked_out() {
        let see = |people: [usize; 6], least: usize| {
            let people = pairs(people);
            let shown = shown_of_all(&people, least);
            let possible = possible_cells(&people, &shown);
            for row in 0..2 {
                let hidden = (0..2).filter(|column| !shown[2][2 * row + column]).map(|column| people[row][column]);
                let sum = hidden.sum::<usize>() + people[row][2];
                let is_any_shown = (0..2).any(|column| shown[2][2 * row + column] && people[row][column] > 0);
                assert!(!is_small(sum, least) || !is_any_shown || !shown[0][row], "{least} {people:?} {shown:?}");
            }
            let is_line = (0..2).filter(|line| people[*line].iter().sum::<usize>() > 0).count() < 2
                || (0..2).filter(|line| people[0][*line] + people[1][*line] > 0).count() < 2;
            let hides_all = (0..4).all(|place| !shown[2][place] || people[place / 2][place % 2] == 0);
            for (place, values) in possible.iter().enumerate().filter(|(place, _)| !shown[2][*place]) {
                // Where all people are in one group of a column, the cells are the groups of the other one.
                let is_plain = is_line && hides_all;
                assert!(values.len() > 1 || is_plain, "{least} {people:?} {shown:?}: {place} is {values:?}");
            }
        };
        every_table::<4>(&[0, 1, 2, 3, 5], |[a, b, c, d]| see([a, b, c, d, 0, 0], 3));
        every_table::<6>(&[0, 1, 4], |people| see(people, 3));
        see([17, 3, 0, 20, 0, 0], 5);
    }

    /// Cells of a table with shown margins, people without a group in the last row and column.
    fn cells(people: &[&[usize]]) -> Vec<Vec<bool>> {
        let people: CellCounts = people.iter().map(|row| row.to_vec()).collect();
        let (rows, columns) = (vec![true; people.len() - 1], vec![true; people[0].len() - 1]);
        shown_cells(&[people], Margin { shown: &rows }, Margin { shown: &columns }, 5)
    }

    #[test]
    fn a_small_cell_takes_others_of_its_row_and_its_column_with_it() {
        assert_eq!(cells(&[&[9, 9, 0], &[9, 9, 0], &[0, 0, 0]]), [[true, true], [true, true]]);
        assert_eq!(cells(&[&[3, 9, 0], &[9, 8, 0], &[0, 0, 0]]), [[false, false], [false, false]]);
        let three = cells(&[&[3, 9, 10, 0], &[9, 8, 10, 0], &[9, 9, 10, 0], &[0, 0, 0, 0]]);
        assert_eq!(three, [[false, false, true], [false, false, true], [true, true, true]]);
        // Nine follows from the second row, and three from the column above it.
        assert_eq!(cells(&[&[3, 9, 0], &[9, 90, 0], &[0, 0, 0]]), [[false, false], [false, false]]);
        // That nobody is in the third cell would give the first one away.
        assert_eq!(cells(&[&[17, 3, 0], &[0, 20, 0], &[0, 0, 0]]), [[false, false], [false, false]]);
    }

    #[test]
    fn that_nobody_is_in_a_cell_is_said_where_nothing_is_hidden_or_it_is_plain_anyway() {
        assert_eq!(cells(&[&[9, 0, 0], &[0, 9, 0], &[0, 0, 0]]), [[true, true], [true, true]]);
        let apart = cells(&[&[3, 9, 0, 0], &[9, 8, 0, 0], &[0, 0, 10, 0], &[0, 0, 0, 0]]);
        assert_eq!(apart, [[false, false, true], [false, false, true], [true, true, true]]);
        assert_eq!(cells(&[&[3, 9, 0], &[9, 8, 0], &[0, 0, 0], &[0, 0, 0]])[2], [true, true]);
    }

    #[test]
    fn somebody_without_a_group_cannot_be_worked_out_of_the_margins() {
        assert_eq!(cells(&[&[9, 20, 1], &[9, 20, 0], &[0, 0, 0]]), [[false, true], [false, true]]);
        assert_eq!(cells(&[&[9, 20, 6], &[9, 20, 0], &[0, 0, 0]]), [[true, true], [true, true]]);
    }

    #[test]
    fn nobody_of_a_hidden_group_is_shown() {
        let people = vec![vec![3, 6, 0], vec![20, 20, 0], vec![2, 1, 0], vec![0, 0, 0]];
        let shown = shown_cells(&[people], Margin { shown: &[false, true, false] }, Margin { shown: &[true; 2] }, 5);
        assert_eq!(shown, [[false, false], [true, true], [false, false]]);
    }

    #[test]
    fn cells_are_hidden_that_one_of_several_tables_gives_away() {
        let all = vec![vec![9, 9, 0], vec![9, 9, 0], vec![0, 0, 0]];
        let few = vec![vec![3, 9, 0], vec![9, 9, 0], vec![0, 0, 0]];
        let both = Margin { shown: &[true, true] };
        assert_eq!(shown_cells(&[all, few], both, both, 5), [[false, false], [false, false]]);
    }
}
