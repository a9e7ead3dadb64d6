//! The names of items as headers of columns: ids and question texts, with what survey tools put around them.

use std::collections::HashMap;

use strsim::sorensen_dice;

use crate::pack::{Item, Parallel, Questionnaire};
use crate::survey::fold::{fold, squash, trim};
use crate::text::nearest;

/// How the header of a column names its item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Id,
    Text,
    /// As the row of a grid.
    Row,
}

/// Items by the spellings of their names. A spelling of several items names none of them for sure.
#[derive(Debug)]
pub(super) struct ItemNames {
    ids: HashMap<String, Vec<Item>>,
    texts: HashMap<String, Vec<Item>>,
    /// The texts without the numbers around them.
    bare_texts: HashMap<String, Vec<Item>>,
    /// The id and the text of each item, for looking for what is near.
    items: Vec<(Item, String, String)>,
}

/// How much of a long text is compared, in bytes, and how little of one may be left of it.
const LONGEST_COMPARED: usize = 300;
const SHORTEST_CUT: usize = 12;

/// From which share of common letter pairs two texts are near each other.
const NEAR: f64 = 0.7;

/// So many dots in a name of one word stand for blanks.
const FEWEST_DOTS: usize = 3;

/// Shorter ids have too many neighbours to be a slip for another.
const SHORTEST_SLIP: usize = 5;

/// How many brackets or dashes of one header are tried; a header of nothing else would take minutes.
const MOST_PARTS: usize = 20;

/// The items that a header may mean, and how it says so.
pub(super) type Meaning = (Vec<Item>, How);

/// An item that a header resembles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Resemblance {
    pub item: Item,
    /// Whether its whole id or text is there, with more around it.
    pub is_whole: bool,
}

impl ItemNames {
    pub(super) fn of(questionnaire: &Questionnaire) -> Self {
        let mut names =
            Self { ids: HashMap::new(), texts: HashMap::new(), bare_texts: HashMap::new(), items: Vec::new() };
        let statements = questionnaire.statements().map(|(_, statement)| (&statement.id, statement.text.as_str()));
        let statements = statements.enumerate().map(|(index, names)| (Item::Statement(index), names));
        let stems = questionnaire.scenarios().enumerate().flat_map(|(index, (_, scenario))| {
            scenario.stems().map(move |(parallel, stem)| {
                let item = if parallel == Parallel::B { Item::Twin(index) } else { Item::Scenario(index) };
                (item, (&stem.id, stem.prompt.as_str()))
            })
        });
        for (item, (id, text)) in statements.chain(stems) {
            // The id itself comes first, so that `a-1` and `a1` do not collide.
            enter(&mut names.ids, id.to_string(), item);
            let squashed = squash(id.as_str());
            if squashed != id.as_str() {
                enter(&mut names.ids, format!("={squashed}"), item);
            }
            let text = fold(text);
            names.items.push((item, id.to_string(), bare(&text).to_owned()));
            enter(&mut names.bare_texts, bare(&text).to_owned(), item);
            enter(&mut names.texts, text, item);
        }
        names
    }

    /// Finds what a header names: an id, a text, a text with a number or a code before it, an id behind the names of its groups,
    /// or the row of a grid. With `after_dash` a row may follow ` - ` as well.
    pub(super) fn find(&self, header: &str, after_dash: bool) -> Option<Meaning> {
        let folded = fold(header);
        self.plain(&folded).or_else(|| self.row(header)).or_else(|| self.in_group(&folded)).or_else(|| {
            let rows = folded.match_indices(" - ").filter(|_| after_dash).take(MOST_PARTS);
            rows.map(|(at, dash)| &folded[at + dash.len()..])
                .find_map(|row| self.plain(row))
                .map(|(items, _)| (items, How::Row))
        })
    }

    /// Returns the item that a header most likely means, if one is near enough; a person has to confirm it.
    pub(super) fn near(&self, header: &str) -> Option<Item> {
        let folded = fold(header);
        let header = beginning(bare(&folded), LONGEST_COMPARED);
        let is_one_word = !header.contains(' ');
        if is_one_word && header.matches('.').count() >= FEWEST_DOTS {
            // R writes a dot for each blank.
            return self.near(&header.replace('.', " "));
        }
        if is_one_word {
            let last = header.rsplit(['/', '.']).next().unwrap_or_default();
            let id = [header, last].into_iter().find_map(|name| nearest(name, self.ids()))?;
            return self.items.iter().find(|(_, other, _)| other == id).map(|(item, ..)| *item);
        }
        let alike = self.items.iter().map(|(item, _, text)| (likeness(header, text), *item));
        let (likeness, item) = alike.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
        (likeness >= NEAR).then_some(item)
    }

