//! Reads a cell of an item: a number, the letter of an option, a label, a text, or nothing.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use indexmap::IndexMap;

use crate::load::mapping::Mapping;
use crate::pack::{Id, Item, ItemIndex, Pack, Questionnaire, Scenario, Stem};
use crate::survey::fold::{fold, trim};
use crate::survey::names::ItemNames;
use crate::survey::words::{ChoiceWords, Number};
use crate::text::{excerpt, one_of};

/// The questionnaire's words, folded for comparison: built once per run.
#[derive(Debug)]
pub struct Catalogue<'p> {
    questionnaire: &'p Questionnaire,
    pub(super) names: ItemNames,
    index: ItemIndex<'p>,
    /// Values of unanswered cells, besides the empty cell.
    missing: HashSet<String>,
    /// The same for single items.
    missing_in: HashMap<Item, HashSet<String>>,
    /// The words of the scale, and of each scenario.
    scale: ChoiceWords,
    pairs: Vec<Pair<'p>>,
    statements: Vec<&'p Id>,
}

/// The stems of a scenario.
#[derive(Debug)]
struct Pair<'p> {
    first: StemWords<'p>,
    twin: Option<StemWords<'p>>,
}

/// A stem, and the words for its options.
#[derive(Debug)]
struct StemWords<'p> {
    id: &'p Id,
    scenario: &'p Scenario,
    words: ChoiceWords,
}

impl<'p> Catalogue<'p> {
    pub fn of(pack: &'p Pack, mapping: &Mapping) -> Self {
        let questionnaire = pack.questionnaire();
        let statements: Vec<&Id> = questionnaire.statements().map(|(_, statement)| &statement.id).collect();
        let asked = |scenario: &'p Scenario, stem: &'p Stem| {
            let own = mapping.options.get(&stem.id);
            let words = ChoiceWords::of_options(scenario, with_codes(own, &mapping.codes, scenario.options.len()));
            StemWords { id: &stem.id, scenario, words }
        };
        let pairs = questionnaire
            .scenarios()
            .map(|(_, it)| Pair { first: asked(it, &it.first), twin: it.twin.as_ref().map(|twin| asked(it, twin)) });
        let mut pairs: Vec<Pair<'_>> = pairs.collect();
        let index = ItemIndex::of(questionnaire);
        let scale = &questionnaire.scale;
        let mut scale =
            ChoiceWords::of_scale(scale, with_codes(Some(&mapping.labels), &mapping.codes, scale.steps() + 1));
        let missing: HashSet<String> =
            mapping.missing.iter().map(|word| key(word)).chain([Questionnaire::SKIP.to_owned()]).collect();
        let own = mapping.missing_in.iter().filter_map(|(id, words)| Some((index.get(id.as_str())?, words)));
        let missing_in: HashMap<Item, HashSet<String>> =
            own.map(|(item, words)| (item, words.iter().map(|word| key(word)).collect())).collect();
        for (index, pair) in pairs.iter_mut().enumerate() {
            let twin = pair.twin.as_mut().map(|twin| (Item::Twin(index), twin));
            for (item, asked) in [(Item::Scenario(index), &mut pair.first)].into_iter().chain(twin) {
                let own = missing_in.get(&item);
                let is_missing =
                    |spelling: &str| missing.contains(spelling) || own.is_some_and(|own| own.contains(spelling));
                asked.words.forget(is_missing);
            }
        }
        // Statements share their words.
        let own: HashSet<&String> =
            missing_in.iter().filter(|(item, _)| matches!(item, Item::Statement(_))).flat_map(|(_, own)| own).collect();
        scale.forget(|spelling| missing.contains(spelling) || own.iter().any(|own| *own == spelling));
        Self {
            questionnaire,
            names: ItemNames::of(questionnaire),
            index,
            missing,
            missing_in,
            scale,
            pairs,
            statements,
        }
    }

