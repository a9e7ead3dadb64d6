//! What surrounds the work of a role: described for people, never scored. Every part is optional.

use std::borrow::Cow;
use std::fmt;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use crate::pack::role::Importance;

/// Lists of texts, each under a heading of the author's.
pub type Topics = IndexMap<String, Vec<String>>;

/// What surrounds the work: described, never scored.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Context {
    /// What a Tuesday looks like.
    pub day: String,
    /// Whom the role suits.
    pub suits: Vec<String>,
    /// Whom it does not suit.
    pub does_not_suit: Vec<String>,
    /// Experience that people usually bring.
    pub experience: String,
    /// What the business has from the role.
    pub outcomes: Vec<String>,
    /// What the role hands over, by kind.
    pub deliverables: Topics,
    /// What the work is done in, by subject: infrastructure, data, delivery, team.
    pub environment: Topics,
    /// With whom the role works.
    pub collaboration: Vec<Collaboration>,
    /// What the role may decide.
    pub decisions: Decisions,
    /// What comes back, and how often.
    pub rhythm: Rhythm,
    pub milestones: Milestones,
    /// What the role is to bring about beyond the first year.
    pub goals: Vec<String>,
    /// Figures the work is followed by.
    pub kpis: Vec<Kpi>,
    /// What people need to know and be able to do.
    pub skills: Vec<Skill>,
    /// What the work is done with.
    pub tools: Vec<WorkTool>,
    /// What to show for the next role.
    pub promotion: Vec<String>,
    /// How the work goes wrong, by kind.
    pub failure_modes: Topics,
    /// What artificial intelligence does to the work.
    pub ai: UseOfAi,
    /// Tasks for an interview.
    pub exercises: Vec<Exercise>,
    /// Answers by the questions that people ask about the role.
    pub faq: IndexMap<String, String>,
    /// What the role's words mean, by word.
    pub terms: IndexMap<String, String>,
}

/// A partner of the role.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Collaboration {
    /// A role, a team or a group outside.
    pub who: String,
    /// What each gives the other.
    pub exchange: String,
    /// How often, such as `daily` or `before each release`.
    #[serde(default)]
    pub often: String,
}

/// What the role may decide.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Decisions {
    /// Without asking.
    pub alone: Vec<String>,
    /// Together with the team or with peers.
    pub with: Vec<String>,
    /// What others decide, on the role's advice.
    pub escalate: Vec<String>,
}

/// What comes back, and how often.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rhythm {
    /// Each day.
    pub daily: Vec<String>,
    /// Each week.
    pub weekly: Vec<String>,
    /// Each quarter or month.
    pub quarterly: Vec<String>,
}

/// What should have happened by when.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Milestones {
    /// By the end of the first month.
    pub days_30: Vec<String>,
    /// By the end of the second month.
    pub days_60: Vec<String>,
    /// By the end of the third month.
    pub days_90: Vec<String>,
    /// By the middle of the first year.
    pub months_6: Vec<String>,
    /// By the end of the first year.
    pub months_12: Vec<String>,
}

/// A figure that the work is followed by, with its usual target.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kpi {
    /// What is counted or measured.
    pub name: String,
    /// Where it should be.
    pub target: String,
    /// What it is a figure of, such as `reliability` or `delivery`.
    #[serde(default)]
    pub kind: String,
    /// Why it is worth counting.
    #[serde(default)]
    pub reason: String,
    /// How often it is looked at.
    #[serde(default)]
    pub frequency: String,
}

/// Something to know or to be able to do.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// What to know or to be able to do.
    pub name: String,
    /// How far the role asks for it.
    pub level: SkillLevel,
    /// How much it matters.
    #[serde(default)]
    pub importance: Importance,
    /// What it is used for.
    #[serde(default)]
    pub used_for: String,
}

/// How far a skill is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SkillLevel {
    /// From the first day.
    #[default]
    MustHave,
    /// Can be learned on the job.
    GoodToHave,
    /// What sets experts apart.
    Advanced,
    /// Will be asked for in the next years.
    Emerging,
}

/// Something the work is done with. In a file, its name alone will do.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkTool {
    pub name: String,
    pub category: String,
    pub used_for: String,
    pub commonality: Option<Commonality>,
}

/// How usual a tool is for the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Commonality {
    /// Nearly everywhere.
    Common,
    /// In some places, by choice.
    Optional,
    /// Where the business or the systems call for it.
    ContextSpecific,
}

/// What artificial intelligence does to the work.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UseOfAi {
    /// What it can take over or speed up.
    pub assists: Vec<String>,
    /// What stays with people.
    pub stays_human: Vec<String>,
    /// What is newly expected of the role.
    pub expects: Vec<String>,
}

/// A task for an interview.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// What the task is, in a few words.
    pub title: String,
    /// How long it takes, such as `60 minutes`.
    #[serde(default)]
    pub time: String,
    /// What to give the candidate.
    pub give: String,
    /// What to look for.
    pub look_for: Vec<String>,
}

/// A tool as it is written in full.
#[derive(Deserialize, JsonSchema)]
#[serde(rename = "ToolInFull", deny_unknown_fields)]
struct ToolFile {
    /// One tool, or several that do the same.
    name: String,
    /// What kind of tool, such as `observability`.
    #[serde(default)]
    category: String,
    /// What the role uses it for.
    #[serde(default)]
    used_for: String,
    /// How usual it is for the role.
    commonality: Option<Commonality>,
}

