//! The head of a table: its header, its first rows, and what in them is not understood.

use std::collections::HashMap;

use crate::load::mapping::Mapping;
use crate::load::preset::Preset;
use crate::survey::cells::{Catalogue, key};
use crate::survey::dialect::{
    Asked, Dialect, check_lines, decode, delimiter_of, encoding_of, header_rows_of, import_row, records,
};
use crate::survey::fold::trim;
use crate::survey::layout::{Column, Item, Layout};
use crate::survey::likely;
use crate::survey::problem::Problem;
use crate::survey::recognition::{Marks, Recognition, recognise};
use crate::text::count;

/// How many rows are looked at.
pub const ROWS: usize = 1000;

/// The head of a table.
#[derive(Debug)]
pub struct Sample {
    pub dialect: Dialect,
    /// The rows that name the columns.
    pub header: Vec<Vec<String>>,
    pub rows: Vec<Vec<String>>,
    /// Whether there is more of the table than these rows.
    pub is_part: bool,
}

/// Answers of one spelling that are not understood: to one scenario, or to statements.
#[derive(Debug, PartialEq, Eq)]
pub struct Unread {
    pub item: Item,
    /// As it stands in the first of the cells.
    pub text: String,
    pub times: usize,
    /// The row of the first of them, counted as a spreadsheet does.
    pub row: usize,
}

impl Sample {
    /// Reads the first bytes of a table; `is_cut` says that there are more. Where the mapping names no preset, the one
    /// that the header gives away is set in it.
    ///
    /// # Errors
    ///
    /// As [`sniff`](crate::survey::dialect::sniff).
    pub fn read(
        head: &[u8],
        is_cut: bool,
        catalogue: &Catalogue<'_>,
        mapping: &mut Mapping,
        asked: Asked,
    ) -> Result<Self, Problem> {
        let (encoding, mark) = encoding_of(head, asked.encoding.or(mapping.encoding))?;
        let text = decode(&head[mark..], encoding)?;
        check_lines(&text)?;
        let delimiter = delimiter_of(&text, catalogue, mapping, asked.delimiter.or(mapping.delimiter))?;
        let mut header = records(&text, delimiter, ROWS + 10);
        if mapping.preset.is_none() {
            let names: Vec<&str> = header.iter().take(1).flatten().map(String::as_str).collect();
            mapping.preset = likely::tool(&names).map(|habits| habits.preset);
        }
        if mapping.preset == Some(Preset::Qualtrics) && import_row(&header).is_none() {
            // Somebody took the other headers out; the mapping says so.
            mapping.header_rows.get_or_insert(1);
        }
        let header_rows = header_rows_of(&header, mapping)?;
        let mut rows = header.split_off(header_rows.min(header.len()));
        let is_part = is_cut || rows.len() > ROWS;
        // The last row of a head may be half of one.
        rows.truncate(if is_cut { rows.len().saturating_sub(1).min(ROWS) } else { ROWS });
        Ok(Self { dialect: Dialect { delimiter, encoding, has_mark: mark > 0, header_rows }, header, rows, is_part })
    }

    /// Returns the cells of the header, row by row.
    pub fn header(&self) -> Vec<Vec<&str>> {
        self.header.iter().map(|row| row.iter().map(String::as_str).collect()).collect()
    }

    /// Says what each column of the header means by itself.
    pub fn recognise(&self, catalogue: &Catalogue<'_>, mapping: &Mapping) -> Vec<Recognition> {
        let header = self.header();
        let rows: Vec<&[&str]> = header.iter().map(Vec::as_slice).collect();
        recognise(&rows, catalogue, mapping)
    }

    /// Reads the header as a whole.
    ///
    /// # Errors
    ///
    /// As [`Layout::of_rows`].
    pub fn layout(&self, catalogue: &Catalogue<'_>, mapping: &Mapping) -> Result<Layout, Vec<Problem>> {
        let header = self.header();
        let rows: Vec<&[&str]> = header.iter().map(Vec::as_slice).collect();
        Layout::of_rows(&rows, catalogue, mapping)
    }

    /// Finds a row that is not as wide as the header, counted as a spreadsheet does: people of such a table are not scored.
    pub fn ragged(&self) -> Option<Problem> {
        let width = self.header.first().map(Vec::len)?;
        let is_ragged = |row: &&Vec<String>| row.len() != width && row.iter().any(|cell| !trim(cell).is_empty());
        let (index, row) = self.rows.iter().enumerate().find(|(_, row)| is_ragged(row))?;
        let number = self.dialect.header_rows + index + 1;
        let problem = Problem::new(format!("row {number} has {}, the header {width}", count(row.len(), "cell")));
        Some(problem.help("look for a missing quote or delimiter in this row or just before it"))
    }

    /// Collects the answers that are not understood, in order of their first appearance. All statements share a scale,
    /// so one spelling counts once for all of them.
    pub fn unread(&self, recognised: &[Recognition], catalogue: &Catalogue<'_>, mapping: &Mapping) -> Vec<Unread> {
        let marks = Marks::of(&self.header(), mapping);
        let mut found: Vec<Unread> = Vec::new();
        let mut places: HashMap<(Option<usize>, String), usize> = HashMap::new();
        for (index, row) in self.rows.iter().enumerate() {
            let row: Vec<&str> = row.iter().map(String::as_str).collect();
            if marks.are_on(&row) {
                continue;
            }
            for (cell, recognition) in row.iter().zip(recognised) {
                let Recognition::One(Column::Item(item), _) = recognition else { continue };
                if catalogue.read(*item, cell).is_ok() {
                    continue;
                }
                let scenario = match item {
                    Item::Statement(_) => None,
                    Item::Scenario(index) => Some(*index),
                };
                let place = *places.entry((scenario, key(cell))).or_insert(found.len());
                if place == found.len() {
                    let row = self.dialect.header_rows + index + 1;
                    found.push(Unread { item: *item, text: trim(cell).to_owned(), times: 0, row });
                }
                found[place].times += 1;
            }
        }
        found
    }
}
