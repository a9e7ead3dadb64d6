//! What the columns of a table of responses hold, read off its header. Never guesses between two.

use crate::load::mapping::Mapping;
pub use crate::pack::Item;
use crate::pack::{Id, Pack};
use crate::survey::cells::Catalogue;
use crate::survey::fold::squeeze;
use crate::survey::problem::Problem;
use crate::survey::recognition::{Marks, RecognisedBy, Recognition, recognise};
use crate::text::{count, excerpt, nearest, one_of};

/// What a column of a table of responses holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnMeaning {
    Item(Item),
    /// Whose responses these are.
    Id,
    Name,
    /// When they were given.
    Time,
    Other,
}

/// What the columns of a table hold: one entry per cell of the header.
#[derive(Debug)]
pub struct Layout {
    pub columns: Vec<ColumnMeaning>,
    marks: Marks,
}

impl Layout {
    /// Recognises a header of one row.
    ///
    /// # Errors
    ///
    /// As [`Self::of_rows`].
    pub fn of(header: &[&str], catalogue: &Catalogue<'_>, mapping: &Mapping) -> Result<Self, Vec<Problem>> {
        Self::of_rows(&[header], catalogue, mapping)
    }

    /// Recognises a header of several rows, each of which may name items.
    ///
    /// # Errors
    ///
    /// Every column that could be several items, every item or id with several columns, every mapped column that is not
    /// there, and a header without any item.
    pub fn of_rows(header: &[&[&str]], catalogue: &Catalogue<'_>, mapping: &Mapping) -> Result<Self, Vec<Problem>> {
        let names = header.first().copied().unwrap_or_default();
        let recognised = recognise(header, catalogue, mapping);
        let mut problems = missing_headers(header, mapping);
        problems.extend(unclear(header, &recognised, catalogue));
        let columns: Vec<ColumnMeaning> = recognised
            .iter()
            .map(|recognition| match recognition {
                Recognition::One(column, _) => *column,
                Recognition::Several(_) | Recognition::Nothing => ColumnMeaning::Other,
            })
            .collect();
        problems.extend(doubles(header, &recognised, catalogue));
        if problems.is_empty() && !columns.iter().any(|column| matches!(column, ColumnMeaning::Item(_))) {
            problems.push(no_item(names, catalogue));
        }
        if problems.is_empty() { Ok(Self { columns, marks: Marks::of(header, mapping) }) } else { Err(problems) }
    }

    /// Says how many columns of a header name an item, for telling delimiters apart.
    pub fn known(header: &[&str], catalogue: &Catalogue<'_>, mapping: &Mapping) -> usize {
        let names_item = |recognition: &&Recognition| match recognition {
            Recognition::One(ColumnMeaning::Item(_), _) | Recognition::Several(_) => true,
            Recognition::One(
                ColumnMeaning::Id | ColumnMeaning::Name | ColumnMeaning::Time | ColumnMeaning::Other,
                _,
            )
            | Recognition::Nothing => false,
        };
        recognise(&[header], catalogue, mapping).iter().filter(names_item).count()
    }

    /// Says whether there may be rows that are not answer rows.
    pub fn has_rows_to_skip(&self) -> bool {
        self.marks.are_there()
    }

    /// Says whether a row is not an answer row: a preview or test of the survey.
    pub fn skips(&self, cells: &[&str]) -> bool {
        self.marks.are_on(cells)
    }

    /// Returns the columns that hold items, with their indices.
    pub fn items(&self) -> impl Iterator<Item = (usize, Item)> {
        self.columns.iter().enumerate().filter_map(|(index, column)| match column {
            ColumnMeaning::Item(item) => Some((index, *item)),
            ColumnMeaning::Id | ColumnMeaning::Name | ColumnMeaning::Time | ColumnMeaning::Other => None,
        })
    }

    /// Says whether some item has several columns.
    pub fn has_branches(&self) -> bool {
        let mut items: Vec<Item> = self.items().map(|(_, item)| item).collect();
        items.sort();
        items.windows(2).any(|pair| pair[0] == pair[1])
    }

    /// Returns the items of the questionnaire that have no column, in its order.
    pub fn missing<'p>(&self, pack: &'p Pack) -> Vec<&'p Id> {
        let has = |item: Item| self.items().any(|(_, other)| other.pair() == item);
        let questionnaire = pack.questionnaire();
        let statements = questionnaire.statements().map(|(_, statement)| &statement.id).enumerate();
        let scenarios = questionnaire.scenarios().map(|(_, scenario)| &scenario.first.id).enumerate();
        let statements = statements.filter(|(index, _)| !has(Item::Statement(*index)));
        let scenarios = scenarios.filter(|(index, _)| !has(Item::Scenario(*index)));
        statements.chain(scenarios).map(|(_, id)| id).collect()
    }
}

