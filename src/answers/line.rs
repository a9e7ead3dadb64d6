//! Answers as one line of text, for people who cannot send a file: its parts and its alphabet. The HTML form writes such
//! lines, `load` reads them.
//!
//! ```text
//! rolefit1:ID@VERSION/KIND/PARALLEL/SEED/WORDING/ORDER/PERSON/GROUPS/CHECK;
//! ```
//!
//! KIND is `full`, `short` or `roles+ID+ID`, PARALLEL `a` or `b`, with `+de` where the form asked in another language. WORDING and ORDER are digests of what was asked, in words and in which order:
//! answers come by their number alone. GROUPS, joined by `-`, hold ten answers and a check character each, so that damage
//! is found within ten questions; CHECK is the CRC-32 of all that comes before it. Blanks and line breaks mean nothing.
//! No character may change on its way through mail or chat: no two hyphens, no quotes, nothing that turns into a face.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::answers::{Form, Order, Responses, items_digest};
use crate::pack::{Pack, Parallel, Scenario, Statement};

/// The version of the line that this program writes and reads.
pub const VERSION: u32 = 1;
/// What a line begins with, before the number of its version and a colon.
pub const NAME: &str = "rolefit";
/// Ends a line: without it, the line was cut off.
pub const END: char = ';';
/// Answers of a group.
pub const GROUP: usize = 10;
/// Stand for the first choice of a question, the second and so on; a later one is a number in parentheses.
pub const CHOICES: &str = "123456789abcdefghijklmnopqrstuvw";
/// Stands for a question without an answer.
pub const UNANSWERED: char = '0';
/// Stands for a question that the person would rather not answer.
pub const SKIPPED: char = 'x';
/// Characters of [`items_digest`] that a line repeats.
pub const WORDING: usize = 16;
/// The check characters of groups: as many as a prime, so that no swapped or changed character goes unnoticed.
const CHECKS: &[u8; 31] = b"0123456789abcdefghijklmnopqrstu";
/// Characters that a part holds without an escape.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'@');

/// A question as a person is asked it.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'a> {
    Statement(&'a Statement),
    /// A scenario, and which stem of it.
    Scenario(&'a Scenario, Parallel),
}

impl<'a> Asked<'a> {
    /// Returns the id that answers name it by.
    pub fn id(self) -> &'a str {
        match self {
            Self::Statement(statement) => statement.id.as_str(),
            Self::Scenario(scenario, parallel) => scenario.stem(parallel).id.as_str(),
        }
    }
}

/// Returns what a form asks, in its order.
pub fn asked<'a>(pack: &'a Pack, form: &Form) -> Vec<Asked<'a>> {
    let questionnaire = pack.questionnaire();
    let parallel = form.parallel.unwrap_or_default();
    let order = Order::of(questionnaire, &Responses::on_form(pack, form), form.seed);
    let statements: Vec<_> = questionnaire.statements().map(|(_, statement)| statement).collect();
    let scenarios: Vec<_> = questionnaire.scenarios().map(|(_, scenario)| scenario).collect();
    let statements = order.statements.iter().map(|index| Asked::Statement(statements[*index]));
    let scenarios = order.scenarios.iter().map(|index| Asked::Scenario(scenarios[*index], parallel));
    statements.chain(scenarios).collect()
}

/// Returns what a line says before the person: all that does not depend on the answers.
pub fn head(pack: &Pack, form: &Form) -> String {
    let questionnaire = pack.questionnaire();
    let parallel = form.parallel.unwrap_or_default();
    let kind: String = form.kind.roles().iter().map(|role| format!("+{role}")).collect();
    let kind = format!("{}{kind}", form.kind.code());
    let language = form.language.as_ref().map(|language| format!("+{language}")).unwrap_or_default();
    let seed = form.seed.map(|seed| seed.to_string()).unwrap_or_default();
    let digest = items_digest(questionnaire, &questionnaire.parallels(parallel));
    let order = order_digest(&asked(pack, form));
    let reference = questionnaire.reference();
    let reference = utf8_percent_encode(&reference, PLAIN);
    format!("{NAME}{VERSION}:{reference}/{kind}/{parallel}{language}/{seed}/{}/{order}/", &digest[..WORDING])
}

/// Returns a digest of which questions are asked, and in which order.
pub fn order_digest(asked: &[Asked<'_>]) -> String {
    let ids: Vec<&str> = asked.iter().map(|asked| asked.id()).collect();
    check(&ids.join("\n"))
}

/// Returns the check of a text, as it ends a line.
pub fn check(text: &str) -> String {
    format!("{:08x}", crc32fast::hash(text.as_bytes()))
}

/// Returns the check character of a group by its number, which begins at 0.
pub fn group_check(number: usize, answers: &str) -> char {
    let weighted = (1..).zip(answers.bytes()).map(|(place, byte)| place * usize::from(byte));
    let sum = number + weighted.sum::<usize>();
    char::from(CHECKS[sum % CHECKS.len()])
}

/// Returns the number of a choice, from 0; nothing where it says none.
pub fn choice(answer: &str) -> Option<i64> {
    match answer.strip_prefix('(') {
        Some(number) => Some(i64::from(number.strip_suffix(')')?.parse::<i32>().ok()?) - 1),
        None => CHOICES.find(answer).and_then(|choice| i64::try_from(choice).ok()),
    }
}

/// Takes the answers of a group apart: a character each, or a number in parentheses.
pub fn each(mut group: &str) -> Vec<&str> {
    let mut answers = Vec::new();
    while let Some(first) = group.chars().next() {
        let length = if first == '(' { group.find(')').map_or(group.len(), |end| end + 1) } else { first.len_utf8() };
        let (answer, rest) = group.split_at(length);
        answers.push(answer);
        group = rest;
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_check_notices_changed_swapped_and_misplaced_answers() {
        let check = group_check(3, "4251352413");
        for other in ["4251352414", "2451352413", "425135241", "0251352413", "x251352413"] {
            assert_ne!(group_check(3, other), check, "{other}");
        }
        assert_ne!(group_check(4, "4251352413"), check);
    }
}