impl Context {
    /// Returns the context with everything that another one says in its place.
    pub fn overlaid(&self, over: &Self) -> Self {
        let (decisions, rhythm, milestones, ai) = (&self.decisions, &self.rhythm, &self.milestones, &self.ai);
        Self {
            day: either(&over.day, &self.day, String::is_empty),
            suits: overlaid_list(&over.suits, &self.suits),
            does_not_suit: overlaid_list(&over.does_not_suit, &self.does_not_suit),
            experience: either(&over.experience, &self.experience, String::is_empty),
            outcomes: overlaid_list(&over.outcomes, &self.outcomes),
            deliverables: either(&over.deliverables, &self.deliverables, IndexMap::is_empty),
            environment: either(&over.environment, &self.environment, IndexMap::is_empty),
            collaboration: overlaid_list(&over.collaboration, &self.collaboration),
            decisions: Decisions {
                alone: overlaid_list(&over.decisions.alone, &decisions.alone),
                with: overlaid_list(&over.decisions.with, &decisions.with),
                escalate: overlaid_list(&over.decisions.escalate, &decisions.escalate),
            },
            rhythm: Rhythm {
                daily: overlaid_list(&over.rhythm.daily, &rhythm.daily),
                weekly: overlaid_list(&over.rhythm.weekly, &rhythm.weekly),
                quarterly: overlaid_list(&over.rhythm.quarterly, &rhythm.quarterly),
            },
            milestones: Milestones {
                days_30: overlaid_list(&over.milestones.days_30, &milestones.days_30),
                days_60: overlaid_list(&over.milestones.days_60, &milestones.days_60),
                days_90: overlaid_list(&over.milestones.days_90, &milestones.days_90),
                months_6: overlaid_list(&over.milestones.months_6, &milestones.months_6),
                months_12: overlaid_list(&over.milestones.months_12, &milestones.months_12),
            },
            goals: overlaid_list(&over.goals, &self.goals),
            kpis: overlaid_list(&over.kpis, &self.kpis),
            skills: overlaid_list(&over.skills, &self.skills),
            tools: overlaid_list(&over.tools, &self.tools),
            promotion: overlaid_list(&over.promotion, &self.promotion),
            failure_modes: either(&over.failure_modes, &self.failure_modes, IndexMap::is_empty),
            ai: UseOfAi {
                assists: overlaid_list(&over.ai.assists, &ai.assists),
                stays_human: overlaid_list(&over.ai.stays_human, &ai.stays_human),
                expects: overlaid_list(&over.ai.expects, &ai.expects),
            },
            exercises: overlaid_list(&over.exercises, &self.exercises),
            faq: either(&over.faq, &self.faq, IndexMap::is_empty),
            terms: either(&over.terms, &self.terms, IndexMap::is_empty),
        }
    }
}

/// Takes a list of an overlay, or the one below it where the overlay has none.
pub(crate) fn overlaid_list<T: Clone>(over: &[T], base: &[T]) -> Vec<T> {
    if over.is_empty() { base.to_vec() } else { over.to_vec() }
}

fn either<T: Clone>(over: &T, base: &T, is_empty: impl Fn(&T) -> bool) -> T {
    if is_empty(over) { base.clone() } else { over.clone() }
}

impl Exercise {
    /// Returns the title with the time, where that is said.
    pub fn heading(&self) -> String {
        let time = if self.time.is_empty() { String::new() } else { format!(" ({})", self.time) };
        format!("Exercise: {}{time}", self.title)
    }

    /// Returns what to look for, a line each.
    pub fn lines_to_look_for(&self) -> impl Iterator<Item = String> {
        self.look_for.iter().map(|text| format!("Look for: {text}"))
    }
}

impl WorkTool {
    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), category: String::new(), used_for: String::new(), commonality: None }
    }
}

impl<'de> Deserialize<'de> for WorkTool {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameOrMapping;
        impl<'de> Visitor<'de> for NameOrMapping {
            type Value = WorkTool;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the name of a tool, or a mapping with `name`")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<WorkTool, E> {
                Ok(WorkTool::named(name))
            }

            /// What could not be read was reported before.
            fn visit_unit<E: Error>(self) -> Result<WorkTool, E> {
                Ok(WorkTool::named(""))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WorkTool, A::Error> {
                let ToolFile { name, category, used_for, commonality } =
                    ToolFile::deserialize(MapAccessDeserializer::new(map))?;
                Ok(WorkTool { name, category, used_for, commonality })
            }
        }
        deserializer.deserialize_any(NameOrMapping)
    }
}

impl JsonSchema for WorkTool {
    fn schema_name() -> Cow<'static, str> {
        "Tool".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The name of a tool, or the tool with its category and how usual it is.",
            "anyOf": [{ "type": "string" }, generator.subschema_for::<ToolFile>()],
        })
    }
}

impl SkillLevel {
    /// Returns the level as people say it.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::MustHave => "must have",
            Self::GoodToHave => "good to have",
            Self::Advanced => "advanced",
            Self::Emerging => "emerging",
        }
    }
}

impl Commonality {
    /// Returns the commonality as people say it.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Common => "common",
            Self::Optional => "optional",
            Self::ContextSpecific => "depends on the context",
        }
    }
}
