//! A whole pack: every file through its stages, then what can only be seen across files, then the digest.

use std::collections::{HashMap, HashSet};
#[cfg(feature = "program")]
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, Label, sort};
use crate::load::ambiguity::ambiguous_scalars;
use crate::load::cut_text::cut_texts;
use crate::load::digest::digest;
use crate::load::document::{self, Document, Places, Reading};
use crate::load::empty_section::empty_sections;
#[cfg(feature = "program")]
use crate::load::files::PackLocation;
use crate::load::files::{self, BuiltInFile, PackFile, PackFiles};
use crate::load::fixes;
use crate::load::ignores::{Ignore, Ignores};
use crate::load::invisible::name_invisible;
use crate::load::meaning::Checker;
use crate::load::questionnaire::{self, Parts, QuestionnaireFile};
use crate::load::role::{self, RoleFile};
use crate::load::{Format, shape::Shape};
use crate::pack::{Pack, Role};
use crate::route::{Aim, Route};
use crate::rule;
use crate::source::Source;
use crate::text::hexadecimal;

/// Loads the pack at a location.
///
/// # Errors
///
/// Everything that is wrong with its files, in file order.
#[cfg(feature = "program")]
pub fn load(location: &PackLocation) -> Result<Pack, Vec<Diagnostic>> {
    match location {
        PackLocation::BuiltIn => built_in(),
        PackLocation::Folder(folder) => load_folder(folder),
    }
}

/// Loads a pack folder.
///
/// # Errors
///
/// As [`load`].
#[cfg(feature = "program")]
pub fn load_folder(folder: &Path) -> Result<Pack, Vec<Diagnostic>> {
    from_files(files::folder(folder))
}

/// Loads a pack from texts, each with its file name: `questionnaire.yaml`, and a role each for all others.
///
/// # Errors
///
/// Everything that is wrong with the texts, in their order.
pub fn from_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Pack, Vec<Diagnostic>> {
    let mut files = PackFiles::default();
    for (name, text) in texts {
        let file = PackFile { name: name.to_owned(), source: Source::new(name, text), path: None };
        if name == files::QUESTIONNAIRE { files.questionnaire = Some(file) } else { files.roles.push(file) }
    }
    from_files(files)
}

/// Loads a pack from files that have been read.
///
/// # Errors
///
/// As [`from_texts`].
pub fn from_files(files: PackFiles) -> Result<Pack, Vec<Diagnostic>> {
    survey(files).into_pack()
}

/// Whether these are the files of the built-in pack, word for word.
pub fn is_built_in(files: &PackFiles) -> bool {
    digest_in_digits(texts(files)) == files::built_in::DIGEST
}

fn texts(files: &PackFiles) -> impl Iterator<Item = (&str, &str)> {
    files.iter().map(|file| (file.name.as_str(), file.source.text()))
}

/// A pack read as far as it can be: what is sound in it, everything that is wrong, and where its parts are.
#[derive(Debug)]
pub struct Survey {
    /// The sound roles with a sound questionnaire; absent without one.
    pub pack: Option<Pack>,
    pub problems: Vec<Diagnostic>,
    /// What is sound but may be read differently elsewhere.
    pub advice: Vec<Diagnostic>,
    /// The ignore comments of every file that can be read.
    pub ignores: Vec<Ignore>,
    pub questionnaire: Option<Places>,
    /// The places of the sound roles, by role id.
    pub roles: HashMap<String, Places>,
}

impl Survey {
    fn into_pack(self) -> Result<Pack, Vec<Diagnostic>> {
        match self.pack {
            Some(pack) if self.problems.is_empty() => Ok(pack),
            Some(_) | None => Err(self.problems),
        }
    }
}

/// Takes the files of a pack through every stage; one that fails does not hide the others.
pub fn survey(files: PackFiles) -> Survey {
    let digest = digest_in_digits(texts(&files));
    let mut problems = files.problems;
    let mut parsed = Parsed::default();
    if let Some(file) = &files.questionnaire {
        parsed.questionnaire = read(&file.source, &questionnaire::SHAPE, "questionnaire", &mut problems);
    }
    for file in &files.roles {
        parsed.roles.extend(read(&file.source, &role::SHAPE, "role", &mut problems));
    }
    let mut advice = advice(&parsed);
    let roles = parsed.roles.iter().map(|document| &document.places);
    let mut ignores = Vec::new();
    for places in parsed.questionnaire.iter().map(|document| &document.places).chain(roles) {
        let found = Ignores::of(places);
        ignores.extend(found.ignores);
        advice.extend(found.unreadable);
    }
    Survey { advice, ignores, ..check(parsed, digest, problems) }
}

fn read<T: DeserializeOwned>(
    source: &Arc<Source>,
    shape: &Shape,
    kind: &str,
    problems: &mut Vec<Diagnostic>,
) -> Option<Document<T>> {
    let Reading { document, problems: found } = document::read(source, Format::Yaml, shape, kind);
    problems.extend(found);
    document
}

