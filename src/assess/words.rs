//! What the interview says beside its questions. Nothing here tells what an item measures.

use crate::assess::interview::Interview;
use crate::assess::key::KeyCommand;
use crate::assess::occasion::{Occasion, Shorter, TranslatedOccasion};
use crate::assess::page::Hand;
use crate::pack::{FormWord, Instruction, Part, filled};
use crate::text::{all_of, capitalised, count};

/// Says what this is, before the first question.
pub(super) fn welcome(interview: &Interview, hand: Hand) -> Vec<String> {
    let Occasion { title, instruction, file, shorter, translated } = interview.occasion();
    let mut paragraphs = vec![title.clone()];
    let draft = translated.as_ref().filter(|translated| translated.is_draft);
    paragraphs.extend(draft.map(|translated| translated.say(FormWord::Draft)));
    paragraphs.push(amount(interview));
    if let Some(Shorter { questions, minutes }) = shorter {
        let minutes = count(*minutes, "minute");
        paragraphs.push(format!("Less time? Quit and add `--short`: {questions} of these questions, about {minutes}."));
    }
    paragraphs.push(format!(
        "Every answer is saved at once, to {file}, so you can stop at any time and go on later. Nothing leaves this \
         computer."
    ));
    let is_asked = |part: Part| interview.questions().iter().any(|question| question.part == part);
    let parts = Part::ALL.into_iter().filter(|part| is_asked(*part));
    paragraphs.extend(parts.map(|part| match (translated, part) {
        (Some(translated), _) => {
            format!("{}: {}", part_name(interview, part), translated_instruction(interview, translated, part))
        }
        (None, Part::WorkStyle) => {
            "Work style: say how much you agree, as you usually are at work. Neither end is better.".to_owned()
        }
        (None, Part::TechnicalJudgment) => format!("Technical judgment: choose {}.", instruction.what()),
    }));
    paragraphs.push(match hand {
        Hand::Keys => {
            let keys = KeyCommand::keys(interview.questions()).join(", ");
            format!("Keys: a digit or a letter answers, or the arrows and Enter; {keys}.")
        }
        Hand::Lines => {
            "One line answers one question: a number, a letter or the words of an answer; or `skip`, `back`, \
                        `quit`."
                .to_owned()
        }
    });
    paragraphs
}

/// Names a part in the language of the questions.
fn part_name(interview: &Interview, part: Part) -> String {
    let word = match part {
        Part::WorkStyle => FormWord::WorkStyle,
        Part::TechnicalJudgment => FormWord::TechnicalJudgment,
    };
    interview.occasion().translated.as_ref().map_or_else(|| part.to_string(), |translated| translated.say(word))
}

/// Says how the questions of a part are answered, as a form does.
fn translated_instruction(interview: &Interview, translated: &TranslatedOccasion, part: Part) -> String {
    match (part, interview.occasion().instruction) {
        (Part::WorkStyle, _) => {
            let statement = interview.questions().iter().find(|question| question.part == part);
            let choices = statement.map(|question| question.choices.as_slice()).unwrap_or_default();
            let answers: Vec<String> =
                choices.iter().map(|choice| format!("{} {}", choice.name, choice.text)).collect();
            let answers = answers.join(&translated.say(FormWord::Comma));
            filled(&translated.say(FormWord::Statements), &[("answers", &answers)])
        }
        (Part::TechnicalJudgment, Instruction::ShouldDo) => translated.say(FormWord::ShouldDo),
        (Part::TechnicalJudgment, Instruction::WouldDo) => translated.say(FormWord::WouldDo),
    }
}

/// Says before and after what the statements say that it is not yet a fit.
pub(super) fn style(interview: &Interview) -> [String; 2] {
    let asked = interview.questions().iter().filter(|question| question.part == Part::WorkStyle).count();
    let (open, minutes) = (interview.open(), count(interview.minutes_left(), "minute"));
    [
        format!(
            "Your work style, from {}: each number runs from the first pole, 0, to the other, 100. In brackets: where it \
             lies with 90%.",
            count(asked, "statement")
        ),
        format!(
            "This is no fit yet: a fit compares both how you work and how you decide with what a role asks for. {} {} \
             left, about {minutes}.",
            count(open, "scenario"),
            if open == 1 { "is" } else { "are" }
        ),
    ]
}

/// Says how many questions there are, or are left, and how long they take.
fn amount(interview: &Interview) -> String {
    let asked = |part: Part| interview.questions().iter().filter(|question| question.part == part).count();
    let minutes = count(interview.minutes_left(), "minute");
    let total = interview.questions().len();
    if interview.open() == total {
        let parts = [(asked(Part::WorkStyle), "statement"), (asked(Part::TechnicalJudgment), "scenario")];
        let parts: Vec<String> =
            parts.iter().filter(|(asked, _)| *asked > 0).map(|(asked, noun)| count(*asked, noun)).collect();
        return format!("{}, about {minutes}.", all_of(parts.iter().map(String::as_str)));
    }
    format!("{}; {} left, about {minutes}.", capitalised(&progress(interview)), interview.open())
}

/// Returns `12 of 91 questions answered, 2 skipped`.
pub fn progress(interview: &Interview) -> String {
    let (answered, total) = (interview.answered(), interview.questions().len());
    let skipped = total - answered - interview.open();
    let skipped = if skipped > 0 { format!(", {skipped} skipped") } else { String::new() };
    format!("{answered} of {} answered{skipped}", count(total, "question"))
}

/// Says where a question stands: only in which half of the questionnaire, and for which role if roles were named.
pub(super) fn header(interview: &Interview) -> String {
    let left = match interview.minutes_left() {
        0 => "all questions answered or skipped".to_owned(),
        minutes => format!("about {} left", count(minutes, "minute")),
    };
    let (number, total) = (interview.position() + 1, interview.questions().len());
    let question = interview.question();
    let role = question.role.as_ref().map(|role| format!(" for {role}")).unwrap_or_default();
    format!("[{number}/{total}] {}{role}, {left}", part_name(interview, question.part))
}

/// Says why questions of a part are asked: the same for all of them, so that none gives its scale away.
pub(super) fn why(part: Part, instruction: Instruction) -> Vec<String> {
    let mut paragraphs = match part {
        Part::WorkStyle => vec![
            "Why statements like this? Roles differ in the way of working that they leave room for. Your answers are \
             compared with what each role asks for."
                .to_owned(),
            "Agreeing is not better than disagreeing: roles want different things, and some want the middle. Say what \
             you usually do, not what you would like to do."
                .to_owned(),
        ],
        Part::TechnicalJudgment => vec![
            "Why scenarios like this? They show how somebody decides with what is known, where no answer is free of \
             cost. The authors of the questionnaire gave each option a credit, and more than one can be reasonable."
                .to_owned(),
            format!("Choose {}. Blind guesses are allowed for: they gain nothing.", instruction.what()),
        ],
    };
    paragraphs.push(
        "No single question decides anything. What you skip is left out, and never counted as zero or as wrong."
            .to_owned(),
    );
    paragraphs
}

/// Warns of answers that will be refused.
pub fn all_alike() -> &'static str {
    "all statements have the same answer, so work style cannot be scored and no role ranked; is that what you want?"
}
