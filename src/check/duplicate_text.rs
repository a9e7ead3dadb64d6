//! Items, or options of one scenario, with the same or nearly the same text.

use std::collections::HashMap;

use crate::check::items::{self, ItemText};
use crate::check::phrases::words;
use crate::check::{Finding, Subject};
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF137",
    name: "duplicate-text",
    severity: Severity::Warning,
    page: RulePage {
        what: "Two items, or two options of one scenario, have the same or nearly the same text.",
        why: "An item that is asked twice counts twice, so one answer weighs more than its author intended. Two options that \
              say the same leave people guessing which one is better.",
        bad: "# questionnaire.yaml\n\
              statements:\n  \
              - { id: tempo-week, toward: planner, text: I lay out my week before it begins. }\n  \
              - { id: tempo-layout, toward: planner, text: \"Before it begins, I lay out my week.\" }",
        good: "# questionnaire.yaml\n\
               statements:\n  \
               - { id: tempo-week, toward: planner, text: I lay out my week before it begins. }\n  \
               - { id: tempo-order, toward: planner, text: I work through a plan in its original order. }",
        fix: "Change one of the two to ask about another situation, or remove it.",
    },
};

/// Shorter texts are compared as a whole only: a single word may turn them around.
const FEWEST_WORDS: usize = 5;
/// The share of words, in percent, that two texts have in common when they are nearly the same.
const ALIKE: usize = 85;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let (options, items): (Vec<_>, Vec<_>) = items::texts(subject.pack.questionnaire()).partition(ItemText::is_choice);
    for group in std::iter::once(items.as_slice()).chain(options.chunk_by(|a, b| a.item == b.item)) {
        for repeat in repeats(group.iter().map(|text| text.text)) {
            let (first, later) = (&group[repeat.first], &group[repeat.later]);
            if later.is_twin_of(first) {
                continue;
            }
            let how = if repeat.shared.is_some() { "nearly the same" } else { "the same" };
            let message = format!("{} says {how} as {}", later.name(), first.short_name());
            let mut finding = Finding::new(&RULE, later.spot(), message)
                .related(first.spot(), "first said here")
                .help("reword one of the two, or remove it");
            if let Some((shared, all)) = repeat.shared {
                finding = finding.note(format!("{shared} of {all} different words are in both"));
            }
            found.push(finding);
        }
    }
}

/// A text that repeats an earlier one; with the numbers of shared and of all words when it does so in part.
#[derive(Debug, PartialEq, Eq)]
struct Repeat {
    first: usize,
    later: usize,
    shared: Option<(usize, usize)>,
}

/// Finds for each text the first earlier one that it repeats.
///
/// Two sets with 85 % of their words in common share a word at the front of both, in whatever order words are put. So
/// only texts that meet there are compared, and few do: the words that the fewest texts have come first. Where texts
/// differ in a number, the number is the point: they do not meet at all.
fn repeats<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<Repeat> {
    let texts = in_words(texts);
    let mut whole: HashMap<&[u32], usize> = HashMap::with_capacity(texts.len());
    let mut by_front_word: HashMap<(u32, &[u32]), Vec<usize>> = HashMap::new();
    let mut found = Vec::new();
    for (later, text) in texts.iter().enumerate().filter(|(_, text)| !text.sequence.is_empty()) {
        if let Some(first) = whole.get(text.sequence.as_slice()) {
            found.push(Repeat { first: *first, later, shared: None });
            continue;
        }
        whole.insert(&text.sequence, later);
        if text.set.len() < FEWEST_WORDS {
            continue;
        }
        let front = &text.set[..=text.set.len() - (ALIKE * text.set.len()).div_ceil(100)];
        // Of each list the first that is alike will do: they are in order.
        let met = front.iter().filter_map(|word| by_front_word.get(&(*word, text.numerals.as_slice())));
        let near = met.filter_map(|met| met.iter().find_map(|first| Some((*first, texts[*first].likeness(text)?))));
        if let Some((first, shared)) = near.min() {
            found.push(Repeat { first, later, shared: Some(shared) });
        }
        for word in front {
            by_front_word.entry((*word, &text.numerals)).or_default().push(later);
        }
    }
    found
}

/// A text as its words, each by its rank among all words of all texts: rare ones first.
struct WordSet {
    sequence: Vec<u32>,
    /// The different words in order of their ranks.
    set: Vec<u32>,
    /// Those of them that hold digits.
    numerals: Vec<u32>,
}

