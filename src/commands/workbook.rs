//! Which sheet of a workbook is read: the one that is named, or the only one whose columns are items.

use std::fs::File;
use std::io::{Read, Seek};

use encoding_rs::UTF_8;

use crate::load::mapping::Mapping;
use crate::load::workbook::{Refusal, Workbook, is_workbook};
use crate::output::spool::Spool;
use crate::survey::dialect::StatedDialect;
use crate::survey::{Catalogue, Layout, Problem};
use crate::text::all_of;

/// How a sheet is written as a table.
pub(super) const AS_TABLE: StatedDialect = StatedDialect { delimiter: Some(b','), encoding: Some(UTF_8) };

/// A sheet, as the table that a spreadsheet would save.
#[derive(Debug)]
pub(super) struct Saved {
    pub name: String,
    pub table: File,
}

/// Saves the sheet of a workbook that is read, up to a number of rows; a file that is no workbook has none.
pub(super) fn saved(
    mut file: impl Read + Seek,
    sheet: Option<&str>,
    rows: usize,
    catalogue: &Catalogue<'_>,
    mapping: &Mapping,
) -> Result<Option<Saved>, Refusal> {
    let mut start = Vec::new();
    (&mut file).take(8).read_to_end(&mut start)?;
    if !is_workbook(&start)? {
        return match sheet {
            Some(_) => Err(Refusal::Said("`--sheet` needs a workbook (`.xlsx`)".to_owned(), "remove it")),
            None => Ok(None),
        };
    }
    let mut book = Workbook::open(file)?;
    let name = chosen(&mut book, sheet, catalogue, mapping)?;
    let table = book.write(&name, rows, Spool::new()?)?.into_file()?;
    Ok(Some(Saved { name, table }))
}

/// Returns what the last header of each sheet says; a file that is no workbook has none.
pub(super) fn last_headers(mut file: impl Read + Seek) -> Option<Vec<String>> {
    let mut start = Vec::new();
    (&mut file).take(8).read_to_end(&mut start).ok()?;
    if !is_workbook(&start).ok()? {
        return None;
    }
    let mut book = Workbook::open(file).ok()?;
    let sheets = book.sheets().to_vec();
    let last = |sheet: String| book.head(&sheet).ok()?.first()?.last().cloned();
    Some(sheets.into_iter().filter_map(last).collect())
}

fn chosen<R: Read + Seek>(
    book: &mut Workbook<R>,
    sheet: Option<&str>,
    catalogue: &Catalogue<'_>,
    mapping: &Mapping,
) -> Result<String, Refusal> {
    let sheets = book.sheets().to_vec();
    let names = |sheets: &[String]| {
        all_of(sheets.iter().map(|sheet| format!("`{sheet}`")).collect::<Vec<_>>().iter().map(String::as_str))
    };
    if let Some(asked) = sheet {
        let found = sheets.iter().find(|sheet| sheet.as_str() == asked).cloned();
        return found.ok_or_else(|| {
            Refusal::Said(format!("no sheet `{asked}`; the workbook has {}", names(&sheets)), "correct `--sheet`")
        });
    }
    let mut filled = Vec::new();
    for sheet in sheets {
        let rows = book.head(&sheet)?;
        let known =
            |row: &Vec<String>| Layout::known(&row.iter().map(String::as_str).collect::<Vec<_>>(), catalogue, mapping);
        if !rows.is_empty() {
            filled.push((rows.iter().map(known).max().unwrap_or_default(), sheet));
        }
    }
    // A list of the questions names an item a row.
    let most = filled.iter().map(|(known, _)| *known).max().unwrap_or_default();
    filled.retain(|(known, _)| 2 * known >= most);
    let mut filled: Vec<String> = filled.into_iter().map(|(_, sheet)| sheet).collect();
    match filled.len() {
        0 => Err(Refusal::Said("the workbook is empty".to_owned(), "name another file")),
        1 => Ok(filled.remove(0)),
        _ if most == 0 => {
            Err(Refusal::Said(format!("no sheet has columns of items: {}", names(&filled)), "name one with `--sheet`"))
        }
        _ => Err(Refusal::Said(
            format!("several sheets have columns of items: {}", names(&filled)),
            "name one with `--sheet`",
        )),
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Said(message, help) => Self::new(message).help(help),
            Refusal::Unreadable(error) => Self::new(format!("cannot be read: {error}")).help("check the file"),
        }
    }
}