    /// Returns the id of an item.
    pub fn id(&self, item: Item) -> &'p Id {
        match item {
            Item::Statement(index) => self.statements[index],
            Item::Scenario(index) => self.pairs[index].first.id,
            Item::Twin(index) => self.pairs[index].twin.as_ref().unwrap_or(&self.pairs[index].first).id,
        }
    }

    /// Returns what is known of the item if it is a stem.
    fn asked(&self, item: Item) -> Option<&StemWords<'p>> {
        match item {
            Item::Statement(_) => None,
            Item::Scenario(index) => Some(&self.pairs[index].first),
            Item::Twin(index) => self.pairs[index].twin.as_ref(),
        }
    }

    /// Returns the item with an id.
    pub fn item(&self, id: &Id) -> Option<Item> {
        self.index.get(id.as_str())
    }

    /// Returns every item, in order of the questionnaire, of a pair the first.
    pub fn items(&self) -> impl Iterator<Item = Item> {
        let statements = (0..self.statements.len()).map(Item::Statement);
        statements.chain((0..self.pairs.len()).map(Item::Scenario))
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
    /// One line with the item, the value and what was expected.
    pub fn read(&self, item: Item, cell: &str) -> Result<Option<u16>, String> {
        let cell = trim(cell);
        if cell.is_empty() {
            return Ok(None);
        }
        let words = self.words(item);
        if let Some(choice) = words.exact(cell) {
            return Ok(Some(choice));
        }
        let folded = key(cell);
        if self.is_missing(item, &folded) {
            return Ok(None);
        }
        let shown = excerpt(cell, 40);
        let fault = || match self.asked(item) {
            None => self.no_response(&shown, &folded),
            Some(asked) => no_option(asked, &shown, &folded),
        };
        let read = words.read(&folded, &shown).map_err(|known| known.unwrap_or_else(fault));
        read.map(Some).map_err(|fault| format!("`{}`: {fault}", self.id(item)))
    }

    fn words(&self, item: Item) -> &ChoiceWords {
        self.asked(item).map_or(&self.scale, |asked| &asked.words)
    }

    fn is_missing(&self, item: Item, folded: &str) -> bool {
        self.missing.contains(folded) || self.missing_in.get(&item).is_some_and(|own| own.contains(folded))
    }

    /// Returns the numbers that stand for the choices of an item, where bare numbers do.
    pub(super) fn numbers(&self, item: Item) -> Option<RangeInclusive<i64>> {
        self.words(item).numbers()
    }

    /// Returns the bare number in a cell of an item, unless the mapping says what it means.
    pub(super) fn number(&self, item: Item, cell: &str) -> Option<i64> {
        let folded = key(cell);
        match Number::of(&folded)? {
            Number::Whole(number) => {
                (!self.is_missing(item, &folded) && !self.words(item).maps(&folded)).then_some(number)
            }
            Number::Fraction => None,
        }
    }

    /// Says whether the mapping counts the choices of an item from 0.
    pub(super) fn maps_zero(&self, item: Item) -> bool {
        self.words(item).maps_zero()
    }

    /// Returns the words for no answer that are an answer of some item as well, each with the first of those.
    pub fn missing_answers(&self) -> Vec<(String, Item)> {
        let mut found = Vec::new();
        let own = |item: &Item| self.missing_in.get(item).into_iter().flatten();
        let is_answer = |item: Item, word: &str| self.words(item).read(word, word).is_ok();
        let mut words: Vec<&String> = self.missing.iter().filter(|word| *word != Questionnaire::SKIP).collect();
        words.sort();
        for word in words {
            found.extend(self.items().find(|item| is_answer(*item, word)).map(|item| (word.clone(), item)));
        }
        for item in self.items() {
            let mut words: Vec<&String> = own(&item).filter(|word| is_answer(item, word)).collect();
            words.sort();
            found.extend(words.into_iter().map(|word| (word.clone(), item)));
        }
        found
    }

    /// Returns the spelling of each choice of an item that is one byte, where there is one: `1` to `5`, `a` to `d`.
    pub fn plain(&self, item: Item) -> Vec<Option<u8>> {
        let names = self.words(item).names();
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
        let label = "define it under `[labels]` in a mapping";
        let labels = scale.labels.first().zip(scale.labels.last());
        match (Number::of(folded), labels) {
            (Some(Number::Whole(number)), _) if self.scale.numbers().is_none() => {
                format!("{number} is not a number of the mapping or of a label; {label}")
            }
            (Some(Number::Whole(number)), _) => format!("{number} is outside {range}"),
            (Some(Number::Fraction), _) => format!("{shown} is not a whole number; expected {range}"),
            (None, Some((least, most))) => {
                format!("unknown answer `{shown}`; expected {range} or `{least}` to `{most}`, or {label}")
            }
            (None, None) => format!("unknown answer `{shown}`; expected {range}, or {label}"),
        }
    }
}

