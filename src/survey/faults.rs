//! Rows that no mapping makes readable, found before a run rejects them.

use crate::load::mapping::Mapping;
use crate::pack::Item;
use crate::survey::cells::Catalogue;
use crate::survey::dialect::Record;
use crate::survey::fold::trim;
use crate::survey::layout::{ColumnMeaning, letters};
use crate::survey::problem::Problem;
use crate::survey::recognition::{Marks, Recognition};
use crate::survey::sample::Sample;
use crate::text::{count, few_of};

/// What spreadsheets show in place of the result of a formula that failed.
const FORMULA_ERRORS: [&str; 8] = ["#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#DATA!"];

/// Whether a cell holds the error of a formula.
pub(crate) fn is_formula_error(cell: &str) -> bool {
    FORMULA_ERRORS.contains(&cell)
}

/// Finds the first rows that are rejected whatever the mapping says, each kind with its places.
pub fn unreadable_rows(
    sample: &Sample,
    recognised: &[Recognition],
    catalogue: &Catalogue<'_>,
    mapping: &Mapping,
) -> Vec<Problem> {
    let marks = Marks::of(&sample.header(), mapping);
    let rows = || sample.rows.iter().filter(|row| !marks.are_on(&row.cells()));
    let place = |(row, column): (usize, usize)| format!("row {row}, column {}", letters(column));
    let found = |fault: &dyn Fn(&Record) -> Option<usize>| -> Vec<String> {
        rows().filter_map(|row| Some(place((row.row, fault(row)?)))).collect()
    };
    let nuls = found(&|row| row.cells.iter().position(|cell| cell.contains('\0')));
    let id = recognised.iter().position(|it| matches!(it, Recognition::One(ColumnMeaning::Id, _)));
    let failed = found(&|row| id.filter(|id| row.cells.get(*id).is_some_and(|cell| is_formula_error(trim(cell)))));
    let twice = found(&|row| answered_before(row, recognised, catalogue));
    [
        (nuls, "with a NUL byte", "remove it; until then such rows are rejected"),
        (failed, "with the error of a formula as the id", "correct the formula; until then such rows are rejected"),
        (twice, "with two answers to one item", "empty the wrong one; until then such rows are rejected"),
    ]
    .into_iter()
    .filter(|(places, ..)| !places.is_empty())
    .map(|(places, what, help)| {
        let rows = count(places.len(), "row");
        Problem::new(format!("{rows} {what}: {}", few_of(places.iter().map(String::as_str)))).help(help)
    })
    .collect()
}

/// Finds a cell that answers an item which an earlier column of the row has answered.
fn answered_before(row: &Record, recognised: &[Recognition], catalogue: &Catalogue<'_>) -> Option<usize> {
    let mut answered: Vec<Item> = Vec::new();
    row.cells.iter().zip(recognised).position(|(cell, recognition)| match recognition {
        Recognition::One(ColumnMeaning::Item(item), _) => {
            let is_answer = matches!(catalogue.read(*item, cell), Ok(Some(_)));
            let is_again = is_answer && answered.contains(item);
            answered.extend(is_answer.then_some(*item));
            is_again
        }
        Recognition::One(..) | Recognition::Several(_) | Recognition::Nothing => false,
    })
}
