//! One question as it is put to a person: its words, and the names that its answers go by.

use std::fmt;

use crate::answers::pace::{scenario_seconds, statement_seconds};
use crate::answers::{Answers, FormKind, Order};
use crate::pack::{Chosen, Id, Pack, Part, Role, Scale, Scenario, Statement, Stem};
use crate::text::printable;

/// A statement or a scenario, with text that is safe to show.
#[derive(Clone, Debug)]
pub struct Question {
    pub id: Id,
    pub part: Part,
    /// Its position in the questionnaire, among the statements or among the scenarios.
    pub(super) item: usize,
    /// The title of the role that it is asked for, where roles were named.
    pub(super) role: Option<String>,
    pub text: String,
    pub choices: Vec<AnswerChoice>,
    /// How long it usually takes.
    pub(super) seconds: f64,
    /// Everything that can be typed for a choice, with its index.
    names: Vec<(String, usize)>,
}

/// What a person gave to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// The index of a choice.
    Choice(usize),
    /// Chosen not to answer.
    Skip,
}

/// One answer to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerChoice {
    /// The name under which an answers file knows it.
    pub name: String,
    /// Empty where the name says it all.
    pub text: String,
}

/// What some typed characters mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    Nothing,
    /// Only the beginning of names.
    Beginning,
    /// A choice, though more could be typed: `1` where there is a `10`.
    Perhaps(usize),
    /// A choice, and nothing else begins like this.
    Choice(usize),
}

/// Puts the items of a person's form into the order of presentation, each with the choice it was answered with: all
/// statements, then the scenarios, role by role where roles were asked for.
pub(super) fn questions(pack: &Pack, answers: &Answers) -> Vec<(Question, Option<usize>)> {
    let questionnaire = pack.questionnaire();
    let responses = &answers.responses;
    let mut order = Order::of(questionnaire, responses, answers.form.seed);
    let statements: Vec<&Statement> = questionnaire.statements().map(|(_, statement)| statement).collect();
    let scenarios: Vec<(usize, &Scenario)> = questionnaire.scenarios().collect();
    let roles = roles(pack, &answers.form.kind);
    // The first of the roles that needs an area, by its index among them.
    let stage = |item: usize| {
        let area = scenarios[item].0;
        roles.iter().position(|role| role.competency.iter().any(|need| need.area == area))
    };
    order.scenarios.sort_by_key(|item| stage(*item).unwrap_or(roles.len()));
    let scale = &questionnaire.scale;
    let statements = order.statements.into_iter().map(|item| {
        let choice = responses.statements[item].map(Chosen::place);
        (Question::statement(item, statements[item], scale), choice)
    });
    let scenarios = order.scenarios.into_iter().map(|item| {
        let scenario = scenarios[item].1;
        let role = stage(item).map(|role| printable(&roles[role].title));
        let question = Question::scenario(item, scenario, scenario.stem(responses.parallels[item]));
        (Question { role, ..question }, responses.scenarios[item].map(Chosen::place))
    });
    statements.chain(scenarios).collect()
}

/// Returns the roles that a form was made for, in the order in which they were asked for.
fn roles<'p>(pack: &'p Pack, kind: &FormKind) -> Vec<&'p Role> {
    kind.roles().iter().filter_map(|role| pack.role(role.as_str())).collect()
}

impl Question {
    fn statement(item: usize, statement: &Statement, scale: &Scale) -> Self {
        let choices: Vec<AnswerChoice> = (scale.min..=scale.max)
            .map(|response| AnswerChoice {
                name: response.to_string(),
                text: printable(scale.label(response).unwrap_or_default().trim()),
            })
            .collect();
        let names = names(&choices);
        let text = printable(statement.text.trim());
        let seconds = statement_seconds(&text);
        Self { id: statement.id.clone(), part: Part::WorkStyle, item, role: None, text, choices, seconds, names }
    }

    fn scenario(item: usize, scenario: &Scenario, stem: &Stem) -> Self {
        let choices: Vec<AnswerChoice> = scenario
            .options
            .iter()
            .map(|option| AnswerChoice { name: option.id.to_string(), text: printable(option.text.trim()) })
            .collect();
        let mut names = names(&choices);
        // A digit means one thing only: where an option is called by one, digits do not count options as well.
        if !names.iter().any(|(name, _)| name.starts_with(|first: char| first.is_ascii_digit())) {
            names.extend((0..choices.len()).map(|choice| ((choice + 1).to_string(), choice)));
        }
        let text = printable(stem.prompt.trim());
        let seconds = scenario_seconds(&text, choices.iter().map(|choice| choice.text.as_str()));
        Self { id: stem.id.clone(), part: Part::TechnicalJudgment, item, role: None, text, choices, seconds, names }
    }

    /// Says what some typed characters mean here.
    pub fn named(&self, typed: &str) -> Named {
        let meant = self.names.iter().find(|(name, _)| name == typed).map(|(_, choice)| *choice);
        let goes_on = self.names.iter().any(|(name, _)| name.len() > typed.len() && name.starts_with(typed));
        match (meant, goes_on) {
            (Some(choice), false) => Named::Choice(choice),
            (Some(choice), true) => Named::Perhaps(choice),
            (None, true) => Named::Beginning,
            (None, false) => Named::Nothing,
        }
    }

    /// Finds the one choice with these words, in small letters.
    pub(super) fn labelled(&self, words: &str) -> Option<usize> {
        let mut meant = (0..self.choices.len()).filter(|choice| self.choices[*choice].text.to_lowercase() == words);
        meant.next().filter(|_| meant.next().is_none())
    }

    /// Says whether a character begins the name of an answer, and so can be no command here.
    pub fn takes(&self, first: char) -> bool {
        self.names.iter().any(|(name, _)| name.starts_with(first))
    }

    /// Names what can be typed as an answer: `1-5`, or `a-d or 1-4`.
    pub fn keys(&self) -> String {
        let ranges: Vec<String> = self.names.chunks(self.choices.len()).map(range).collect();
        ranges.join(" or ")
    }
}

/// Shortens names that follow on each other to the first and the last.
fn range(names: &[(String, usize)]) -> String {
    let names: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
    let is_run = |pair: &[&str]| match (pair[0].parse::<i32>(), pair[1].parse::<i32>()) {
        (Ok(number), Ok(next)) => number + 1 == next,
        _ => pair[0].len() == 1 && pair[1].len() == 1 && pair[0].as_bytes()[0] + 1 == pair[1].as_bytes()[0],
    };
    match names.as_slice() {
        [first, .., last] if names.windows(2).all(is_run) => {
            let link = if first.starts_with('-') { " to " } else { "-" };
            format!("{first}{link}{last}")
        }
        _ => names.join(", "),
    }
}

impl fmt::Display for AnswerChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text.as_str() {
            "" => formatter.write_str(&self.name),
            text => write!(formatter, "{}  {text}", self.name),
        }
    }
}

fn names(choices: &[AnswerChoice]) -> Vec<(String, usize)> {
    choices.iter().enumerate().map(|(index, choice)| (choice.name.clone(), index)).collect()
}
