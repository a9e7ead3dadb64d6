//! A rating file: what one rater says of one candidate, with evidence.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::{Diagnostic, sort};
use crate::load::document::{self, Document, Reading};
use crate::load::invisible::name_invisible;
use crate::load::meaning::Checker;
use crate::load::shape::{NEWEST_SCHEMA, Shape};
use crate::load::{Format, read};
use crate::pack::{Pack, Role};
use crate::panel::{Rating, RatingLevel, RatingSheet};
use crate::route::{Aim, Route};
use crate::rule;
use crate::source::Source;
use crate::text::excerpt;

/// What a rating file must look like.
static SHAPE: LazyLock<Shape> = LazyLock::new(Shape::of::<RatingsFile>);

/// One rater's ratings of one candidate for a role.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct RatingsFile {
    /// Version of this file's format.
    #[serde(default)]
    #[schemars(range(max = NEWEST_SCHEMA))]
    #[expect(dead_code, reason = "read off the span tree before the typed load")]
    schema: Option<u32>,
    /// Who rates.
    rater: String,
    /// Who is rated.
    candidate: String,
    /// Id of the role that the candidate is rated for.
    role: String,
    /// Ratings by area.
    ratings: IndexMap<String, RatingFile>,
}

/// What is said of one area.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RatingFile {
    /// Where the candidate stands by the role's anchors.
    level: RatingLevel,
    /// What was said or done; only what was not observed needs none.
    #[serde(default)]
    evidence: String,
}

/// Reads a rating file for a pack, with its text.
///
/// # Errors
///
/// Everything that is wrong with the file, in file order.
pub fn load(path: &Path, pack: &Pack) -> Result<(RatingSheet, Arc<Source>), Vec<Diagnostic>> {
    let source = read::regular_file(path).map_err(|problem| vec![problem])?;
    let Reading { document, problems: mut found } =
        document::read::<RatingsFile>(&source, Format::Yaml, &SHAPE, "ratings");
    let sheet = document.and_then(|Document { content, places }| {
        let mut checker = Checker::new(&places);
        let sheet = check(&mut checker, content, pack);
        found.append(&mut checker.found);
        sheet
    });
    name_invisible(&mut found);
    sort(&mut found);
    match sheet {
        Some(sheet) if found.is_empty() => Ok((sheet, source)),
        Some(_) | None => Err(found),
    }
}

fn check(checker: &mut Checker<'_>, file: RatingsFile, pack: &Pack) -> Option<RatingSheet> {
    let top = Route::Top;
    for (key, text) in [("rater", &file.rater), ("candidate", &file.candidate)] {
        if text.trim().is_empty() {
            checker
                .value(&rule::MISSING_KEY, &top.key(key), format!("`{key}` is blank"))
                .help
                .push("write a name".to_owned());
        }
    }
    let known = pack.roles().iter().map(|role| role.id.as_str());
    let Some(role) = known.clone().position(|id| id == file.role) else {
        let message = format!("unknown role `{}`", excerpt(&file.role, 40));
        checker.unknown(&top.key("role"), Aim::Value, message, known, &file.role);
        return None;
    };
    let all = top.key("ratings");
    let ratings = file
        .ratings
        .into_iter()
        .filter_map(|(name, rating)| self::rating(checker, &all.key(&name), &name, &rating, pack, &pack.roles()[role]));
    let ratings = ratings.collect();
    Some(RatingSheet { rater: file.rater, candidate: file.candidate, role, ratings })
}

fn rating(
    checker: &mut Checker<'_>,
    at: &Route<'_>,
    name: &str,
    file: &RatingFile,
    pack: &Pack,
    role: &Role,
) -> Option<Rating> {
    let areas = &pack.questionnaire().areas;
    let known = role.competency.iter().map(|need| areas[need.area].id.as_str());
    let Some(index) = known.clone().position(|id| id == name) else {
        let message = format!("unknown area `{}` of the role `{}`", excerpt(name, 40), role.id);
        checker.unknown(at, Aim::Key, message, known.collect::<Vec<_>>(), name);
        return None;
    };
    let evidence = file.evidence.trim().to_owned();
    if evidence.is_empty() && file.level != RatingLevel::NotObserved {
        checker
            .key(&rule::MISSING_KEY, at, format!("`{name}` has a level but no evidence"))
            .help
            .push("write under `evidence` what was said or done, or rate it `not-observed`".to_owned());
    }
    Some(Rating { area: role.competency[index].area, level: file.level, evidence })
}
