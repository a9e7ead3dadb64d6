//! What the columns of a table of responses hold, read off its header. Never guesses between two.

use crate::batch::cells::Catalogue;
use crate::batch::fold::{fold, squeeze, trim};
use crate::batch::names::How;
use crate::batch::problem::Problem;
use crate::load::mapping::Mapping;
use crate::pack::{Id, Pack};
use crate::text::{count, excerpt, nearest, one_of};

/// An item by its position in the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    Statement(usize),
    Scenario(usize),
}

/// What a column of a table of responses holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Item(Item),
    /// Whose responses these are.
    Id,
    Name,
    /// When they were given.
    Time,
    Other,
}

/// How a column was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The mapping file names its header.
    Mapping,
    /// The header is called so.
    Header,
    /// The header names an item.
    Item(How),
    Nothing,
}

/// What the header of one column says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognition {
    One(Column, Source),
    /// The header may mean any of these.
    Several(Vec<Item>),
}

/// What the columns of a table hold: one entry per cell of the header.
#[derive(Debug)]
pub struct Layout {
    pub columns: Vec<Column>,
}

impl Layout {
    /// Recognises a header.
    ///
    /// # Errors
    ///
    /// Every column that could be several items, every item or id with several columns, every mapped column that is not
    /// there, and a header without any item.
    pub fn of(header: &[&str], catalogue: &Catalogue<'_>, mapping: &Mapping) -> Result<Self, Vec<Problem>> {
        let recognised = recognise(header, catalogue, mapping);
        let mut problems = missing_headers(header, mapping);
        problems.extend(unclear(header, &recognised, catalogue));
        let columns: Vec<Column> = recognised
            .iter()
            .map(|recognition| match recognition {
                Recognition::One(column, _) => *column,
                Recognition::Several(_) => Column::Other,
            })
            .collect();
        problems.extend(doubles(header, &columns, catalogue));
        if problems.is_empty() && !columns.iter().any(|column| matches!(column, Column::Item(_))) {
            problems.push(no_item(header, catalogue));
        }
        if problems.is_empty() { Ok(Self { columns }) } else { Err(problems) }
    }

    /// Says how many columns of a header name an item, for telling delimiters apart.
    pub fn known(header: &[&str], catalogue: &Catalogue<'_>, mapping: &Mapping) -> usize {
        let names_item = |recognition: &&Recognition| match recognition {
            Recognition::One(Column::Item(_), _) | Recognition::Several(_) => true,
            Recognition::One(Column::Id | Column::Name | Column::Time | Column::Other, _) => false,
        };
        recognise(header, catalogue, mapping).iter().filter(names_item).count()
    }

    /// Returns the columns that hold items, with their indices.
    pub fn items(&self) -> impl Iterator<Item = (usize, Item)> {
        self.columns.iter().enumerate().filter_map(|(index, column)| match column {
            Column::Item(item) => Some((index, *item)),
            Column::Id | Column::Name | Column::Time | Column::Other => None,
        })
    }

    /// Returns the items of the questionnaire that have no column, in its order.
    pub fn missing<'p>(&self, pack: &'p Pack) -> Vec<&'p Id> {
        let has = |item: Item| self.columns.contains(&Column::Item(item));
        let questionnaire = pack.questionnaire();
        let statements = questionnaire.statements().map(|(_, statement)| &statement.id).enumerate();
        let scenarios = questionnaire.scenarios().map(|(_, scenario)| &scenario.id).enumerate();
        let statements = statements.filter(|(index, _)| !has(Item::Statement(*index)));
        let scenarios = scenarios.filter(|(index, _)| !has(Item::Scenario(*index)));
        statements.chain(scenarios).map(|(_, id)| id).collect()
    }
}

/// Says what each cell of a header means by itself.
pub fn recognise(header: &[&str], catalogue: &Catalogue<'_>, mapping: &Mapping) -> Vec<Recognition> {
    let mapped = Mapped::of(mapping);
    let mut recognised: Vec<Recognition> =
        header.iter().map(|cell| mapped.column(cell, catalogue).unwrap_or_else(|| by_name(cell, catalogue))).collect();
    // A person who is named by the mapping needs no column that happens to be called `id`.
    if mapping.person.id.is_some() {
        for recognition in &mut recognised {
            if *recognition == Recognition::One(Column::Id, Source::Header) {
                *recognition = Recognition::One(Column::Other, Source::Nothing);
            }
        }
    }
    recognised
}

/// The headers that a mapping names, ready for comparison.
struct Mapped {
    columns: Vec<(String, Option<Id>, Column)>,
}

