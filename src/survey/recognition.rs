//! What each header of a table means by itself: by the mapping, by its own name, or by the habits of a survey tool.

use crate::load::mapping::Mapping;
use crate::load::preset::{Habits, Preset};
use crate::pack::{Id, Item};
use crate::survey::cells::Catalogue;
use crate::survey::fold::{fold, squeeze, trim};
use crate::survey::layout::ColumnMeaning;
use crate::survey::names::How;

/// How a column was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecognisedBy {
    /// The mapping file names its header.
    Mapping,
    /// Its name is `id`.
    Name,
    /// The header names an item.
    Item(How),
    /// The survey tool writes such a column into every export.
    Preset,
}

/// What the header of one column says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognition {
    One(ColumnMeaning, RecognisedBy),
    /// The header may mean any of these.
    Several(Vec<Item>),
    Nothing,
}

/// How a cell begins that holds an identifier for importing, not a name.
const IMPORT: &str = "{\"ImportId\":";

/// The marks by which a survey tool tells previews and tests from people: a column, and words in it.
#[derive(Debug)]
pub(super) struct Marks(Option<(usize, &'static [&'static str])>);

impl Marks {
    /// Says whether there is such a column.
    pub(super) fn are_there(&self) -> bool {
        self.0.is_some()
    }

    /// Finds the column in a header.
    pub(super) fn of<'h>(header: &[impl AsRef<[&'h str]>], mapping: &Mapping) -> Self {
        let place = |(name, words): (&str, &'static [&'static str])| {
            let is_it = |cell: &&str| fold(cell) == fold(name);
            Some((header.iter().find_map(|row| row.as_ref().iter().position(is_it))?, words))
        };
        Self(mapping.preset.and_then(|preset| preset.habits().not_people).and_then(place))
    }

    /// Says whether a row is not an answer row.
    pub(super) fn are_on(&self, cells: &[&str]) -> bool {
        self.0.is_some_and(|(column, words)| cells.get(column).is_some_and(|cell| is_one(words, trim(cell))))
    }
}

fn is_one(words: &[&str], cell: &str) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(cell))
}

/// Says whether a row is one that survey tools put above the answers for their own import.
pub fn is_import_row(cells: &[&str]) -> bool {
    cells.iter().any(|cell| is_import(cell))
}

/// Says whether a cell of the header holds an identifier for importing.
pub(super) fn is_import(cell: &str) -> bool {
    trim(cell).starts_with(IMPORT)
}

/// Says what each column of a header means by itself; every row of the header may name items.
pub fn recognise(header: &[&[&str]], catalogue: &Catalogue<'_>, mapping: &Mapping) -> Vec<Recognition> {
    let mapped = Mapped::of(mapping);
    let habits = mapping.preset.map(Preset::habits);
    let rows: Vec<&[&str]> = header.iter().copied().filter(|row| !is_import_row(row)).collect();
    let width = header.iter().map(|row| row.len()).max().unwrap_or_default();
    let mut recognised: Vec<Recognition> = (0..width)
        .map(|index| {
            let cells: Vec<&str> = rows.iter().filter_map(|row| row.get(index).copied()).collect();
            let by_mapping = cells.iter().find_map(|cell| mapped.column(cell, catalogue));
            by_mapping.unwrap_or_else(|| by_name(&cells, catalogue, habits))
        })
        .collect();
    forget_id(&mut recognised, mapping.person.id.is_some());
    if let Some(habits) = habits {
        let names = |index: usize| rows.iter().filter_map(|row| row.get(index)).map(|cell| fold(cell)).collect();
        by_habit(&mut recognised, &(0..width).map(names).collect::<Vec<_>>(), habits);
    }
    recognised
}

/// Where the mapping names the person's id, a column named `id` is nothing special.
fn forget_id(recognised: &mut [Recognition], is_mapped: bool) {
    let called_id = Recognition::One(ColumnMeaning::Id, RecognisedBy::Name);
    for recognition in recognised.iter_mut().filter(|recognition| is_mapped && **recognition == called_id) {
        *recognition = Recognition::Nothing;
    }
}

