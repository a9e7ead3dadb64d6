//! The questionnaire without its key: on a screen, on paper, for a form, and as a blank answers file.
//!
//! [`Questions`] takes over what may be seen and nothing else: no credit, no reason, no name of a dimension or an area.
//! The forms know nothing but it, so none of them can give a scale away.

pub mod csv;
pub mod html;
pub mod json;
pub mod paper;
pub mod toml;

use std::ops::RangeInclusive;

use schemars::JsonSchema;
use serde::Serialize;

use crate::answers::line::{self, Asked};
use crate::answers::{Form, items_digest};
use crate::pack::{Instruction, Pack, Parallel, Part, Scale, Scenario, Statement};
use crate::render::json::PackJson;
use crate::text::count;

/// What is asked, in the order it is asked.
#[derive(Debug)]
pub struct Questions<'a> {
    title: &'a str,
    /// The questionnaire as an answers file names it.
    reference: String,
    instruction: Instruction,
    scale: &'a Scale,
    form: &'a Form,
    items_digest: String,
    /// What answers as one line of text say before the person.
    line_head: String,
    parallel: Parallel,
    has_twins: bool,
    pack: PackJson<'a>,
    items: Vec<QuestionJson<'a>>,
}

/// One statement or scenario.
#[derive(Debug)]
struct QuestionJson<'a> {
    id: &'a str,
    part: Part,
    text: &'a str,
    /// Those of a scenario; a statement takes a response of the scale.
    options: Vec<QuestionOption<'a>>,
}

/// One answer to choose.
#[derive(Debug, Serialize, JsonSchema)]
struct QuestionOption<'a> {
    /// What an answers file holds when it is chosen.
    id: &'a str,
    /// The answer in words.
    text: &'a str,
}

/// Responses of a scale without labels that are still listed one by one.
const MOST_LISTED: i32 = 11;

impl<'a> Questions<'a> {
    /// Takes what is on a form out of a pack, and leaves the key behind.
    pub fn of(pack: &'a Pack, form: &'a Form) -> Self {
        let questionnaire = pack.questionnaire();
        let parallel = form.parallel.unwrap_or_default();
        Self {
            title: &questionnaire.title,
            reference: questionnaire.reference(),
            instruction: questionnaire.instruction,
            scale: &questionnaire.scale,
            form,
            items_digest: items_digest(questionnaire, &questionnaire.parallels(parallel)),
            line_head: line::head(pack, form),
            parallel,
            has_twins: questionnaire.has_twins(),
            pack: pack.into(),
            items: line::asked(pack, form).into_iter().map(QuestionJson::of).collect(),
        }
    }

    /// Returns the questions of one part, each with its number on the form.
    fn of_part(&self, part: Part) -> impl Iterator<Item = (usize, &QuestionJson<'a>)> {
        (1..).zip(&self.items).filter(move |(_, question)| question.part == part)
    }

    /// Returns every response of the scale, unless they are too many to list.
    fn responses(&self) -> Option<RangeInclusive<i32>> {
        let Scale { min, max, labels } = self.scale;
        let is_listed = !labels.is_empty() || max - min < MOST_LISTED;
        is_listed.then_some(*min..=*max)
    }

    /// Returns every response with its label, unless they are too many to list.
    fn named_responses(&self) -> Option<Vec<String>> {
        self.responses().map(|responses| responses.map(|response| self.scale.named(response)).collect())
    }

    /// Says how the questions of a part are answered.
    fn instruction(&self, part: Part) -> String {
        match part {
            Part::WorkStyle => format!(
                "How far do you agree with each statement? No answer is better than another. Answers: {}.",
                self.scale_in_words()
            ),
            Part::TechnicalJudgment => format!(
                "Each question describes a situation. Choose the answer that comes nearest to {}.",
                self.instruction.what()
            ),
        }
    }

    fn scale_in_words(&self) -> String {
        let Scale { min, max, labels } = self.scale;
        match self.named_responses() {
            Some(responses) if !labels.is_empty() => responses.join(", "),
            Some(_) | None => format!("{min} to {max}; {min} is full disagreement, {max} is full agreement"),
        }
    }
}

impl<'a> QuestionJson<'a> {
    fn of(asked: Asked<'a>) -> Self {
        match asked {
            Asked::Statement(statement) => Self::statement(statement),
            Asked::Scenario(scenario, parallel) => Self::scenario(scenario, parallel),
        }
    }

    fn statement(statement: &'a Statement) -> Self {
        Self { id: statement.id.as_str(), part: Part::WorkStyle, text: &statement.text, options: Vec::new() }
    }

    fn scenario(scenario: &'a Scenario, parallel: Parallel) -> Self {
        let stem = scenario.stem(parallel);
        let options = scenario.options.iter();
        Self {
            id: stem.id.as_str(),
            part: Part::TechnicalJudgment,
            text: &stem.prompt,
            options: options.map(|option| QuestionOption { id: option.id.as_str(), text: &option.text }).collect(),
        }
    }

    /// Returns the options as they are listed under a question.
    fn listed_options(&self) -> Vec<String> {
        self.options.iter().map(|option| format!("{}) {}", option.id, option.text)).collect()
    }
}

/// Says how many questions there are, and that none has to be answered.
fn length(questions: &Questions<'_>) -> String {
    let statements = count(questions.of_part(Part::WorkStyle).count(), "statement");
    let scenarios = count(questions.of_part(Part::TechnicalJudgment).count(), "scenario");
    format!("{statements} and {scenarios}. Skip what you would rather not answer: it never counts as wrong.")
}
