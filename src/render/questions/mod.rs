//! The questionnaire without its key: on a screen, on paper, for a form, and as a blank answers file.
//!
//! [`Questions`] takes over what may be seen and nothing else: no credit, no reason, no name of a dimension or an area.
//! The forms know nothing but it, so none of them can give a scale away.

pub mod csv;
pub mod html;
pub mod json;
pub mod paper;
pub mod toml;
mod wording;

use std::borrow::Cow;
use std::ops::RangeInclusive;

use schemars::JsonSchema;
use serde::Serialize;

use crate::answers::line::{self, Asked};
use crate::answers::{Form, items_digest};
use crate::pack::{FormWord, Instruction, Pack, Parallel, Part, Scale, Scenario, Statement, TranslatedTexts, filled};
use crate::render::json::PackJson;
use crate::text::count;

use wording::ShownText;

/// What is asked, in the order it is asked.
#[derive(Debug)]
pub struct Questions<'a> {
    title: ShownText<'a>,
    /// The questionnaire as an answers file names it.
    reference: String,
    instruction: Instruction,
    /// With labels in the language of the form.
    scale: Cow<'a, Scale>,
    form: &'a Form,
    items_digest: String,
    /// What answers as one line of text say before the person.
    line_head: String,
    parallel: Parallel,
    has_twins: bool,
    pack: PackJson<'a>,
    items: Vec<QuestionJson<'a>>,
    /// What it is asked in, where that is another language.
    translation: Option<&'a TranslatedTexts>,
}

/// One statement or scenario.
#[derive(Debug)]
struct QuestionJson<'a> {
    id: &'a str,
    part: Part,
    text: ShownText<'a>,
    /// Those of a scenario; a statement takes a response of the scale.
    options: Vec<QuestionOption<'a>>,
}

/// One answer to choose.
#[derive(Debug, Serialize, JsonSchema)]
struct QuestionOption<'a> {
    /// What an answers file holds when it is chosen.
    id: &'a str,
    /// The answer in words.
    #[serde(flatten)]
    text: ShownText<'a>,
}

/// Responses of a scale without labels that are still listed one by one.
const MOST_LISTED: i32 = 11;

impl<'a> Questions<'a> {
    /// Takes what is on a form out of a pack, in another language where there is a translation, and leaves the key behind.
    pub fn of(pack: &'a Pack, form: &'a Form, translation: Option<&'a TranslatedTexts>) -> Self {
        let questionnaire = pack.questionnaire();
        let parallel = form.parallel.unwrap_or_default();
        let title = translation.and_then(|translation| translation.title.as_deref());
        let labels = translation.map(|translation| &translation.labels).filter(|labels| !labels.is_empty());
        let scale = match labels {
            Some(labels) => Cow::Owned(Scale { labels: labels.clone(), ..questionnaire.scale.clone() }),
            None => Cow::Borrowed(&questionnaire.scale),
        };
        let items = line::asked(pack, form).into_iter().map(|asked| QuestionJson::of(asked, translation));
        Self {
            title: ShownText::of(title, &questionnaire.title, translation.is_some()),
            reference: questionnaire.reference(),
            instruction: questionnaire.instruction,
            scale,
            form,
            items_digest: items_digest(questionnaire, &questionnaire.parallels(parallel)),
            line_head: line::head(pack, form),
            parallel,
            has_twins: questionnaire.has_twins(),
            pack: pack.into(),
            items: items.collect(),
            translation,
        }
    }

