//! What a header suggests without saying it: the survey tool that wrote it, and which of its columns may tell people apart.

use crate::load::preset::{Habits, PRESETS};
use crate::survey::fold::fold;

/// Words in headers of columns that may hold ids.
pub(super) const ID_WORDS: &[&str] = &["mail", "token", "participant", "teilnehm", "respondent", "user", "code"];

/// Longer headers are questions.
const LONGEST: usize = 40;

/// Guesses the survey tool from the columns that it adds.
pub fn tool(header: &[&str]) -> Option<&'static Habits> {
    let names: Vec<String> = header.iter().map(|name| fold(name)).collect();
    let has = |headers: &&[&str]| headers.iter().any(|header| names.contains(&fold(header)));
    PRESETS.iter().find(|habits| habits.signature.iter().all(has))
}

/// Says whether a header is that of a column which a survey tool has for ids.
pub fn is_id_of(habits: &Habits, header: &str) -> bool {
    habits.id.iter().any(|id| fold(id) == fold(header))
}

/// Finds a column whose header sounds like ids.
pub fn id_in<'h>(header: impl IntoIterator<Item = &'h str>) -> Option<&'h str> {
    header.into_iter().find(|name| resembles(name, ID_WORDS))
}

/// Says whether a header has one of some words in it.
pub(super) fn resembles(name: &str, words: &[&str]) -> bool {
    let name = fold(name);
    name.len() <= LONGEST && words.iter().any(|word| name.contains(word))
}