fn in_words<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<WordSet> {
    let texts: Vec<String> = texts.map(str::to_lowercase).collect();
    let mut texts_with: HashMap<&str, (usize, usize)> = HashMap::new();
    for (text, lower_case) in texts.iter().enumerate() {
        for word in words(lower_case) {
            let (number, last) = texts_with.entry(word).or_insert((0, usize::MAX));
            *number += usize::from(*last != text);
            *last = text;
        }
    }
    let mut by_rarity: Vec<(usize, &str)> = texts_with.into_iter().map(|(word, (number, _))| (number, word)).collect();
    by_rarity.sort_unstable();
    let ranks: HashMap<&str, u32> = by_rarity.iter().zip(0..).map(|((_, word), rank)| (*word, rank)).collect();
    let has_digit = |rank: &u32| by_rarity[*rank as usize].1.bytes().any(|byte| byte.is_ascii_digit());
    let in_ranks = |lower_case: &String| {
        let sequence: Vec<u32> = words(lower_case).map(|word| ranks[word]).collect();
        let mut set = sequence.clone();
        set.sort_unstable();
        set.dedup();
        let numerals = set.iter().copied().filter(|rank| has_digit(rank)).collect();
        WordSet { sequence, set, numerals }
    };
    texts.iter().map(in_ranks).collect()
}

impl WordSet {
    /// Returns how many words two texts share and have in all, if they are nearly the same.
    fn likeness(&self, other: &Self) -> Option<(usize, usize)> {
        let (short, long) = (self.set.len().min(other.set.len()), self.set.len().max(other.set.len()));
        if 100 * short < ALIKE * long {
            return None;
        }
        let shared = self.set.iter().filter(|word| other.set.binary_search(word).is_ok()).count();
        let all = self.set.len() + other.set.len() - shared;
        (100 * shared >= ALIKE * all).then_some((shared, all))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn pairs(texts: &[&str]) -> Vec<(usize, usize, bool)> {
        let found = repeats(texts.iter().copied());
        found.iter().map(|repeat| (repeat.first, repeat.later, repeat.shared.is_some())).collect()
    }

    #[test]
    fn case_and_punctuation_make_no_difference() {
        assert_eq!(pairs(&["Mute it.", "Fix it.", "mute it!", "Mute, it"]), [(0, 2, false), (0, 3, false)]);
        assert_eq!(pairs(&["", "?", ""]), []);
    }

    #[test]
    fn one_word_in_seven_may_differ_in_nearly_the_same_text() {
        let first = "one two three four five six";
        assert_eq!(pairs(&[first, "one two three four five six seven"]), [(0, 1, true)]);
        assert_eq!(pairs(&[first, "six five four three two one"]), [(0, 1, true)]);
        assert_eq!(pairs(&[first, "one two three four five other"]), []);
    }

    #[test]
    fn short_texts_and_other_numbers_are_other_texts() {
        assert_eq!(pairs(&["I plan my week", "my week I plan"]), []);
        let wait = |minutes| {
            format!("Wait for {minutes} minutes, then tell the team on call what was seen and who is affected")
        };
        assert_eq!(pairs(&[&wait("5"), &wait("60")]), []);
        assert_eq!(pairs(&[&wait("five"), &wait("sixty")]), [(0, 1, true)]);
    }

    #[test]
    fn every_near_pair_is_found_that_comparing_all_finds() {
        let mut random = crate::random::SplitMix64::new(7);
        let texts: Vec<String> = (0..400)
            .map(|_| (0..random.below(12)).map(|_| format!("w{} ", (b'a' + random.below(9) as u8) as char)).collect())
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let set = |text: &str| words(text).map(str::to_owned).collect::<BTreeSet<_>>();
        let sequence = |text: &str| words(text).map(str::to_owned).collect::<Vec<_>>();
        let is_near = |a: &str, b: &str| {
            let (a, b) = (set(a), set(b));
            a.len().min(b.len()) >= FEWEST_WORDS && 100 * a.intersection(&b).count() >= ALIKE * a.union(&b).count()
        };
        let mut wanted = Vec::new();
        for (later, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let same = (0..later).find(|first| sequence(texts[*first]) == sequence(text));
            let near = (0..later).find(|first| is_near(texts[*first], text));
            wanted.extend(same.or(near).map(|first| (first, later, same.is_none())));
        }
        assert!(wanted.iter().filter(|(_, _, near)| *near).count() > 20);
        assert_eq!(pairs(&texts), wanted);
    }
}
