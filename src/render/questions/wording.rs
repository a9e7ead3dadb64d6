//! A text of a form, and whether it is in the form's language or in the original one, for want of a translation.

use schemars::JsonSchema;
use serde::Serialize;

use crate::pack::{Choice, Id, Scenario, TranslatedTexts};

/// A text as it is shown.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub(super) struct ShownText<'a> {
    /// The text in the language of the form.
    pub text: &'a str,
    /// True where it is in the original language, because it is not translated.
    #[serde(rename = "original", skip_serializing_if = "std::ops::Not::not")]
    pub is_original: bool,
}

impl<'a> ShownText<'a> {
    /// Takes the translated text, or else the original one, which is worth a mark on a form in another language.
    pub(super) fn of(translated: Option<&'a str>, original: &'a str, is_translation: bool) -> Self {
        Self { text: translated.unwrap_or(original), is_original: is_translation && translated.is_none() }
    }
}

/// Returns the wording of a statement or of a prompt.
pub(super) fn of_item<'a>(translation: Option<&'a TranslatedTexts>, id: &Id, original: &'a str) -> ShownText<'a> {
    let translated = translation.and_then(|translation| translation.items.get(id.as_str()));
    ShownText::of(translated.map(String::as_str), original, translation.is_some())
}

/// Returns the wording of an option.
pub(super) fn of_option<'a>(
    translation: Option<&'a TranslatedTexts>,
    scenario: &Scenario,
    option: &'a Choice,
) -> ShownText<'a> {
    let options = translation.and_then(|translation| translation.options.get(scenario.first.id.as_str()));
    let translated = options.and_then(|options| options.get(option.id.as_str()));
    ShownText::of(translated.map(String::as_str), &option.text, translation.is_some())
}