fn no_option(StemWords { id, scenario, words }: &StemWords<'_>, shown: &str, folded: &str) -> String {
    let letters = one_of(scenario.options.iter().map(|option| option.id.as_str()));
    if words.numbers().is_none() && Number::of(folded).is_some() {
        return format!(
            "`{shown}` may not be a position, since the mapping or the options use numbers; expected {letters}, or define it under `[options.{id}]` in a mapping"
        );
    }
    format!("unknown option `{shown}`; expected {letters}, or the text of one")
}

/// Adds to the words of an item the codes that stand for its choices, as far as its own words do not use them.
fn with_codes<'m>(
    own: Option<&'m IndexMap<String, u16>>,
    codes: &'m [String],
    choices: usize,
) -> impl Iterator<Item = (&'m str, u16)> {
    let taken: HashSet<String> = own.into_iter().flatten().map(|(word, _)| key(word)).collect();
    let codes = codes.iter().take(choices).zip(0..).filter(move |(code, _)| !taken.contains(&key(code)));
    let own = own.into_iter().flatten().map(|(text, choice)| (text.as_str(), *choice));
    own.chain(codes.map(|(code, choice)| (code.as_str(), choice)))
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
        assert_eq!(statement("4.5"), "`focus-quiet-block`: 4.5 is not a whole number; expected 1 to 5");
        assert_eq!(
            statement("ma\u{1b}[31mybe"),
            "`focus-quiet-block`: unknown answer `ma\u{fffd}[31mybe`; expected 1 to 5 or `strongly disagree` to `strongly agree`, or define it under `[labels]` in a mapping"
        );
        assert_eq!(
            scenario("Leave it be"),
            "`api-rename-field`: unexpected text `be` beside the text of `c` in `Leave it be`"
        );
        assert_eq!(scenario("a;b"), "`api-rename-field`: several answers in `a;b`: `a` and `b`; expected one");
        assert_eq!(
            scenario("Leave it., Rename it now; tell both clients."),
            "`api-rename-field`: several answers in `Leave it., Rename it now; tell both c...`: `b` and `c`; expected one"
        );
        assert_eq!(
            scenario("d) Leave it."),
            "`api-rename-field`: ambiguous answer `d) Leave it.`: `c` or `d`; define it in a mapping"
        );
        for cell in ["e", "5", "0", "maybe", "a bit"] {
            let expected = format!(
                "`api-rename-field`: unknown option `{cell}`; expected `a`, `b`, `c` or `d`, or the text of one"
            );
            assert_eq!(scenario(cell), expected);
        }
    }

    #[test]
    fn codes_stand_for_the_choices_of_every_item_unless_it_has_words_of_its_own() {
        let pack = pack();
        let codes = ["A1", "A2", "A3", "A4", "A5"].map(str::to_owned).to_vec();
        let own = [("a1".to_owned(), 1)].into_iter().collect();
        let options = [("ops-alert".parse().expect("an id"), own)].into_iter().collect();
        let catalogue = Catalogue::of(&pack, &Mapping { codes, options, ..Mapping::default() });
        assert_eq!(catalogue.read(Item::Statement(2), "A5"), Ok(Some(4)));
        assert_eq!(catalogue.read(Item::Scenario(1), "a3"), Ok(Some(2)));
        assert!(catalogue.read(Item::Scenario(1), "A4").is_err());
        assert_eq!(catalogue.read(Item::Scenario(2), "A1"), Ok(Some(1)));
        let codes = ["0", "1", "2", "3", "4"].map(str::to_owned).to_vec();
        let catalogue = Catalogue::of(&pack, &Mapping { codes, ..Mapping::default() });
        assert_eq!(
            [catalogue.read(Item::Statement(0), "0"), catalogue.read(Item::Scenario(0), "3")],
            [Ok(Some(0)), Ok(Some(3))]
        );
        assert!(catalogue.read(Item::Statement(0), "5").is_err() && catalogue.read(Item::Scenario(0), "4").is_err());
    }

    #[test]
    fn words_for_no_answer_may_be_those_of_one_item_and_are_told_where_they_are_an_answer() {
        let pack = pack();
        let id: Id = "ops-alert".parse().expect("an id");
        let missing_in = [(id, vec!["b".to_owned(), "x".to_owned()])].into_iter().collect();
        let mapping = Mapping { missing: vec!["3".to_owned(), "N/A".to_owned()], missing_in, ..Mapping::default() };
        let catalogue = Catalogue::of(&pack, &mapping);
        assert_eq!(
            [catalogue.read(Item::Scenario(2), "b"), catalogue.read(Item::Scenario(1), "b")],
            [Ok(None), Ok(Some(1))]
        );
        assert_eq!(catalogue.read(Item::Scenario(2), "mute it"), Ok(Some(1)));
        assert_eq!(catalogue.plain(Item::Scenario(2)), [Some(b'a'), None]);
        let told = [("3".to_owned(), Item::Statement(0)), ("b".to_owned(), Item::Scenario(2))];
        assert_eq!(catalogue.missing_answers(), told);
    }

    #[test]
    fn where_an_option_begins_with_a_number_a_number_alone_is_no_position() {
        let questionnaire = include_str!("../../tests/packs/survey/questionnaire.yaml");
        let text = questionnaire
            .replace("Mute it.", "2 points")
            .replace("\"Find out whether it matters; delete it if not.\"", "0 points");
        let role = include_str!("../../tests/packs/survey/engineer.yaml");
        let pack = crate::load::pack::from_texts([("questionnaire.yaml", text.as_str()), ("engineer.yaml", role)]);
        let pack = pack.expect("a sound pack");
        let catalogue = Catalogue::of(&pack, &Mapping::default());
        for cell in ["0", "1", "2"] {
            assert!(catalogue.read(Item::Scenario(2), cell).is_err(), "{cell}");
        }
        assert_eq!(catalogue.read(Item::Scenario(2), "2 points"), Ok(Some(1)));
        assert_eq!(catalogue.read(Item::Scenario(1), "2"), Ok(Some(1)));
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
        // Where one number is mapped to another, no other is guessed.
        let unmapped = catalogue.read(Item::Statement(3), "4").expect_err("a guess");
        assert!(unmapped.contains("4 is not a number of the mapping or of a label"), "{unmapped}");
        let unmapped = catalogue.read(Item::Scenario(1), "1").expect_err("a guess");
        assert!(unmapped.contains("`1` may not be a position"), "{unmapped}");
        assert_eq!(catalogue.plain(Item::Statement(0)), [None; 5]);
        assert_eq!(catalogue.plain(Item::Scenario(1)), [Some(b'a'), Some(b'b'), Some(b'c')]);
    }
}
