//! Files of cases in the folder `_tests` of a pack: the step from their raw shape to expectations that are legal for the pack.

mod expectations;
mod raw;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::answers::Answers;
use crate::diagnostic::{Diagnostic, sort};
use crate::expectation::{Case, People, SimulatedPeople};
use crate::load::document::{self, Document, Places, Reading};
use crate::load::files::is_draft;
use crate::load::invisible::name_invisible;
use crate::load::meaning::Checker;
use crate::load::shape::Shape;
use crate::load::{Format, answers, read};
use crate::pack::Pack;
use crate::route::{Aim, Route};
use crate::rule;
use crate::simulation::{PeopleKind, Population, Responder};
use crate::text::excerpt;

pub use raw::CasesFile;
use raw::{CaseFile, KindFile, SimulatedFile};

/// The folder of a pack that holds its cases.
pub const FOLDER: &str = "_tests";

/// The most people of one simulation.
const MOST_PEOPLE: u32 = 1_000_000;

/// As many as `simulate` draws, and as skilled and noisy.
const USUAL_PEOPLE: u32 = 1000;
const USUAL_SEED: u64 = 1;
const USUAL_PROBABILITY: f64 = 0.7;
const USUAL_NOISE: f64 = 0.2;

/// What a file of cases must look like.
static SHAPE: LazyLock<Shape> = LazyLock::new(Shape::of::<CasesFile>);

/// Cases of one file, and where they stand in it.
#[derive(Debug)]
pub struct Cases {
    pub path: PathBuf,
    pub places: Places,
    pub cases: Vec<Case>,
}

/// Names the files of cases of a pack folder, in order: `*.yaml` and `*.yml` directly in its folder `_tests`, unless their
/// names begin with `.` or `_`.
///
/// # Errors
///
/// A folder that is there and cannot be read.
pub fn files(pack: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    yaml_files(&pack.join(FOLDER))
}

/// Names the YAML files directly in a folder that is part of a pack, in order, unless their names begin with `.` or `_`.
///
/// # Errors
///
/// A folder that is there and cannot be read.
pub fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => {
            let shown = read::display_name(folder);
            let message = format!("cannot read `{shown}`: {}", read::reason(&error, "no such folder"));
            return Err(Diagnostic::about_file(&rule::UNREADABLE_FILE, shown, message));
        }
    };
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name()));
    let is_meant = |name: &OsString| Format::of(Path::new(name)) == Some(Format::Yaml) && !is_draft(name);
    let mut names: Vec<OsString> = names.filter(is_meant).collect();
    names.sort();
    Ok(names.into_iter().map(|name| folder.join(name)).collect())
}

/// Returns what is wrong with the form of a file of cases, whatever the pack.
pub fn problems_of_form(path: &Path) -> Vec<Diagnostic> {
    reading(path).map_or_else(|problem| vec![problem], |reading| reading.problems)
}

/// Names the answers files that a file of cases names, as far as it can be read.
pub fn answers_named(path: &Path) -> Vec<PathBuf> {
    let Ok(reading) = reading(path) else { return Vec::new() };
    let cases = reading.document.into_iter().flat_map(|document| document.content.cases.into_values());
    cases.filter_map(|case| Some(answers_path(path, &case.answers?))).collect()
}

/// Reads the form of a file of cases.
fn reading(path: &Path) -> Result<Reading<CasesFile>, Diagnostic> {
    let source = read::regular_file(path)?;
    Ok(document::read(&source, Format::Yaml, &SHAPE, "cases"))
}

/// Answers are named relative to the file of cases.
fn answers_path(cases: &Path, name: &str) -> PathBuf {
    cases.parent().unwrap_or(Path::new("")).join(name)
}

/// Reads a file of cases, with the answers that it names.
///
/// # Errors
///
/// Everything that is wrong with the file or with the answers.
pub fn file(path: &Path, pack: &Pack) -> Result<Cases, Vec<Diagnostic>> {
    let Reading { document, problems: mut found } = reading(path).map_err(|problem| vec![problem])?;
    let Some(Document { content, places }) = document else {
        name_invisible(&mut found);
        return Err(found);
    };
    let mut reader = CasesReader { path, pack, checker: Checker::new(&places), answers: Vec::new() };
    let cases: Vec<Option<Case>> = content.cases.iter().map(|(name, case)| reader.case(name, case)).collect();
    found.append(&mut reader.checker.found);
    let of_answers = reader.answers;
    name_invisible(&mut found);
    sort(&mut found);
    found.extend(of_answers);
    match cases.into_iter().collect() {
        Some(cases) if found.is_empty() => Ok(Cases { path: path.to_path_buf(), places, cases }),
        Some(_) | None => Err(found),
    }
}

/// Turns the cases of one file into sound ones.
struct CasesReader<'a> {
    path: &'a Path,
    pack: &'a Pack,
    checker: Checker<'a>,
    /// What is wrong with answers files.
    answers: Vec<Diagnostic>,
}

