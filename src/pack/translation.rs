//! A questionnaire in another language: an overlay of texts by id. What is not translated stays as it is, and can be told apart.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::pack::Pack;
use crate::pack::form_word::FormWord;
use crate::pack::language::{Direction, Language};
use crate::pack::questionnaire::{Poles, Questionnaire};

/// Texts for a questionnaire in one language. Ids, letters and responses are those of the questionnaire, so that answers
/// are the same in every language.
#[derive(Clone, Debug)]
pub struct TranslatedTexts {
    pub language: Language,
    /// The language of the questionnaire itself.
    pub original: Language,
    pub status: TranslationStatus,
    pub title: Option<String>,
    /// Labels of the responses, lowest first, or none.
    pub labels: Vec<String>,
    /// Names of poles by the id of their dimension.
    pub poles: IndexMap<String, Poles>,
    /// Titles by the id of their area.
    pub areas: IndexMap<String, String>,
    /// Statements, and prompts of stems, by their id.
    pub items: HashMap<String, String>,
    /// Options by the id of their scenario's first stem, and by letter.
    pub options: HashMap<String, HashMap<String, String>>,
    pub words: FormWords,
}

/// Words of a form in one language, as far as there are any.
#[derive(Clone, Debug, Default)]
pub struct FormWords(HashMap<&'static str, String>);

/// Whether somebody else has read a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TranslationStatus {
    Draft,
    /// Reviewed, by whom and when.
    Reviewed(String),
}

/// How much of one kind of text a translation has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TranslatedShare {
    /// What is counted, in the plural.
    pub of: &'static str,
    pub translated: usize,
    pub total: usize,
}

/// Ends a name of another direction in an English sentence: without it, a number that follows would move to the other side.
const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

impl TranslatedTexts {
    /// Returns the direction that it is written in.
    pub fn direction(&self) -> Direction {
        self.language.direction()
    }

    /// Says whether nobody else has read it yet.
    pub fn is_draft(&self) -> bool {
        self.status == TranslationStatus::Draft
    }

    /// Returns a pack with its texts in this language, as far as they are translated: for showing. What is scored, and
    /// what answers are compared with, is the pack itself.
    pub fn applied(&self, pack: &Pack) -> Pack {
        pack.reworded(|questionnaire| self.reword(questionnaire))
    }

    /// Returns a pack with questions and titles of areas in this language, for results. Poles keep their names: targets of
    /// roles are words with them.
    pub fn applied_to_results(&self, pack: &Pack) -> Pack {
        let poles: Vec<Poles> = pack.questionnaire().dimensions.iter().map(|part| part.poles.clone()).collect();
        pack.reworded(|questionnaire| {
            self.reword(questionnaire);
            for (dimension, poles) in questionnaire.dimensions.iter_mut().zip(poles) {
                dimension.poles = poles;
            }
            if self.direction() == Direction::RightToLeft {
                for area in &mut questionnaire.areas {
                    area.title.push(LEFT_TO_RIGHT_MARK);
                }
            }
        })
    }

    fn reword(&self, questionnaire: &mut Questionnaire) {
        let put = |text: &mut String, translated: Option<&String>| {
            if let Some(translated) = translated {
                text.clone_from(translated);
            }
        };
        put(&mut questionnaire.title, self.title.as_ref());
        if !self.labels.is_empty() {
            questionnaire.scale.labels.clone_from(&self.labels);
        }
        for dimension in &mut questionnaire.dimensions {
            if let Some(poles) = self.poles.get(dimension.id.as_str()) {
                dimension.poles = poles.clone();
            }
            for statement in &mut dimension.statements {
                put(&mut statement.text, self.items.get(statement.id.as_str()));
            }
        }
        for area in &mut questionnaire.areas {
            put(&mut area.title, self.areas.get(area.id.as_str()));
            for scenario in &mut area.scenarios {
                let options = self.options.get(scenario.first.id.as_str());
                for option in &mut scenario.options {
                    put(&mut option.text, options.and_then(|options| options.get(option.id.as_str())));
                }
                for stem in std::iter::once(&mut scenario.first).chain(&mut scenario.twin) {
                    put(&mut stem.prompt, self.items.get(stem.id.as_str()));
                }
            }
        }
    }

    /// Counts what is translated of each kind of text. A text that is the same as the original is not; labels, titles and
    /// names may be.
    pub fn coverage(&self, questionnaire: &Questionnaire) -> Vec<TranslatedShare> {
        let translated = |id: &str, original: &str| self.items.get(id).is_some_and(|text| text != original);
        let statements = questionnaire.statements().map(|(_, statement)| statement);
        let stems = questionnaire.scenarios().flat_map(|(_, scenario)| scenario.stems().map(|(_, stem)| stem));
        let options = questionnaire.scenarios().flat_map(|(_, scenario)| {
            let of_scenario = self.options.get(scenario.first.id.as_str());
            scenario.options.iter().map(move |option| {
                of_scenario.and_then(|options| options.get(option.id.as_str())).is_some_and(|text| *text != option.text)
            })
        });
        let labels = questionnaire.scale.labels.iter().map(|_| !self.labels.is_empty());
        let areas = questionnaire.areas.iter().map(|area| self.areas.contains_key(area.id.as_str()));
        let dimensions =
            questionnaire.dimensions.iter().map(|dimension| self.poles.contains_key(dimension.id.as_str()));
        vec![
            TranslatedShare::of("statements", statements.map(|one| translated(one.id.as_str(), &one.text))),
            TranslatedShare::of("prompts", stems.map(|stem| translated(stem.id.as_str(), &stem.prompt))),
            TranslatedShare::of("options", options),
            TranslatedShare::of("labels of the scale", labels),
            TranslatedShare::of("titles of areas", areas),
            TranslatedShare::of("dimensions", dimensions),
            TranslatedShare::of("words of forms", FormWord::ALL.iter().map(|word| self.words.get(*word).is_some())),
        ]
    }
}

impl TranslatedShare {
    fn of(of: &'static str, flags: impl Iterator<Item = bool>) -> Self {
        let (mut translated, mut total) = (0, 0);
        for is_translated in flags {
            total += 1;
            translated += usize::from(is_translated);
        }
        Self { of, translated, total }
    }

    /// Says whether there is something that is not translated.
    pub fn has_gaps(self) -> bool {
        self.translated < self.total
    }
}

/// Reads `38 of 42 statements`.
impl std::fmt::Display for TranslatedShare {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} of {} {}", self.translated, self.total, self.of)
    }
}

impl FormWords {
    /// Takes over words.
    pub fn of(words: impl Iterator<Item = (FormWord, String)>) -> Self {
        Self(words.map(|(word, text)| (word.code(), text)).collect())
    }

    /// Returns a word, if it is translated.
    pub fn get(&self, word: FormWord) -> Option<&str> {
        self.0.get(word.code()).map(String::as_str)
    }

    /// Takes from others what is missing here.
    pub fn complete_with(&mut self, others: &Self) {
        for (code, text) in &others.0 {
            self.0.entry(code).or_insert_with(|| text.clone());
        }
    }
}
