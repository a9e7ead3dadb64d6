//! What the people of one table are scored with, and how their results are written.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use crate::answers::{Notice, NoticeCode, Order, Responses};
use crate::batch::context::BatchContext;
use crate::batch::people::identity::trimmed;
use crate::pack::Parallel;
use crate::survey::cells::Catalogue;
use crate::survey::dialect::Record;
use crate::survey::faults::is_formula_error;
use crate::survey::layout::{ColumnMeaning, Item, Layout};
use crate::text::{count, excerpt};

/// Everything that stays the same from row to row of a table.
#[derive(Debug)]
pub struct Plan<'p> {
    pub context: &'p BatchContext<'p>,
    pub catalogue: &'p Catalogue<'p>,
    pub table: TableShape<'p>,
    pub purpose: Purpose,
    /// Numbers of records that are left out as further ones of somebody, in order.
    pub set_aside: Vec<usize>,
    /// Nothing answered yet; its flags say which items the table has columns for.
    pub(super) blank: Responses,
    /// Whether some item has several columns, of which each person has one filled.
    has_branches: bool,
    id: Option<usize>,
    /// The column with names, where they are shown.
    name: Option<usize>,
    /// For each column the choice that a cell of one byte stands for, from 1, and 0 for none.
    plain: Vec<[u8; 256]>,
    /// For each column whether an empty cell means that nothing was answered.
    empty: Vec<bool>,
    /// The statements that have a column, in order of presentation.
    pub(super) statements: Vec<usize>,
    /// Says that some items are taken as not asked, where they have no column.
    pub(super) not_asked: Option<Notice>,
}

/// Returns the choice of an item that each byte stands for, from 1, and 0 for none.
fn plain(catalogue: &Catalogue<'_>, item: Item) -> [u8; 256] {
    let mut plain = [0; 256];
    for (choice, byte) in catalogue.plain(item).into_iter().enumerate() {
        if let (Some(byte), Ok(choice)) = (byte, u8::try_from(choice + 1)) {
            plain[usize::from(byte)] = choice;
        }
    }
    plain
}

fn not_asked(context: &BatchContext<'_>, layout: &Layout) -> Option<Notice> {
    let about: Vec<String> = layout.missing(context.pack).into_iter().map(ToString::to_string).collect();
    let message = format!("{} without a column, taken as not asked", count(about.len(), "item"));
    (!about.is_empty()).then_some(Notice { code: NoticeCode::ItemsNotAsked, message, about })
}

/// What differs from table to table.
#[derive(Clone, Copy, Debug)]
pub struct TableShape<'p> {
    pub layout: &'p Layout,
    /// The names of the columns.
    pub names: Option<&'p Record>,
    pub delimiter: u8,
    /// For people without an id: it comes before the number of the record.
    pub stem: &'p str,
    /// The first of the columns that an earlier run put behind rows that it rejected: the row, and the reasons.
    pub appended: Option<usize>,
}

/// What a table is read for.
#[derive(Clone, Debug)]
pub enum Purpose {
    Scores,
    /// The rows of people whose key is one of these, in order.
    Occurrences(Vec<u64>),
}

impl<'p> Plan<'p> {
    /// Prepares for a table.
    pub fn of(
        context: &'p BatchContext<'p>,
        catalogue: &'p Catalogue<'p>,
        table: TableShape<'p>,
        purpose: Purpose,
    ) -> Self {
        let questionnaire = context.pack.questionnaire();
        let mut blank = Responses::blank(questionnaire);
        blank.statements_presented.fill(false);
        blank.scenarios_presented.fill(false);
        for column in &table.layout.columns {
            match column {
                ColumnMeaning::Item(Item::Statement(index)) => blank.statements_presented[*index] = true,
                ColumnMeaning::Item(Item::Scenario(index)) => blank.scenarios_presented[*index] = true,
                ColumnMeaning::Item(Item::Twin(index)) => {
                    blank.scenarios_presented[*index] = true;
                    blank.parallels[*index] = Parallel::B;
                }
                ColumnMeaning::Id | ColumnMeaning::Name | ColumnMeaning::Time | ColumnMeaning::Other => {}
            }
        }
        let items = || {
            table.layout.columns.iter().map(|column| match column {
                ColumnMeaning::Item(item) => Some(*item),
                ColumnMeaning::Id | ColumnMeaning::Name | ColumnMeaning::Time | ColumnMeaning::Other => None,
            })
        };
        let plain = items().map(|item| item.map_or([0; 256], |item| plain(catalogue, item)));
        let empty = items().map(|item| item.is_some_and(|item| catalogue.read(item, "") == Ok(None)));
        Self {
            context,
            catalogue,
            table,
            purpose,
            set_aside: Vec::new(),
            statements: Order::of(questionnaire, &blank, None).statements,
            blank,
            id: table.layout.columns.iter().position(|column| *column == ColumnMeaning::Id),
            name: table
                .layout
                .columns
                .iter()
                .position(|column| *column == ColumnMeaning::Name)
                .filter(|_| context.shows_names()),
            plain: plain.collect(),
            empty: empty.collect(),
            has_branches: table.layout.has_branches(),
            not_asked: not_asked(context, table.layout),
        }
    }

