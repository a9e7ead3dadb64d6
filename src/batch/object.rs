//! One person's answers as an object of the plain kind, read straight into responses. Whatever is out of the ordinary is
//! left to the loader of answers files, which has the words for it: what is read here, it reads to the same answers.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use crate::answers::{Answers, Form, Responses};
use crate::pack::{Chosen, Item, ItemIndex, Pack, Questionnaire};

/// What answers to a questionnaire are read with.
#[derive(Debug)]
pub(super) struct Objects<'p> {
    questionnaire: &'p Questionnaire,
    reference: String,
    items: ItemIndex<'p>,
    blank: Responses,
}

impl<'p> Objects<'p> {
    pub(super) fn of(pack: &'p Pack) -> Self {
        let questionnaire = pack.questionnaire();
        Self {
            questionnaire,
            reference: questionnaire.reference(),
            items: ItemIndex::of(questionnaire),
            blank: Responses::blank(questionnaire),
        }
    }

    /// Reads an object; a person who has no id has no name. Nothing is returned for what is not of the plain kind.
    pub(super) fn read(&self, text: &str) -> Option<Answers> {
        let mut found = Found { person: None, responses: self.blank.clone(), skipped: BTreeSet::new() };
        let mut json = serde_json::Deserializer::from_str(text);
        Reader { objects: self, found: &mut found }.deserialize(&mut json).ok()?;
        json.end().ok()?;
        let Found { person, responses, skipped } = found;
        let person = person.unwrap_or_default();
        Some(Answers { person, form: Form::default(), responses, skipped, notices: Vec::new() })
    }
}

/// What an object holds.
struct Found {
    person: Option<String>,
    responses: Responses,
    skipped: BTreeSet<String>,
}

/// A number of the scale, or the id of an option.
#[derive(Deserialize)]
#[serde(untagged)]
enum Answer<'t> {
    Number(i64),
    Text(&'t str),
}

struct Reader<'o, 'p> {
    objects: &'o Objects<'p>,
    found: &'o mut Found,
}

impl<'t> DeserializeSeed<'t> for Reader<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for Reader<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("answers")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        let out_of_the_ordinary = || A::Error::custom("left to the loader");
        let Self { objects, found } = self;
        let mut seen = [false; 4];
        while let Some(key) = map.next_key::<&str>()? {
            let place = ["schema", "questionnaire", "person", "answers"].iter().position(|other| *other == key);
            let place = place.filter(|place| !seen[*place]).ok_or_else(out_of_the_ordinary)?;
            seen[place] = true;
            let is_plain = match place {
                0 => map.next_value::<u32>()? == 1,
                1 => map.next_value::<&str>()? == objects.reference,
                2 => {
                    let id = map.next_value_seed(OnlyId)?;
                    found.person = Some(id.to_owned());
                    !id.trim().is_empty()
                }
                _ => {
                    map.next_value_seed(ByItem(Reader { objects, found: &mut *found }))?;
                    true
                }
            };
            if !is_plain {
                return Err(out_of_the_ordinary());
            }
        }
        if seen[3] { Ok(()) } else { Err(out_of_the_ordinary()) }
    }
}

/// The id of a person about whom nothing else is said. A derived struct would also be read from a list.
struct OnlyId;

impl<'t> DeserializeSeed<'t> for OnlyId {
    type Value = &'t str;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<&'t str, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for OnlyId {
    type Value = &'t str;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an id")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<&'t str, A::Error> {
        match (map.next_entry()?, map.next_key::<&str>()?) {
            (Some(("id", id)), None) => Ok(id),
            _ => Err(A::Error::custom("left to the loader")),
        }
    }
}

/// The mapping of items to answers.
struct ByItem<'o, 'p>(Reader<'o, 'p>);

impl<'t> DeserializeSeed<'t> for ByItem<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for ByItem<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("answers by item")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        let Reader { objects, found } = self.0;
        while let Some(key) = map.next_key::<&str>()? {
            let answer = map.next_value::<Answer<'_>>()?;
            take(objects, found, key, &answer).ok_or_else(|| A::Error::custom("left to the loader"))?;
        }
        Ok(())
    }
}

