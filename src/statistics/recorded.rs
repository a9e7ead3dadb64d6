//! The answers of many people, one row of bytes each: little enough to keep a million of them at hand.

use crate::answers::Responses;
use crate::pack::{Chosen, Parallel, Questionnaire};
use crate::scoring::{Guessing, Quality};

/// What a byte says of an item that is not answered; the highest bit says which stem of a pair was asked.
pub(super) const NOT_ASKED: u8 = 0x7E;
const UNANSWERED: u8 = 0x7F;
const FORM_B: u8 = 0x80;

/// A row begins with a hash of the person's id, and with what was noticed about how the answers were given.
const HASH: usize = 8;
const NOTICED: usize = HASH;
pub(super) const FIRST_ITEM: usize = NOTICED + 1;

/// What was noticed, as bits.
pub(super) const LONG_RUN: u8 = 1;
pub(super) const NO_VARIABILITY: u8 = 2;
pub(super) const FAVOURED_POSITION: u8 = 4;
pub(super) const GUESSING: u8 = 8;

/// How a person's answers were given.
#[derive(Clone, Copy, Debug)]
pub struct AnswerPatterns {
    pub quality: Quality,
    pub guessing: Guessing,
}

/// Adds the row of a person.
pub fn record(out: &mut Vec<u8>, id_hash: u64, responses: &Responses, patterns: &AnswerPatterns) {
    let AnswerPatterns { quality, guessing } = patterns;
    out.extend_from_slice(&id_hash.to_le_bytes());
    let noticed = [
        (quality.has_a_long_run(), LONG_RUN),
        (quality.has_no_variability(), NO_VARIABILITY),
        (quality.favours_a_position(), FAVOURED_POSITION),
        (guessing.is_not_ruled_out(), GUESSING),
    ];
    out.push(noticed.into_iter().filter(|(is_so, _)| *is_so).map(|(_, bit)| bit).sum());
    let byte =
        |answer: Option<Chosen>, was_asked: bool| match answer.and_then(|answer| u8::try_from(answer.place()).ok()) {
            Some(answer) => answer,
            None if was_asked => UNANSWERED,
            None => NOT_ASKED,
        };
    let statements = responses.statements.iter().zip(&responses.statements_presented);
    out.extend(statements.map(|(response, was_asked)| byte(*response, *was_asked)));
    let scenarios = responses.scenarios.iter().zip(&responses.scenarios_presented).zip(responses.parallels.iter());
    out.extend(scenarios.map(|((option, was_asked), parallel)| match parallel {
        Parallel::A => byte(*option, *was_asked),
        Parallel::B => byte(*option, *was_asked) | FORM_B,
    }));
}

/// Returns the byte of an option in a form.
pub(super) fn option_byte(option: usize, parallel: Parallel) -> Option<u8> {
    let byte = u8::try_from(option).ok()?;
    Some(if parallel == Parallel::B { byte | FORM_B } else { byte })
}

/// Takes off which stem was asked.
pub(super) fn without_form(byte: u8) -> u8 {
    byte & !FORM_B
}

/// Says whether a byte is about the second stem of a pair.
pub(super) fn is_form_b(byte: u8) -> bool {
    byte & FORM_B != 0
}

/// The rows of people.
#[derive(Clone, Debug)]
pub struct RecordedAnswers {
    rows: Vec<u8>,
    width: usize,
}

impl RecordedAnswers {
    /// Takes the rows of people who answered a questionnaire.
    pub fn of(rows: Vec<u8>, questionnaire: &Questionnaire) -> Self {
        let items = questionnaire.statements().count() + questionnaire.scenarios().count();
        Self { rows, width: FIRST_ITEM + items }
    }

    /// Returns the number of people.
    pub fn people(&self) -> usize {
        self.rows.len() / self.width
    }

    /// Returns the row of every person.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.rows.chunks_exact(self.width)
    }

    /// Returns the row of a person.
    pub(super) fn row(&self, person: usize) -> &[u8] {
        &self.rows[person * self.width..][..self.width]
    }

    /// Returns the hash of each person's id.
    pub fn id_hashes(&self) -> impl Iterator<Item = u64> {
        self.rows().map(|row| row[..HASH].iter().rev().fold(0, |hash, byte| hash << 8 | u64::from(*byte)))
    }
}

/// Returns what was noticed about how a person answered.
pub(super) fn noticed(row: &[u8]) -> u8 {
    row[NOTICED]
}