    /// Returns what the columns hold.
    pub(super) fn columns(&self) -> &'p [ColumnMeaning] {
        &self.table.layout.columns
    }

    /// Says where a record that begins in a line holds NUL bytes, which no answer and no name has.
    pub(super) fn stray_nuls(&self, cells: &[&[u8]], line: impl Fn() -> usize) -> Vec<String> {
        if cells.iter().all(|cell| memchr(0, cell).is_none()) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut lines = line();
        for (index, cell) in cells.iter().enumerate() {
            if let Some(at) = memchr(0, cell) {
                let name = self.table.names.and_then(|names| names.cells.get(index)).unwrap_or_default();
                let line = lines + memchr_iter(b'\n', &cell[..at]).count();
                found.push(format!(
                    "`{}`: a NUL byte in line {line}, column {}; remove it",
                    excerpt(name, 40),
                    index + 1
                ));
            }
            lines += memchr_iter(b'\n', cell).count();
        }
        found
    }

    /// Says whether a record is no person's.
    pub(super) fn skips(&self, cells: &[&[u8]]) -> bool {
        self.table.layout.has_rows_to_skip() && {
            let cells: Vec<Cow<'_, str>> = cells.iter().map(|cell| String::from_utf8_lossy(cell)).collect();
            self.table.layout.skips(&cells.iter().map(AsRef::as_ref).collect::<Vec<_>>())
        }
    }

    /// Says whether a record is left out as a further one of somebody.
    pub(super) fn is_set_aside(&self, record: impl FnOnce() -> usize) -> bool {
        !self.set_aside.is_empty() && self.set_aside.binary_search(&record()).is_ok()
    }

    /// Returns who a record is about: its id, or else its number.
    pub(super) fn person<'c>(&self, cells: &[&'c [u8]], record: impl FnOnce() -> usize) -> Cow<'c, [u8]> {
        self.id(cells).map_or_else(|| Cow::Owned(self.numbered(record())), Cow::Borrowed)
    }

    /// Returns the id of a record, if it has one.
    pub(super) fn id<'c>(&self, cells: &[&'c [u8]]) -> Option<&'c [u8]> {
        self.id.map(|id| trimmed(cells[id])).filter(|id| !id.is_empty())
    }

    /// Returns the name of a person, where it is shown and there is one.
    pub(super) fn name<'c>(&self, cells: &[&'c [u8]]) -> Option<Cow<'c, str>> {
        let name = trimmed(cells[self.name?]);
        (!name.is_empty()).then(|| String::from_utf8_lossy(name))
    }

    /// Says that the id of a record is what a formula came to that failed.
    pub(super) fn failed_id(&self, cells: &[&[u8]]) -> Option<String> {
        let id = self.id(cells).filter(|id| id.starts_with(b"#"))?;
        let id = std::str::from_utf8(id).ok().filter(|id| is_formula_error(id))?;
        Some(format!("`id`: `{id}` is the error of a formula"))
    }

    /// Returns the row that a rejected record had in the table that it comes from.
    pub(super) fn row(&self, cells: &[&[u8]]) -> Option<usize> {
        std::str::from_utf8(cells[self.table.appended?]).ok()?.trim().parse().ok()
    }

    /// Returns the name of a person without an id.
    pub(super) fn numbered(&self, record: usize) -> Vec<u8> {
        format!("{}{record}", self.table.stem).into_bytes()
    }

    /// Reads the cells of a record into responses; each that cannot be read gives a reason and stays missing.
    pub(super) fn read<'c>(
        &self,
        responses: &mut Responses,
        cells: impl Iterator<Item = &'c [u8]>,
        mut refuse: impl FnMut(String),
    ) {
        responses.clone_from(&self.blank);
        for (index, (cell, column)) in cells.zip(self.columns()).enumerate() {
            let ColumnMeaning::Item(item) = column else { continue };
            let choice = match cell {
                [] if self.empty[index] => None,
                [byte] if self.plain[index][usize::from(*byte)] != 0 => {
                    Some(u16::from(self.plain[index][usize::from(*byte)] - 1))
                }
                _ => match self.catalogue.read(*item, &String::from_utf8_lossy(cell)) {
                    Ok(choice) => choice,
                    Err(reason) => {
                        refuse(self.shown(*item, reason));
                        None
                    }
                },
            };
            let Some(choice) = choice else { continue };
            if self.has_branches && Self::has_choice(responses, *item) {
                refuse(format!("`{}`: answered in more than one column", self.catalogue.id(*item)));
            }
            match item {
                Item::Statement(index) => {
                    let response = self.context.pack.questionnaire().scale.min + i32::from(choice);
                    responses.statements[*index] = Some(response);
                }
                Item::Scenario(index) | Item::Twin(index) => responses.scenarios[*index] = Some(usize::from(choice)),
            }
        }
    }

    /// Says why a cell cannot be read. With pseudonyms nothing of the cell is shown: it could say who it was.
    fn shown(&self, item: Item, reason: String) -> String {
        match self.context.pseudonyms {
            Some(_) => format!("`{}`: the value is not an answer", self.catalogue.id(item)),
            None => reason,
        }
    }

    /// Returns whether responses hold a choice for an item.
    fn has_choice(responses: &Responses, item: Item) -> bool {
        match item {
            Item::Statement(index) => responses.statements[index].is_some(),
            Item::Scenario(index) | Item::Twin(index) => responses.scenarios[index].is_some(),
        }
    }
}
