//! The words for the choices of one item, and how a folded cell is read with them. Never guesses between two.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::ops::{Range, RangeInclusive};

use crate::pack::{Scale, Scenario};
use crate::survey::cells::key;
use crate::survey::fold::fold;
use crate::text::{capitalised, each_of, excerpt, one_of};

/// The choices of the scale or of a scenario: by name, by number and by text.
#[derive(Debug)]
pub(super) struct ChoiceWords {
    /// What the mapping says a text means; it wins over everything else.
    aliases: HashMap<String, Vec<u16>>,
    /// Labels or texts of options. A text of several choices names none of them.
    texts: HashMap<String, Vec<u16>>,
    /// How messages and plain cells call each choice: `1` to `5`, `a` to `d`.
    names: Vec<String>,
    /// The number of the first choice, where choices go by number.
    first: Option<i64>,
    /// Whether a name alone is read: those of a scale are numbers, which a mapping may use otherwise.
    are_names_read: bool,
    /// The folded text of each choice.
    labels: Vec<String>,
    /// What needs no folding: labels and texts as the questionnaire has them.
    exact: HashMap<String, u16>,
}

/// Separators of the answers of a list.
const LIST: [char; 4] = [';', ',', '/', '|'];

/// Separators of a name or a number and the text after it.
const SEPARATORS: [char; 7] = [')', ']', '.', ':', '-', '=', ' '];

/// Stands where the text of a choice was found.
const FOUND: &str = "\0";

/// How little of a text may be left behind its name or number.
const SHORTEST_START: usize = 4;

/// A cell that is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Whole(i64),
    Fraction,
}

impl ChoiceWords {
    /// Where a mapping says what one number means, and it is not itself, no other number is guessed; nor where a label begins with
    /// another number than its own.
    pub(super) fn of_scale<'a>(scale: &'a Scale, aliases: impl Iterator<Item = (&'a str, u16)>) -> Self {
        let names = (scale.min..=scale.max).map(|response| response.to_string()).collect();
        let first = i64::from(scale.min);
        let aliases: Vec<(&str, u16)> = aliases.collect();
        let is_other = |number: i64, choice: u16| number != first + i64::from(choice);
        let is_mapped = aliases.iter().any(|(text, choice)| whole(&key(text)).is_some_and(|it| is_other(it, *choice)));
        let labels = (0..=u16::MAX).zip(&scale.labels);
        let is_in_a_label = labels
            .filter_map(|(choice, label)| Some((first_number(&fold(label))?, choice)))
            .any(|(number, choice)| is_other(number, choice));
        let first = (!is_mapped && !is_in_a_label).then_some(first);
        Self::of(names, first, first.is_some(), scale.labels.iter().map(String::as_str), aliases)
    }

    /// Options go by number where their names are letters; the first is 1. Where a mapping says what one number means, or the text
    /// of an option begins with one, a number alone is no position.
    pub(super) fn of_options<'a>(scenario: &'a Scenario, aliases: impl Iterator<Item = (&'a str, u16)>) -> Self {
        let names: Vec<String> = scenario.options.iter().map(|option| option.id.to_string()).collect();
        let aliases: Vec<(&str, u16)> = aliases.collect();
        let are_letters = names.iter().all(|name| name.starts_with(|letter: char| letter.is_ascii_alphabetic()));
        let is_mapped = aliases.iter().any(|(text, _)| whole(&key(text)).is_some());
        let texts = || scenario.options.iter().map(|option| option.text.as_str());
        let is_in_a_text = texts().any(|text| first_number(&fold(text)).is_some());
        let first = (are_letters && !is_mapped && !is_in_a_text).then_some(1);
        Self::of(names, first, true, texts(), aliases)
    }

