//! Translations of a questionnaire in the folder `i18n` of a pack: the step from their raw shape to texts that belong to the pack.
//! They are no files of the pack: its digest, its scores and its answers are the same with and without them.

mod raw;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;

use crate::answers::items_digest;
use crate::diagnostic::{Diagnostic, sort};
use crate::load::document::{self, Document, Places, Reading};
use crate::load::files::{PackLocation, built_in};
use crate::load::invisible::name_invisible;
use crate::load::meaning::Checker;
use crate::load::pack::built_in as built_in_pack;
use crate::load::questionnaire::check_labels;
use crate::load::shape::Shape;
use crate::load::{Format, cases, read};
use crate::pack::{
    Area, Dimension, FormWord, FormWords, Language, Pack, Parallel, Poles, Questionnaire, Scenario, TranslatedTexts,
    TranslationStatus,
};
use crate::route::{Aim, Route};
use crate::rule;
use crate::source::Source;
use crate::text::{all_of, each_of, excerpt, one_of};

pub use raw::TranslationFile;
use raw::{DimensionTextFile, ScenarioTextFile, StatusFile};

/// The folder of a pack that holds its translations.
pub const FOLDER: &str = "i18n";

/// What a file of translations must look like.
static SHAPE: LazyLock<Shape> = LazyLock::new(Shape::of::<TranslationFile>);

/// A translation as far as it can be read, with everything that is to be said about its file.
#[derive(Debug)]
pub struct TranslationReading {
    /// Absent where something is wrong.
    pub translation: Option<TranslatedTexts>,
    /// Where its texts are, as far as the file can be read.
    pub places: Option<Places>,
    pub found: Vec<Diagnostic>,
}

/// Names the files of translations of a pack folder, in order: `*.yaml` and `*.yml` directly in its folder `i18n`.
///
/// # Errors
///
/// A folder that is there and cannot be read.
pub fn files(pack: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    cases::yaml_files(&pack.join(FOLDER))
}

/// Returns what is wrong where several files are of one language: nobody could tell which of them is asked.
pub fn second_files(files: &[PathBuf]) -> Vec<Diagnostic> {
    let tag = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().to_ascii_lowercase());
    let second = files.iter().enumerate().filter_map(|(index, path)| {
        let first = files[..index].iter().find(|first| tag(first) == tag(path))?;
        let message = format!("a second file for the language of `{}`", read::display_name(first));
        let finding = Diagnostic::about_file(&rule::ILLEGAL_LANGUAGE, read::display_name(path), message);
        Some(finding.help("put both into one file"))
    });
    second.collect()
}

/// Names the languages that a pack is translated to, in order.
///
/// # Errors
///
/// As [`files`].
pub fn languages(location: &PackLocation, pack: &Pack) -> Result<Vec<String>, Diagnostic> {
    let tag = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut languages: Vec<String> = match location {
        PackLocation::BuiltIn => Vec::new(),
        PackLocation::Folder(folder) => files(folder)?.iter().map(|path| tag(path)).collect(),
    };
    if asks_as_built_in(location, pack) {
        languages.extend(built_in::TRANSLATIONS.iter().map(|(name, _)| tag(Path::new(name))));
    }
    languages.sort();
    languages.dedup();
    Ok(languages)
}

/// Whether a pack asks what the built-in one asks, word for word, so that translations of that one are its own.
fn asks_as_built_in(location: &PackLocation, pack: &Pack) -> bool {
    let digests = |pack: &Pack| {
        let questionnaire = pack.questionnaire();
        Parallel::ALL.map(|parallel| items_digest(questionnaire, &questionnaire.parallels(parallel)))
    };
    *location == PackLocation::BuiltIn || built_in_pack().is_ok_and(|built_in| digests(&built_in) == digests(pack))
}