impl CasesReader<'_> {
    fn case(&mut self, name: &str, file: &CaseFile) -> Option<Case> {
        let top = Route::Top;
        let cases = top.key("cases");
        let at = cases.key(name);
        let is_named = self.checker.id(&at, Aim::Key, name).is_some();
        let people = self.people(&at, name, file);
        let expectations = self.expectations(&at, file);
        Some(Case { name: name.to_owned(), people: people?, expectations: expectations? }).filter(|_| is_named)
    }

    fn people(&mut self, at: &Route<'_>, name: &str, file: &CaseFile) -> Option<People> {
        match (&file.answers, &file.simulated) {
            (Some(answers), None) => self.answers(&at.key("answers"), answers).map(|one| People::One(Box::new(one))),
            (None, Some(simulated)) => self.simulated(&at.key("simulated"), simulated).map(People::Simulated),
            (Some(_), Some(_)) => {
                let message = format!("`{name}` has both `answers` and `simulated`");
                let finding = self.checker.key(&rule::UNKNOWN_KEY, &at.key("simulated"), message);
                finding.help.push("make it two cases".to_owned());
                None
            }
            (None, None) => {
                let message = format!("`{name}` has neither `answers` nor `simulated`");
                let finding = self.checker.key(&rule::MISSING_KEY, at, message);
                finding.help.push("name an answers file, or a kind of simulated people".to_owned());
                None
            }
        }
    }

    fn answers(&mut self, at: &Route<'_>, name: &str) -> Option<Answers> {
        if self.checker.places.is_unread(at) {
            return None;
        }
        let path = answers_path(self.path, name);
        if !path.is_file() {
            let problem = read::regular_file(&path).err()?;
            let finding = self.checker.value(problem.rule, at, problem.message);
            finding.help.extend(problem.help);
            return None;
        }
        answers::file(&path, None, self.pack).map_err(|found| self.answers.extend(found)).ok()
    }

    fn simulated(&mut self, at: &Route<'_>, file: &SimulatedFile) -> Option<SimulatedPeople> {
        let role = match (&file.role, takes_role(file.kind)) {
            (Some(name), true) => Some(self.role(&at.key("role"), Aim::Value, name)?),
            (None, true) => {
                let message = format!("the kind `{}` needs a role", kind_name(file.kind));
                let finding = self.checker.value(&rule::MISSING_KEY, &at.key("kind"), message);
                finding.help.push("add `role`, with the id of a role".to_owned());
                return None;
            }
            (Some(_), false) => return self.idle(at, "role", file.kind),
            (None, false) => None,
        };
        if file.probability.is_some() && file.kind != KindFile::BestOption {
            return self.idle(at, "probability", file.kind);
        }
        if file.noise.is_some() && file.kind != KindFile::Ideal {
            return self.idle(at, "noise", file.kind);
        }
        let probability = self.within_1(&at.key("probability"), file.probability.unwrap_or(USUAL_PROBABILITY))?;
        let noise = self.within_1(&at.key("noise"), file.noise.unwrap_or(USUAL_NOISE))?;
        let people = file.people.unwrap_or(USUAL_PEOPLE);
        if !(1..=MOST_PEOPLE).contains(&people) {
            let finding = self.checker.value(&rule::ILLEGAL_NUMBER, &at.key("people"), format!("`people` is {people}"));
            finding.help.push(format!("use a number from 1 to {MOST_PEOPLE}"));
            return None;
        }
        let kind = kind(file.kind, role.unwrap_or_default(), probability, noise);
        Some(SimulatedPeople { kind, people: people as usize, seed: file.seed.unwrap_or(USUAL_SEED) })
    }

    /// Refuses a setting that would change nothing.
    fn idle<T>(&mut self, at: &Route<'_>, key: &str, kind: KindFile) -> Option<T> {
        let message = format!("`{key}` has no meaning for the kind `{}`", kind_name(kind));
        self.checker.key(&rule::UNKNOWN_KEY, &at.key(key), message).help.push("remove it".to_owned());
        None
    }

    fn within_1(&mut self, at: &Route<'_>, number: f64) -> Option<f64> {
        if (0.0..=1.0).contains(&number) {
            return Some(number);
        }
        let finding = self.checker.value(&rule::ILLEGAL_NUMBER, at, format!("`{number}` is out of range"));
        finding.help.push("use a number from 0 to 1".to_owned());
        None
    }

    /// Finds a role by its id.
    fn role(&mut self, at: &Route<'_>, aim: Aim, name: &str) -> Option<usize> {
        let found = self.pack.roles().iter().position(|role| role.id.as_str() == name);
        if found.is_none() {
            let known = self.pack.roles().iter().map(|role| role.id.as_str());
            self.checker.unknown(at, aim, format!("unknown role `{}`", excerpt(name, 40)), known, name);
        }
        found
    }
}

fn takes_role(kind: KindFile) -> bool {
    matches!(kind, KindFile::Ideal | KindFile::AtEveryNeed)
}

fn kind_name(file: KindFile) -> &'static str {
    kind(file, 0, 0.0, 0.0).code()
}

fn kind(file: KindFile, role: usize, probability: f64, noise: f64) -> PeopleKind {
    match file {
        KindFile::Random => PeopleKind::Responder(Responder::Random),
        KindFile::AllAgree => PeopleKind::Responder(Responder::AllAgree),
        KindFile::AllMiddle => PeopleKind::Responder(Responder::AllMiddle),
        KindFile::FirstOption => PeopleKind::Responder(Responder::FirstOption),
        KindFile::BestOption => PeopleKind::Responder(Responder::BestOption { probability }),
        KindFile::Ideal => PeopleKind::Responder(Responder::Ideal { role, noise }),
        KindFile::AtEveryNeed => PeopleKind::Responder(Responder::AtEveryNeed { role }),
        KindFile::Mixture => PeopleKind::Population(Population::Mixture),
        KindFile::Tilt => PeopleKind::Population(Population::Tilt),
        KindFile::Independent => PeopleKind::Population(Population::Independent),
        KindFile::Specialists => PeopleKind::Population(Population::Specialists),
        KindFile::Clusters => PeopleKind::Population(Population::Clusters),
    }
}