/// Returns the columns that a mapping gives to items and that are not in the header.
pub(super) fn missing_columns<'h, 'm>(
    header: &[impl AsRef<[&'h str]>],
    mapping: &'m Mapping,
) -> Vec<(&'m str, &'m Id)> {
    let cells = squeezed(header);
    let columns = mapping.columns.iter().map(|(header, id)| (header.as_str(), id));
    columns.filter(|(header, _)| !cells.contains(&squeeze(header))).collect()
}

fn missing_headers(header: &[&[&str]], mapping: &Mapping) -> Vec<Problem> {
    let cells = squeezed(header);
    let person = [("id", &mapping.person.id), ("name", &mapping.person.name), ("time", &mapping.person.time)];
    let person = person.into_iter().filter_map(|(part, header)| Some((part, header.as_deref()?)));
    let person = person
        .filter(|(_, header)| !cells.contains(&squeeze(header)))
        .map(|(part, header)| (header, format!("the person's {part}")));
    let items = missing_columns(header, mapping).into_iter().map(|(header, id)| (header, format!("mapped to `{id}`")));
    items
        .chain(person)
        .map(|(header, role)| {
            let problem = Problem::new(format!("no column `{}` ({role}) in the file", excerpt(header, 60)));
            match nearest(&squeeze(header), cells.iter().map(String::as_str)) {
                Some(near) => problem.help(format!("a column with a similar header exists: `{}`", excerpt(near, 60))),
                None => problem.help("correct the header in the mapping, or remove the line"),
            }
        })
        .collect()
}

fn squeezed<'h>(header: &[impl AsRef<[&'h str]>]) -> Vec<String> {
    header.iter().flat_map(AsRef::as_ref).map(|cell| squeeze(cell)).collect()
}

fn unclear(header: &[&[&str]], recognised: &[Recognition], catalogue: &Catalogue<'_>) -> Vec<Problem> {
    let unclear = recognised.iter().enumerate().filter_map(|(index, recognition)| match recognition {
        Recognition::Several(items) => Some((index, items)),
        Recognition::One(..) | Recognition::Nothing => None,
    });
    unclear
        .map(|(index, items)| {
            let ids = one_of(items.iter().map(|item| catalogue.id(*item).as_str()));
            Problem::new(format!("{} could be {ids}", place(header, index)))
                .help("name its item under `[columns]` in a mapping; `rolefit map` writes one to edit")
        })
        .collect()
}

/// Finds items and ids that have more than one column. A mapping may give an item several, of which each person has one filled.
fn doubles(header: &[&[&str]], recognised: &[Recognition], catalogue: &Catalogue<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, recognition) in recognised.iter().enumerate() {
        let Recognition::One(column, reason) = recognition else { continue };
        problems.extend(both_stems(header, recognised, catalogue, index, *column));
        let is_same = |it: &Recognition| matches!(it, Recognition::One(earlier, _) if earlier == column);
        let Some(first) = recognised[..index].iter().position(is_same) else { continue };
        let what = match column {
            ColumnMeaning::Item(item) => format!("`{}`", catalogue.id(*item)),
            ColumnMeaning::Id => "the person's id".to_owned(),
            ColumnMeaning::Name => "the person's name".to_owned(),
            ColumnMeaning::Time => "the time".to_owned(),
            ColumnMeaning::Other => continue,
        };
        let names = |index: usize| header.iter().filter_map(|row| row.get(index)).map(|name| squeeze(name)).collect();
        let (one, other): (Vec<String>, Vec<String>) = (names(first), names(index));
        let are_mapped = *reason == RecognisedBy::Mapping
            && matches!(recognised[first], Recognition::One(ColumnMeaning::Item(_), RecognisedBy::Mapping));
        if are_mapped && one != other {
            continue;
        }
        let message = format!("{what} has two columns: {} and {}", place(header, first), place(header, index));
        let help = match column {
            _ if one == other => "remove one of the two from the file, or rename it",
            ColumnMeaning::Item(_) => {
                "list the header of one under `ignore` in a mapping, or map both under `[columns]` where each person answered one of them"
            }
            _ => "list the header of one under `ignore` in a mapping",
        };
        problems.push(Problem::new(message).help(help));
    }
    problems
}

/// Of each pair a person is asked one stem, and so is everybody in a table.
fn both_stems(
    header: &[&[&str]],
    recognised: &[Recognition],
    catalogue: &Catalogue<'_>,
    index: usize,
    column: ColumnMeaning,
) -> Option<Problem> {
    let ColumnMeaning::Item(item) = column else { return None };
    let other = |it: &Recognition| match it {
        Recognition::One(ColumnMeaning::Item(earlier), _) if *earlier != item && earlier.pair() == item.pair() => {
            Some(*earlier)
        }
        Recognition::One(..) | Recognition::Several(_) | Recognition::Nothing => None,
    };
    let (first, earlier) = recognised[..index].iter().enumerate().find_map(|(first, it)| Some((first, other(it)?)))?;
    let message = format!(
        "`{}` and `{}` are one pair, and both have a column: {} and {}",
        catalogue.id(earlier),
        catalogue.id(item),
        place(header, first),
        place(header, index)
    );
    Some(
        Problem::new(message)
            .help("split the table by form: one file with the people of form a, one with those of form b"),
    )
}

