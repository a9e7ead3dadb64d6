//! Small pieces of message grammar: plurals, lists, nearest names, and text from files made safe to show.

mod neutral;

pub use neutral::{columns, cut, drives_a_terminal, excerpt, marked, printable};

/// Returns `1 role`, `2 roles`: the number with its noun, which takes an `s` unless the number is one.
pub fn count(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// Returns `1 person`, `2 people`.
pub fn people(number: usize) -> String {
    if number == 1 { "1 person".to_owned() } else { format!("{number} people") }
}

/// Writes bytes in hexadecimal, two lower-case digits each.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Joins names as "`a`, `b` or `c`".
pub fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names.into_iter().map(|name| format!("`{name}`")).collect(), "or")
}

/// Joins names as "`a`, `b` and `c`".
pub fn each_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    join(names.into_iter().map(|name| format!("`{name}`")).collect(), "and")
}

/// Joins phrases as "a, b and c".
pub fn all_of<'a>(phrases: impl IntoIterator<Item = &'a str>) -> String {
    join(phrases.into_iter().map(str::to_owned).collect(), "and")
}

/// How many phrases of a long list are shown.
const MOST_SHOWN: usize = 5;

/// Joins the first phrases and counts the others, as "a, b, c, d, e and 7 more".
pub fn few_of<'a>(phrases: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = phrases.len().saturating_sub(MOST_SHOWN);
    let more = (more > 0).then(|| format!("{more} more"));
    join(phrases.take(MOST_SHOWN).map(str::to_owned).chain(more).collect(), "and")
}

fn join(mut words: Vec<String>, link: &str) -> String {
    match words.pop() {
        None => String::new(),
        Some(last) if words.is_empty() => last,
        Some(last) => format!("{} {link} {last}", words.join(", ")),
    }
}

/// The longest name, in bytes, that can be a slip for another; comparing megabytes takes minutes.
const LONGEST_SLIP: usize = 200;

/// Returns the candidate that `name` was most likely meant to be, if one is near enough.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > LONGEST_SLIP {
        return None;
    }
    let name = name.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&name, &candidate.to_lowercase()), candidate))
        .filter(|(similarity, _)| *similarity >= 0.82)
        // Ties go to the first candidate, so that the answer does not depend on float noise.
        .fold(None, |best: Option<(f64, &str)>, (similarity, candidate)| match best {
            Some((highest, _)) if highest >= similarity => best,
            _ => Some((similarity, candidate)),
        })
        .map(|(_, candidate)| candidate)
}

/// Whether `similar`, the nearest of the candidates, is so plainly what `name` was meant to be that it may be written
/// in its place: one slip away, and no other candidate is.
pub fn is_plainly_meant<'a>(name: &str, similar: &str, candidates: impl IntoIterator<Item = &'a str>) -> bool {
    is_slip(name, similar) && candidates.into_iter().all(|other| other == similar || !is_slip(name, other))
}

/// A slip: other capitals or separators, or one letter too many, missing, wrong or swapped with its neighbour. Short
/// words, first letters and numbers are no place for one: `sre-1`, `level-ii` and `date` are names of their own.
fn is_slip(name: &str, known: &str) -> bool {
    let words = |name: &str| name.to_lowercase().split(['-', '_', ' ']).map(str::to_owned).collect::<Vec<_>>();
    if name.len().abs_diff(known.len()) > 2 || name.len() > LONGEST_SLIP {
        return false;
    }
    let (name, known) = (words(name), words(known));
    if name.concat() == known.concat() {
        return true;
    }
    let mut different = name.iter().zip(&known).filter(|(name, known)| name != known);
    let (Some((word, meant)), None) = (different.next(), different.next()) else { return false };
    let has_room = |word: &str| word.chars().count() >= 4 && !word.contains(|letter: char| letter.is_ascii_digit());
    name.len() == known.len()
        && has_room(word)
        && has_room(meant)
        && word.chars().next() == meant.chars().next()
        && strsim::osa_distance(word, meant) == 1
}

/// The byte-order mark that some programs put before UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Quotes a word of a command line where a shell would take it apart.
pub fn shell_word(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./\\:,+@".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else if word.contains(['"', '$', '`', '!']) {
        format!("'{}'", word.replace('\'', r"'\''"))
    } else {
        format!("\"{word}\"")
    }
}

/// Upper-cases the first letter, for a phrase that begins a sentence or a heading.
pub fn capitalised(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_plurals_read_like_prose() {
        assert_eq!(count(1, "answer"), "1 answer");
        assert_eq!(count(0, "answer"), "0 answers");
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(all_of(["a"]), "a");
        assert_eq!(all_of([]), "");
        assert_eq!(few_of(["a", "b", "c", "d", "e"].into_iter()), "a, b, c, d and e");
        assert_eq!(few_of(["a"; 12].into_iter()), "a, a, a, a, a and 7 more");
    }

    #[test]
    fn a_slip_of_the_finger_finds_its_name_and_a_stranger_finds_none() {
        assert_eq!(nearest("wieght", ["why", "weight", "target"]), Some("weight"));
        assert_eq!(nearest("colour", ["why", "weight", "target"]), None);
    }

    #[test]
    fn one_slip_is_plain_and_a_name_of_its_own_is_none() {
        let is_plain = |name, similar| is_plainly_meant(name, similar, [similar, "elsewhere"]);
        for (name, similar) in [
            ("wieght", "weight"),
            ("proficent", "proficient"),
            ("Working", "working"),
            ("red-flags", "red_flags"),
            ("workstyle", "work_style"),
            ("staff-enginer", "staff-engineer"),
        ] {
            assert!(is_plain(name, similar), "{name}");
        }
        for (name, similar) in [
            ("sre-2", "sre-1"),
            ("engineer-ii", "engineer-i"),
            ("days_45", "days_30"),
            ("max_coverage", "min_coverage"),
            ("date", "gate"),
            ("sra", "sre"),
            ("senior-staff", "staff"),
            ("", "a"),
        ] {
            assert!(!is_plain(name, similar), "{name}");
        }
    }

    #[test]
    fn of_two_names_that_are_as_near_none_is_plain() {
        assert!(!is_plainly_meant("advancer", "advances", ["advances", "advanced"]));
    }

    #[test]
    fn a_shell_reads_a_word_as_one() {
        assert_eq!(shell_word("answers/ana.toml"), "answers/ana.toml");
        assert_eq!(shell_word("my answers.toml"), "\"my answers.toml\"");
        assert_eq!(shell_word("it's $HOME"), r"'it'\''s $HOME'");
    }
}
