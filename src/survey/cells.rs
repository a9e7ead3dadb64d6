//! What a cell of an item says: a number, the letter of an option, a label, a text, or nothing.

use std::collections::{HashMap, HashSet};

use crate::load::mapping::Mapping;
use crate::pack::{Id, Pack, Questionnaire, Scenario};
use crate::survey::fold::{fold, trim};
use crate::survey::layout::Item;
use crate::survey::names::Names;
use crate::survey::words::{Number, Words};
use crate::text::{excerpt, one_of};

/// The questionnaire's words, folded for comparison: built once per run.
#[derive(Debug)]
pub struct Catalogue<'p> {
    questionnaire: &'p Questionnaire,
    pub(super) names: Names,
    items: HashMap<&'p str, Item>,
    /// What stands in a cell that was not answered, besides nothing.
    missing: HashSet<String>,
    /// The words of the scale, and of each scenario.
    scale: Words,
    scenarios: Vec<(&'p Scenario, Words)>,
    statements: Vec<&'p Id>,
}

impl<'p> Catalogue<'p> {
    pub fn of(pack: &'p Pack, mapping: &Mapping) -> Self {
        let questionnaire = pack.questionnaire();
        let statements: Vec<&Id> = questionnaire.statements().map(|(_, statement)| &statement.id).collect();
        let words = |scenario: &'p Scenario| {
            let aliases = mapping.options.get(&scenario.id).into_iter().flatten();
            (scenario, Words::of_options(scenario, aliases.map(|(text, option)| (text.as_str(), *option))))
        };
        let mut scenarios: Vec<_> = questionnaire.scenarios().map(|(_, scenario)| words(scenario)).collect();
        let mut items: HashMap<&str, Item> =
            statements.iter().enumerate().map(|(index, id)| (id.as_str(), Item::Statement(index))).collect();
        items.extend(scenarios.iter().enumerate().map(|(index, (it, _))| (it.id.as_str(), Item::Scenario(index))));
        let labels = mapping.labels.iter().map(|(text, response)| (text.as_str(), *response));
        let mut scale = Words::of_scale(&questionnaire.scale, labels);
        let missing: HashSet<String> =
            mapping.missing.iter().map(|word| key(word)).chain([Questionnaire::SKIP.to_owned()]).collect();
        for words in scenarios.iter_mut().map(|(_, words)| words).chain([&mut scale]) {
            words.forget(|spelling| missing.contains(spelling));
        }
        Self { questionnaire, names: Names::of(questionnaire), items, missing, scale, scenarios, statements }
    }

    /// Returns the id of an item.
    pub fn id(&self, item: Item) -> &'p Id {
        match item {
            Item::Statement(index) => self.statements[index],
            Item::Scenario(index) => &self.scenarios[index].0.id,
        }
    }

    /// Returns the item with an id.
    pub fn item(&self, id: &Id) -> Option<Item> {
        self.items.get(id.as_str()).copied()
    }

    /// Returns every item, in order of the questionnaire.
    pub fn items(&self) -> impl Iterator<Item = Item> {
        let statements = (0..self.statements.len()).map(Item::Statement);
        statements.chain((0..self.scenarios.len()).map(Item::Scenario))
    }

    /// Returns what people were asked.
    pub fn questionnaire(&self) -> &'p Questionnaire {
        self.questionnaire
    }

    /// Reads a cell of an item: nothing when it was not answered, else the response minus the least one of the scale, or
    /// the index of the option.
    ///
    /// # Errors
    ///
    /// One line that names the item, what stands there and what was expected.
    pub fn read(&self, item: Item, cell: &str) -> Result<Option<u16>, String> {
        let cell = trim(cell);
        if cell.is_empty() {
            return Ok(None);
        }
        let words = match item {
            Item::Statement(_) => &self.scale,
            Item::Scenario(index) => &self.scenarios[index].1,
        };
        if let Some(choice) = words.exact(cell) {
            return Ok(Some(choice));
        }
        let folded = key(cell);
        if self.missing.contains(&folded) {
            return Ok(None);
        }
        let shown = excerpt(cell, 40);
        let fault = || match item {
            Item::Statement(_) => self.no_response(&shown, &folded),
            Item::Scenario(index) => no_option(self.scenarios[index].0, &shown),
        };
        let read = words.read(&folded, &shown).map_err(|known| known.unwrap_or_else(fault));
        read.map(Some).map_err(|fault| format!("`{}`: {fault}", self.id(item)))
    }

    /// Returns the spelling of each choice of an item that is one byte, where there is one: `1` to `5`, `a` to `d`.
    pub fn plain(&self, item: Item) -> Vec<Option<u8>> {
        let names = match item {
            Item::Statement(_) => self.scale.names(),
            Item::Scenario(index) => self.scenarios[index].1.names(),
        };
        let byte = |(choice, name): (usize, &String)| match name.as_bytes() {
            // An alias or a word for missing may have taken it.
            [byte] if self.read(item, name) == Ok(u16::try_from(choice).ok()) => Some(*byte),
            _ => None,
        };
        names.iter().enumerate().map(byte).collect()
    }

    fn no_response(&self, shown: &str, folded: &str) -> String {
        let scale = &self.questionnaire.scale;
        let range = format!("{} to {}", scale.min, scale.max);
        let label = "say what it means under `[labels]` of a mapping";
        let labels = scale.labels.first().zip(scale.labels.last());
        match (Number::of(folded), labels) {
            (Some(Number::Whole(number)), _) => format!("{number} is outside {range}"),
            (Some(Number::Fraction), _) => format!("{shown} is no whole number; answer {range}"),
            (None, Some((least, most))) => {
                format!("`{shown}` is not on the scale; answer {range}, or `{least}` to `{most}`, or {label}")
            }
            (None, None) => format!("`{shown}` is not on the scale; answer {range}, or {label}"),
        }
    }
}

