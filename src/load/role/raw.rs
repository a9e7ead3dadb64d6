//! The raw shape of a role file, as written: types only, nothing is checked here but their form.

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use crate::load::questionnaire::IntervalFile;
use crate::load::schema;
use crate::load::shape::NEWEST_SCHEMA;
use crate::pack::{Career, Context, Importance, Settings, Signals, Track};

/// What a role asks for on both axes, and its career context.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct RoleFile {
    /// Version of this file's format.
    #[serde(default)]
    #[schemars(range(max = NEWEST_SCHEMA))]
    #[expect(dead_code, reason = "read off the span tree before the typed load")]
    pub(super) schema: Option<u32>,
    /// Kebab-case name of the role, unique in the pack.
    #[schemars(transform = schema::id)]
    pub id: String,
    /// Title of the role.
    pub(super) title: String,
    #[serde(default)]
    pub(super) track: Track,
    /// Two or three sentences.
    #[serde(default)]
    pub(super) summary: String,
    /// What the role is there to bring about.
    #[serde(default)]
    pub(super) mission: String,
    /// Targets by dimension; their weights add up to 100.
    #[schemars(transform = schema::some_by_id)]
    pub(super) work_style: IndexMap<String, StyleFile>,
    /// Needs by area; their weights add up to 100.
    #[schemars(transform = schema::some_by_id)]
    pub(super) competency: IndexMap<String, NeedFile>,
    /// What the role answers for.
    #[serde(default)]
    pub(super) responsibilities: Vec<String>,
    #[serde(default)]
    pub(super) signals: Signals,
    #[serde(default)]
    pub(super) career: Career,
    /// Described, never scored.
    #[serde(default)]
    pub(super) context: Context,
    /// The role as other kinds of organization have it: by the name of each, what is different there.
    #[serde(default)]
    #[schemars(transform = schema::by_id)]
    pub(super) variants: IndexMap<String, VariantFile>,
}

/// An overlay on a role: what it does not name stays as the role has it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VariantFile {
    /// What is different in such an organization, and why.
    pub(super) why: String,
    /// Two or three sentences.
    #[serde(default)]
    pub(super) summary: String,
    /// What the role is there to bring about.
    #[serde(default)]
    pub(super) mission: String,
    /// Targets by dimension; with those that stay, their weights add up to 100.
    #[serde(default)]
    #[schemars(transform = schema::by_id)]
    pub(super) work_style: IndexMap<String, StyleOverlay>,
    /// Needs by area; with those that stay, their weights add up to 100.
    #[serde(default)]
    #[schemars(transform = schema::by_id)]
    pub(super) competency: IndexMap<String, NeedOverlay>,
    /// What the role answers for there.
    #[serde(default)]
    pub(super) responsibilities: Vec<String>,
    #[serde(default)]
    pub(super) signals: Signals,
    /// Described, never scored; each key takes the place of the role's.
    #[serde(default)]
    pub(super) context: Context,
}

/// What a variant changes of one dimension.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StyleOverlay {
    /// The target in its place.
    pub(super) target: Option<TargetFile>,
    /// Share of the axis, 0 to 100.
    #[schemars(range(min = 0, max = 100))]
    pub(super) weight: Option<f64>,
    /// Why it is different there.
    pub(super) why: String,
}

/// What a variant changes of one area.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NeedOverlay {
    /// Share of the axis, 0 to 100.
    #[schemars(range(min = 0, max = 100))]
    pub(super) weight: Option<f64>,
    /// The judgment score that meets the bar.
    pub(super) need: Option<LevelFile>,
    /// How much the area matters there.
    pub(super) importance: Option<Importance>,
    /// A floor: below it the band is limited. `none` takes one away.
    pub(super) gate: Option<LevelFile>,
    /// Why it is different there.
    pub(super) why: String,
    /// What meeting the bar looks like.
    #[serde(default)]
    pub(super) meets: String,
    /// What going well beyond it looks like.
    #[serde(default)]
    pub(super) excels: String,
    /// Actions someone can start this month.
    #[serde(default)]
    pub(super) grow: Vec<String>,
}

