//! Languages, by the tags that pages and files name them with.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language as a BCP 47 tag of a language, perhaps a script, a region and variants: `de`, `pt-BR`, `zh-Hant`, `de-1996`.
/// It is kept in the usual capitals, whatever it was typed in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Language(String);

/// Says that a text is no tag of a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IllegalLanguage;

/// The direction in which a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

/// Scripts that are written from right to left.
const SCRIPTS: [&str; 9] = ["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"];
/// Languages that are written in one of them where no script is named.
const LANGUAGES: [&str; 16] =
    ["ar", "arc", "bal", "ckb", "dv", "fa", "he", "khw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

impl Language {
    /// Returns the language that the program itself speaks.
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// Returns the tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the direction of its script, by the script that is named or else the usual one.
    pub fn direction(&self) -> Direction {
        let mut parts = self.0.split('-');
        let language = parts.next().unwrap_or_default();
        let is_leftward = match parts.next().filter(|part| is_script(part)) {
            Some(script) => SCRIPTS.contains(&script),
            None => LANGUAGES.contains(&language),
        };
        if is_leftward { Direction::RightToLeft } else { Direction::LeftToRight }
    }
}

impl FromStr for Language {
    type Err = IllegalLanguage;

    fn from_str(text: &str) -> Result<Self, IllegalLanguage> {
        let lower = text.to_ascii_lowercase();
        let mut parts = lower.split('-').peekable();
        let language = parts.next().filter(|part| is_of(part, 2..=3, char::is_alphabetic)).ok_or(IllegalLanguage)?;
        let mut tag = language.to_owned();
        if let Some(script) = parts.next_if(|part| is_script(part)) {
            tag = format!("{tag}-{}{}", script[..1].to_ascii_uppercase(), &script[1..]);
        }
        let is_region = |part: &&str| is_of(part, 2..=2, char::is_alphabetic) || is_of(part, 3..=3, char::is_numeric);
        if let Some(region) = parts.next_if(is_region) {
            tag = format!("{tag}-{}", region.to_ascii_uppercase());
        }
        for variant in parts {
            let is_dated = is_of(variant, 4..=4, char::is_alphanumeric) && variant.as_bytes()[0].is_ascii_digit();
            if !is_dated && !is_of(variant, 5..=8, char::is_alphanumeric) {
                return Err(IllegalLanguage);
            }
            tag = format!("{tag}-{variant}");
        }
        Ok(Self(tag))
    }
}

fn is_script(part: &str) -> bool {
    is_of(part, 4..=4, char::is_alphabetic)
}

/// Whether a part of a tag has this length, and these characters of ASCII only.
fn is_of(part: &str, length: std::ops::RangeInclusive<usize>, kind: fn(char) -> bool) -> bool {
    length.contains(&part.len()) && part.chars().all(|character| character.is_ascii() && kind(character))
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for IllegalLanguage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not the tag of a language, such as `de`, `pt-BR` or `zh-Hant`")
    }
}

impl Direction {
    /// Returns the name that pages have for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str) -> Option<String> {
        text.parse::<Language>().ok().map(|language| language.to_string())
    }

    #[test]
    fn tags_are_read_in_any_capitals_and_kept_in_the_usual_ones() {
        for usual in ["de", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419", "de-1996", "sl-rozaj", "haw"] {
            for typed in [usual.to_owned(), usual.to_uppercase(), usual.to_lowercase()] {
                assert_eq!(tag(&typed).as_deref(), Some(usual), "{typed}");
            }
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for text in
            ["", "d", "german", "de_AT", "de-", "-de", "de-A", "de-AT-Latn", "dé", "d1", "../de", "de-abcdefghi"]
        {
            assert_eq!(tag(text), None, "{text}");
        }
    }

    #[test]
    fn the_script_that_is_named_decides_the_direction_else_the_usual_one() {
        let direction = |text: &str| text.parse::<Language>().expect("a tag").direction().code();
        for text in ["ar", "he-IL", "fa", "ur-PK", "az-Arab", "ha-Arab-NG"] {
            assert_eq!(direction(text), "rtl", "{text}");
        }
        for text in ["de", "ar-Latn", "az", "ku", "es-419", "pa-Guru"] {
            assert_eq!(direction(text), "ltr", "{text}");
        }
    }
}
