//! What the statements say of a person, told before the first scenario: how they work, and no fit yet.

use crate::answers::{Answers, Responses};
use crate::assess::question::{Given, Question};
use crate::pack::{Chosen, Dimension, Pack, Part, in_words};
use crate::scoring::{DimensionScore, Model, Profile};
use crate::text::printable;

/// What is needed to score the statements.
#[derive(Clone, Debug)]
pub(super) struct StyleScorer {
    model: Model,
    responses: Responses,
    /// For each dimension its name, both poles, and what scores are called.
    dimensions: Vec<Wording>,
}

#[derive(Clone, Debug)]
struct Wording {
    name: String,
    low: String,
    high: String,
    /// What each whole score from 0 to 100 is called.
    scores: Vec<String>,
}

/// One dimension of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleLine {
    pub dimension: String,
    pub words: String,
}

impl StyleScorer {
    pub(super) fn new(pack: &Pack, answers: &Answers) -> Self {
        let questionnaire = pack.questionnaire();
        let wording = |dimension: &Dimension| Wording {
            name: printable(dimension.id.as_str()),
            low: printable(&dimension.poles.low),
            high: printable(&dimension.poles.high),
            scores: (0..=100)
                .map(|score| printable(&in_words(f64::from(score), &dimension.poles, &questionnaire.settings)))
                .collect(),
        };
        Self {
            model: Model::asking(pack, answers.responses.parallels.clone()),
            responses: answers.responses.clone(),
            dimensions: questionnaire.dimensions.iter().map(wording).collect(),
        }
    }

    /// Says what is known of each dimension that was asked about.
    pub(super) fn lines(&self, questions: &[Question], given: &[Option<Given>]) -> Vec<StyleLine> {
        let mut responses = self.responses.clone();
        for (question, given) in questions.iter().zip(given).filter(|(question, _)| question.part == Part::WorkStyle) {
            responses.statements[question.item] = match given {
                Some(Given::Choice(choice)) => Chosen::new(*choice),
                Some(Given::Skip) | None => None,
            };
        }
        let known = Profile::of(&self.model, &responses).dimensions;
        let asked = self.dimensions.iter().zip(&known).filter(|(_, known)| known.of > 0);
        asked.map(|(wording, known)| wording.line(known)).collect()
    }
}

impl Wording {
    fn line(&self, known: &DimensionScore) -> StyleLine {
        let Self { name, low, high, scores } = self;
        let words = match &known.estimate {
            Some(estimate) => {
                let range = estimate.range();
                let called = &scores[whole(estimate.answered_score).min(100)];
                let (score, lowest, highest) = (whole(estimate.score), whole(range.low), whole(range.high));
                format!("{called}, {score} ({lowest}-{highest}); {low} to {high}")
            }
            None => "too few different answers to say".to_owned(),
        };
        StyleLine { dimension: name.clone(), words }
    }
}

fn whole(score: f64) -> usize {
    score.round().max(0.0) as usize
}