/// Reads the translation of a pack to a language; nothing where it has none. A pack that asks what the built-in one asks has the
/// translations of that, besides its own. Words of forms that it lacks are taken from the
/// program's own translation to the language, if there is one.
///
/// # Errors
///
/// Everything that is wrong with its file.
pub fn find(
    location: &PackLocation,
    language: &Language,
    pack: &Pack,
) -> Result<Option<TranslatedTexts>, Vec<Diagnostic>> {
    let name_is_meant = |name: &Path| name.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case(language.as_str()));
    let own = match location {
        PackLocation::BuiltIn => None,
        PackLocation::Folder(folder) => {
            let files = files(folder).map_err(|problem| vec![problem])?;
            let second = second_files(&files);
            let meant: Vec<&PathBuf> = files.iter().filter(|path| name_is_meant(path)).collect();
            if meant.len() > 1 {
                return Err(second);
            }
            meant.first().map(|path| file(path, pack))
        }
    };
    let built_in = || built_in_source(language).filter(|_| asks_as_built_in(location, pack));
    let found = own.or_else(|| built_in().map(|source| reading(&source, language.as_str(), pack)));
    match found {
        None => Ok(None),
        Some(TranslationReading { translation: Some(translation), .. }) => Ok(Some(translation)),
        Some(TranslationReading { translation: None, found, .. }) => Err(found),
    }
}

/// Reads a file of translations.
pub fn file(path: &Path, pack: &Pack) -> TranslationReading {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    match read::regular_file(path) {
        Ok(source) => reading(&source, &stem, pack),
        Err(problem) => TranslationReading { translation: None, places: None, found: vec![problem] },
    }
}

/// Returns what is wrong with the form of a file of translations, whatever the pack.
pub fn problems_of_form(path: &Path) -> Vec<Diagnostic> {
    match read::regular_file(path) {
        Ok(source) => document::read::<TranslationFile>(&source, Format::Yaml, &SHAPE, "translation").problems,
        Err(problem) => vec![problem],
    }
}

/// Reads a translation from a text; `name` is the language that its file is called by.
pub fn reading(source: &Arc<Source>, name: &str, pack: &Pack) -> TranslationReading {
    let Reading { document, problems: mut found } =
        document::read::<TranslationFile>(source, Format::Yaml, &SHAPE, "translation");
    let (mut translation, mut read) = (None, None);
    if let Some(Document { content, places }) = document {
        let mut reader = TranslationReader { checker: Checker::new(&places), questionnaire: pack.questionnaire() };
        translation = reader.translation(content, name);
        found.append(&mut reader.checker.found);
        read = Some(places);
    }
    // What is missing is said of what is sound only: it may be missing because it is misspelt.
    let translation = translation.filter(|_| found.is_empty()).map(|mut translation| {
        translation.words.complete_with(&built_in_words(&translation.language));
        found.extend(missing(source, &translation, pack));
        translation
    });
    name_invisible(&mut found);
    sort(&mut found);
    TranslationReading { translation, places: read, found }
}

fn built_in_source(language: &Language) -> Option<Arc<Source>> {
    let name = format!("{language}.yaml");
    let (name, text) = built_in::TRANSLATIONS.iter().find(|(known, _)| *known == name)?;
    Some(Source::new(format!("built-in/{FOLDER}/{name}"), *text))
}

/// Returns the words of forms that the program itself has in a language.
fn built_in_words(language: &Language) -> FormWords {
    let reading = built_in_source(language)
        .map(|source| document::read::<TranslationFile>(&source, Format::Yaml, &SHAPE, "translation"));
    let file = reading.and_then(|reading| reading.document).map(|document| document.content);
    FormWords::of(file.into_iter().flat_map(|file| words(file.words)))
}

fn words(file: IndexMap<String, String>) -> impl Iterator<Item = (FormWord, String)> {
    file.into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .filter_map(|(code, text)| Some((*FormWord::ALL.iter().find(|word| word.code() == code)?, text)))
}

/// Says what is not translated.
fn missing(source: &Arc<Source>, translation: &TranslatedTexts, pack: &Pack) -> Option<Diagnostic> {
    let coverage = translation.coverage(pack.questionnaire());
    let gaps: Vec<String> = coverage.iter().filter(|kind| kind.has_gaps()).map(ToString::to_string).collect();
    let message = format!("translated are {}", all_of(gaps.iter().map(String::as_str)));
    (!gaps.is_empty()).then(|| {
        let at = source.text().find("language:").unwrap_or_default();
        Diagnostic::at(&rule::MISSING_TRANSLATION, source, at..at + "language".len(), message)
            .help("translate the rest; forms show it in the original language, and say so")
    })
}

/// Turns a file of translations into texts that belong to a questionnaire.
struct TranslationReader<'a> {
    checker: Checker<'a>,
    questionnaire: &'a Questionnaire,
}