/// Enters an answer, unless it is wrong or its item has one.
fn take(objects: &Objects<'_>, found: &mut Found, key: &str, answer: &Answer<'_>) -> Option<()> {
    let item = objects.items.get(key)?;
    let Found { responses, skipped, .. } = found;
    let is_answered = match item {
        Item::Statement(index) => responses.statements[index].is_some(),
        Item::Scenario(index) | Item::Twin(index) => {
            let mut stems = objects.items.scenario(index).stems();
            let is_skipped = !skipped.is_empty() && stems.any(|(_, stem)| skipped.contains(stem.id.as_str()));
            responses.scenarios[index].is_some() || is_skipped
        }
    };
    if is_answered || skipped.contains(key) {
        return None;
    }
    // What is the same as on the form stays shared with other people.
    if let Some((index, parallel)) = item.stem().filter(|(index, parallel)| responses.parallels[*index] != *parallel) {
        Arc::make_mut(&mut responses.parallels)[index] = parallel;
    }
    match (item, answer) {
        (_, Answer::Text(Questionnaire::SKIP)) => {
            skipped.insert(key.to_owned());
        }
        (Item::Statement(index), Answer::Number(number)) => {
            responses.statements[index] = Some(objects.questionnaire.scale.chosen(*number)?);
        }
        (Item::Scenario(index) | Item::Twin(index), Answer::Text(letter)) => {
            let options = &objects.items.scenario(index).options;
            let place = options.iter().position(|option| option.id.as_str() == *letter)?;
            responses.scenarios[index] = Some(Chosen::new(place)?);
        }
        (Item::Statement(_), Answer::Text(_)) | (Item::Scenario(_) | Item::Twin(_), Answer::Number(_)) => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Format, answers};
    use crate::source::Source;
    use crate::survey::tests::pack;

    /// Reads both ways; what both read must be equal.
    fn both(text: &str) -> bool {
        let pack = pack();
        let quick = Objects::of(&pack).read(text);
        let whole = answers::text(&Source::new("a.ndjson", text), Format::Json, "", &pack);
        let Some(quick) = quick else { return false };
        let whole = whole.expect("what is read the quick way is sound");
        assert_eq!(
            (quick.person, quick.responses, quick.skipped, quick.notices, quick.form),
            (whole.person, whole.responses, whole.skipped, whole.notices, whole.form),
            "{text}"
        );
        true
    }

    #[test]
    fn plain_objects_are_read_to_what_the_loader_reads() {
        for text in [
            r#"{"answers": {}}"#,
            r#"{"answers": {"tempo-week": 4, "ops-alert": "a", "focus-quiet-block": "skip"}, "person": {"id": "ana"}}"#,
            r#"{"schema": 1, "questionnaire": "survey@1.0.0", "answers": {"api-timeout": "skip"}} "#,
        ] {
            assert!(both(text), "{text}");
        }
    }

    #[test]
    fn everything_else_is_left_to_the_loader() {
        for text in [
            "",
            "[]",
            "{}",
            r#"{"answers": {}} {}"#,
            r#"{"answers": {"tempo-week": 9}}"#,
            r#"{"answers": {"tempo-week": 4.0}}"#,
            r#"{"answers": {"tempo-week": "4"}}"#,
            r#"{"answers": {"tempo-week": null}}"#,
            r#"{"answers": {"tempo-week": 4, "tempo-week": 4}}"#,
            r#"{"answers": {"tempo-week": "skip", "tempo-week": 4}}"#,
            r#"{"answers": {"tempo\u002dweek": 4}}"#,
            r#"{"answers": {"ops-alert": "z"}}"#,
            r#"{"answers": {"unknown": 4}}"#,
            r#"{"answers": {}, "answers": {}}"#,
            r#"{"answers": {}, "person": {"id": " "}}"#,
            r#"{"answers": {}, "person": {"name": "Ana"}}"#,
            r#"{"answers": {}, "person": {"id": "ana", "id": "ana"}}"#,
            r#"{"answers": {}, "person": {}}"#,
            r#"{"answers": {}, "person": ["ana"]}"#,
            r#"{"answers": {}, "person": "ana"}"#,
            r#"{"answers": ["ana"]}"#,
            r#"{"answers": {}, "questionnaire": "survey@0.9.0"}"#,
            r#"{"answers": {}, "form": {"kind": "short"}}"#,
            r#"{"answers": {}, "schema": 2}"#,
            r#"{"answers": {}, "x-note": 1}"#,
        ] {
            assert!(!both(text), "{text}");
        }
    }
}