    /// Returns the first of some items whose id or text a header holds, begins or all but is: enough to ask the user, and more
    /// than chance.
    pub(super) fn resembling(&self, header: &str, items: &[Item]) -> Option<Resemblance> {
        let folded = fold(header);
        let (text, words) = (beginning(bare(&folded), LONGEST_COMPARED), words(&folded));
        let wanted = || self.items.iter().filter(|(item, ..)| items.contains(&item.pair()));
        let holds =
            wanted().find(|(_, id, text)| holds_words(&words, id) || (!text.is_empty() && folded.contains(text)));
        if let Some((item, ..)) = holds {
            return Some(Resemblance { item: *item, is_whole: true });
        }
        let is_near = |(_, id, own): &&(Item, String, String)| {
            is_slip_of(&words, id) || (text.contains(' ') && likeness(text, own) >= NEAR)
        };
        wanted().find(is_near).map(|(item, ..)| Resemblance { item: *item, is_whole: false })
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        self.items.iter().map(|(_, id, _)| id.as_str())
    }

    fn plain(&self, folded: &str) -> Option<Meaning> {
        if let Some(items) = self.by_id(folded) {
            return Some((items.to_vec(), How::Id));
        }
        if let Some(items) = self.by_text(folded) {
            return Some((items.to_vec(), How::Text));
        }
        // `code. text`: both may name an item, and then must agree.
        let (code, text) = code_and_text(folded)?;
        let by_text = self.by_text(text);
        let how = if by_text.is_some() { How::Text } else { How::Id };
        let mut items: Vec<Item> = [self.by_id(code), by_text].into_iter().flatten().flatten().copied().collect();
        items.dedup();
        (!items.is_empty()).then_some((items, how))
    }

    /// `group/id`, and `survey.1.player.id`: the parts before the last are a name of their own.
    fn in_group(&self, folded: &str) -> Option<Meaning> {
        let (groups, id) = folded.rsplit_once(['/', '.'])?;
        let is_path = groups.chars().all(|letter| is_code(letter) || letter == '/');
        let is_name = id.contains(|letter: char| letter.is_ascii_alphabetic());
        let items = self.by_id(id).filter(|_| is_path && is_name)?;
        Some((items.to_vec(), How::Id))
    }

    /// Numbers are taken off as late as possible: a question may begin with one itself.
    fn by_text(&self, folded: &str) -> Option<&[Item]> {
        let bare = bare(folded);
        let found = self.texts.get(folded).or_else(|| self.texts.get(bare)).or_else(|| self.bare_texts.get(bare));
        found.map(Vec::as_slice)
    }

    /// `Title of the grid [Row]`, or `CODE[ROW]` where both parts together are an id.
    fn row(&self, header: &str) -> Option<Meaning> {
        let header = trim(header);
        let inside = header.strip_suffix(']')?;
        let places: Vec<usize> = inside.rmatch_indices('[').map(|(at, _)| at).take(MOST_PARTS).collect();
        let mut rows = places.into_iter().rev().map(|at| (&inside[..at], &inside[at + 1..]));
        rows.find_map(|(title, row)| {
            // Between two digits the bracket parts them.
            let joined = || self.by_id(&fold(&format!("{title}-{row}"))).map(<[Item]>::to_vec);
            let items = self.plain(&fold(row)).map(|(items, _)| items).or_else(joined)?;
            Some((items, How::Row))
        })
    }

    fn by_id(&self, folded: &str) -> Option<&[Item]> {
        let found = self.ids.get(folded).or_else(|| {
            if !folded.chars().all(is_code) {
                return None;
            }
            let squashed = squash(folded);
            self.ids.get(&squashed).or_else(|| self.ids.get(&format!("={squashed}")))
        });
        found.map(Vec::as_slice)
    }
}

/// Whether a letter may be part of the code of a question.
fn is_code(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.')
}

/// How much a header is like the text of an item, from 0 to 1. Some tools cut long headers.
fn likeness(header: &str, text: &str) -> f64 {
    let shorter = header.trim_end_matches('.').trim_end();
    let is_cut = shorter.len() >= SHORTEST_CUT && text.starts_with(shorter);
    if is_cut { 1.0 } else { sorensen_dice(header, beginning(text, LONGEST_COMPARED)) }
}

