//! Notices: what is worth knowing about a person's answers, without being an error.

use std::fmt;

use crate::pack::Language;

/// Something worth knowing about a person's answers or their scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub code: NoticeCode,
    /// One sentence: lower case, no full stop.
    pub message: String,
    /// The ids of items or parts that the notice is about.
    pub about: Vec<String>,
}

impl Notice {
    /// Says that a translation was answered: it may measure in another way than the original.
    pub fn translated(language: &Language) -> Self {
        let message = format!(
            "the questions were asked in `{language}`, a translation; compare these answers with those to the original with care"
        );
        Self { code: NoticeCode::Translated, message, about: Vec::new() }
    }
}

/// The kind of a notice. Codes are stable: programs read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeCode {
    /// Some items of the form were skipped or left out.
    UnansweredItems,
    /// A dimension or an area has too few answers.
    PartNotScored,
    /// Every answered statement has the same raw answer, so the personality axis is refused.
    AllStatementsAlike,
    /// The judgment answers are no better than chance would give.
    GuessingNotRuledOut,
    /// A run of identical raw answers covers half of the statements or more.
    LongRun,
    /// The raw answers to the statements do not vary at all.
    NoVariability,
    /// One option position holds most of the chosen options.
    FavouredPosition,
    /// The answers name another version of the questionnaire.
    OtherVersion,
    /// The answers were given to items with other words.
    ItemsChanged,
    /// Some items have no column in a table, and are taken as not asked.
    ItemsNotAsked,
    /// The questions were asked in another language than the questionnaire's own.
    Translated,
}

impl NoticeCode {
    /// Says whether the notice is about how answers were given, and not about what is missing.
    pub fn is_about_quality(self) -> bool {
        match self {
            Self::AllStatementsAlike
            | Self::GuessingNotRuledOut
            | Self::LongRun
            | Self::NoVariability
            | Self::FavouredPosition => true,
            Self::UnansweredItems
            | Self::PartNotScored
            | Self::OtherVersion
            | Self::ItemsChanged
            | Self::ItemsNotAsked
            | Self::Translated => false,
        }
    }
}

impl fmt::Display for NoticeCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::UnansweredItems => "unanswered-items",
            Self::PartNotScored => "part-not-scored",
            Self::AllStatementsAlike => "all-statements-alike",
            Self::GuessingNotRuledOut => "guessing-not-ruled-out",
            Self::LongRun => "long-run",
            Self::NoVariability => "no-variability",
            Self::FavouredPosition => "favoured-position",
            Self::OtherVersion => "other-version",
            Self::ItemsChanged => "items-changed",
            Self::ItemsNotAsked => "items-not-asked",
            Self::Translated => "translated",
        })
    }
}