fn no_option(scenario: &Scenario, shown: &str) -> String {
    let letters = one_of(scenario.options.iter().map(|option| option.id.as_str()));
    format!("`{shown}` is no option; answer {letters}, or the text of one")
}

/// Folds a cell; one of nothing but punctuation is still no blank one.
pub(super) fn key(cell: &str) -> String {
    let folded = fold(cell);
    if folded.is_empty() { trim(cell).to_owned() } else { folded }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::tests::pack;

    #[test]
    fn an_option_is_a_letter_a_position_a_text_or_both() {
        let pack = pack();
        let catalogue = Catalogue::of(&pack, &Mapping::default());
        for cell in [
            "b",
            "B",
            "2",
            "2.0",
            "b)",
            "B.",
            "(b)",
            "b;",
            "Rename it now; tell both clients.",
            "rename it now; tell both clients",
            "b) Rename it now; tell both clients.",
            "B: Rename it now",
            "2. Rename it now; tell both clients.",
            "<p>Rename it now; tell&nbsp;both clients.</p>",
        ] {
            assert_eq!(catalogue.read(Item::Scenario(0), cell), Ok(Some(1)), "{cell}");
        }
        assert_eq!(catalogue.read(Item::Scenario(1), "Wait &amp; see."), Ok(Some(2)));
        assert_eq!(catalogue.read(Item::Scenario(1), "Set a timeout of 5 s / retry twice."), Ok(Some(1)));
    }

    #[test]
    fn nothing_and_skip_are_missing() {
        let pack = pack();
        let missing = ["N/A", "-", "neither", "Leave it"].map(str::to_owned).to_vec();
        let mapping = Mapping { missing, ..Mapping::default() };
        let catalogue = Catalogue::of(&pack, &mapping);
        for cell in ["", "  ", "\u{a0}", "\u{feff}", "skip", "Skip", "n/a", "\u{2014}", "neither", "Leave it."] {
            assert_eq!(catalogue.read(Item::Statement(0), cell), Ok(None), "{cell}");
            assert_eq!(catalogue.read(Item::Scenario(0), cell), Ok(None), "{cell}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_cell_names_the_item_and_what_was_expected() {
        let pack = pack();
        let catalogue = Catalogue::of(&pack, &Mapping::default());
        let statement = |cell: &str| catalogue.read(Item::Statement(0), cell).expect_err("no response");
        let scenario = |cell: &str| catalogue.read(Item::Scenario(0), cell).expect_err("no option");
        assert_eq!(statement("7"), "`focus-quiet-block`: 7 is outside 1 to 5");
        assert_eq!(statement("4.5"), "`focus-quiet-block`: 4.5 is no whole number; answer 1 to 5");
        assert_eq!(
            statement("ma\u{1b}[31mybe"),
            "`focus-quiet-block`: `ma\u{fffd}[31mybe` is not on the scale; answer 1 to 5, or `strongly disagree` to `strongly agree`, or say what it means under `[labels]` of a mapping"
        );
        assert_eq!(
            scenario("Leave it be"),
            "`api-rename-field`: `Leave it be` is the text of `c` with more: `be` is left over"
        );
        assert_eq!(scenario("a;b"), "`api-rename-field`: `a;b` holds `a` and `b`; one answer is expected");
        assert_eq!(
            scenario("Leave it., Rename it now; tell both clients."),
            "`api-rename-field`: `Leave it., Rename it now; tell both c...` holds `b` and `c`; one answer is expected"
        );
        assert_eq!(
            scenario("d) Leave it."),
            "`api-rename-field`: `d) Leave it.` could be `c` or `d`; say which in a mapping"
        );
        for cell in ["e", "5", "0", "maybe", "a bit"] {
            let expected =
                format!("`api-rename-field`: `{cell}` is no option; answer `a`, `b`, `c` or `d`, or the text of one");
            assert_eq!(scenario(cell), expected);
        }
    }

    #[test]
    fn what_the_mapping_says_wins() {
        let pack = pack();
        let id: Id = "api-timeout".parse().expect("an id");
        let option = [("frag nach".to_owned(), 0), ("2".to_owned(), 2)].into_iter().collect();
        let mapping = Mapping {
            labels: [("ganz und gar".to_owned(), 4), ("5".to_owned(), 0)].into_iter().collect(),
            options: [(id, option)].into_iter().collect(),
            ..Mapping::default()
        };
        let catalogue = Catalogue::of(&pack, &mapping);
        assert_eq!(catalogue.read(Item::Statement(3), "Ganz und gar."), Ok(Some(4)));
        assert_eq!(catalogue.read(Item::Statement(3), "5"), Ok(Some(0)));
        assert_eq!(catalogue.read(Item::Scenario(1), "Frag nach"), Ok(Some(0)));
        assert_eq!(catalogue.read(Item::Scenario(1), "2"), Ok(Some(2)));
        assert_eq!(catalogue.plain(Item::Statement(0)), [Some(b'1'), Some(b'2'), Some(b'3'), Some(b'4'), None]);
        assert_eq!(catalogue.plain(Item::Scenario(1)), [Some(b'a'), Some(b'b'), Some(b'c')]);
    }
}
