//! Whether other words still say the same.

use std::collections::BTreeSet;

/// How many of the words of two texts must be shared, of all that either has, for them to be one text in other words.
const SHARED: f64 = 0.4;

/// Words that turn a sentence around.
const NEGATIONS: [&str; 8] = ["not", "no", "never", "without", "none", "nobody", "nothing", "cannot"];

/// Says whether a text most likely asks something else now: hardly a word is shared, or a negation came or went.
pub(super) fn is_another_text(old: &str, new: &str) -> bool {
    let (old, new) = (words(old), words(new));
    let shared = old.intersection(&new).count() as f64;
    let all = old.union(&new).count().max(1) as f64;
    let negations = |words: &BTreeSet<String>| words.iter().filter(|word| is_negation(word)).count();
    shared / all < SHARED || negations(&old) != negations(&new)
}

/// Returns a text without what is only layout: case, blanks, punctuation.
pub(super) fn plain(text: &str) -> String {
    let letters = text.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' });
    letters.collect::<String>().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase().replace('’', "'");
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn is_negation(word: &str) -> bool {
    NEGATIONS.contains(&word) || word.ends_with("n't")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_is_the_same_text_and_another_claim_is_not() {
        let text = "I like days that turn out differently than planned.";
        for same in
            ["I like days that turn out different from the plan.", "I like days which turn out otherwise than planned!"]
        {
            assert!(!is_another_text(text, same), "{same}");
        }
        for other in [
            "I do not like days that turn out differently than planned.",
            "I don't like days that turn out differently than planned.",
            "Before I begin, I write a list of steps.",
            "",
        ] {
            assert!(is_another_text(text, other), "{other}");
        }
    }

    #[test]
    fn layout_is_no_part_of_a_text() {
        assert_eq!(plain("Ask  first,\nthen act."), plain("ask first: then act"));
    }
}
