//! An answers file in TOML, YAML or JSON, or answers as one line of text: the step from the raw shape to answers that are
//! legal for a pack.

mod line;
mod raw;

use std::collections::HashMap;
#[cfg(feature = "program")]
use std::path::Path;
use std::sync::{Arc, LazyLock};

use crate::answers::{Answers, Form, FormKind, Notice, NoticeCode, Responses, items_digest};
use crate::diagnostic::{Diagnostic, sort};
#[cfg(feature = "program")]
use crate::load::AnswersFormat;
use crate::load::Format;
use crate::load::document::{self, Document, Reading};
#[cfg(feature = "program")]
use crate::load::ignores::Ignores;
use crate::load::invisible::name_invisible;
use crate::load::meaning::Checker;
#[cfg(feature = "program")]
use crate::load::read;
use crate::load::shape::Shape;
use crate::pack::{Chosen, Id, Item, ItemIndex, Pack, Parallel, Questionnaire, Scale, Scenario};
use crate::route::{Aim, Route};
use crate::rule;
use crate::source::{Source, Span};
#[cfg(feature = "program")]
use crate::text::shell_word;
use crate::text::{count, excerpt, one_of};

pub use line::spans as lines;
pub use raw::AnswersFile;
use raw::{AnswerFile, FormFile, FormKindFile};

/// What an answers file must look like.
pub static SHAPE: LazyLock<Shape> = LazyLock::new(Shape::of::<AnswersFile>);

/// Reads the answers of one person from a file; `format` is for a name whose ending says none.
///
/// # Errors
///
/// Everything that is wrong with the file, in file order.
#[cfg(feature = "program")]
pub fn file(path: &Path, format: Option<AnswersFormat>, pack: &Pack) -> Result<Answers, Vec<Diagnostic>> {
    let source = read::file(path).map_err(|problem| vec![problem])?;
    let Some(format) = AnswersFormat::of(path).or(format) else {
        let message = format!("unknown format of `{}`", source.name());
        return Err(vec![Diagnostic::about_file(&rule::UNREADABLE_FILE, source.name(), message).help(
            "end the file name in `.toml`, `.yaml`, `.json` or `.txt`; `rolefit score` also accepts `--input-format`",
        )]);
    };
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    in_format(&source, format, &stem, pack)
}

/// Reads the answers of one person from a document or a line.
///
/// # Errors
///
/// As [`file()`].
#[cfg(feature = "program")]
pub fn in_format(
    source: &Arc<Source>,
    format: AnswersFormat,
    stem: &str,
    pack: &Pack,
) -> Result<Answers, Vec<Diagnostic>> {
    match (format.document(), lines(source.text()).len()) {
        (Some(format), _) => text(source, format, stem, pack),
        (None, 0 | 1) => line(source, 0, stem, pack),
        (None, several) => {
            let message = format!("`{}` has {several} lines of answers, expected one", source.name());
            let help = format!("use `rolefit batch {}` to score every line", shell_word(source.name()));
            Err(vec![Diagnostic::about_file(&rule::UNREADABLE_FILE, source.name(), message).help(help)])
        }
    }
}

/// Reads the answers of one person from a text; `stem` names the person unless the text does.
///
/// # Errors
///
/// Everything that is wrong with the text, in its order.
pub fn text(source: &Arc<Source>, format: Format, stem: &str, pack: &Pack) -> Result<Answers, Vec<Diagnostic>> {
    if source.text().trim().is_empty() {
        let message = format!("no answers found in `{}`: the file is empty", source.name());
        return Err(vec![
            Diagnostic::about_file(&rule::EMPTY_FILE, source.name(), message)
                .help("an answers file needs a table `answers` with one line per item"),
        ]);
    }
    sound(document::read::<AnswersFile>(source, format, &SHAPE, "answers"), stem, pack)
}

/// Reads the answers of one person from one of the lines of answers in a text, counted from 0; `stem` as in [`text()`].
///
/// # Errors
///
/// Damage of the line, or everything that is wrong with the answers.
pub fn line(source: &Arc<Source>, number: usize, stem: &str, pack: &Pack) -> Result<Answers, Vec<Diagnostic>> {
    line_at(source, line::span(source, number)?, stem, pack)
}

