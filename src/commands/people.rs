//! People from answers files: read, and scored by the model of what each of them was asked.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::answers::{Answers, Notice};
use crate::diagnostic::Diagnostic;
use crate::load::{AnswersFormat, answers, read};
use crate::output::print::show_note;
use crate::pack::{Language, Pack, Parallel};
use crate::render::{Filter, Sheet};
use crate::scoring::{Assessment, Draws, Model, Uncertainty, assess, notices};
use crate::text::all_of;

/// Refuses inputs that cannot be read as they are named.
pub(super) fn check_inputs(files: &[PathBuf], format: Option<AnswersFormat>) -> Result<()> {
    let inputs = files.iter().filter(|file| is_standard_input(file)).count();
    if inputs > 1 {
        bail!("`-` (standard input) can only be given once");
    }
    if inputs == 1 && format.is_none() {
        bail!("unknown format of standard input; add `--input-format toml`, `yaml`, `json` or `line`");
    }
    Ok(())
}

pub(super) fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// Reads what can be read, and says what is wrong with the rest.
pub(super) fn load(files: &[PathBuf], format: Option<AnswersFormat>, pack: &Pack) -> (Vec<Answers>, Vec<Diagnostic>) {
    let mut people = Vec::new();
    let mut findings = Vec::new();
    for file in files {
        match load_one(file, format, pack) {
            Ok(answers) => people.push(answers),
            Err(found) => findings.extend(found),
        }
    }
    note_languages(&people);
    (people, findings)
}

/// Says where people were asked in several languages: a translation may measure in another way than the original.
fn note_languages(people: &[Answers]) {
    let mut counts: BTreeMap<Option<&Language>, usize> = BTreeMap::new();
    for answers in people {
        *counts.entry(answers.form.language.as_ref()).or_default() += 1;
    }
    if counts.len() > 1 {
        let name =
            |language: Option<&Language>| language.map_or("the original language".to_owned(), |tag| format!("`{tag}`"));
        let parts: Vec<String> =
            counts.iter().map(|(language, people)| format!("{people} in {}", name(*language))).collect();
        let parts = all_of(parts.iter().map(String::as_str));
        show_note(&format!(
            "people answered in several languages: {parts}; a difference between them may be one of wording"
        ));
    }
}

/// Reads one person's answers.
pub(super) fn load_one(path: &Path, format: Option<AnswersFormat>, pack: &Pack) -> Result<Answers, Vec<Diagnostic>> {
    match format {
        Some(format) if is_standard_input(path) => {
            let source = read::standard_input().map_err(|finding| vec![finding])?;
            answers::in_format(&source, format, "stdin", pack)
        }
        format => answers::file(path, format, pack),
    }
}

/// The models of the stems that people were asked.
pub(super) struct Models<'a>(HashMap<&'a [Parallel], (Model, Draws)>);

impl<'a> Models<'a> {
    pub(super) fn of(pack: &Pack, people: &'a [Answers]) -> Self {
        let mut models = HashMap::new();
        for answers in people {
            let parallels = &answers.responses.parallels;
            models.entry(&**parallels).or_insert_with(|| {
                let model = Model::asking(pack, parallels.clone());
                let draws = Draws::of(&model);
                (model, draws)
            });
        }
        Self(models)
    }
}

/// What the method says of one person.
pub(super) struct Scored<'m> {
    pack: &'m Pack,
    answers: &'m Answers,
    model: &'m Model,
    assessment: Assessment,
    uncertainty: Uncertainty,
    notices: Vec<Notice>,
}

impl<'m> Scored<'m> {
    pub(super) fn of(pack: &'m Pack, models: &'m Models<'_>, answers: &'m Answers) -> Self {
        let (model, draws) = &models.0[&*answers.responses.parallels];
        let assessment = assess(model, &answers.responses);
        let Assessment { profile, ranking } = &assessment;
        let uncertainty = Uncertainty::of(model, draws, profile, ranking);
        let notices = notices(pack, answers, &assessment);
        Self { pack, answers, model, assessment, uncertainty, notices }
    }

    /// Returns the result as it is shown through a filter.
    pub(super) fn sheet<'a>(&'a self, filter: &'a Filter) -> Sheet<'a> {
        Sheet {
            pack: self.pack,
            model: self.model,
            answers: self.answers,
            assessment: &self.assessment,
            uncertainty: &self.uncertainty,
            notices: &self.notices,
            filter,
        }
    }
}
