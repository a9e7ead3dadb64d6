//! The pack model: what people are asked, and what roles ask for. A [`Pack`] is known to be sound; only `load` makes one.

mod blueprint;
mod chosen;
mod evidence;
mod form_word;
mod id;
mod item;
mod language;
mod number;
mod questionnaire;
mod role;
mod settings;
mod target;
mod translation;

use serde::{Deserialize, Serialize};

pub(crate) use blueprint::overlaid_list;
pub use blueprint::{
    Collaboration, Commonality, Context, Decisions, Exercise, Kpi, Milestones, Rhythm, Skill, SkillLevel, Topics,
    UseOfAi, WorkTool,
};
pub use chosen::Chosen;
pub use evidence::Evidence;
pub use form_word::{FormWord, filled};
pub use id::{Id, IllegalId};
pub use item::{Item, ItemIndex};
pub use language::{Direction, IllegalLanguage, Language};
pub use number::{Credit, Interval, OutOfRange, Score, Weight};
pub use questionnaire::{
    Area, Choice, Dimension, Instruction, KeyNote, KeyedOption, Parallel, Part, Pole, Poles, Questionnaire, Scale,
    Scenario, Statement, Stem,
};
pub use role::{
    AreaNeed, Career, Importance, Need, OverlaidPart, Role, RoleAxis, RoleOverlay, Signals, StyleTarget, Track,
    Variant, VariantNote,
};
pub use settings::{Bands, MinAnswered, Settings};
pub use target::{Target, TargetError, in_words};
pub use translation::{FormWords, TranslatedShare, TranslatedTexts, TranslationStatus};

/// A questionnaire and the roles that are scored with it.
///
/// Everything in it has been checked: names refer to what exists, numbers are in range, weights of an axis add up to
/// 100, and every need lies above chance.
///
/// What is written of it, for a scorer that has no files, leaves out what no result shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pack {
    questionnaire: Questionnaire,
    roles: Vec<Role>,
    digest: String,
    /// The variant its roles are shown as, where they have it.
    #[serde(default)]
    variant: Option<Id>,
}

impl Pack {
    /// Puts checked parts together; roles are kept in order of their ids.
    pub(crate) fn new(questionnaire: Questionnaire, mut roles: Vec<Role>, digest: String) -> Self {
        roles.sort_by(|a, b| a.id.cmp(&b.id));
        Self { questionnaire, roles, digest, variant: None }
    }

    /// Returns the pack with other texts in its questionnaire, for showing.
    fn reworded(&self, reword: impl FnOnce(&mut Questionnaire)) -> Self {
        let mut pack = self.clone();
        reword(&mut pack.questionnaire);
        pack
    }

    /// Returns what people are asked.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.questionnaire
    }

    /// Returns the roles, in order of their ids.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Returns the role with an id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id.as_str() == id)
    }

    /// Returns the names of the variants that its roles have, in order.
    pub fn variants(&self) -> Vec<&Id> {
        let mut names: Vec<&Id> =
            self.roles.iter().flat_map(|role| role.variants.iter().map(|variant| &variant.id)).collect();
        names.sort();
        names.dedup();
        names
    }

    /// Returns the pack with each role as a variant that it has; nothing where no role has it.
    pub fn as_variant(mut self, name: &str) -> Option<Self> {
        let is_named = |variant: &Variant| variant.id.as_str() == name;
        self.variant = Some(self.variants().into_iter().find(|id| id.as_str() == name)?.clone());
        for role in &mut self.roles {
            let variant = role.variants.iter().position(is_named).map(|index| role.variants.swap_remove(index));
            if let Some(variant) = variant {
                *role = variant.shown(role);
            }
        }
        Some(self)
    }

    /// Returns the variant its roles are shown as, where they have it.
    pub fn variant(&self) -> Option<&Id> {
        self.variant.as_ref()
    }

    /// Returns the SHA-256 over the names and texts of the pack's files, as 64 hexadecimal digits.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}
