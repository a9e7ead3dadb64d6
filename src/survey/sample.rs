//! The head of a table: its header, its first rows, and what in them is not understood.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::load::mapping::Mapping;
use crate::load::preset::Preset;
use crate::pack::Item;
use crate::survey::cells::{Catalogue, key};
use crate::survey::dialect::{
    Dialect, Record, StatedDialect, check_lines, check_marks, delimiter_of, header_below, header_rows_of, import_row,
    records,
};
use crate::survey::encoding::{decode, encoding_of};
use crate::survey::fold::trim;
use crate::survey::layout::{ColumnMeaning, Layout};
use crate::survey::likely;
use crate::survey::problem::Problem;
use crate::survey::recognition::{Marks, Recognition, recognise};
use crate::text::{BYTE_ORDER_MARK, count};

/// How many rows are looked at.
pub const ROWS: usize = 1000;

/// The head of a table.
#[derive(Debug)]
pub struct Sample {
    pub dialect: Dialect,
    /// The rows that name the columns.
    pub header: Vec<Record>,
    pub rows: Vec<Record>,
    /// Whether there is more of the table than these rows.
    pub is_part: bool,
}

/// Answers of one spelling that are not understood: to one scenario, or to statements.
#[derive(Debug, PartialEq, Eq)]
pub struct Unread {
    pub item: Item,
    /// As written in the first of the cells.
    pub text: String,
    pub times: usize,
    /// The row of the first of them, as a spreadsheet counts.
    pub row: usize,
}

impl Sample {
    /// Reads the first bytes of a table; `is_cut` says that there are more. Where the mapping names no preset, the one
    /// that the header gives away is set in it.
    ///
    /// # Errors
    ///
    /// Bytes that are no text of the encoding, a delimiter that was asked for and parts nothing, lines above the header, and rows
    /// that look like headers but are not known to be, or the other way round.
    pub fn read(
        head: &[u8],
        is_cut: bool,
        catalogue: &Catalogue<'_>,
        mapping: &mut Mapping,
        asked: StatedDialect,
    ) -> Result<Self, Problem> {
        let (encoding, mark) = encoding_of(head, asked.encoding.or(mapping.encoding))?;
        let text = decode(&head[mark..], encoding)?;
        check_lines(&text)?;
        let delimiter = delimiter_of(&text, catalogue, mapping, asked.delimiter.or(mapping.delimiter))?;
        let mut header = records(&text, delimiter, ROWS + 10);
        if mapping.preset.is_none() {
            let names: Vec<&str> = header.first().map(Record::cells).unwrap_or_default();
            let by_import = import_row(&header).map(|_| Preset::Qualtrics);
            mapping.preset = likely::tool(&names).map(|habits| habits.preset).or(by_import);
        }
        let header_rows = header_rows_of(&header, catalogue, mapping)?;
        let mut rows = header.split_off(header_rows.min(header.len()));
        check_marks(&header)?;
        let is_part = is_cut || rows.len() > ROWS;
        // The last row of a head may be half of one.
        rows.truncate(if is_cut { rows.len().saturating_sub(1).min(ROWS) } else { ROWS });
        let dialect = Dialect { delimiter, encoding, has_mark: mark > 0, header_rows };
        let sample = Self { dialect, header, rows, is_part };
        let names_none = |row: &Record| Layout::known(&row.cells(), catalogue, mapping) == 0;
        if sample.header.iter().all(names_none)
            && let Some(problem) = header_below(&text, catalogue, mapping)
        {
            return Err(problem);
        }
        Ok(sample)
    }

    /// Reads the first bytes of a part of a table: people from its first row on, under the header of another file.
    ///
    /// # Errors
    ///
    /// Bytes that are no text of the encoding, and a first row that is the header once more.
    pub fn of_part(table: Self, head: &[u8], is_cut: bool) -> Result<Self, Problem> {
        let Self { dialect, header, .. } = table;
        let mark = usize::from(head.starts_with(BYTE_ORDER_MARK.as_bytes())) * BYTE_ORDER_MARK.len();
        let text = decode(&head[mark..], dialect.encoding)?;
        check_lines(&text)?;
        let mut rows = records(&text, dialect.delimiter, ROWS + 1);
        if let (Some(first), Some(names)) = (rows.first(), header.first())
            && first.cells == names.cells
        {
            return Err(Problem::new("the first row is the header").help("remove that row, or `--columns`"));
        }
        let is_part = is_cut || rows.len() > ROWS;
        rows.truncate(if is_cut { rows.len().saturating_sub(1).min(ROWS) } else { ROWS });
        Ok(Self { dialect: Dialect { has_mark: mark > 0, ..dialect }, header, rows, is_part })
    }

    /// Returns the cells of the header, row by row.
    pub fn header(&self) -> Vec<Vec<&str>> {
        self.header.iter().map(Record::cells).collect()
    }

    /// Takes off what an earlier run put before cells that would run as formulas.
    pub fn unguard(&mut self, unguarded: impl Fn(&str) -> Cow<'_, str>) {
        for row in self.header.iter_mut().chain(&mut self.rows) {
            row.cells = row.cells.iter().map(&unguarded).collect();
        }
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
        let width = self.header.first().map(|row| row.cells.len())?;
        let is_ragged = |row: &&Record| row.cells.len() != width && row.cells.iter().any(|cell| !trim(cell).is_empty());
        let Record { cells, row, .. } = self.rows.iter().find(is_ragged)?;
        let problem = Problem::new(format!("row {row} has {}, the header has {width}", count(cells.len(), "cell")));
        Some(problem.help("look for a missing quote or delimiter in this row or the one before it"))
    }

    /// Collects the answers that are not understood, in order of their first appearance. All statements share a scale,
    /// so one spelling counts once for all of them.
    pub fn unread(&self, recognised: &[Recognition], catalogue: &Catalogue<'_>, mapping: &Mapping) -> Vec<Unread> {
        let marks = Marks::of(&self.header(), mapping);
        let mut found: Vec<Unread> = Vec::new();
        let mut places: HashMap<(Option<Item>, String), usize> = HashMap::new();
        for record in &self.rows {
            let cells = record.cells();
            if marks.are_on(&cells) {
                continue;
            }
            for (cell, recognition) in cells.iter().zip(recognised) {
                let Recognition::One(ColumnMeaning::Item(item), _) = recognition else { continue };
                if catalogue.read(*item, cell).is_ok() {
                    continue;
                }
                let scenario = match item {
                    Item::Statement(_) => None,
                    Item::Scenario(_) | Item::Twin(_) => Some(*item),
                };
                let place = *places.entry((scenario, key(cell))).or_insert(found.len());
                if place == found.len() {
                    found.push(Unread { item: *item, text: trim(cell).to_owned(), times: 0, row: record.row });
                }
                found[place].times += 1;
            }
        }
        found
    }
}