impl Mapped {
    fn of(mapping: &Mapping) -> Self {
        let person = [
            (&mapping.person.id, Column::Id),
            (&mapping.person.name, Column::Name),
            (&mapping.person.time, Column::Time),
        ];
        let items = mapping.columns.iter().map(|(header, id)| (squeeze(header), Some(id.clone()), Column::Other));
        let person = person.into_iter().filter_map(|(header, column)| Some((squeeze(header.as_ref()?), None, column)));
        let ignored = mapping.ignore.iter().map(|header| (squeeze(header), None, Column::Other));
        Self { columns: items.chain(person).chain(ignored).collect() }
    }

    fn column(&self, cell: &str, catalogue: &Catalogue<'_>) -> Option<Recognition> {
        let cell = squeeze(cell);
        let (_, id, column) = self.columns.iter().find(|(header, ..)| *header == cell)?;
        let column = match id {
            Some(id) => Column::Item(catalogue.item(id)?),
            None => *column,
        };
        Some(Recognition::One(column, Source::Mapping))
    }
}

fn by_name(cell: &str, catalogue: &Catalogue<'_>) -> Recognition {
    if trim(cell).eq_ignore_ascii_case("id") {
        return Recognition::One(Column::Id, Source::Header);
    }
    match catalogue.names.find(cell, false) {
        None => Recognition::One(Column::Other, Source::Nothing),
        Some((items, how)) => match items.as_slice() {
            [item] => Recognition::One(Column::Item(*item), Source::Item(how)),
            _ => Recognition::Several(items),
        },
    }
}

fn missing_headers(header: &[&str], mapping: &Mapping) -> Vec<Problem> {
    let cells: Vec<String> = header.iter().map(|cell| squeeze(cell)).collect();
    let person = [("id", &mapping.person.id), ("name", &mapping.person.name), ("time", &mapping.person.time)];
    let person = person
        .into_iter()
        .filter_map(|(part, header)| Some((header.as_ref()?, format!("named as the person's {part}"))));
    let items = mapping.columns.iter().map(|(header, id)| (header, format!("mapped to `{id}`")));
    items
        .chain(person)
        .filter(|(header, _)| !cells.contains(&squeeze(header)))
        .map(|(header, role)| {
            let message = format!("column `{}` ({role}) is not in the file", excerpt(header, 60));
            let problem = Problem::new(message);
            match nearest(&squeeze(header), cells.iter().map(String::as_str)) {
                Some(similar) => {
                    problem.help(format!("a column with a similar header exists: `{}`", excerpt(similar, 60)))
                }
                None => problem.help("correct the header in the mapping, or take its line out"),
            }
        })
        .collect()
}

fn unclear(header: &[&str], recognised: &[Recognition], catalogue: &Catalogue<'_>) -> Vec<Problem> {
    let unclear = recognised.iter().enumerate().filter_map(|(index, recognition)| match recognition {
        Recognition::Several(items) => Some((index, items)),
        Recognition::One(..) => None,
    });
    unclear
        .map(|(index, items)| {
            let ids = one_of(items.iter().map(|item| catalogue.id(*item).as_str()));
            Problem::new(format!("{} could be {ids}", place(header, index)))
                .help("give its item under `[columns]` of a mapping; `rolefit map` writes one to edit")
        })
        .collect()
}

/// Finds items and ids that have more than one column.
fn doubles(header: &[&str], columns: &[Column], catalogue: &Catalogue<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let Some(first) = columns[..index].iter().position(|earlier| earlier == column) else { continue };
        let what = match column {
            Column::Item(item) => format!("`{}` stands", catalogue.id(*item)),
            Column::Id => "the person's id stands".to_owned(),
            Column::Name => "the person's name stands".to_owned(),
            Column::Time => "the time stands".to_owned(),
            Column::Other => continue,
        };
        let message = format!("{what} in two columns: {} and {}", place(header, first), place(header, index));
        let help = if fold(header[first]) == fold(header[index]) {
            "take one of the two out of the file, or rename it there"
        } else {
            "take one of the two out of the file, or list its header under `ignore` in a mapping"
        };
        problems.push(Problem::new(message).help(help));
    }
    problems
}

fn no_item(header: &[&str], catalogue: &Catalogue<'_>) -> Problem {
    let message = format!(
        "no column is an item of the questionnaire `{}`: the header has {}",
        catalogue.questionnaire().id,
        count(header.len(), "cell")
    );
    Problem::new(message)
        .help("columns are found by the id or the text of an item; `rolefit map` shows what was recognised")
}

/// Names a column by its header and by its letters in a spreadsheet.
fn place(header: &[&str], index: usize) -> String {
    format!("column {} `{}`", letters(index), excerpt(header[index], 60))
}

