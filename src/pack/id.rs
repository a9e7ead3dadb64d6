//! Ids: the kebab-case names of roles, dimensions, areas and items.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A kebab-case name: lower-case letters and digits in words joined by single hyphens, at most 64 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Id(String);

/// Says that a text is no kebab-case name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IllegalId;

impl Id {
    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the legal id nearest to any text, for help: `Focus Block` becomes `focus-block`.
    pub fn suggest(text: &str) -> Option<String> {
        let words: Vec<String> = text
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        let id = words.join("-");
        id.parse::<Self>().is_ok().then_some(id)
    }
}

impl FromStr for Id {
    type Err = IllegalId;

    fn from_str(text: &str) -> Result<Self, IllegalId> {
        let is_word = |word: &str| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if text.len() <= 64 && text.split('-').all(is_word) { Ok(Self(text.to_owned())) } else { Err(IllegalId) }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for IllegalId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a kebab-case name")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case() {
        for legal in ["backend", "api-contracts", "focus-2", "7"] {
            assert_eq!(legal.parse::<Id>().expect("legal").to_string(), legal);
        }
        for illegal in ["", "-a", "a-", "a--b", "A", "a b", "é", "a_b"] {
            assert_eq!(illegal.parse::<Id>(), Err(IllegalId), "{illegal}");
        }
    }

    #[test]
    fn a_title_suggests_its_id() {
        assert_eq!(Id::suggest("Focus: quiet Block"), Some("focus-quiet-block".to_owned()));
        assert_eq!(Id::suggest("!!"), None);
    }
}