    fn of<'a>(
        names: Vec<String>,
        first: Option<i64>,
        are_names_read: bool,
        texts: impl Iterator<Item = &'a str>,
        aliases: Vec<(&str, u16)>,
    ) -> Self {
        let texts: Vec<&str> = texts.collect();
        let labels: Vec<String> = texts.iter().map(|text| fold(text)).collect();
        let numbered = (0..=u16::MAX).zip(&labels).map(|(choice, label)| (label.clone(), choice));
        let by_text = collect(numbered.filter(|(label, _)| !label.is_empty()));
        let aliases = collect(aliases.into_iter().map(|(text, choice)| (key(text), choice)));
        let mut words = Self { aliases, texts: by_text, names, first, are_names_read, labels, exact: HashMap::new() };
        for text in texts {
            for spelling in [text.trim().to_owned(), capitalised(text.trim())] {
                if let Ok(choice) = words.read(&key(&spelling), &spelling) {
                    words.exact.insert(spelling, choice);
                }
            }
        }
        words
    }

    /// Returns the numbers that stand for the choices, where bare numbers do.
    pub(super) fn numbers(&self) -> Option<RangeInclusive<i64>> {
        let first = self.first?;
        Some(first..=first + i64::try_from(self.names.len()).ok()? - 1)
    }

    /// Says whether a mapping counts choices from 0.
    pub(super) fn maps_zero(&self) -> bool {
        self.aliases.contains_key("0")
    }

    /// Says whether a mapping names a folded cell.
    pub(super) fn maps(&self, cell: &str) -> bool {
        self.aliases.contains_key(cell)
    }

    /// Reads a cell that is spelled as in the questionnaire, at little cost.
    pub(super) fn exact(&self, cell: &str) -> Option<u16> {
        self.exact.get(cell).copied()
    }

    /// Forgets spellings that mean no choice at all.
    pub(super) fn forget(&mut self, is_missing: impl Fn(&str) -> bool) {
        self.exact.retain(|spelling, _| !is_missing(&key(spelling)));
    }

    /// Returns the name of each choice.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Reads a folded cell; `shown` is how messages quote it. The error is empty when the cell says nothing that is known.
    pub(super) fn read(&self, cell: &str, shown: &str) -> Result<u16, Option<String>> {
        let mut choices = match self.aliases.get(cell) {
            Some(choices) => choices.clone(),
            None => self.readings(cell),
        };
        choices.sort_unstable();
        choices.dedup();
        match choices.as_slice() {
            [choice] => Ok(*choice),
            [] => Err(self.several(cell, shown)),
            several => {
                let names = one_of(several.iter().map(|choice| self.names[usize::from(*choice)].as_str()));
                Err(Some(format!("ambiguous answer `{shown}`: {names}; define it in a mapping")))
            }
        }
    }

    /// Everything that a cell may mean.
    fn readings(&self, cell: &str) -> Vec<u16> {
        let by_text = self.texts.get(cell).into_iter().flatten().copied();
        by_text.chain(self.called(cell)).chain(self.marked(cell)).collect()
    }

    /// The choice that a name or a number stands for.
    fn called(&self, cell: &str) -> Option<u16> {
        let by_name = || self.names.iter().position(|name| name == cell).filter(|_| self.are_names_read);
        let by_number = || match Number::of(cell)? {
            Number::Whole(_) if self.may_be_two(cell) => None,
            Number::Whole(number) => usize::try_from(number.checked_sub(self.first?)?).ok(),
            Number::Fraction => None,
        };
        let choice = by_name().or_else(by_number).filter(|choice| *choice < self.names.len())?;
        u16::try_from(choice).ok()
    }

    /// Where 0 is a choice, `1,0` may be a number with a decimal comma, or two answers.
    fn may_be_two(&self, cell: &str) -> bool {
        let has_zero = || self.maps_zero() || self.names.iter().any(|name| name == "0");
        cell.split_once(',').is_some_and(|(_, fraction)| fraction == "0") && has_zero()
    }

    /// `b)`, `b) text`, `5 - label`, `5 (label)`, `label (5)` and `label: 5`: the name or number with the text, which must not
    /// contradict it.
    fn marked(&self, cell: &str) -> Vec<u16> {
        let marks = [self.mark_in_front(cell), mark_in_brackets(cell), self.mark_at_the_end(cell)];
        for (mark, text) in marks.into_iter().flatten() {
            let Some(choice) = self.called(mark) else { continue };
            let named = self.texts.get(text).map(Vec::as_slice).unwrap_or_default();
            let label = self.labels.get(usize::from(choice)).map(String::as_str).unwrap_or_default();
            // Long texts are sometimes cut.
            let is_start = text.is_empty() || (text.len() >= SHORTEST_START && label.starts_with(text));
            if named.contains(&choice) || (named.is_empty() && is_start) {
                return vec![choice];
            }
            if !named.is_empty() {
                return named.iter().copied().chain([choice]).collect();
            }
        }
        Vec::new()
    }

    /// Parts a name or a number from the text behind it.
    fn mark_in_front<'c>(&self, cell: &'c str) -> Option<(&'c str, &'c str)> {
        if Number::of(cell).is_some() {
            return None;
        }
        let cell = cell.trim_start_matches(['(', '[']);
        let is_parted = |length: &usize| cell[*length..].starts_with(SEPARATORS);
        let names = self.names.iter().filter(|name| cell.starts_with(name.as_str())).map(String::len);
        let digits = cell.trim_start_matches(['+', '-']).trim_start_matches(|digit: char| digit.is_ascii_digit());
        let length = names.chain([cell.len() - digits.len()]).filter(is_parted).max().filter(|length| *length > 0)?;
        let text = cell[length..].trim_start_matches(SEPARATORS);
        let inside = text.strip_prefix(['(', '[']).and_then(|text| text.strip_suffix([')', ']']));
        Some((&cell[..length], inside.unwrap_or(text)))
    }

    /// Parts a name or a number from the whole text before it, unless both are a text of their own.
    fn mark_at_the_end<'c>(&self, cell: &'c str) -> Option<(&'c str, &'c str)> {
        let names = self.names.iter().filter_map(|name| cell.strip_suffix(name.as_str())).map(str::len);
        let digits = cell.trim_end_matches(|digit: char| digit.is_ascii_digit()).len();
        let start = names.chain([digits]).filter(|start| cell[..*start].ends_with(SEPARATORS)).min()?;
        let text = cell[..start].trim_end_matches(SEPARATORS);
        let is_marked = self.texts.contains_key(text) && !self.texts.contains_key(cell);
        is_marked.then_some((&cell[start..], text))
    }

    /// Says what a cell holds that has several answers, or an answer and more.
    fn several(&self, cell: &str, shown: &str) -> Option<String> {
        let (found, rest) = self.names_in(cell).unwrap_or_else(|| self.texts_in(cell));
        let names = each_of(found.iter().map(|choice| self.names[usize::from(*choice)].as_str()));
        match found.len() {
            0 => None,
            1 => {
                let rest = rest.replace(FOUND, "");
                let rest = rest.trim_matches(|character: char| character == ' ' || LIST.contains(&character));
                Some(format!("unexpected text `{}` beside the text of {names} in `{shown}`", excerpt(rest, 40)))
            }
            _ => self.is_list(&rest).then(|| format!("several answers in `{shown}`: {names}; expected one")),
        }
    }

    /// Finds the choices in a list of nothing but names.
    fn names_in(&self, cell: &str) -> Option<(BTreeSet<u16>, String)> {
        let names = cell.split(LIST).map(str::trim).filter(|name| !name.is_empty());
        let mapped = |name: &str| self.aliases.get(name).and_then(|choices| choices.first().copied());
        let found: BTreeSet<u16> =
            names.map(|name| mapped(name).or_else(|| self.called(name))).collect::<Option<_>>()?;
        (found.len() > 1).then_some((found, String::new()))
    }

    /// Finds the choices whose texts are in a cell, and what else is, with [`FOUND`] in place of each. Texts are taken
    /// out whole, the longest first, since they may hold any separator themselves.
    fn texts_in(&self, cell: &str) -> (BTreeSet<u16>, String) {
        let mut labels: Vec<(u16, &String)> = (0..=u16::MAX).zip(&self.labels).collect();
        labels.sort_by_key(|(_, label)| Reverse(label.len()));
        let mut found = BTreeSet::new();
        let mut rest = cell.to_owned();
        for (choice, label) in labels {
            if let Some(place) = place_of(label, &rest) {
                rest.replace_range(place, FOUND);
                found.insert(choice);
            }
        }
        (found, rest)
    }

    /// Whether the texts in a cell are answers of a list: there is nothing beside them but their names or numbers. In `neither
    /// agree nor disagree` they are words of another text.
    fn is_list(&self, rest: &str) -> bool {
        let beside = rest.split(LIST).filter(|part| part.contains(FOUND)).map(|part| part.replace(FOUND, " "));
        beside.into_iter().all(|part| {
            part.split(|character: char| !character.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .all(|word| self.called(word).is_some())
        })
    }
}

