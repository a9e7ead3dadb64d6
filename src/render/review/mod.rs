//! A review of answers: each scenario with the answer, the best one and the authors' reasons, as a page and as JSON.
//!
//! Both are made of one [`ReviewSheet`], so that they say the same.

mod json;
mod page;

pub use json::{ReviewJson, json};
pub use page::page;

use crate::answers::{Answers, Review};
use crate::pack::{Pack, Questionnaire};

/// A review with what is said about it.
#[derive(Debug)]
pub struct ReviewSheet<'a> {
    pub pack: &'a Pack,
    pub answers: &'a Answers,
    pub review: Review<'a>,
}

/// What anyone must know who reads on.
fn warning(questionnaire: &Questionnaire) -> String {
    let again = "This reveals the key: after reading it you cannot answer the same questions again.";
    if questionnaire.has_twins() {
        format!(
            "{again} Each pair of forms a and b shares its options, so a second sitting on the other form tells less, too."
        )
    } else {
        again.to_owned()
    }
}

/// Where the best answers and the reasons come from.
fn source(questionnaire: &Questionnaire) -> String {
    let key = &questionnaire.key;
    let provenance = if key.provenance.is_empty() { "not stated" } else { &key.provenance };
    let note = if key.note.is_empty() { String::new() } else { format!(" {}", key.note.trim()) };
    format!(
        "The best answers and the reasons are those of the questionnaire's authors. Questionnaire {}; key: {provenance}.{note}",
        questionnaire.reference()
    )
}
