//! From a flag to a translation of the pack's questionnaire, and what is to be known of it by whoever asks for it.

use std::borrow::Cow;

use anyhow::{Result, bail};

use crate::cli::Global;
use crate::commands::pack::location;
use crate::load::translation;
use crate::output::print::{show_findings, show_note};
use crate::pack::{Language, Pack, TranslatedTexts};
use crate::render::page::Look;
use crate::text::{all_of, each_of, excerpt};

/// What was found of a language that was asked for.
pub(super) enum ChosenLanguage {
    /// None was asked for, or that of the questionnaire itself.
    Original,
    Translated(Box<TranslatedTexts>),
    /// Its file is wrong, as has been shown.
    Unsound,
}

impl ChosenLanguage {
    /// Returns the pack as results about people show it, and says what of it is in another language.
    pub(super) fn for_results<'p>(&self, pack: &'p Pack) -> Cow<'p, Pack> {
        let Some(translation) = self.translation() else { return Cow::Borrowed(pack) };
        show_note(&format!(
            "questions and titles of areas are shown in `{}`; everything else stays in English",
            translation.language
        ));
        Cow::Owned(translation.applied_to_results(pack))
    }

    /// Returns the translation, if there is one.
    pub(super) fn translation(&self) -> Option<&TranslatedTexts> {
        match self {
            Self::Translated(translation) => Some(translation),
            Self::Original | Self::Unsound => None,
        }
    }
}

/// Finds the translation to a language, and says where it is a draft or has gaps.
pub(super) fn find(tag: Option<&str>, pack: &Pack, global: &Global, look: Look) -> Result<ChosenLanguage> {
    let Some(tag) = tag else { return Ok(ChosenLanguage::Original) };
    let Ok(language) = tag.parse::<Language>() else {
        bail!("`{}` is not the tag of a language; {}", excerpt(tag, 40), known(pack, global));
    };
    match translation::find(&location(global), &language, pack) {
        Ok(Some(translation)) => {
            note(&translation, pack);
            Ok(ChosenLanguage::Translated(Box::new(translation)))
        }
        Ok(None) if language == Language::english() => Ok(ChosenLanguage::Original),
        Ok(None) => bail!("no translation to `{language}`; {}", known(pack, global)),
        Err(findings) => {
            show_findings(&findings, look);
            Ok(ChosenLanguage::Unsound)
        }
    }
}

/// Names the languages that there are.
fn known(pack: &Pack, global: &Global) -> String {
    match translation::languages(&location(global), pack) {
        Ok(known) if known.is_empty() => {
            format!("the pack has no translations; they go into its folder `{}`", translation::FOLDER)
        }
        Ok(known) => format!("the pack has {}", each_of(known.iter().map(String::as_str))),
        Err(problem) => problem.message,
    }
}

fn note(translation: &TranslatedTexts, pack: &Pack) {
    let language = &translation.language;
    if translation.is_draft() {
        show_note(&format!(
            "the translation to `{language}` is a draft that no second person has reviewed; it says so itself"
        ));
    }
    let coverage = translation.coverage(pack.questionnaire());
    let gaps: Vec<String> = coverage.iter().filter(|kind| kind.has_gaps()).map(ToString::to_string).collect();
    if !gaps.is_empty() {
        show_note(&format!(
            "translated to `{language}` are {}; the rest is in the original language",
            all_of(gaps.iter().map(String::as_str))
        ));
    }
}
