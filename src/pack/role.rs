//! What a role asks for on both axes, and as which variants. What surrounds the work stands in `blueprint`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use crate::pack::blueprint::{Context, overlaid_list};
use crate::pack::id::Id;
use crate::pack::number::{Score, Weight};
use crate::pack::target::Target;

/// A role blueprint.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Role {
    pub id: Id,
    pub title: String,
    pub track: Track,
    pub summary: String,
    #[serde(skip)]
    pub mission: String,
    /// In order of the questionnaire's dimensions.
    pub work_style: Vec<StyleTarget>,
    /// In order of the questionnaire's areas.
    pub competency: Vec<AreaNeed>,
    #[serde(skip)]
    pub responsibilities: Vec<String>,
    #[serde(skip)]
    pub signals: Signals,
    #[serde(serialize_with = "in_order")]
    pub career: Career,
    #[serde(skip)]
    pub context: Context,
    /// The role as other kinds of organization have it.
    #[serde(skip)]
    pub variants: Vec<Variant>,
    /// Which variant this is, and what it says about itself; absent for the role as it is.
    #[serde(skip)]
    pub variant: Option<VariantNote>,
}

/// The kind of career a role belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Track {
    /// Nobody reports to it.
    #[default]
    IndividualContributor,
    /// People report to it.
    Management,
}

/// What a role wants of one dimension.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StyleTarget {
    /// Index of the dimension in the questionnaire.
    pub dimension: usize,
    pub target: Target,
    pub weight: Weight,
    #[serde(skip)]
    pub why: String,
}

/// What a role wants of one area.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AreaNeed {
    /// Index of the area in the questionnaire.
    pub area: usize,
    pub weight: Weight,
    pub need: Need,
    pub importance: Importance,
    pub gate: Option<Need>,
    pub meets: String,
    #[serde(skip)]
    pub excels: String,
    pub grow: Vec<String>,
}

/// A judgment score that is asked for, with the words it was written in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Need {
    pub label: String,
    pub score: Score,
}

/// How much an area matters to a role beyond its weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Importance {
    /// The competency axis is not scored while this area is not.
    Critical,
    /// Counts by its weight.
    #[default]
    Important,
    /// Counts by its weight; the role can be done without it.
    Optional,
}

/// What an interviewer or a manager would notice.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Signals {
    /// Speaks for the role.
    pub strong: Vec<String>,
    /// Speaks against it, and can be worked on.
    pub weak: Vec<String>,
    /// Speaks clearly against it.
    pub red_flags: Vec<String>,
}

/// Where people come from and go to: role ids of the pack, or free titles.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Career {
    /// Roles that lead to this one.
    pub from: Vec<String>,
    /// Roles that this one leads to.
    pub next: Vec<String>,
    /// Roles beside this one.
    pub adjacent: Vec<String>,
}

/// A role as one kind of organization has it.
#[derive(Clone, Debug)]
pub struct Variant {
    pub id: Id,
    /// What is different there, and why.
    pub why: String,
    pub overlay: RoleOverlay,
    /// The parts of both axes that the overlay names.
    pub overlaid: Vec<OverlaidPart>,
}

/// What a variant has in the place of what the role has. What is empty stays as it is, but for both axes, which are whole.
#[derive(Clone, Debug)]
pub struct RoleOverlay {
    pub summary: String,
    pub mission: String,
    pub work_style: Vec<StyleTarget>,
    pub competency: Vec<AreaNeed>,
    pub responsibilities: Vec<String>,
    pub signals: Signals,
    pub context: Context,
}

/// A part of an axis that a variant changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlaidPart {
    pub axis: RoleAxis,
    /// Id of the dimension or area.
    pub id: String,
    pub why: String,
}

/// One of the two axes, as a role file names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleAxis {
    WorkStyle,
    Competency,
}

/// What a role shown as a variant says about being one.
#[derive(Clone, Debug)]
pub struct VariantNote {
    pub id: Id,
    pub why: String,
    pub overlaid: Vec<OverlaidPart>,
    /// The title without the name of the variant.
    pub title: String,
}

/// Writes the lists of a career by their place. If its type could be written, the schemas for editors would show it as a default.
fn in_order<S: Serializer>(career: &Career, serializer: S) -> Result<S::Ok, S::Error> {
    [&career.from, &career.next, &career.adjacent].serialize(serializer)
}

impl Role {
    /// Returns what the role wants of a dimension, if it names it.
    pub fn style_target(&self, dimension: usize) -> Option<&StyleTarget> {
        self.work_style.iter().find(|target| target.dimension == dimension)
    }

    /// Returns what the role wants of an area, if it names it.
    pub fn area_need(&self, area: usize) -> Option<&AreaNeed> {
        self.competency.iter().find(|need| need.area == area)
    }

    /// Returns what the role wants of each area, the heaviest first.
    pub fn needs_by_weight(&self) -> Vec<&AreaNeed> {
        let mut needs: Vec<&AreaNeed> = self.competency.iter().collect();
        needs.sort_by(|a, b| b.weight.get().total_cmp(&a.weight.get()));
        needs
    }
}

impl Signals {
    /// Returns the signals with every list that other ones have in its place.
    pub fn overlaid(&self, over: &Self) -> Self {
        Self {
            strong: overlaid_list(&over.strong, &self.strong),
            weak: overlaid_list(&over.weak, &self.weak),
            red_flags: overlaid_list(&over.red_flags, &self.red_flags),
        }
    }
}

impl RoleAxis {
    /// Returns the key of a role file.
    pub fn key(self) -> &'static str {
        match self {
            Self::WorkStyle => "work_style",
            Self::Competency => "competency",
        }
    }
}

impl Variant {
    /// The name of a role as it is without an overlay, where one of several is named.
    pub const BASE: &'static str = "base";

    /// Returns the role with the overlay applied; its title stays.
    pub fn applied_to(&self, base: &Role) -> Role {
        let overlay = &self.overlay;
        let text = |over: &str, base: &str| if over.is_empty() { base.to_owned() } else { over.to_owned() };
        Role {
            id: base.id.clone(),
            title: base.title.clone(),
            track: base.track,
            summary: text(&overlay.summary, &base.summary),
            mission: text(&overlay.mission, &base.mission),
            work_style: overlay.work_style.clone(),
            competency: overlay.competency.clone(),
            responsibilities: overlaid_list(&overlay.responsibilities, &base.responsibilities),
            signals: base.signals.overlaid(&overlay.signals),
            career: base.career.clone(),
            context: base.context.overlaid(&overlay.context),
            variants: Vec::new(),
            variant: None,
        }
    }

    /// Returns the role as this variant, which its title says.
    pub fn shown(self, base: &Role) -> Role {
        let role = self.applied_to(base);
        let Self { id, why, overlaid, .. } = self;
        let title = format!("{} ({id})", role.title);
        Role { variant: Some(VariantNote { id, why, overlaid, title: role.title }), title, ..role }
    }
}