/// Returns the whole number that a folded cell is.
fn whole(cell: &str) -> Option<i64> {
    match Number::of(cell)? {
        Number::Whole(number) => Some(number),
        Number::Fraction => None,
    }
}

/// Returns the number that a folded text begins with, as in `2 points`.
fn first_number(text: &str) -> Option<i64> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    text[..length].parse().ok()
}

/// Parts a name or a number in brackets from the text before it.
fn mark_in_brackets(cell: &str) -> Option<(&str, &str)> {
    let (text, mark) = cell.strip_suffix([')', ']'])?.rsplit_once(['(', '['])?;
    Some((mark, text.trim_end()))
}

/// Finds a label as an answer of a list: at the start or after a separator, and up to one or the end.
fn place_of(label: &str, cell: &str) -> Option<Range<usize>> {
    let starts = cell.match_indices(label).map(|(start, _)| start..start + label.len());
    let is_edge = |neighbour: Option<char>| neighbour.is_none_or(|character| !character.is_alphanumeric());
    starts
        .filter(|_| !label.is_empty())
        .find(|place| is_edge(cell[..place.start].chars().next_back()) && is_edge(cell[place.end..].chars().next()))
}

fn collect(pairs: impl Iterator<Item = (String, u16)>) -> HashMap<String, Vec<u16>> {
    let mut words: HashMap<String, Vec<u16>> = HashMap::new();
    for (word, choice) in pairs {
        words.entry(word).or_default().push(choice);
    }
    words
}

