//! Which items were put to a person: all, a short form, or what some roles need.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::answers::short::ShortForm;
use crate::pack::{Id, Language, Pack, Parallel, Questionnaire};
use crate::text::hexadecimal;

/// The form that answers were given on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    pub kind: FormKind,
    /// Which stem of each pair was asked, where it is said.
    pub parallel: Option<Parallel>,
    /// The seed of a shuffled order of presentation; without one, the questionnaire's order.
    pub seed: Option<u64>,
    /// The language that the questions were asked in, where it was not that of the questionnaire.
    #[serde(default)]
    pub language: Option<Language>,
}

/// A choice of items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormKind {
    /// Every item.
    Full,
    /// A part for at most twenty minutes: three statements toward each pole of a dimension and at least five in all, two
    /// scenarios of an area; for these roles, or for all where there are none.
    Short(Vec<Id>),
    /// The items of the dimensions and areas that these roles score.
    Roles(Vec<Id>),
}

impl Default for Form {
    fn default() -> Self {
        Self { kind: FormKind::Full, parallel: None, seed: None, language: None }
    }
}

impl FormKind {
    /// Returns the stable name used in files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Short(_) => "short",
            Self::Roles(_) => "roles",
        }
    }

    /// Returns the roles asked for, if the form is theirs.
    pub fn roles(&self) -> &[Id] {
        match self {
            Self::Full => &[],
            Self::Short(roles) | Self::Roles(roles) => roles,
        }
    }

    /// Says of each statement whether it is on the form.
    pub fn statements(&self, pack: &Pack) -> Vec<bool> {
        let questionnaire = pack.questionnaire();
        match self {
            Self::Full => questionnaire.statements().map(|_| true).collect(),
            Self::Short(roles) => ShortForm::of(pack, roles).statements,
            Self::Roles(roles) => {
                let is_scored = |dimension: usize| {
                    asked(pack, roles)
                        .any(|role| role.style_target(dimension).is_some_and(|target| target.weight.get() > 0.0))
                };
                questionnaire.statements().map(|(dimension, _)| is_scored(dimension)).collect()
            }
        }
    }

    /// Says of each scenario whether it is on the form.
    pub fn scenarios(&self, pack: &Pack) -> Vec<bool> {
        let questionnaire = pack.questionnaire();
        match self {
            Self::Full => questionnaire.scenarios().map(|_| true).collect(),
            Self::Short(roles) => ShortForm::of(pack, roles).scenarios,
            Self::Roles(roles) => {
                let is_needed = |area: usize| asked(pack, roles).any(|role| role.area_need(area).is_some());
                questionnaire.scenarios().map(|(area, _)| is_needed(area)).collect()
            }
        }
    }

    /// Returns the areas that its roles need and that it leaves out for want of time.
    pub fn left_out(&self, pack: &Pack) -> Vec<usize> {
        match self {
            Self::Full | Self::Roles(_) => Vec::new(),
            Self::Short(roles) => ShortForm::of(pack, roles).left_out,
        }
    }
}

fn asked<'a>(pack: &'a Pack, roles: &'a [Id]) -> impl Iterator<Item = &'a crate::pack::Role> {
    pack.roles().iter().filter(|role| roles.contains(&role.id))
}

/// Returns the SHA-256 over the ids and wordings of all items, of a pair those of the stem that is asked, so that changed
/// wording is noticed.
pub fn items_digest(questionnaire: &Questionnaire, parallels: &[Parallel]) -> String {
    let mut hash = Sha256::new();
    let mut enter = |text: &str| {
        hash.update(text);
        hash.update([0]);
    };
    for (_, statement) in questionnaire.statements() {
        enter(statement.id.as_str());
        enter(&statement.text);
    }
    for ((_, scenario), parallel) in questionnaire.scenarios().zip(parallels) {
        let stem = scenario.stem(*parallel);
        enter(stem.id.as_str());
        enter(&stem.prompt);
        for option in &scenario.options {
            enter(option.id.as_str());
            enter(&option.text);
        }
    }
    hexadecimal(&hash.finalize())
}