fn no_item(header: &[&str], catalogue: &Catalogue<'_>) -> Problem {
    let message = format!(
        "no column matches an item of the questionnaire `{}`; the header has {}",
        catalogue.questionnaire().id,
        count(header.len(), "cell")
    );
    Problem::new(message)
        .help("columns are matched by the id or text of an item; `rolefit map` shows what was recognised")
}

/// Names a column by its letters in a spreadsheet, and by the first header that is not blank.
pub(super) fn place<'h>(header: &[impl AsRef<[&'h str]>], index: usize) -> String {
    let mut names = header.iter().filter_map(|row| row.as_ref().get(index)).map(|name| squeeze(name));
    let name = names.find(|name| !name.is_empty()).unwrap_or_default();
    format!("column {} `{}`", letters(index), excerpt(&name, 60))
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
    use crate::survey::tests::pack;

    fn columns(header: &[&str], mapping: &Mapping) -> Result<Vec<ColumnMeaning>, Vec<String>> {
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
                assert_eq!(columns(&[header], &Mapping::default()), Ok(vec![ColumnMeaning::Item(item)]), "{header}");
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
            assert_eq!(columns[1], ColumnMeaning::Other, "{header}");
        }
    }

    #[test]
    fn one_item_in_two_columns_and_one_column_for_two_items_are_problems() {
        let problems = columns(&["ID", "tempo-week", "id", "I plan my week before it begins."], &Mapping::default());
        assert_eq!(
            problems.expect_err("doubles"),
            [
                "the person's id has two columns: column A `ID` and column C `id`",
                "`tempo-week` has two columns: column B `tempo-week` and column D `I plan my week before it begins.`",
            ]
        );
        let problems =
            columns(&["tempo-week. I do my hardest work with every notification switched off."], &Mapping::default());
        assert_eq!(
            problems.expect_err("a contradiction"),
            [
                "column A `tempo-week. I do my hardest work with every notification...` could be `focus-quiet-block` or `tempo-week`"
            ]
        );
        let problems = columns(&["Name", "Age"], &Mapping::default()).expect_err("no item");
        assert_eq!(problems, ["no column matches an item of the questionnaire `survey`; the header has 2 cells"]);
    }

    #[test]
    fn a_name_that_differs_between_digits_or_has_more_around_it_is_no_id() {
        let numbered = ["tempo-week.1", "ops-alert...3", "tempo-week (required)", "ops-alert - Selected Choice"];
        for header in numbered {
            assert_eq!(
                columns(&["api-timeout", header], &Mapping::default()).expect("one item")[1],
                ColumnMeaning::Other,
                "{header}"
            );
        }
    }

    #[test]
    fn an_id_behind_its_groups_is_found() {
        for header in
            ["judgment/ops-alert", "a/b/ops_alert", "survey.1.player.ops_alert", "<b>ops-alert</b>", "ops\u{2011}alert"]
        {
            assert_eq!(
                columns(&[header], &Mapping::default()),
                Ok(vec![ColumnMeaning::Item(Item::Scenario(2))]),
                "{header}"
            );
        }
        let both = columns(&["a/ops-alert", "b/ops-alert"], &Mapping::default()).expect_err("two columns");
        assert!(both[0].starts_with("`ops-alert` has two columns"), "{both:?}");
    }

    #[test]
    fn a_mapping_may_give_an_item_several_columns_of_different_names() {
        let mut mapping = Mapping::default();
        for header in ["Week (branch 1)", "Week (branch 2)"] {
            mapping.columns.insert(header.to_owned(), "tempo-week".parse().expect("an id"));
        }
        let week = ColumnMeaning::Item(Item::Statement(2));
        assert_eq!(columns(&["Week (branch 1)", "Week (branch 2)"], &mapping), Ok(vec![week, week]));
        let same =
            columns(&["Week (branch 1)", "Week (branch 1)", "Week (branch 2)"], &mapping).expect_err("a header twice");
        assert!(same[0].starts_with("`tempo-week` has two columns: column A"), "{same:?}");
    }

    #[test]
    fn a_mapping_names_columns_and_all_of_them_must_be_there() {
        let mut mapping = Mapping::default();
        mapping.columns.insert("Wochenplan".to_owned(), "tempo-week".parse().expect("an id"));
        mapping.person.id = Some("E-Mail".to_owned());
        mapping.ignore.push("ops-alert".to_owned());
        assert_eq!(
            columns(&["id", "E-Mail", " Wochenplan", "ops-alert"], &mapping),
            Ok(vec![
                ColumnMeaning::Other,
                ColumnMeaning::Id,
                ColumnMeaning::Item(Item::Statement(2)),
                ColumnMeaning::Other
            ])
        );
        assert_eq!(
            columns(&["Wochen-Plan", "ops-alert"], &mapping).expect_err("missing"),
            [
                "no column `Wochenplan` (mapped to `tempo-week`) in the file",
                "no column `E-Mail` (the person's id) in the file",
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