/// The headers that a mapping names, ready for comparison.
struct Mapped<'m> {
    columns: Vec<(String, Option<&'m Id>, ColumnMeaning)>,
}

impl<'m> Mapped<'m> {
    fn of(mapping: &'m Mapping) -> Self {
        let person = &mapping.person;
        let person =
            [(&person.id, ColumnMeaning::Id), (&person.name, ColumnMeaning::Name), (&person.time, ColumnMeaning::Time)];
        let person = person.into_iter().filter_map(|(header, column)| Some((squeeze(header.as_ref()?), None, column)));
        let items = mapping.columns.iter().map(|(header, id)| (squeeze(header), Some(id), ColumnMeaning::Other));
        let ignored = mapping.ignore.iter().map(|header| (squeeze(header), None, ColumnMeaning::Other));
        Self { columns: items.chain(person).chain(ignored).collect() }
    }

    fn column(&self, cell: &str, catalogue: &Catalogue<'_>) -> Option<Recognition> {
        let cell = squeeze(cell);
        let (_, id, column) = self.columns.iter().find(|(header, ..)| *header == cell)?;
        let column = match id {
            Some(id) => ColumnMeaning::Item(catalogue.item(id)?),
            None => *column,
        };
        Some(Recognition::One(column, RecognisedBy::Mapping))
    }
}

fn by_name(cells: &[&str], catalogue: &Catalogue<'_>, habits: Option<&Habits>) -> Recognition {
    if cells.iter().any(|cell| trim(cell).eq_ignore_ascii_case("id")) {
        return Recognition::One(ColumnMeaning::Id, RecognisedBy::Name);
    }
    let after_dash = habits.is_some_and(|habits| habits.rows_after_dash);
    let found: Vec<_> = cells.iter().filter_map(|cell| catalogue.names.find(cell, after_dash)).collect();
    let Some((_, how)) = found.first() else { return Recognition::Nothing };
    let how = *how;
    let mut items: Vec<Item> = found.into_iter().flat_map(|(items, _)| items).collect();
    // Two rows may say the same, and one that is clear decides nothing for one that is not.
    items.sort();
    items.dedup();
    match items.as_slice() {
        [item] => Recognition::One(ColumnMeaning::Item(*item), RecognisedBy::Item(how)),
        _ => Recognition::Several(items),
    }
}

/// Recognises the columns that a survey tool adds, where they are nothing else, by what the rows of the header say of each.
fn by_habit(recognised: &mut [Recognition], names: &[Vec<String>], habits: &Habits) {
    let mut claim = |headers: &[&str], column: ColumnMeaning| {
        let is_taken =
            |recognition: &Recognition| matches!(recognition, Recognition::One(taken, _) if *taken == column);
        let mut column = if recognised.iter().any(is_taken) { ColumnMeaning::Other } else { column };
        for header in headers.iter().map(|header| fold(header)) {
            for (recognition, _) in recognised.iter_mut().zip(names).filter(|(_, names)| names.contains(&header)) {
                if *recognition == Recognition::Nothing {
                    *recognition = Recognition::One(column, RecognisedBy::Preset);
                    column = ColumnMeaning::Other;
                }
            }
        }
    };
    claim(habits.id, ColumnMeaning::Id);
    claim(habits.person_name, ColumnMeaning::Name);
    claim(habits.time, ColumnMeaning::Time);
    claim(habits.others, ColumnMeaning::Other);
    let is_beside = |name: &String| {
        habits.before_question.iter().any(|start| name.starts_with(&start.to_lowercase()))
            || habits.behind_question.iter().any(|end| name.ends_with(&end.to_lowercase()))
    };
    for (recognition, names) in recognised.iter_mut().zip(names) {
        let is_beside = names.iter().any(is_beside);
        if *recognition == Recognition::Nothing && is_beside {
            *recognition = Recognition::One(ColumnMeaning::Other, RecognisedBy::Preset);
        }
    }
}