/// What can be said about the writing of files.
fn advice(parsed: &Parsed) -> Vec<Diagnostic> {
    let key = parsed.questionnaire.iter().map(|document| (&document.places, &*questionnaire::SHAPE));
    let roles = parsed.roles.iter().map(|document| (&document.places, &*role::SHAPE));
    let shells = parsed.roles.iter().map(|document| empty_sections(&document.places));
    key.chain(roles)
        .flat_map(|(places, shape)| [ambiguous_scalars(places, shape), cut_texts(places, shape)])
        .chain(shells)
        .flatten()
        .collect()
}

/// Loads the pack that is built in. It goes through the checks of meaning that every pack does; only syntax and shape were
/// settled at build time.
///
/// # Errors
///
/// As [`from_texts`]; none in a program that was tested.
pub fn built_in() -> Result<Pack, Vec<Diagnostic>> {
    let mut parsed = Parsed::default();
    for file in files::built_in::FILES {
        if file.name == files::QUESTIONNAIRE {
            parsed.questionnaire = Some(from_json(file));
        } else {
            parsed.roles.push(from_json(file));
        }
    }
    check(parsed, files::built_in::DIGEST.to_owned(), Vec::new()).into_pack()
}

fn from_json<T: DeserializeOwned>(file: &BuiltInFile) -> Document<T> {
    let content = serde_json::from_str(file.json).expect("internal: a test loads the built-in pack from its YAML");
    Document { content, places: Places::built_in(Source::new(format!("built-in/{}", file.name), "")) }
}

/// Files that can be read, as far as that goes.
#[derive(Default)]
struct Parsed {
    questionnaire: Option<Document<QuestionnaireFile>>,
    roles: Vec<Document<RoleFile>>,
}

/// Checks the meaning of every file. Roles are checked against what is known of the questionnaire, sound or not.
fn check(parsed: Parsed, digest: String, mut problems: Vec<Diagnostic>) -> Survey {
    duplicate_roles(&parsed.roles, &mut problems);
    let mut places = HashMap::new();
    let mut names = HashSet::new();
    let (key, parts, frame) = match parsed.questionnaire {
        Some(Document { content, places: at }) => {
            names = questionnaire::names(&content);
            let mut checker = Checker::new(&at);
            let (parts, frame) = questionnaire::check(&mut checker, content);
            problems.append(&mut checker.found);
            (Some(at), parts, frame)
        }
        None => (None, Parts::unknown(), None),
    };
    let roles = check_roles(parsed.roles, &parts, key.as_ref(), &mut places, &mut problems);
    let pack = frame.map(|frame| Pack::new(frame.with(parts), roles, digest));
    fixes::keep_lone_slips(&mut problems, &names);
    name_invisible(&mut problems);
    sort(&mut problems);
    Survey { pack, problems, advice: Vec::new(), ignores: Vec::new(), questionnaire: key, roles: places }
}

fn check_roles(
    documents: Vec<Document<RoleFile>>,
    parts: &Parts,
    key_places: Option<&Places>,
    places: &mut HashMap<String, Places>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Role> {
    let mut roles = Vec::with_capacity(documents.len());
    for Document { content, places: at } in documents {
        let mut checker = Checker::new(&at);
        let role = role::check(&mut checker, content, parts, key_places);
        problems.append(&mut checker.found);
        // Of two roles with one id, which is a problem already, the first is kept.
        if let Some(role) = role
            && !places.contains_key(role.id.as_str())
        {
            places.insert(role.id.to_string(), at);
            roles.push(role);
        }
    }
    roles
}

fn duplicate_roles(roles: &[Document<RoleFile>], problems: &mut Vec<Diagnostic>) {
    let top = Route::Top;
    let at = top.key("id");
    let mut first: HashMap<&str, Option<Label>> = HashMap::new();
    for role in roles.iter().filter(|role| !role.places.is_unread(&at)) {
        let id = role.content.id.as_str();
        match first.get(id) {
            None => {
                first.insert(id, role.places.label(&at, Aim::Value, "first defined here"));
            }
            Some(place) => {
                let message = format!("duplicate role id `{}`", crate::text::excerpt(id, 40));
                let finding = role.places.finding(&rule::DUPLICATE_ID, &at, Aim::Value, message);
                problems.push(finding.related(place.clone()).help("rename one of the two"));
            }
        }
    }
}

/// Returns what the text of one file is known by: as much of its SHA-256, over the name and the text, as nobody meets twice.
#[cfg(feature = "program")]
pub fn file_digest(name: &str, text: &str) -> String {
    let mut digest = digest_in_digits([(name, text)].into_iter());
    digest.truncate(16);
    digest
}

/// Returns the digest of files in hexadecimal digits.
fn digest_in_digits<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    hexadecimal(&digest(files))
}
