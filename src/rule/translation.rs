//! Rules for the translations of a questionnaire.

use super::{Rule, RulePage, Severity, error};

pub static ORPHAN_TRANSLATION: Rule = error(
    "RF401",
    "orphan-translation",
    RulePage {
        what: "A translation names an item, an option or a part of the questionnaire that does not exist.",
        why: "The text is shown to nobody, and what it was written for is asked in the original language.",
        bad: "# i18n/de.yaml\nlanguage: de\nstatements:\n  focus-quite-block: \"Ich arbeite gern lange am Stück.\"",
        good: "# i18n/de.yaml\nlanguage: de\nstatements:\n  focus-quiet-block: \"Ich arbeite gern lange am Stück.\"",
        fix: "Use the suggested id. Where the questionnaire dropped the item, remove its translation as well.",
    },
);

pub static ILLEGAL_LANGUAGE: Rule = error(
    "RF402",
    "illegal-language",
    RulePage {
        what: "A language is not named by its tag, a translation names another language than its file name does, or two files are of one language.",
        why: "Browsers and screen readers pronounce, break and hyphenate text by this tag, and `--lang` finds the file by it.",
        bad: "# i18n/de.yaml\nlanguage: german",
        good: "# i18n/de.yaml\nlanguage: de",
        fix: "Write the tag of BCP 47: a language of two or three letters, with a script or a region where it matters, such as \
              `de`, `pt-BR` or `zh-Hant`. Call the file by the same tag.",
    },
);

pub static LOST_PLACE: Rule = error(
    "RF403",
    "lost-place",
    RulePage {
        what: "A translated word of forms lacks a name in braces that the original has, or has another one.",
        why: "The form puts a number or a name in its place. Without it people read half a sentence, or the braces themselves.",
        bad: "# i18n/de.yaml\nlanguage: de\nwords:\n  answered: \"{beantwortet} von {total} beantwortet\"",
        good: "# i18n/de.yaml\nlanguage: de\nwords:\n  answered: \"{answered} von {total} beantwortet\"",
        fix: "Keep every name in braces as it is; its place in the sentence is free.",
    },
);

pub static MISSING_TRANSLATION: Rule = Rule {
    code: "RF404",
    name: "missing-translation",
    severity: Severity::Note,
    page: RulePage {
        what: "A translation does not have all texts of the questionnaire, or repeats some of the original.",
        why: "Forms ask what is missing in the original language. People who answer half in one language and half in another \
              may understand both halves differently.",
        bad: "# i18n/de.yaml\nlanguage: de\nstatements:\n  focus-quiet-block: \"Ich arbeite gern lange am Stück.\" # and no other",
        good: "# i18n/de.yaml\nlanguage: de\nstatements: # all of them, with every scenario and label below\n  \
               focus-quiet-block: \"Ich arbeite gern lange am Stück.\"",
        fix: "Translate the rest. Until then the form says which questions are in the original language.",
    },
};