/// Names a column as spreadsheets do: `A`, `Z`, `AA`.
pub fn letters(index: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or_default());
    match index / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", letters(more - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::pack::from_texts;

    fn pack() -> Pack {
        from_texts([
            ("questionnaire.yaml", include_str!("../../tests/packs/survey/questionnaire.yaml")),
            ("engineer.yaml", include_str!("../../tests/packs/survey/engineer.yaml")),
        ])
        .expect("a sound pack")
    }

    fn columns(header: &[&str], mapping: &Mapping) -> Result<Vec<Column>, Vec<String>> {
        let pack = pack();
        Layout::of(header, &Catalogue::of(&pack, mapping), mapping)
            .map(|layout| layout.columns)
            .map_err(|problems| problems.into_iter().map(|problem| problem.message).collect())
    }

    #[test]
    fn an_item_is_found_by_every_spelling_of_its_id_or_text() {
        for (item, headers) in [
            (
                Item::Statement(2),
                &[
                    "tempo-week",
                    " Tempo-Week ",
                    "tempo_week",
                    "TEMPOWEEK",
                    "I plan my week before it begins.",
                    "I plan my\r\nweek before it begins",
                    "3. I plan my week before it begins.",
                    "Q3: I plan my week before it begins.",
                    "Question 3 - I plan my week before it begins. *",
                    "I plan my week before it begins. (2)",
                    "<p>I plan <b>my</b> week before it begins.</p>",
                    "How true is this of you? [I plan my week before it begins.]",
                    "How true [of you]? [tempo-week]",
                    "tempoweek. I plan my week before it begins.",
                    "G01Q02. I plan my week before it begins.",
                    "TEMPO[week]",
                    "G01Q02[SQ003]. How true? [I plan my week before it begins.]",
                ][..],
            ),
            (Item::Statement(3), &["I don\u{2019}t mind days that turn out \u{201c}differently\u{201d} than planned."]),
            (Item::Statement(1), &["I like sharing a screen with a teammate \u{2013} all day, if need be."]),
            (
                Item::Scenario(0),
                &[
                    "7) A field of a public API has a misleading name. Two of 40 clients depend on it. What should be done?",
                ],
            ),
        ] {
            for header in headers {
                assert_eq!(columns(&[header], &Mapping::default()), Ok(vec![Column::Item(item)]), "{header}");
            }
        }
    }

    #[test]
    fn what_only_resembles_an_item_is_not_taken_for_one() {
        for header in [
            "",
            "tempo",
            "I plan my week",
            "Points - I plan my week before it begins.",
            "I plan my week before it begins. [Score]",
            "Comment on: I plan my week before it begins.",
            "name",
            "Timestamp",
        ] {
            let columns = columns(&["ops-alert", header], &Mapping::default()).expect("one item");
            assert_eq!(columns[1], Column::Other, "{header}");
        }
    }

    #[test]
    fn one_item_in_two_columns_and_one_column_for_two_items_are_problems() {
        let problems = columns(&["ID", "tempo-week", "id", "I plan my week before it begins."], &Mapping::default());
        assert_eq!(
            problems.expect_err("doubles"),
            [
                "the person's id stands in two columns: column A `ID` and column C `id`",
                "`tempo-week` stands in two columns: column B `tempo-week` and column D `I plan my week before it begins.`",
            ]
        );
        let problems =
            columns(&["tempo-week. I do my hardest work with every notification switched off."], &Mapping::default());
        assert_eq!(
            problems.expect_err("a contradiction"),
            [
                "column A `tempo-week. I do my hardest work with every notification...` could be `tempo-week` or `focus-quiet-block`"
            ]
        );
        let problems = columns(&["Name", "Age"], &Mapping::default()).expect_err("no item");
        assert_eq!(problems, ["no column is an item of the questionnaire `survey`: the header has 2 cells"]);
    }

    #[test]
    fn a_mapping_names_columns_and_all_of_them_must_be_there() {
        let mut mapping = Mapping::default();
        mapping.columns.insert("Wochenplan".to_owned(), "tempo-week".parse().expect("an id"));
        mapping.person.id = Some("E-Mail".to_owned());
        mapping.ignore.push("ops-alert".to_owned());
        assert_eq!(
            columns(&["id", "E-Mail", " Wochenplan", "ops-alert"], &mapping),
            Ok(vec![Column::Other, Column::Id, Column::Item(Item::Statement(2)), Column::Other])
        );
        assert_eq!(
            columns(&["Wochen-Plan", "ops-alert"], &mapping).expect_err("missing"),
            [
                "column `Wochenplan` (mapped to `tempo-week`) is not in the file",
                "column `E-Mail` (named as the person's id) is not in the file",
            ]
        );
    }

    #[test]
    fn items_without_a_column_are_named_in_order() {
        let pack = pack();
        let catalogue = Catalogue::of(&pack, &Mapping::default());
        let header = ["ops-alert", "api-timeout", "tempo-turns", "focus-quiet-block"];
        let layout = Layout::of(&header, &catalogue, &Mapping::default()).expect("items");
        let missing: Vec<&str> = layout.missing(&pack).into_iter().map(Id::as_str).collect();
        assert_eq!(missing, ["focus-shared-screen", "tempo-week", "api-rename-field"]);
        assert_eq!(layout.items().last(), Some((3, Item::Statement(0))));
    }

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
