//! The raw shape of an answers file, as written: types only, nothing is checked here but their form.

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::load::schema;
use crate::load::shape::NEWEST_SCHEMA;
use crate::load::typed::DATE;
use crate::pack::{Parallel, Questionnaire};

/// One person's responses, by item id.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct AnswersFile {
    /// Version of this file's format.
    #[serde(default)]
    #[schemars(range(max = NEWEST_SCHEMA))]
    #[expect(dead_code, reason = "read off the span tree before the typed load")]
    pub(super) schema: Option<u32>,
    /// The questionnaire that was answered, as `id@version`.
    pub(super) questionnaire: Option<String>,
    pub(super) person: Option<PersonFile>,
    /// For a statement a whole number of the scale, for a scenario the letter of an option; `skip` where the person would
    /// rather not answer, an empty text where nothing is answered yet.
    #[schemars(transform = schema::by_id)]
    pub(super) answers: IndexMap<String, AnswerFile>,
    pub(super) form: Option<FormFile>,
}

/// Who answered.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonFile {
    /// A name or a pseudonym; the file's stem otherwise.
    pub(super) id: Option<String>,
}

/// Which items were put to the person, and how.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FormFile {
    #[serde(default)]
    pub(super) kind: FormKindFile,
    /// The stem of each pair that was asked: `a` the first, `b` the second. Otherwise each answered id says it.
    pub(super) parallel: Option<Parallel>,
    /// The roles asked for, with kind `roles`, or with kind `short` where it is for some roles.
    #[serde(default)]
    pub(super) roles: Vec<String>,
    /// Seed of the order of presentation, if it was shuffled.
    pub(super) seed: Option<u64>,
    /// Tag of the language that was asked in, such as `de`; without it, the questionnaire's own.
    pub(super) language: Option<String>,
    /// Digest of the items' wording.
    pub(super) items_digest: Option<String>,
}

/// A choice of items.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum FormKindFile {
    /// Every item.
    #[default]
    Full,
    /// A part that takes at most 20 minutes.
    Short,
    /// The items that some roles need.
    Roles,
}

/// An answer as written; what it must be depends on its item.
#[derive(Debug)]
pub(super) enum AnswerFile {
    Missing,
    Number(i64),
    Text(String),
    /// A value that answers no item: a fraction, or true and false.
    Other(String),
    /// A value that is none of these, in words: `a list`.
    Unfit(String),
}

impl AnswerFile {
    /// Says whether the person chose not to answer.
    pub(super) fn is_skip(&self) -> bool {
        matches!(self, Self::Text(text) if text == Questionnaire::SKIP)
    }
}

impl<'de> Deserialize<'de> for AnswerFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = AnswerFile;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a whole number or the letter of an option")
            }

            fn visit_unit<E: de::Error>(self) -> Result<AnswerFile, E> {
                Ok(AnswerFile::Missing)
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<AnswerFile, E> {
                Ok(AnswerFile::Number(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<AnswerFile, E> {
                Ok(i64::try_from(number).map_or_else(|_| AnswerFile::Other(number.to_string()), AnswerFile::Number))
            }

            fn visit_i128<E: de::Error>(self, number: i128) -> Result<AnswerFile, E> {
                Ok(AnswerFile::Other(number.to_string()))
            }

            fn visit_u128<E: de::Error>(self, number: u128) -> Result<AnswerFile, E> {
                Ok(AnswerFile::Other(number.to_string()))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<AnswerFile, E> {
                // `Display` would show 3.0 as `3`, and the message would not show what is wrong with it.
                Ok(AnswerFile::Other(format!("{number:?}")))
            }

            fn visit_bool<E: de::Error>(self, truth: bool) -> Result<AnswerFile, E> {
                Ok(AnswerFile::Other(truth.to_string()))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<AnswerFile, E> {
                // TOML has no null: a blank holds empty texts for what is not asked yet.
                Ok(if text.is_empty() { AnswerFile::Missing } else { AnswerFile::Text(text.to_owned()) })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<AnswerFile, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(AnswerFile::Unfit("a list".to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AnswerFile, A::Error> {
                let mut words = "a mapping".to_owned();
                while let Some(key) = map.next_key::<String>()? {
                    if key == DATE {
                        words = format!("the date `{}`", map.next_value::<String>()?);
                    } else {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(AnswerFile::Unfit(words))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

impl JsonSchema for AnswerFile {
    fn schema_name() -> Cow<'static, str> {
        "Answer".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // Editors look into `allOf`, the walk along shapes does not: what is said above of a wrong answer helps more.
        json_schema!({
            "description": "A whole number of the scale, the letter of an option, `skip`, or an empty text.",
            "allOf": [{ "type": ["integer", "string", "null"] }],
        })
    }
}
