//! Splits texts into words and finds phrases in them.

use std::collections::HashMap;
use std::ops::Range;

/// Returns the words of a text without punctuation; a hyphen separates words.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Phrases to find by whole words.
pub(super) struct Phrases {
    wanted: Index,
    /// Phrases with another meaning; what they overlap is not reported.
    innocent: Index,
}

/// Phrases by their first word, each as its words.
type Index = HashMap<&'static str, Vec<Vec<&'static str>>>;

impl Phrases {
    /// Takes phrases in lower case, with single spaces between words.
    pub(super) fn new(wanted: &[&'static str], innocent: &[&'static str]) -> Self {
        Self { wanted: index(wanted), innocent: index(innocent) }
    }

    /// Returns the phrases that occur in a text, as written there, each once.
    pub(super) fn find(&self, text: &str) -> Vec<String> {
        let lower_case = text.to_lowercase();
        let folded: Vec<&str> = words(&lower_case).collect();
        let matches = occurrences(&self.wanted, &folded);
        if matches.is_empty() {
            return Vec::new();
        }
        let cleared = occurrences(&self.innocent, &folded);
        let written: Vec<&str> = words(text).collect();
        // A few letters fall apart in lower case, and words are counted differently then.
        let shown = if written.len() == folded.len() { written } else { folded };
        let mut found: Vec<String> = Vec::new();
        for range in matches {
            let is_cleared = cleared.iter().any(|other| other.start < range.end && range.start < other.end);
            let phrase = shown[range].join(" ");
            if !is_cleared && !found.iter().any(|known| known.eq_ignore_ascii_case(&phrase)) {
                found.push(phrase);
            }
        }
        found
    }
}

fn index(phrases: &[&'static str]) -> Index {
    let mut index = Index::new();
    for phrase in phrases {
        let words: Vec<&str> = words(phrase).collect();
        index.entry(words[0]).or_default().push(words);
    }
    index
}

/// Where phrases are, by position of their words; at each place the longest one counts.
fn occurrences(index: &Index, words: &[&str]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let phrases = index.get(words[start]).into_iter().flatten();
        let longest = phrases.filter(|phrase| words[start..].starts_with(phrase)).map(Vec::len).max();
        found.extend(longest.map(|length| start..start + length));
        start += longest.unwrap_or(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_by_whole_words_whatever_their_case() {
        let phrases = Phrases::new(&["panic attack", "panic"], &["kernel panic"]);
        assert_eq!(phrases.find("After a Panic-Attack, a panic."), ["Panic Attack", "panic"]);
        assert!(phrases.find("A panicking worker.").is_empty());
    }

    #[test]
    fn a_phrase_with_another_meaning_clears_what_it_overlaps() {
        let phrases = Phrases::new(&["panic"], &["kernel panic", "panic handler"]);
        assert!(phrases.find("A kernel panic reaches the panic handler.").is_empty());
        assert_eq!(phrases.find("A kernel panic made me panic."), ["panic"]);
        assert_eq!(phrases.find("Kernel panic, panic."), ["panic"]);
    }
}