/// Reads the answers of one person from a line whose place in a text is known.
///
/// # Errors
///
/// As [`line()`].
pub fn line_at(source: &Arc<Source>, span: Span, stem: &str, pack: &Pack) -> Result<Answers, Vec<Diagnostic>> {
    sound(document::of_tree(source, line::tree(source, span, pack)?), stem, pack)
}

fn sound(reading: Reading<AnswersFile>, stem: &str, pack: &Pack) -> Result<Answers, Vec<Diagnostic>> {
    let Reading { document, problems: mut found } = reading;
    let answers = document.map(|Document { content, places }| {
        let mut checker = Checker::new(&places);
        let answers = check(&mut checker, content, stem, pack);
        found.append(&mut checker.found);
        answers
    });
    name_invisible(&mut found);
    sort(&mut found);
    match answers {
        Some(answers) if found.is_empty() => Ok(answers),
        Some(_) | None => Err(found),
    }
}

/// Returns what is to be said about ignore comments in a file of answers: they silence nothing there.
#[cfg(feature = "program")]
pub fn idle_ignores(path: &Path) -> Vec<Diagnostic> {
    let (Ok(source), Some(format)) = (read::regular_file(path), Format::of(path)) else { return Vec::new() };
    // Few files have any, and a large one takes a while to be read once more.
    let text = source.text().to_ascii_lowercase();
    if !["rolefit", "ignore["].iter().any(|word| text.contains(word)) {
        return Vec::new();
    }
    let reading = document::read::<AnswersFile>(&source, format, &SHAPE, "answers");
    reading.document.map(|document| Ignores::idle(&document.places)).unwrap_or_default()
}

fn check(checker: &mut Checker<'_>, file: AnswersFile, stem: &str, pack: &Pack) -> Answers {
    let questionnaire = pack.questionnaire();
    let is_other_version = check_reference(checker, file.questionnaire.as_deref(), questionnaire);
    let mut notices = Vec::new();
    let form = form(checker, file.form.as_ref(), pack);
    let mut responses = Responses::on_form(pack, &form);
    let items = ItemIndex::of(questionnaire);
    let mut pairs = Pairs { stated: form.parallel, answered: HashMap::new() };
    let mut unknown = Vec::new();
    for (id, answer) in &file.answers {
        match items.get(id) {
            Some(Item::Statement(index)) => take_statement(checker, questionnaire, &mut responses, index, id, answer),
            Some(item) => {
                let Some((index, parallel)) = item.stem() else { continue };
                let scenario = items.scenario(index);
                if scenario.twin.is_none() || pairs.admits(checker, index, scenario, parallel, answer) {
                    Arc::make_mut(&mut responses.parallels)[index] = parallel;
                    take_scenario(checker, scenario, &mut responses, index, id, answer);
                }
            }
            None if is_other_version => unknown.push(id.clone()),
            None => unknown_item(checker, id, &items),
        }
    }
    if matches!(form.kind, FormKind::Short(_)) {
        responses.stand_in(questionnaire, &form.kind.scenarios(pack));
    }
    if is_other_version {
        let is_asked = |item: Item| item.stem().is_none_or(|(index, parallel)| responses.parallels[index] == parallel);
        let asked = items.iter().filter(|(_, item)| is_asked(*item)).map(|(id, _)| id.as_str());
        let missing = asked.filter(|id| !file.answers.contains_key(*id)).map(str::to_owned);
        notices.push(other_version(file.questionnaire.as_deref(), questionnaire, unknown, missing.collect()));
    }
    let digest = file.form.as_ref().and_then(|form| form.items_digest.as_deref());
    if digest.is_some_and(|digest| digest != items_digest(questionnaire, &responses.parallels)) {
        let message = "the wording of items has changed since these answers were given".to_owned();
        notices.insert(0, Notice { code: NoticeCode::ItemsChanged, message, about: Vec::new() });
    }
    notices.extend(form.language.as_ref().map(Notice::translated));
    let id = file.person.and_then(|person| person.id).filter(|id| !id.trim().is_empty());
    let person = id.unwrap_or_else(|| stem.to_owned());
    let skipped = file.answers.iter().filter(|(_, answer)| answer.is_skip()).map(|(id, _)| id.clone()).collect();
    Answers { person, form, responses, skipped, notices }
}