impl TranslationReader<'_> {
    fn translation(&mut self, file: TranslationFile, name: &str) -> Option<TranslatedTexts> {
        let language = self.checker.language(&Route::Top.key("language"), &file.language);
        if let Some(language) = &language
            && !language.as_str().eq_ignore_ascii_case(name)
        {
            let message = format!("the language is `{language}`, but the file is called `{}`", excerpt(name, 40));
            let finding = self.checker.value(&rule::ILLEGAL_LANGUAGE, &Route::Top.key("language"), message);
            finding.help.push(format!("rename the file to `{language}.yaml`, or correct the language"));
        }
        let original = file.original.as_deref();
        let original =
            original.map_or(Some(Language::english()), |tag| self.checker.language(&Route::Top.key("original"), tag));
        let status = self.status(&file);
        self.labels(&file.scale);
        let poles = self.poles(file.dimensions);
        let areas = self.areas(file.areas);
        let mut items = self.statements(file.statements);
        let options = self.scenarios(file.scenarios, &mut items);
        self.places_of_words(&file.words);
        Some(TranslatedTexts {
            language: language?,
            original: original?,
            status: status?,
            title: file.title.filter(|title| is_given(title)),
            labels: file.scale,
            poles,
            areas,
            items,
            options,
            words: FormWords::of(words(file.words)),
        })
    }

    fn status(&mut self, file: &TranslationFile) -> Option<TranslationStatus> {
        match (file.status, &file.reviewed_by) {
            (StatusFile::Draft, None) => Some(TranslationStatus::Draft),
            (StatusFile::Reviewed, Some(by)) if is_given(by) => Some(TranslationStatus::Reviewed(by.clone())),
            (StatusFile::Draft, Some(_)) => {
                let message = "a draft that has been reviewed";
                let finding = self.checker.key(&rule::UNKNOWN_KEY, &Route::Top.key("reviewed_by"), message);
                finding.help.push("set `status` to `reviewed`, or remove `reviewed_by`".to_owned());
                None
            }
            (StatusFile::Reviewed, _) => {
                let message = "a reviewed translation needs `reviewed_by`";
                let finding = self.checker.value(&rule::MISSING_KEY, &Route::Top.key("status"), message);
                finding.help.push("say who reviewed it and when, or set `status` to `draft`".to_owned());
                None
            }
        }
    }

    fn labels(&mut self, labels: &[String]) {
        let wanted = self.questionnaire.scale.labels.len();
        if !labels.is_empty() && labels.len() != wanted {
            let message = format!("{} labels for a scale with {wanted}", labels.len());
            let finding = self.checker.value(&rule::ILLEGAL_SCALE, &Route::Top.key("scale"), message);
            finding.help.push("give one label for each of the questionnaire, in its order, or none".to_owned());
        } else {
            check_labels(&mut self.checker, &Route::Top.key("scale"), labels);
        }
    }

    fn poles(&mut self, files: IndexMap<String, DimensionTextFile>) -> IndexMap<String, Poles> {
        let (top, questionnaire) = (Route::Top, self.questionnaire);
        let known = || questionnaire.dimensions.iter().map(|Dimension { id, .. }| id.as_str());
        let mut kept = IndexMap::new();
        for (id, DimensionTextFile { poles }) in files {
            if !known().any(|known| known == id) {
                self.orphan(&top.key("dimensions").key(&id), "dimension", &id, known());
            } else if is_given(&poles.low) && is_given(&poles.high) {
                kept.insert(id, Poles { low: poles.low, high: poles.high });
            }
        }
        kept
    }

    fn areas(&mut self, files: IndexMap<String, String>) -> IndexMap<String, String> {
        let (top, questionnaire) = (Route::Top, self.questionnaire);
        let known = || questionnaire.areas.iter().map(|Area { id, .. }| id.as_str());
        let mut kept = IndexMap::new();
        for (id, title) in files {
            if !known().any(|known| known == id) {
                self.orphan(&top.key("areas").key(&id), "area", &id, known());
            } else if is_given(&title) {
                kept.insert(id, title);
            }
        }
        kept
    }

    fn statements(&mut self, files: IndexMap<String, String>) -> HashMap<String, String> {
        let (top, questionnaire) = (Route::Top, self.questionnaire);
        let known = || questionnaire.statements().map(|(_, statement)| statement.id.as_str());
        let mut kept = HashMap::new();
        for (id, text) in files {
            if !known().any(|known| known == id) {
                self.orphan(&top.key("statements").key(&id), "statement", &id, known());
            } else if is_given(&text) {
                kept.insert(id, text);
            }
        }
        kept
    }

    /// Takes the prompts of scenarios among the items, and returns their options.
    fn scenarios(
        &mut self,
        files: IndexMap<String, ScenarioTextFile>,
        items: &mut HashMap<String, String>,
    ) -> HashMap<String, HashMap<String, String>> {
        let (top, questionnaire) = (Route::Top, self.questionnaire);
        let known = || questionnaire.scenarios().map(|(_, scenario)| scenario);
        let mut kept = HashMap::new();
        for (id, ScenarioTextFile { prompt, options, twin }) in files {
            let list = top.key("scenarios");
            let route = list.key(&id);
            let Some(scenario) = known().find(|scenario| scenario.first.id.as_str() == id) else {
                self.orphan(&route, "scenario", &id, known().map(|scenario| scenario.first.id.as_str()));
                continue;
            };
            let twin = twin.and_then(|twin| self.twin(&route, scenario, twin.prompt));
            let prompts = [Some((id.clone(), prompt)), twin].into_iter().flatten();
            items.extend(prompts.filter(|(_, prompt)| is_given(prompt)));
            let options = self.options(&route, scenario, options);
            kept.insert(id.clone(), options);
        }
        kept
    }

    /// Returns the prompt of a second stem by the id that answers have for it.
    fn twin(&mut self, route: &Route<'_>, scenario: &Scenario, prompt: String) -> Option<(String, String)> {
        if scenario.twin.is_none() {
            let message = format!("`{}` has no twin", scenario.first.id);
            let finding = self.checker.key(&rule::ORPHAN_TRANSLATION, &route.key("twin"), message);
            finding.help.push("remove the translation of its twin".to_owned());
        }
        Some((scenario.twin.as_ref()?.id.to_string(), prompt))
    }

    fn options(
        &mut self,
        route: &Route<'_>,
        scenario: &Scenario,
        files: IndexMap<String, String>,
    ) -> HashMap<String, String> {
        let letters = || scenario.options.iter().map(|option| option.id.as_str());
        for letter in files.keys().filter(|letter| !letters().any(|known| known == letter.as_str())) {
            let message = format!("`{}` has no option `{}`", scenario.first.id, excerpt(letter, 40));
            let at = route.key("options");
            let finding = self.checker.key(&rule::ORPHAN_TRANSLATION, &at.key(letter), message);
            finding.help.push(format!("write {}", one_of(letters())));
        }
        files.into_iter().filter(|(_, text)| is_given(text)).collect()
    }

    fn places_of_words(&mut self, words: &IndexMap<String, String>) {
        let top = Route::Top;
        for word in FormWord::ALL {
            let Some(text) = words.get(word.code()).filter(|text| is_given(text)) else { continue };
            let (wanted, found) = (FormWord::places(word.english()), FormWord::places(text));
            if wanted != found {
                let braces = |names: &[&str]| names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>();
                let (wanted, found) = (braces(&wanted), braces(&found));
                let list = |names: &[String]| match names {
                    [] => "no names in braces".to_owned(),
                    names => each_of(names.iter().map(String::as_str)),
                };
                let message = format!("`{}` needs {}, but has {}", word.code(), list(&wanted), list(&found));
                let finding = self.checker.value(&rule::LOST_PLACE, &top.key("words").key(word.code()), message);
                finding.help.push(format!("the original is: {}", word.english()));
            }
        }
    }

    /// Adds a finding about a text that belongs to nothing, with the nearest id that there is.
    fn orphan<'n>(&mut self, route: &Route<'_>, kind: &str, id: &str, known: impl Iterator<Item = &'n str>) {
        let help = match self.checker.nearest(id, known) {
            Some(similar) => format!("a similar id exists: `{similar}`"),
            None => format!("remove it, or use the id of a {kind} of the questionnaire").replace("a area", "an area"),
        };
        let message = format!("the questionnaire has no {kind} `{}`", excerpt(id, 60));
        let finding = self.checker.places.finding(&rule::ORPHAN_TRANSLATION, route, Aim::Key, message).help(help);
        self.checker.push(route, finding);
    }
}

/// A blank text is one that is yet to be written.
fn is_given(text: &str) -> bool {
    !text.trim().is_empty()
}