    /// Returns a piece of the form's own text, in its language if there is a translation of it.
    fn word(&self, word: FormWord) -> ShownText<'a> {
        let words = self.translation.map(|translation| &translation.words);
        ShownText::of(words.and_then(|words| words.get(word)), word.english(), words.is_some())
    }

    /// Returns a piece of the form's own text with something in its places.
    fn say(&self, word: FormWord, fill: &[(&str, &str)]) -> String {
        filled(self.word(word).text, fill)
    }

    /// Says that nobody else has read the translation, where that is so.
    fn draft(&self) -> Option<ShownText<'a>> {
        self.translation.is_some_and(TranslatedTexts::is_draft).then(|| self.word(FormWord::Draft))
    }

    /// Returns the heading of a part.
    fn heading(&self, part: Part) -> ShownText<'a> {
        self.word(match part {
            Part::WorkStyle => FormWord::WorkStyle,
            Part::TechnicalJudgment => FormWord::TechnicalJudgment,
        })
    }

    /// Names the questionnaire, and its form where there are several.
    fn colophon(&self) -> String {
        let parallel = self.parallel.to_string();
        let fill = [("name", self.reference.as_str()), ("form", &parallel)];
        self.say(if self.has_twins { FormWord::QuestionnaireForm } else { FormWord::Questionnaire }, &fill)
    }

    /// Returns the questions of one part, each with its number on the form.
    fn of_part(&self, part: Part) -> impl Iterator<Item = (usize, &QuestionJson<'a>)> {
        (1..).zip(&self.items).filter(move |(_, question)| question.part == part)
    }

    /// Returns every response of the scale, unless they are too many to list.
    fn responses(&self) -> Option<RangeInclusive<i32>> {
        let Scale { min, max, labels } = self.scale.as_ref();
        let is_listed = !labels.is_empty() || max - min < MOST_LISTED;
        is_listed.then_some(*min..=*max)
    }

    /// Returns every response with its label, unless they are too many to list.
    fn named_responses(&self) -> Option<Vec<String>> {
        self.responses().map(|responses| responses.map(|response| self.scale.named(response)).collect())
    }

    /// Says how the questions of a part are answered.
    fn instruction(&self, part: Part) -> String {
        match (part, self.instruction) {
            (Part::WorkStyle, _) => self.say(FormWord::Statements, &[("answers", &self.scale_in_words())]),
            (Part::TechnicalJudgment, Instruction::ShouldDo) => self.say(FormWord::ShouldDo, &[]),
            (Part::TechnicalJudgment, Instruction::WouldDo) => self.say(FormWord::WouldDo, &[]),
        }
    }

    fn scale_in_words(&self) -> String {
        let Scale { min, max, labels } = self.scale.as_ref();
        match self.named_responses() {
            Some(responses) if !labels.is_empty() => responses.join(self.word(FormWord::Comma).text),
            Some(_) | None => self.say(FormWord::Ends, &[("min", &min.to_string()), ("max", &max.to_string())]),
        }
    }
}

impl<'a> QuestionJson<'a> {
    fn of(asked: Asked<'a>, translation: Option<&'a TranslatedTexts>) -> Self {
        match asked {
            Asked::Statement(statement) => Self::statement(statement, translation),
            Asked::Scenario(scenario, parallel) => Self::scenario(scenario, parallel, translation),
        }
    }

    fn statement(statement: &'a Statement, translation: Option<&'a TranslatedTexts>) -> Self {
        let text = wording::of_item(translation, &statement.id, &statement.text);
        Self { id: statement.id.as_str(), part: Part::WorkStyle, text, options: Vec::new() }
    }

    fn scenario(scenario: &'a Scenario, parallel: Parallel, translation: Option<&'a TranslatedTexts>) -> Self {
        let stem = scenario.stem(parallel);
        let options = scenario.options.iter();
        Self {
            id: stem.id.as_str(),
            part: Part::TechnicalJudgment,
            text: wording::of_item(translation, &stem.id, &stem.prompt),
            options: options
                .map(|option| QuestionOption {
                    id: option.id.as_str(),
                    text: wording::of_option(translation, scenario, option),
                })
                .collect(),
        }
    }

    /// Returns the options as they are listed under a question.
    fn listed_options(&self) -> Vec<String> {
        self.options.iter().map(|option| format!("{}) {}", option.id, option.text.text)).collect()
    }
}

/// Says how many questions there are, and that none has to be answered.
fn length(questions: &Questions<'_>) -> String {
    let statements = questions.of_part(Part::WorkStyle).count();
    let scenarios = questions.of_part(Part::TechnicalJudgment).count();
    if !questions.word(FormWord::Length).is_original && questions.translation.is_some() {
        let fill = [("statements", &*statements.to_string()), ("scenarios", &*scenarios.to_string())];
        return questions.say(FormWord::Length, &fill);
    }
    let (statements, scenarios) = (count(statements, "statement"), count(scenarios, "scenario"));
    format!("{statements} and {scenarios}. Skip what you would rather not answer: it never counts as wrong.")
}