/// Parts a text into words of letters and digits, joined by hyphens as those of an id are.
fn words(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Whether an id of several words is among others; one of a single word may be any word.
fn holds_words(words: &str, id: &str) -> bool {
    let is_edge = |letter: Option<char>| letter.is_none_or(|letter| letter == '-');
    let is_alone =
        |at: usize| is_edge(words[..at].chars().next_back()) && is_edge(words[at + id.len()..].chars().next());
    id.contains('-') && words.match_indices(id).any(|(at, _)| is_alone(at))
}

fn is_slip_of(words: &str, id: &str) -> bool {
    let slips = id.len() / SHORTEST_SLIP;
    words.len().abs_diff(id.len()) <= 2 && slips > 0 && strsim::osa_distance(words, id) <= slips.min(2)
}

fn enter(names: &mut HashMap<String, Vec<Item>>, name: String, item: Item) {
    if !name.is_empty() {
        names.entry(name).or_default().push(item);
    }
}

/// Cuts a text to at most some bytes.
fn beginning(text: &str, length: usize) -> &str {
    let end = (0..=length.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    &text[..end]
}

/// Drops a number before a folded text, as in `12. `, `q3: ` or `question 4) `, and a count after it, as in ` (2)`.
fn bare(text: &str) -> &str {
    let text = without_number(without_count(text));
    text.trim_end_matches(['.', '?', '!', ':', ';', ',', ' '])
}

fn without_number(text: &str) -> &str {
    let word = ["question ", "frage ", "item ", "q", "#"].iter().find_map(|word| text.strip_prefix(word));
    let number = word.unwrap_or(text).trim_start_matches(['(', '[']);
    let after = number.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let rest = after.trim_start_matches([')', ']', ':', '-', ' ']);
    let is_numbered = number.starts_with(|letter: char| letter.is_ascii_digit());
    if is_numbered && rest.len() < after.len() && !rest.is_empty() { rest } else { text }
}

fn without_count(text: &str) -> &str {
    let Some((start, count)) = text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) else { return text };
    let is_number = !count.is_empty() && count.bytes().all(|digit| digit.is_ascii_digit());
    if is_number { start } else { text }
}

/// Parts `code. text`, where the code is one word, perhaps with the code of a row in brackets.
fn code_and_text(header: &str) -> Option<(&str, &str)> {
    let (code, text) = header.split_once(". ").or_else(|| header.split_once(": "))?;
    (!code.is_empty() && !code.contains(' ')).then_some((code, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::tests::pack;

    #[test]
    fn numbers_before_a_question_are_dropped_and_those_in_it_stay() {
        for (header, text) in [
            ("12. what now?", "what now"),
            ("q3: what now", "what now"),
            ("q3) what now.", "what now"),
            ("question 4 - what now", "what now"),
            ("frage 4) what now", "what now"),
            ("item 2.1 what now", "what now"),
            ("#7 what now", "what now"),
            ("(8) what now", "what now"),
            ("[8] what now", "what now"),
            ("what now (2)", "what now"),
            ("3. what now? (12)", "what now"),
        ] {
            assert_eq!(bare(header), text, "{header}");
        }
        // A number that is part of a word, alone, or in the middle is no number of a question.
        for text in ["2nd line", "12", "q4", "quiet days", "two of 40 clients", "clients (40 of them)", "clients ()"] {
            assert_eq!(bare(text), text);
        }
    }

    #[test]
    fn an_id_has_any_case_and_sign_between_its_words_but_no_blank() {
        let pack = pack();
        let names = ItemNames::of(pack.questionnaire());
        let found = |header: &str| names.find(header, false);
        for header in ["tempo-week", "Tempo_Week", "TEMPO.WEEK", "tempoweek"] {
            assert_eq!(found(header), Some((vec![Item::Statement(2)], How::Id)), "{header}");
        }
        // Words of a sentence may stand side by side as those of an id do.
        for header in ["tempo week", "Tempo, week", "tempo (week)"] {
            assert_eq!(found(header), None, "{header}");
        }
    }

    #[test]
    fn the_nearest_item_is_proposed_and_none_where_all_are_far() {
        let pack = pack();
        let names = ItemNames::of(pack.questionnaire());
        let near = |header: &str| names.near(header);
        let (week, timeout) = (Some(Item::Statement(2)), Some(Item::Scenario(1)));
        for header in [
            "tempo-wek",
            "Tempo.Week2",
            "survey/tempo-weeks",
            "I plan my week",
            "3. I plan the week before it begins",
            "I.plan.my.week.before.it.starts",
        ] {
            assert_eq!(near(header), week, "{header}");
        }
        assert_eq!(near("api-timeouts"), timeout);
        for header in ["", "age", "comments", "Where do you live, and since when?"] {
            assert_eq!(near(header), None, "{header}");
        }
    }

    #[test]
    fn an_item_is_resembled_by_its_words_in_any_company_and_by_a_slip() {
        let pack = pack();
        let names = ItemNames::of(pack.questionnaire());
        let wanted = [Item::Statement(2), Item::Scenario(0)];
        let found = |header: &str| names.resembling(header, &wanted).map(|found| (found.item, found.is_whole));
        assert_eq!(found("Your answer to tempo week, please"), Some((Item::Statement(2), true)));
        assert_eq!(found("Points: I plan my week before it begins."), Some((Item::Statement(2), true)));
        assert_eq!(found("tempo-wekk"), Some((Item::Statement(2), false)));
        assert_eq!(found("I plan my weeks before they begin"), Some((Item::Statement(2), false)));
        // Words that are only parts of others, and items that have a column already.
        assert_eq!(found("contempo-weekly"), None);
        assert_eq!(found("tempo-turns"), None);
        assert_eq!(found("week"), None);
    }
}
