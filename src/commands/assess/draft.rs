//! The answers file as it grows: read once, changed answer by answer, and written whole each time.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use toml_edit::{Array, DocumentMut, Item, Table, Value, value};

use crate::answers::{Form, items_digest};
use crate::assess::{Given, Question};
use crate::load::read::{self, display_name};
use crate::output::file::{Readers, write_file};
use crate::pack::{Pack, Part, Questionnaire};

/// An answers file and what is in it. Whatever a person wrote into it beside the answers stays there.
#[derive(Debug)]
pub(super) struct Draft {
    path: PathBuf,
    document: DocumentMut,
    /// The text of the file as this run read or wrote it.
    text: String,
}

impl Draft {
    /// Opens the file, which is known to hold answers, or with `is_new` begins it: so that a place that cannot be written
    /// is found before the first question.
    pub(super) fn open(path: &Path, pack: &Pack, form: &Form, is_new: bool) -> Result<Self> {
        let path = path.to_path_buf();
        if is_new {
            let document = blank(pack, form)?;
            let text = document.to_string();
            write_file(&path, text.as_bytes(), Readers::Owner)?;
            return Ok(Self { path, document, text });
        }
        let text = text_of(&path)?;
        let mut document: DocumentMut = text.parse().with_context(|| format!("reading `{}`", display_name(&path)))?;
        remember_seed(&mut document, form)?;
        Ok(Self { path, document, text })
    }

    /// Writes down who answered elsewhere, and what.
    pub(super) fn take_over<'q>(
        &mut self,
        person: &str,
        answers: impl Iterator<Item = (&'q Question, &'q Option<Given>)>,
    ) -> Result<()> {
        let mut table = Table::new();
        table["id"] = value(person);
        self.document["person"] = Item::Table(table);
        for (question, given) in answers {
            if let Some(given) = given {
                self.enter(question, *given)?;
            }
        }
        self.save()
    }

    /// Writes down what was given to a question.
    pub(super) fn keep(&mut self, question: &Question, given: Given) -> Result<()> {
        self.enter(question, given)?;
        self.save()
    }

    fn enter(&mut self, question: &Question, given: Given) -> Result<()> {
        let answer = match given {
            Given::Skip => Value::from(Questionnaire::SKIP),
            Given::Choice(choice) => {
                let name = question.choices[choice].name.as_str();
                match (question.part, name.parse::<i64>()) {
                    (Part::WorkStyle, Ok(response)) => Value::from(response),
                    (Part::WorkStyle | Part::TechnicalJudgment, _) => Value::from(name),
                }
            }
        };
        let answers = self.document["answers"].as_table_like_mut().context("internal: answers are a table")?;
        replace(answers.entry(question.id.as_str()).or_insert(Item::None), answer);
        Ok(())
    }

    fn save(&mut self) -> Result<()> {
        let text = self.document.to_string();
        if text_of(&self.path).ok().as_deref() != Some(self.text.as_str()) {
            let name = display_name(&self.path);
            bail!("`{name}` was changed or removed by another program; it was not overwritten");
        }
        write_file(&self.path, text.as_bytes(), Readers::Owner)?;
        self.text = text;
        Ok(())
    }
}

/// Says whether a file was begun for a form and nothing was written into it since.
pub(super) fn is_untouched(path: &Path, pack: &Pack, form: &Form) -> bool {
    let begun = blank(pack, form).map(|document| document.to_string());
    matches!((text_of(path), begun), (Ok(text), Ok(begun)) if text == begun)
}

fn text_of(path: &Path) -> Result<String> {
    match read::file(path) {
        Ok(source) => Ok(source.text().to_owned()),
        Err(finding) => bail!(finding.message),
    }
}

/// Puts a new value where another may stand; a comment beside it stays.
fn replace(place: &mut Item, new: Value) {
    let decor = place.as_value().map(|old| old.decor().clone());
    *place = value(new);
    if let (Some(decor), Some(new)) = (decor, place.as_value_mut()) {
        *new.decor_mut() = decor;
    }
}

fn blank(pack: &Pack, form: &Form) -> Result<DocumentMut> {
    let mut document = DocumentMut::new();
    document["schema"] = value(1);
    document["questionnaire"] = value(pack.questionnaire().reference());
    let mut table = Table::new();
    table["kind"] = value(form.kind.code());
    let parallel = form.parallel.unwrap_or_default();
    table["parallel"] = value(parallel.code());
    table["roles"] = value(form.kind.roles().iter().map(ToString::to_string).collect::<Array>());
    if let Some(seed) = seed_of(form)? {
        table["seed"] = value(seed);
    }
    if let Some(language) = &form.language {
        table["language"] = value(language.as_str());
    }
    table["items_digest"] = value(items_digest(pack.questionnaire(), &pack.questionnaire().parallels(parallel)));
    document["form"] = Item::Table(table);
    document["answers"] = Item::Table(Table::new());
    Ok(document)
}

/// Writes down the order in which the questions come, unless the file says it.
fn remember_seed(document: &mut DocumentMut, form: &Form) -> Result<()> {
    let Some(seed) = seed_of(form)? else { return Ok(()) };
    let form = document["form"].or_insert(Item::Table(Table::new()));
    let form = form.as_table_like_mut().context("internal: the form is a table")?;
    form.entry("seed").or_insert(value(seed));
    Ok(())
}

fn seed_of(form: &Form) -> Result<Option<i64>> {
    form.seed.map(i64::try_from).transpose().context("internal: a seed of a TOML file or of a flag fits into TOML")
}
