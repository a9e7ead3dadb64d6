//! From a line of answers to a result: the steps that `report` and `batch` take, in one pack.

use std::sync::Arc;

use rolefit::answers::{Answers, Form, Notice, returned};
use rolefit::pack::{Pack, Parallel};
use rolefit::render::report::frame::Paper;
use rolefit::render::report::printing::Printing;
use rolefit::render::{Filter, Sheet, json};
use rolefit::scoring::{Draws, Model, Uncertainty, assess, notices};

/// How a person is called who gives no name.
const NAMELESS: &str = "you";

/// What `rolefit report` does if nothing else is asked for.
const PRINTING: Printing = Printing { paper: Paper::A4, has_answers: true };

/// A pack, and the models of the stems that were asked so far.
pub struct Scorer {
    pack: Pack,
    form: Form,
    models: Vec<(Arc<[Parallel]>, Model, Draws)>,
}

impl Scorer {
    pub fn of(text: &str) -> Result<Self, String> {
        let (pack, form) = serde_json::from_str(text).map_err(|error| error.to_string())?;
        Ok(Self { pack, form, models: Vec::new() })
    }

    pub fn report(&mut self, line: &str) -> Result<String, String> {
        self.score(line, |sheet| PRINTING.body(&[PRINTING.report(sheet)]))
    }

    pub fn page(&mut self, line: &str) -> Result<String, String> {
        self.score(line, |sheet| PRINTING.page(&[PRINTING.report(sheet)]))
    }

    pub fn result(&mut self, line: &str) -> Result<String, String> {
        self.score(line, |sheet| serde_json::to_string(&json::result(sheet)).map(|text| json::harmless(&text)))?
            .map_err(|error| error.to_string())
    }

    fn score<R>(&mut self, line: &str, show: impl FnOnce(&Sheet<'_>) -> R) -> Result<R, String> {
        let mut answers = returned(line, &self.pack, &self.form).ok_or("these answers are not on this form")?;
        if answers.person.is_empty() {
            NAMELESS.clone_into(&mut answers.person);
        }
        let asked = &answers.responses.parallels;
        if !self.models.iter().any(|(parallels, ..)| parallels == asked) {
            let model = Model::asking(&self.pack, asked.clone());
            let draws = Draws::of(&model);
            self.models.push((asked.clone(), model, draws));
        }
        let known = self.models.iter().find(|(parallels, ..)| parallels == asked);
        let (_, model, draws) = known.ok_or("internal: no model")?;
        Ok(sheet(&self.pack, model, draws, &answers, show))
    }
}

fn sheet<R>(pack: &Pack, model: &Model, draws: &Draws, answers: &Answers, show: impl FnOnce(&Sheet<'_>) -> R) -> R {
    let assessment = assess(model, &answers.responses);
    let uncertainty = Uncertainty::of(model, draws, &assessment.profile, &assessment.ranking);
    let notices: Vec<Notice> = notices(pack, answers, &assessment);
    let (assessment, uncertainty, notices) = (&assessment, &uncertainty, &notices);
    show(&Sheet { pack, model, answers, assessment, uncertainty, notices, filter: &Filter::default() })
}