impl Number {
    /// Reads a number as spreadsheets write it: `4`, `4.0` and `4,0` are one and the same.
    pub(super) fn of(cell: &str) -> Option<Self> {
        let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
        let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !are_digits(whole) || !are_digits(fraction) {
            return None;
        }
        // Three zeros may part thousands.
        if fraction.len() > 2 || fraction.bytes().any(|byte| byte != b'0') {
            return Some(Self::Fraction);
        }
        let number: i64 = whole.parse().ok()?;
        Some(Self::Whole(if cell.starts_with('-') { -number } else { number }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(labels: &[&str]) -> ChoiceWords {
        let scale = Scale { min: 1, max: 5, labels: labels.iter().map(|label| (*label).to_owned()).collect() };
        ChoiceWords::of_scale(&scale, [("ganz und gar", 4)].into_iter())
    }

    fn read(words: &ChoiceWords, cell: &str) -> Result<u16, Option<String>> {
        words.read(&key(cell), cell)
    }

    const LABELS: [&str; 5] = ["strongly disagree", "disagree", "neither", "agree", "strongly agree"];

    #[test]
    fn a_response_is_a_number_a_label_or_both() {
        let words = words(&LABELS);
        for cell in [
            "5",
            "5.0",
            "5,00",
            "+5",
            " \u{a0}\u{ff15}\u{200b}",
            "Strongly  Agree",
            "strongly agree.",
            "5 - strongly agree",
            "5 Strongly agree",
            "5: Strongly agree",
            "5=strongly agree",
            "(5) strongly agree",
            "Strongly agree (5)",
            "5 (Strongly agree)",
            "5 [strongly agree]",
            "Strongly agree \u{2013} 5",
            "strongly agree: 5",
            "Strongly agree=5",
            "Strongly agree 5",
            "5 - strongly",
            "5;",
            "Ganz und gar!",
        ] {
            assert_eq!(read(&words, cell), Ok(4), "{cell}");
        }
    }

    #[test]
    fn what_is_not_on_the_scale_is_not_guessed() {
        let words = words(&LABELS);
        for cell in ["7", "0", "4.5", "5.000", "5 stars", "- 5", "1-5", ";", "99999999999999999999"] {
            assert_eq!(read(&words, cell), Err(None), "{cell}");
        }
        let fault = |cell: &str| read(&words, cell).expect_err("no answer").expect("a reason");
        assert_eq!(fault("5 - agree"), "ambiguous answer `5 - agree`: `4` or `5`; define it in a mapping");
        for cell in ["5 (agree)", "agree \u{2013} 5", "agree: 5", "agree=5"] {
            assert_eq!(fault(cell), format!("ambiguous answer `{cell}`: `4` or `5`; define it in a mapping"));
        }
        assert_eq!(fault("agree; disagree"), "several answers in `agree; disagree`: `2` and `4`; expected one");
        assert_eq!(fault("1, 3"), "several answers in `1, 3`: `1` and `3`; expected one");
        assert_eq!(fault("agree strongly"), "unexpected text `strongly` beside the text of `4` in `agree strongly`");
        assert_eq!(fault("agree, I think"), "unexpected text `i think` beside the text of `4` in `agree, I think`");
    }

    #[test]
    fn several_answers_are_told_from_a_label_of_another_scale() {
        let words = words(&LABELS);
        for cell in [
            "agree; disagree",
            "Agree, disagree, or so",
            "agree\ndisagree",
            "4 - agree; 2 - disagree",
            "Agree (4), Disagree (2)",
            "2) disagree | agree: 4",
        ] {
            let expected = format!("several answers in `{cell}`: `2` and `4`; expected one");
            assert_eq!(read(&words, cell), Err(Some(expected)), "{cell}");
        }
        for cell in ["Neither agree nor disagree", "agree and disagree", "somewhat agree/strongly disagree"] {
            assert_eq!(read(&words, cell), Err(None), "{cell}");
        }
    }

    #[test]
    fn a_text_that_ends_like_a_mark_is_a_text() {
        let words = words(&["wait", "step 2", "step 1", "wait 5", "step"]);
        for (cell, choice) in [("step 2", 1), ("step 1", 2), ("wait 5", 3), ("step 5", 4), ("wait - 1", 0)] {
            assert_eq!(read(&words, cell), Ok(choice), "{cell}");
        }
    }

    #[test]
    fn where_a_label_begins_with_another_number_a_number_alone_is_none_of_the_scale() {
        let words = words(&["0", "25", "5", "75", "100"]);
        assert_eq!([read(&words, "75"), read(&words, "5")], [Ok(3), Ok(2)]);
        for cell in ["4", "1", "4 - agree"] {
            assert_eq!(read(&words, cell), Err(None), "{cell}");
        }
        let words = self::words(&["1 - never", "2 - seldom", "3", "4 - often", "5 - always"]);
        assert_eq!([read(&words, "4"), read(&words, "5 - always"), read(&words, "2")], [Ok(3), Ok(4), Ok(1)]);
    }

    #[test]
    fn where_one_number_is_mapped_no_other_is_guessed() {
        let scale = Scale { min: 1, max: 5, labels: LABELS.map(str::to_owned).to_vec() };
        let words = ChoiceWords::of_scale(&scale, [("0", 0), ("1", 1), ("2", 2)].into_iter());
        assert_eq!([read(&words, "0"), read(&words, "1"), read(&words, "agree")], [Ok(0), Ok(1), Ok(3)]);
        for cell in ["3", "4", "5", "4 - agree"] {
            assert!(read(&words, cell).is_err(), "{cell}");
        }
        // What a number means anyway says nothing of others.
        let words = ChoiceWords::of_scale(&scale, [("5", 4), ("n/a", 2)].into_iter());
        assert_eq!([read(&words, "3"), read(&words, "5.0")], [Ok(2), Ok(4)]);
    }

    #[test]
    fn a_decimal_comma_is_not_told_from_two_answers_where_0_is_one() {
        let scale = Scale { min: 0, max: 10, labels: Vec::new() };
        let words = ChoiceWords::of_scale(&scale, std::iter::empty());
        for cell in ["1,0", "10,0", "0,0"] {
            assert!(read(&words, cell).is_err(), "{cell}");
        }
        assert_eq!([read(&words, "1.0"), read(&words, "7,00")], [Ok(1), Ok(7)]);
        let scale = Scale { min: 1, max: 5, labels: Vec::new() };
        let zero = [("0", 0), ("1", 1), ("2", 2), ("3", 3), ("4", 4)];
        let words = ChoiceWords::of_scale(&scale, zero.into_iter());
        assert_eq!(read(&words, "1,0"), Err(Some("several answers in `1,0`: `1` and `2`; expected one".to_owned())));
    }

    #[test]
    fn negative_numbers_are_read_with_any_dash() {
        let scale = Scale { min: -2, max: 2, labels: Vec::new() };
        let words = ChoiceWords::of_scale(&scale, std::iter::empty());
        assert_eq!(read(&words, "-2"), Ok(0));
        assert_eq!(read(&words, "\u{2212}1"), Ok(1));
        let scale = Scale { min: -1, max: 1, labels: ["no", "so", "yes"].map(str::to_owned).to_vec() };
        let words = ChoiceWords::of_scale(&scale, std::iter::empty());
        for (cell, choice) in [("no (-1)", 0), ("no: -1", 0), ("yes - 1", 2), ("yes-1", 2)] {
            assert_eq!(read(&words, cell), Ok(choice), "{cell}");
        }
        assert_eq!(
            read(&words, "yes -1"),
            Err(Some("ambiguous answer `yes -1`: `-1` or `1`; define it in a mapping".to_owned()))
        );
    }
}
