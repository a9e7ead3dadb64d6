//! What the people of one table are scored with, and how their results are written.

use std::borrow::Cow;
use std::sync::Arc;

use memchr::{memchr, memchr_iter};

use crate::answers::{Notice, NoticeCode, Order, Responses};
use crate::batch::context::BatchContext;
use crate::batch::people::identity::trimmed;
use crate::batch::records::Cells;
use crate::pack::{Chosen, Parallel};
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
    /// What each column has the answers to.
    answers: Vec<Option<AnswerColumn>>,
    /// The statements that have a column, in order of presentation.
    pub(super) statements: Vec<usize>,
    /// Says that some items are taken as not asked, where they have no column.
    pub(super) not_asked: Option<Notice>,
}

/// A column with the answers to an item.
#[derive(Debug)]
struct AnswerColumn {
    item: Item,
    /// Most items share one: a table each would not stay in a core's cache.
    plain: Arc<PlainChoices>,
}

/// For each byte what was chosen where a cell has nothing else, if that says anything.
type PlainChoices = [Option<Chosen>; 256];

/// Returns for each column what it has the answers to, if to anything.
fn answers(catalogue: &Catalogue<'_>, columns: &[ColumnMeaning]) -> Vec<Option<AnswerColumn>> {
    let mut known: Vec<Arc<PlainChoices>> = Vec::new();
    let column = |column: &ColumnMeaning| {
        let ColumnMeaning::Item(item) = *column else { return None };
        let plain = plain_choices(catalogue, item);
        let shared = known.iter().find(|other| ***other == plain).cloned();
        let plain = shared.unwrap_or_else(|| {
            known.push(Arc::new(plain));
            Arc::clone(&known[known.len() - 1])
        });
        Some(AnswerColumn { item, plain })
    };
    columns.iter().map(column).collect()
}

fn plain_choices(catalogue: &Catalogue<'_>, item: Item) -> PlainChoices {
    let mut plain = [None; 256];
    for (choice, byte) in catalogue.plain(item).into_iter().enumerate() {
        if let Some(byte) = byte {
            plain[usize::from(byte)] = Chosen::new(choice);
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
                    Arc::make_mut(&mut blank.parallels)[*index] = Parallel::B;
                }
                ColumnMeaning::Id | ColumnMeaning::Name | ColumnMeaning::Time | ColumnMeaning::Other => {}
            }
        }
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
            answers: answers(catalogue, &table.layout.columns),
            has_branches: table.layout.has_branches(),
            not_asked: not_asked(context, table.layout),
        }
    }

    /// Returns what the columns hold.
    pub(super) fn columns(&self) -> &'p [ColumnMeaning] {
        &self.table.layout.columns
    }

    /// Says where a record that begins in a line holds NUL bytes, which no answer and no name has.
    pub(super) fn stray_nuls(&self, cells: Cells<'_>, line: impl Fn() -> usize) -> Vec<String> {
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
    pub(super) fn skips(&self, cells: Cells<'_>) -> bool {
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
    pub(super) fn person<'c>(&self, cells: Cells<'c>, record: impl FnOnce() -> usize) -> Cow<'c, [u8]> {
        self.id(cells).map_or_else(|| Cow::Owned(self.numbered(record())), Cow::Borrowed)
    }

    /// Returns the id of a record, if it has one.
    pub(super) fn id<'c>(&self, cells: Cells<'c>) -> Option<&'c [u8]> {
        self.id.map(|id| trimmed(cells.at(id))).filter(|id| !id.is_empty())
    }

    /// Returns the name of a person, where it is shown and there is one.
    pub(super) fn name<'c>(&self, cells: Cells<'c>) -> Option<Cow<'c, str>> {
        let name = trimmed(cells.at(self.name?));
        (!name.is_empty()).then(|| String::from_utf8_lossy(name))
    }

    /// Says that the id of a record is what a formula came to that failed.
    pub(super) fn failed_id(&self, cells: Cells<'_>) -> Option<String> {
        let id = self.id(cells).filter(|id| id.starts_with(b"#"))?;
        let id = std::str::from_utf8(id).ok().filter(|id| is_formula_error(id))?;
        Some(format!("`id`: `{id}` is the error of a formula"))
    }

    /// Returns the row that a rejected record had in the table that it comes from.
    pub(super) fn row(&self, cells: Cells<'_>) -> Option<usize> {
        std::str::from_utf8(cells.at(self.table.appended?)).ok()?.trim().parse().ok()
    }

    /// Returns the name of a person without an id.
    pub(super) fn numbered(&self, record: usize) -> Vec<u8> {
        format!("{}{record}", self.table.stem).into_bytes()
    }

    /// Reads the cells of a record into responses that were [blank](Self::blank) once; each that cannot be read gives a reason and
    /// stays missing.
    pub(super) fn read(&self, responses: &mut Responses, cells: Cells<'_>, reasons: &mut Vec<String>) {
        responses.statements.fill(None);
        responses.scenarios.fill(None);
        for (column, (byte, answers)) in cells.bytes().iter().zip(&self.answers).enumerate() {
            let Some(AnswerColumn { item, plain }) = answers else { continue };
            let chosen = match plain[usize::from(*byte)] {
                Some(chosen) => chosen,
                None => match self.chosen(*item, cells.at(column), reasons) {
                    Some(chosen) => chosen,
                    None => continue,
                },
            };
            let answer = match *item {
                Item::Statement(index) => &mut responses.statements[index],
                Item::Scenario(index) | Item::Twin(index) => &mut responses.scenarios[index],
            };
            if self.has_branches && answer.is_some() {
                reasons.push(format!("`{}`: answered in more than one column", self.catalogue.id(*item)));
            }
            *answer = Some(chosen);
        }
    }

    /// Reads a cell by the words of the catalogue.
    #[cold]
    fn chosen(&self, item: Item, cell: &[u8], reasons: &mut Vec<String>) -> Option<Chosen> {
        let choice = self.catalogue.read(item, &String::from_utf8_lossy(cell)).unwrap_or_else(|reason| {
            reasons.push(self.shown(item, reason));
            None
        });
        Chosen::new(usize::from(choice?))
    }

    /// Says why a cell cannot be read. With pseudonyms nothing of the cell is shown: it could say who it was.
    fn shown(&self, item: Item, reason: String) -> String {
        match self.context.pseudonyms {
            Some(_) => format!("`{}`: the value is not an answer", self.catalogue.id(item)),
            None => reason,
        }
    }
}
