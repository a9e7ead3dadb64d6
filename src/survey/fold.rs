//! Makes texts comparable that people see as the same: what survey tools add, drop or restyle is folded away.

use html_escape::decode_html_entities;
use unicode_normalization::UnicodeNormalization;

/// Elements that a survey tool's editor leaves in a text, and whether one parts two words.
const TAGS: [(&str, bool); 24] = [
    ("a", false),
    ("b", false),
    ("big", false),
    ("br", true),
    ("div", true),
    ("em", false),
    ("font", false),
    ("h1", true),
    ("h2", true),
    ("h3", true),
    ("h4", true),
    ("hr", true),
    ("i", false),
    ("label", false),
    ("li", true),
    ("ol", true),
    ("p", true),
    ("small", false),
    ("span", false),
    ("strong", false),
    ("sub", false),
    ("sup", false),
    ("u", false),
    ("ul", true),
];

/// The longest entity and the longest tag that are looked for, in bytes.
const LONGEST_ENTITY: usize = 33;
const LONGEST_TAG: usize = 1000;

/// Removes white space and marks without a width from both ends.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|character: char| character.is_whitespace() || is_hidden(character))
}

/// Collapses white space, drops marks without a width and composes accents, and leaves everything else as it is: for headers
/// that someone copied.
pub(super) fn squeeze(text: &str) -> String {
    let words: Vec<&str> = trim(text).split_whitespace().collect();
    let text = words.join(" ");
    if text.is_ascii() { text } else { text.chars().filter(|character| !is_hidden(*character)).nfc().collect() }
}

/// Folds case, white space, accents in two characters, typographic quotes and dashes, full-width forms, HTML tags and
/// entities, marks without a width, asterisks and punctuation at the end.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        // Most of a text stays what it is.
        let (plain, others) = rest.split_at(rest.bytes().position(|byte| !is_plain(byte)).unwrap_or(rest.len()));
        folded.push_str(plain);
        rest = others;
        let Some(character) = rest.chars().next() else { break };
        let (piece, length) = match character {
            '<' => tag(rest).unwrap_or((Some('<'), 1)),
            '&' => match entity(rest) {
                Some((characters, length)) => {
                    characters.chars().for_each(|character| push(&mut folded, character));
                    (None, length)
                }
                None => (Some('&'), 1),
            },
            character => (Some(character), character.len_utf8()),
        };
        if let Some(character) = piece {
            push(&mut folded, character);
        }
        rest = &rest[length..];
    }
    if !folded.is_ascii() {
        folded = folded.nfc().collect();
    }
    let end = |character: char| character == ' ' || matches!(character, '.' | '?' | '!' | ':' | ';' | ',');
    folded.truncate(folded.trim_end_matches(end).len());
    folded
}

/// Spells an id without its separators, which many tools refuse or replace. Between two digits they stay, each as a hyphen:
/// `q1.1` and `q11` are different items.
pub(super) fn squash(text: &str) -> String {
    let mut squashed = String::with_capacity(text.len());
    let mut separators = 0;
    for letter in text.chars() {
        if !letter.is_ascii_alphanumeric() {
            separators += 1;
            continue;
        }
        if letter.is_ascii_digit() && squashed.ends_with(|before: char| before.is_ascii_digit()) {
            squashed.extend(std::iter::repeat_n('-', separators));
        }
        separators = 0;
        squashed.push(letter.to_ascii_lowercase());
    }
    squashed
}

