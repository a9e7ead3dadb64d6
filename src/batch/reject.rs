//! Rows that were not scored, as they came, with a column that says why.

use std::borrow::Cow;

use crate::batch::layout::Column;
use crate::batch::plan::Plan;
use crate::batch::rows::field;

/// Writes the cells of a record and the reasons against it. With pseudonyms, what is no answer is left out: it could say
/// who it was.
pub(super) fn reject_row(out: &mut Vec<u8>, plan: &Plan<'_>, cells: &[&[u8]], reasons: &[String]) {
    for (cell, column) in cells.iter().zip(plan.columns()) {
        let shown: Cow<'_, [u8]> = match (&plan.setting.pseudonyms, column) {
            (None, _) | (Some(_), Column::Item(_)) => Cow::Borrowed(cell),
            (Some(pseudonyms), Column::Id) => Cow::Owned(pseudonyms.of(cell.trim_ascii()).into_bytes()),
            (Some(_), Column::Name | Column::Time | Column::Other) => Cow::Borrowed(b""),
        };
        out.extend_from_slice(&cell_of(&shown, plan.table.delimiter));
        out.push(plan.table.delimiter);
    }
    out.extend_from_slice(&cell_of(reasons.join("; ").as_bytes(), plan.table.delimiter));
    out.push(b'\n');
}

/// Numbers stay what they are; other texts are kept from running as formulas.
fn cell_of(cell: &[u8], delimiter: u8) -> Cow<'_, [u8]> {
    let is_number = std::str::from_utf8(cell).is_ok_and(|text| text.trim().parse::<f64>().is_ok());
    if is_number { Cow::Borrowed(cell) } else { field(cell, delimiter) }
}
