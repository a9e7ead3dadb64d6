//! Results in JSON and NDJSON, compact ones of `batch` and full ones of `score`.

use serde::de::{self, Deserialize, Deserializer};
use serde_json::Value;

use crate::commands::audit::scores::{ONE_PACK, RoleScore, ScoredPart, Scores};
use crate::pack::Part;
use crate::survey::Problem;
use crate::text::excerpt;

/// The result of one person.
#[derive(Debug, serde::Deserialize)]
struct PersonResult {
    /// What a full result was scored with.
    pack: Option<ScoredWith>,
    person: PersonNamed,
    roles: Vec<RoleResult>,
}

/// The pack of a result, and the variant that its roles were scored as.
#[derive(Clone, Debug, serde::Deserialize)]
struct ScoredWith {
    digest: String,
    variant: Option<String>,
}

/// A person, by id alone or in an object.
#[derive(Debug, serde::Deserialize)]
#[serde(untagged)]
enum PersonNamed {
    Id(String),
    Object { id: String },
}

impl PersonNamed {
    fn id(&self) -> &str {
        let (Self::Id(id) | Self::Object { id }) = self;
        id
    }
}

/// The result of a person for a role.
#[derive(Debug, serde::Deserialize)]
struct RoleResult {
    role: String,
    rank: Option<f64>,
    band: String,
    overall: Option<f64>,
    #[serde(default, deserialize_with = "parts")]
    personality: Vec<PartResult>,
    #[serde(default, deserialize_with = "parts")]
    competency: Vec<PartResult>,
}

/// A dimension or an area of a fit.
#[derive(Debug, serde::Deserialize)]
struct PartResult {
    dimension: Option<String>,
    area: Option<String>,
    contribution: Option<f64>,
}

/// Reads results: an array, or one object after the other.
pub(super) fn read(text: &[u8]) -> Result<Scores, Problem> {
    let unread = |error: serde_json::Error| {
        let problem = Problem::new(format!("these are no results of `score` or `batch`: {error}"));
        problem.help("give what `rolefit batch` writes")
    };
    let mut scores = Scores::default();
    let mut pack = None;
    let mut take = |result: PersonResult| {
        check_pack(&mut pack, &result)?;
        add(&mut scores, result)
    };
    if text.starts_with(b"[") {
        let people: Vec<PersonResult> = serde_json::from_slice(text).map_err(unread)?;
        people.into_iter().try_for_each(&mut take)?;
    } else {
        for result in serde_json::Deserializer::from_slice(text).into_iter() {
            take(result.map_err(unread)?)?;
        }
    }
    Ok(scores)
}

/// Refuses results of two packs: their targets differ, and with them what a score means.
fn check_pack(first: &mut Option<ScoredWith>, result: &PersonResult) -> Result<(), Problem> {
    let Some(pack) = &result.pack else { return Ok(()) };
    let first = first.get_or_insert_with(|| pack.clone());
    let other = match (first.digest == pack.digest, first.variant == pack.variant) {
        (true, true) => return Ok(()),
        (true, false) => "variant of the roles",
        (false, _) => "pack",
    };
    let problem = Problem::new(format!("`{}` was scored with another {other}", excerpt(result.person.id(), 60)));
    Err(problem.help(ONE_PACK))
}

fn add(scores: &mut Scores, PersonResult { person, roles, .. }: PersonResult) -> Result<(), Problem> {
    let person = person.id();
    for RoleResult { role, rank, band, overall, personality, competency } in roles {
        let at = |problem: Problem| problem.at(&format!("`{}`, `{}`", excerpt(person, 60), excerpt(&role, 40)));
        scores.add(person, &role, RoleScore::of(&band, rank, overall).map_err(at)?)?;
        if !personality.is_empty() && !competency.is_empty() {
            let id = |part: &PartResult| part.dimension.clone().or_else(|| part.area.clone()).unwrap_or_default();
            let parts = personality.iter().map(|part| (Part::WorkStyle, part));
            let parts = parts.chain(competency.iter().map(|part| (Part::TechnicalJudgment, part)));
            let parts = parts.map(|(axis, part)| (ScoredPart { axis, id: id(part) }, part.contribution));
            scores.add_parts(person, &role, parts.collect())?;
        }
    }
    Ok(())
}

/// Reads what the parts of an axis give to it; a compact result has the score alone.
fn parts<'de, D: Deserializer<'de>>(axis: D) -> Result<Vec<PartResult>, D::Error> {
    let mut axis = Value::deserialize(axis)?;
    let parts = axis.get_mut("parts").map(Value::take).unwrap_or_else(|| Value::Array(Vec::new()));
    Vec::deserialize(parts).map_err(de::Error::custom)
}
