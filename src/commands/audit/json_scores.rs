//! Results in JSON and NDJSON, compact ones of `batch` and full ones of `score`.

use serde::Deserialize;

use crate::commands::audit::scores::{RoleScore, Scores, band_of};
use crate::survey::Problem;

/// The result of one person.
#[derive(Debug, Deserialize)]
struct PersonResult {
    person: PersonNamed,
    roles: Vec<RoleResult>,
}

/// A person, by id alone or in an object.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum PersonNamed {
    Id(String),
    Object { id: String },
}

/// The result of a person for a role.
#[derive(Debug, Deserialize)]
struct RoleResult {
    role: String,
    rank: Option<u32>,
    band: String,
    overall: Option<f64>,
}

/// Reads results: an array, or one object after the other.
pub(super) fn read(text: &[u8]) -> Result<Scores, Problem> {
    let unread = |error: serde_json::Error| {
        let problem = Problem::new(format!("these are no results of `score` or `batch`: {error}"));
        problem.help("give what `rolefit batch` writes")
    };
    let mut scores = Scores::default();
    if text.starts_with(b"[") {
        let people: Vec<PersonResult> = serde_json::from_slice(text).map_err(unread)?;
        people.into_iter().try_for_each(|result| add(&mut scores, result))?;
    } else {
        for result in serde_json::Deserializer::from_slice(text).into_iter() {
            add(&mut scores, result.map_err(unread)?)?;
        }
    }
    Ok(scores)
}

fn add(scores: &mut Scores, PersonResult { person, roles }: PersonResult) -> Result<(), Problem> {
    let (PersonNamed::Id(person) | PersonNamed::Object { id: person }) = person;
    for RoleResult { role, rank, band, overall } in roles {
        scores.add(&person, &role, RoleScore { band: band_of(&band)?, rank, overall })?;
    }
    Ok(())
}