/// Returns whether the answers were given to another version of the questionnaire.
fn check_reference(checker: &mut Checker<'_>, reference: Option<&str>, questionnaire: &Questionnaire) -> bool {
    let Some(reference) = reference else { return false };
    let (id, version) = match reference.split_once('@') {
        Some((id, version)) => (id, Some(version)),
        None => (reference, None),
    };
    if id == questionnaire.id.as_str() {
        return version.is_some_and(|version| version != questionnaire.version);
    }
    let top = Route::Top;
    let message = format!(
        "these answers are for the questionnaire `{}`, but the pack has `{}`",
        excerpt(reference, 60),
        questionnaire.reference()
    );
    checker
        .value(&rule::OTHER_QUESTIONNAIRE, &top.key("questionnaire"), message)
        .help
        .push("use `--roles DIR` to name the pack that was answered".to_owned());
    false
}

fn form(checker: &mut Checker<'_>, file: Option<&FormFile>, pack: &Pack) -> Form {
    let Some(file) = file else { return Form::default() };
    let top = Route::Top;
    let route = top.key("form");
    let kind = match file.kind {
        FormKindFile::Full => FormKind::Full,
        FormKindFile::Short if file.roles.is_empty() => FormKind::Short(Vec::new()),
        FormKindFile::Short => FormKind::Short(form_roles(checker, &route.key("roles"), &file.roles, pack)),
        FormKindFile::Roles => FormKind::Roles(form_roles(checker, &route.key("roles"), &file.roles, pack)),
    };
    let language = file.language.as_ref().and_then(|tag| checker.language(&route.key("language"), tag));
    Form { kind, parallel: file.parallel, seed: file.seed, language }
}

/// Which stem of each pair has an answer. Where the form is stated, only its own may have one.
struct Pairs {
    stated: Option<Parallel>,
    answered: HashMap<usize, Parallel>,
}

impl Pairs {
    /// Says whether an answer to a stem of a pair may be taken; an empty one says nothing.
    fn admits(
        &mut self,
        checker: &mut Checker<'_>,
        index: usize,
        scenario: &Scenario,
        parallel: Parallel,
        answer: &AnswerFile,
    ) -> bool {
        if matches!(answer, AnswerFile::Missing) {
            return false;
        }
        let id = &scenario.stem(parallel).id;
        let other = match (self.stated, self.answered.get(&index)) {
            (Some(stated), _) if stated != parallel => {
                let message =
                    format!("`{id}` is a question of form {parallel}, but these answers are on form {stated}");
                Some((message, format!("form {stated} asks `{}` instead", scenario.stem(stated).id)))
            }
            (None, Some(answered)) if *answered != parallel => {
                let message =
                    format!("`{id}` and `{}` are one pair, and both have an answer", scenario.stem(*answered).id);
                Some((message, "keep the answer to the one that was asked first".to_owned()))
            }
            (Some(_) | None, _) => None,
        };
        if let Some((message, help)) = other {
            let top = Route::Top;
            checker.key(&rule::OTHER_FORM, &top.key("answers").key(id.as_str()), message).help.push(help);
            return false;
        }
        self.answered.insert(index, parallel);
        true
    }
}

fn form_roles(checker: &mut Checker<'_>, route: &Route<'_>, names: &[String], pack: &Pack) -> Vec<Id> {
    if names.is_empty() {
        checker
            .key(&rule::MISSING_KEY, route, "a form of kind `roles` needs role ids")
            .help
            .push("list role ids of the pack under `roles`".to_owned());
    }
    let mut roles = Vec::new();
    for (index, name) in names.iter().enumerate() {
        match pack.role(name) {
            Some(role) => roles.push(role.id.clone()),
            None => {
                let message = format!("unknown role `{}`", excerpt(name, 40));
                let known = pack.roles().iter().map(|role| role.id.as_str());
                checker.unknown(&route.index(index), Aim::Value, message, known, name);
            }
        }
    }
    roles
}

fn take_statement(
    checker: &mut Checker<'_>,
    questionnaire: &Questionnaire,
    responses: &mut Responses,
    index: usize,
    id: &str,
    answer: &AnswerFile,
) {
    let top = Route::Top;
    let table = top.key("answers");
    let response = statement_answer(checker, &table.key(id), &questionnaire.scale, id, answer);
    responses.statements[index] = response;
    responses.statements_presented[index] |= response.is_some();
}