/// What a role wants of one dimension.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StyleFile {
    pub(super) target: TargetFile,
    /// Share of the axis, 0 to 100; absent when the target is `any`.
    #[schemars(range(min = 0, max = 100))]
    pub(super) weight: Option<f64>,
    /// Why the role wants this.
    #[serde(default)]
    pub(super) why: String,
}

/// What a role wants of one area.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NeedFile {
    /// Share of the axis, 0 to 100.
    #[schemars(range(min = 0, max = 100))]
    pub(super) weight: f64,
    /// The judgment score that meets the bar.
    pub(super) need: LevelFile,
    #[serde(default)]
    pub(super) importance: Importance,
    /// A floor: below it the band is limited.
    pub(super) gate: Option<LevelFile>,
    /// What meeting the bar looks like.
    #[serde(default)]
    pub(super) meets: String,
    /// What going well beyond it looks like.
    #[serde(default)]
    pub(super) excels: String,
    /// Actions someone can start this month.
    #[serde(default)]
    pub(super) grow: Vec<String>,
}

/// A target in words, such as `moderate planner`, or as an interval of scores.
#[derive(Debug)]
pub(super) enum TargetFile {
    Words(String),
    Interval(IntervalFile),
    /// Reported before.
    Unread,
}

/// A level by name, or a score from 0 to 100.
#[derive(Debug)]
pub(super) enum LevelFile {
    Name(String),
    Score(f64),
    /// Reported before.
    Unread,
}

impl<'de> Deserialize<'de> for TargetFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = TargetFile;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a target in words, or `min` and `max`")
            }

            fn visit_str<E: de::Error>(self, words: &str) -> Result<TargetFile, E> {
                Ok(TargetFile::Words(words.to_owned()))
            }

            fn visit_unit<E: de::Error>(self) -> Result<TargetFile, E> {
                Ok(TargetFile::Unread)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TargetFile, A::Error> {
                IntervalFile::deserialize(de::value::MapAccessDeserializer::new(map)).map(TargetFile::Interval)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl<'de> Deserialize<'de> for LevelFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = LevelFile;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("the name of a level, or a number")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<LevelFile, E> {
                Ok(LevelFile::Name(name.to_owned()))
            }

            fn visit_unit<E: de::Error>(self) -> Result<LevelFile, E> {
                Ok(LevelFile::Unread)
            }

            fn visit_f64<E: de::Error>(self, score: f64) -> Result<LevelFile, E> {
                Ok(LevelFile::Score(score))
            }

            fn visit_u64<E: de::Error>(self, score: u64) -> Result<LevelFile, E> {
                Ok(LevelFile::Score(score as f64))
            }

            fn visit_i64<E: de::Error>(self, score: i64) -> Result<LevelFile, E> {
                Ok(LevelFile::Score(score as f64))
            }

            fn visit_i128<E: de::Error>(self, score: i128) -> Result<LevelFile, E> {
                Ok(LevelFile::Score(score as f64))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for TargetFile {
    fn schema_name() -> Cow<'static, str> {
        "Target".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A target in words, such as `moderate planner`, `balanced` or `any`, or an interval of scores.",
            "anyOf": [{ "type": "string" }, generator.subschema_for::<IntervalFile>()],
        })
    }
}

impl JsonSchema for LevelFile {
    fn schema_name() -> Cow<'static, str> {
        "Level".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A level by name, such as `working` or `advanced`, or a score from 0 to 100.",
            "anyOf": [
                { "type": "number", "minimum": 0, "maximum": 100 },
                { "type": "string", "examples": Settings::default().levels.keys().collect::<Vec<_>>() },
            ],
        })
    }
}
