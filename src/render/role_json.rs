//! Roles as JSON, version 1 of its shape. Numbers are those of the files.

use schemars::JsonSchema;
use serde::Serialize;

use crate::pack::{AreaNeed, Importance, Interval, Need, Pack, Role, StyleTarget, Track};
use crate::render::json::{PackJson, harmless};
use crate::render::role_card::ways;
use crate::render::role_sections::{DescribedPart, Told, described_parts};

/// The version of the shape; a change that could break a reader is a new version.
const SCHEMA_VERSION: u32 = 1;

/// Roles of a pack.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RolesJson<'a> {
    /// Version of this shape.
    schema_version: u32,
    /// Name and version of the program.
    tool: String,
    pack: PackJson<'a>,
    /// Those that were named, in that order; else all, in order of the pack.
    roles: Vec<BlueprintJson<'a>>,
}

/// What a role asks for.
#[derive(Debug, Serialize, JsonSchema)]
struct BlueprintJson<'a> {
    /// Id of the role.
    role: &'a str,
    /// Its title.
    title: &'a str,
    track: Track,
    /// What it is, in a few sentences; may be empty.
    summary: &'a str,
    /// What it is for; may be empty.
    mission: &'a str,
    /// What it wants of each dimension of work style that it names, in order of the questionnaire.
    personality: Vec<StyleTargetJson<'a>>,
    /// What it wants of each area of technical judgment that it names, in order of the questionnaire.
    competency: Vec<AreaNeedJson<'a>>,
    /// Roles beside it.
    career: Vec<NeighbourJson<'a>>,
    /// What is described and never scored, in order of reading.
    described: Vec<DescribedJson>,
}

/// What a role wants of one dimension.
#[derive(Debug, Serialize, JsonSchema)]
struct StyleTargetJson<'a> {
    /// Id of the dimension.
    dimension: &'a str,
    /// Name of the pole at 0.
    low: &'a str,
    /// Name of the pole at 100.
    high: &'a str,
    /// The target as the role file says it.
    label: String,
    /// Lowest score inside; null where the dimension is not scored.
    min: Option<f64>,
    /// Highest score inside; null where the dimension is not scored.
    max: Option<f64>,
    /// Share of the axis, 0 to 100; null where the dimension is not scored.
    weight: Option<f64>,
    /// The authors' reason; may be empty.
    why: &'a str,
}

/// What a role wants of one area.
#[derive(Debug, Serialize, JsonSchema)]
struct AreaNeedJson<'a> {
    /// Id of the area.
    area: &'a str,
    /// Its title.
    title: &'a str,
    /// The score that the role needs.
    need: LevelJson<'a>,
    /// The floor under the area; null where it has none.
    gate: Option<LevelJson<'a>>,
    /// Share of the axis, 0 to 100.
    weight: f64,
    importance: Importance,
    /// What meets the need; may be empty.
    meets: &'a str,
    /// What is more than it; may be empty.
    excels: &'a str,
    /// Steps toward it.
    grow: &'a [String],
}

/// A score of judgment that is asked for.
#[derive(Debug, Serialize, JsonSchema)]
struct LevelJson<'a> {
    /// As the role file says it.
    label: &'a str,
    /// From 0 to 100.
    score: f64,
}

/// A role beside another.
#[derive(Debug, Serialize, JsonSchema)]
struct NeighbourJson<'a> {
    /// `from`, `next` or `adjacent`.
    way: String,
    /// Id of the role; null where the pack does not have it.
    role: Option<&'a str>,
    /// Its title.
    title: &'a str,
}

/// A part of a role file that is described only.
#[derive(Debug, Serialize, JsonSchema)]
struct DescribedJson {
    /// Name of the section, as `--section` takes it.
    section: &'static str,
    /// Its heading on the card.
    heading: String,
    /// Its entries, or its text as the only one.
    texts: Vec<String>,
}

/// Writes the object.
///
/// # Errors
///
/// Those of the JSON writer.
pub fn json(pack: &Pack, roles: &[&Role]) -> serde_json::Result<String> {
    let object = RolesJson {
        schema_version: SCHEMA_VERSION,
        tool: format!("rolefit {}", env!("CARGO_PKG_VERSION")),
        pack: pack.into(),
        roles: roles.iter().map(|role| blueprint(pack, role)).collect(),
    };
    Ok(harmless(&serde_json::to_string_pretty(&object)?) + "\n")
}

fn blueprint<'a>(pack: &'a Pack, role: &'a Role) -> BlueprintJson<'a> {
    BlueprintJson {
        role: role.id.as_str(),
        title: &role.title,
        track: role.track,
        summary: &role.summary,
        mission: &role.mission,
        personality: role.work_style.iter().map(|style| style_target(pack, style)).collect(),
        competency: role.competency.iter().map(|need| area_need(pack, need)).collect(),
        career: neighbours(pack, role),
        described: described_parts(role).into_iter().map(described).collect(),
    }
}

fn style_target<'a>(pack: &'a Pack, style: &'a StyleTarget) -> StyleTargetJson<'a> {
    let dimension = &pack.questionnaire().dimensions[style.dimension];
    let interval = style.target.interval();
    StyleTargetJson {
        dimension: dimension.id.as_str(),
        low: &dimension.poles.low,
        high: &dimension.poles.high,
        label: style.target.to_string(),
        min: interval.map(Interval::min),
        max: interval.map(Interval::max),
        weight: interval.map(|_| style.weight.get()),
        why: &style.why,
    }
}

fn area_need<'a>(pack: &'a Pack, need: &'a AreaNeed) -> AreaNeedJson<'a> {
    let area = &pack.questionnaire().areas[need.area];
    AreaNeedJson {
        area: area.id.as_str(),
        title: &area.title,
        need: level(&need.need),
        gate: need.gate.as_ref().map(level),
        weight: need.weight.get(),
        importance: need.importance,
        meets: &need.meets,
        excels: &need.excels,
        grow: &need.grow,
    }
}

fn level(need: &Need) -> LevelJson<'_> {
    LevelJson { label: &need.label, score: need.score.get() }
}

fn neighbours<'a>(pack: &'a Pack, role: &'a Role) -> Vec<NeighbourJson<'a>> {
    let neighbour = |way: &str, name: &'a String| {
        let known = pack.role(name);
        NeighbourJson {
            way: way.to_lowercase(),
            role: known.map(|role| role.id.as_str()),
            title: known.map_or(name, |role| &role.title),
        }
    };
    ways(role).flat_map(|(way, names)| names.iter().map(move |name| neighbour(way, name))).collect()
}

fn described(part: DescribedPart) -> DescribedJson {
    let texts = match part.told {
        Told::Prose(text) => vec![text],
        Told::List(items) => items,
    };
    DescribedJson { section: part.section.name(), heading: part.heading, texts }
}