fn push(folded: &mut String, character: char) {
    match character {
        character if is_hidden(character) => {}
        '*' => {}
        character if character.is_whitespace() => {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{b4}' | '`' => folded.push('\''),
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => folded.push('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
        '\u{2026}' => folded.push_str("..."),
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character);
            push(folded, narrow);
        }
        character if character.is_ascii() => folded.push(character.to_ascii_lowercase()),
        character => folded.extend(folded_case(character)),
    }
}

/// Folds the case of a letter as Unicode does, also where small and capital letters are not one to one: `ß` and `ẞ` are `ss`.
pub(crate) fn folded_case(letter: char) -> impl Iterator<Item = char> {
    // The `i` without a dot is a letter of its own, though its capital is that of `i`.
    let (alone, others) = if letter == 'ı' { (Some(letter), None) } else { (None, Some(letter)) };
    let others = others.into_iter().flat_map(char::to_lowercase).flat_map(char::to_uppercase);
    alone.into_iter().chain(others.flat_map(char::to_lowercase))
}

/// Whether a byte is a character that folding leaves as it is.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

/// Whether a character has no width: joiners, direction marks, byte-order marks, soft hyphens.
pub(crate) fn is_hidden(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Reads an HTML tag at the start of a text: what replaces it, and its length.
fn tag(text: &str) -> Option<(Option<char>, usize)> {
    // A second `<` ends the search, so that a text of nothing else is not read over and over.
    let end = text.bytes().take(LONGEST_TAG).skip(1).position(|byte| matches!(byte, b'<' | b'>'))? + 1;
    let inside = text[1..end].trim_start_matches('/');
    let length = text[end..].starts_with('>').then_some(end + 1)?;
    let name: String = inside.chars().take_while(char::is_ascii_alphanumeric).collect();
    let (_, parts_words) = TAGS.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(&name))?;
    Some((parts_words.then_some(' '), length))
}

/// Reads an HTML entity at the start of a text, with its length.
fn entity(text: &str) -> Option<(String, usize)> {
    let length = text.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')? + 1;
    let entity = &text[..length];
    let decoded = decode_html_entities(entity);
    (decoded != entity).then(|| (decoded.into_owned(), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_see_as_the_same_text_is_the_same() {
        let folded = "i don't plan - \"ever\"";
        for spelling in [
            "I don't plan - \"ever\"",
            "  I\u{a0}don\u{2019}t\r\n plan \u{2014} \u{201c}ever\u{201d}.",
            "<p>I don&#39;t <b>plan</b> &ndash; &quot;ever&quot;</p>",
            "I don't plan - \"ever\" *",
            "\u{feff}I don't pl\u{ad}an -\u{200b} \"EVER\"?",
        ] {
            assert_eq!(fold(spelling), folded, "{spelling}");
        }
        assert_eq!(fold("\u{ff15}\u{3000}\u{ff21}"), "5 a");
        for spelling in ["Stra\u{df}e", "STRASSE", "STRA\u{1e9e}E"] {
            assert_eq!(fold(spelling), "strasse", "{spelling}");
        }
        assert_ne!(fold("\u{131}"), fold("i"));
    }

    #[test]
    fn accents_are_the_same_composed_decomposed_and_as_entities() {
        for spelling in [
            "D\u{e9}j\u{e0} vu",
            "De\u{301}ja\u{300} vu",
            "D&eacute;j&agrave; vu",
            "D&#233;j&#xe0; vu",
            "DE&#769;J&Agrave; VU",
        ] {
            assert_eq!(fold(spelling), "d\u{e9}j\u{e0} vu", "{spelling}");
        }
        assert_eq!(fold("&Ouml;l&thinsp;&mdash;&shy; &NotEqualTilde;"), "\u{f6}l - \u{2242}\u{338}");
        // An entity that spells a tag is text.
        assert_eq!(fold("&lt;br&gt;"), "<br>");
        for unknown in ["&unknown;", "&;", "&#xd800;", "&#99999999999;"] {
            assert_eq!(fold(&format!("a {unknown} b")), format!("a {unknown} b"));
        }
    }

    #[test]
    fn separators_between_digits_are_never_dropped() {
        for (one, other) in
            [("q-11", "q1.1"), ("q-11", "Q1_1"), ("q-12", "q1...2"), ("q-1-2", "q1...2"), ("q-11", "q_1 1")]
        {
            assert_ne!(squash(one), squash(other), "{one} {other}");
        }
        for (one, other) in [("q-1-2", "Q1_2"), ("q-1-2", "q1.2"), ("q-11", "Q11"), ("part2-item-3", "PART_2.item3")] {
            assert_eq!(squash(one), squash(other), "{one} {other}");
        }
    }

    #[test]
    fn less_than_is_no_tag_and_an_ampersand_is_no_entity() {
        assert_eq!(fold("p99 < 30 ms & p50 > 2 ms; ok"), "p99 < 30 ms & p50 > 2 ms; ok");
        assert_eq!(fold("Map<Key> &c"), "map<key> &c");
        assert_eq!(fold("<br"), "<br");
    }

    #[test]
    fn a_cell_is_trimmed_of_what_shows_nothing() {
        assert_eq!(trim("\u{a0}\u{200b} 4\t\u{feff}"), "4");
        assert_eq!(squash("Focus_Quiet-Block"), "focusquietblock");
        assert_eq!(squeeze("e\u{301}t\u{e9}\u{200b}"), "\u{e9}t\u{e9}");
        assert_eq!(squeeze(" Two\n lines "), "Two lines");
    }
}