fn take_scenario(
    checker: &mut Checker<'_>,
    scenario: &Scenario,
    responses: &mut Responses,
    index: usize,
    id: &str,
    answer: &AnswerFile,
) {
    let top = Route::Top;
    let table = top.key("answers");
    let chosen = scenario_answer(checker, &table.key(id), scenario, id, answer);
    responses.scenarios[index] = chosen;
    responses.scenarios_presented[index] |= chosen.is_some();
}

fn statement_answer(
    checker: &mut Checker<'_>,
    route: &Route<'_>,
    scale: &Scale,
    id: &str,
    answer: &AnswerFile,
) -> Option<Chosen> {
    let found = match answer {
        AnswerFile::Missing => return None,
        skip if skip.is_skip() => return None,
        AnswerFile::Number(number) => {
            let chosen = scale.chosen(*number);
            if chosen.is_none() {
                let message = format!("`{id}` = {number} is outside {} to {}", scale.min, scale.max);
                checker.value(&rule::ANSWER_OUTSIDE_SCALE, route, message).help.push(scale_in_words(scale));
            }
            return chosen;
        }
        AnswerFile::Text(text) => format!("the text `{}`", excerpt(text, 40)),
        AnswerFile::Other(text) => format!("`{}`", excerpt(text, 40)),
        AnswerFile::Unfit(words) => words.clone(),
    };
    let message = format!("`{id}` is a statement: expected a whole number, found {found}");
    let help = &mut checker.value(&rule::WRONG_ANSWER_TYPE, route, message).help;
    help.push(scale_in_words(scale));
    if let AnswerFile::Text(text) = answer
        && text.trim().parse::<i32>().is_ok()
    {
        help.push("write the number without quotes".to_owned());
    }
    None
}

fn scale_in_words(scale: &Scale) -> String {
    format!("{} to {}, or \"skip\"", scale.named(scale.min), scale.named(scale.max))
}

fn scenario_answer(
    checker: &mut Checker<'_>,
    route: &Route<'_>,
    scenario: &Scenario,
    id: &str,
    answer: &AnswerFile,
) -> Option<Chosen> {
    let letter = match answer {
        AnswerFile::Missing => return None,
        skip if skip.is_skip() => return None,
        AnswerFile::Text(text) => text.clone(),
        AnswerFile::Number(number) => number.to_string(),
        AnswerFile::Other(text) => text.clone(),
        AnswerFile::Unfit(words) => {
            let message = format!("`{id}` is a scenario: expected the letter of an option, found {words}");
            checker.value(&rule::WRONG_ANSWER_TYPE, route, message).help.push(options_in_words(scenario));
            return None;
        }
    };
    let mut options = scenario.options.iter().map(|option| option.id.as_str());
    let chosen = options.position(|option| option == letter).and_then(Chosen::new);
    if chosen.is_none() {
        let message = format!("`{id}` has no option `{}`", excerpt(&letter, 40));
        checker.value(&rule::UNKNOWN_OPTION, route, message).help.push(options_in_words(scenario));
    }
    chosen
}

fn options_in_words(scenario: &Scenario) -> String {
    format!("answer {}, or \"skip\"", one_of(scenario.options.iter().map(|option| option.id.as_str())))
}

fn unknown_item(checker: &mut Checker<'_>, id: &str, items: &ItemIndex<'_>) {
    let top = Route::Top;
    let table = top.key("answers");
    let help = match checker.nearest(id, items.iter().map(|(id, _)| id.as_str())) {
        Some(similar) => format!("an item with a similar id exists: `{similar}`"),
        None => "`rolefit questions --format toml` shows every item with its id".to_owned(),
    };
    checker.key(&rule::UNKNOWN_ITEM, &table.key(id), format!("unknown item `{}`", excerpt(id, 60))).help.push(help);
}

fn other_version(
    reference: Option<&str>,
    questionnaire: &Questionnaire,
    unknown: Vec<String>,
    missing: Vec<String>,
) -> Notice {
    let message = format!(
        "answers are for `{}`, but the pack has `{}`: {} no longer asked and ignored, {} not answered",
        excerpt(reference.unwrap_or_default(), 60),
        questionnaire.reference(),
        count(unknown.len(), "item"),
        count(missing.len(), "item"),
    );
    Notice { code: NoticeCode::OtherVersion, message, about: unknown.into_iter().chain(missing).collect() }
}
