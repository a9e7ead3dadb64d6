//! A role file: its raw shape, and the step that makes it sound against a questionnaire.

use std::borrow::Cow;
use std::sync::LazyLock;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use crate::load::document::Places;
use crate::load::meaning::Checker;
use crate::load::questionnaire::IntervalFile;
use crate::load::schema;
use crate::load::shape::{NEWEST_SCHEMA, Shape};
use crate::pack::{
    AreaNeed, Career, Context, Importance, Need, Questionnaire, Role, Score, Settings, Signals, StyleTarget, Target,
    TargetError, Track, Weight,
};
use crate::route::{Aim, Route};
use crate::rule;
use crate::text::{excerpt, one_of};

/// What a role file must look like.
pub static SHAPE: LazyLock<Shape> = LazyLock::new(Shape::of::<RoleFile>);

/// How far the weights of an axis may miss 100.
const SUM_TOLERANCE: f64 = 1e-6;

/// What a role asks for on both axes, and its career context.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct RoleFile {
    /// Version of this file's format.
    #[serde(default)]
    #[schemars(range(max = NEWEST_SCHEMA))]
    #[expect(dead_code, reason = "read off the span tree before the typed load")]
    schema: Option<u32>,
    /// Kebab-case name of the role, unique in the pack.
    #[schemars(transform = schema::id)]
    pub id: String,
    /// What the role is called.
    pub title: String,
    #[serde(default)]
    track: Track,
    /// Two or three sentences.
    #[serde(default)]
    summary: String,
    /// What the role is there to bring about.
    #[serde(default)]
    mission: String,
    /// Targets by dimension; their weights add up to 100.
    #[schemars(transform = schema::some_by_id)]
    work_style: IndexMap<String, StyleFile>,
    /// Needs by area; their weights add up to 100.
    #[schemars(transform = schema::some_by_id)]
    competency: IndexMap<String, NeedFile>,
    /// What the role answers for.
    #[serde(default)]
    responsibilities: Vec<String>,
    #[serde(default)]
    signals: Signals,
    #[serde(default)]
    career: Career,
    /// Described, never scored.
    #[serde(default)]
    context: Context,
}

/// What a role wants of one dimension.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct StyleFile {
    target: TargetFile,
    /// Share of the axis, 0 to 100; absent when the target is `any`.
    #[schemars(range(min = 0, max = 100))]
    weight: Option<f64>,
    /// Why the role wants this.
    #[serde(default)]
    why: String,
}

/// What a role wants of one area.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NeedFile {
    /// Share of the axis, 0 to 100.
    #[schemars(range(min = 0, max = 100))]
    weight: f64,
    /// The judgment score that meets the bar.
    need: LevelFile,
    #[serde(default)]
    importance: Importance,
    /// A floor: below it the band is limited.
    gate: Option<LevelFile>,
    /// What meeting the bar looks like.
    #[serde(default)]
    meets: String,
    /// What going well beyond it looks like.
    #[serde(default)]
    excels: String,
    /// Actions someone can start this month.
    #[serde(default)]
    grow: Vec<String>,
}

/// A target in words, such as `moderate planner`, or as an interval of scores.
#[derive(Debug)]
enum TargetFile {
    Words(String),
    Interval(IntervalFile),
}

/// A level by name, or a score from 0 to 100.
#[derive(Debug)]
enum LevelFile {
    Name(String),
    Score(f64),
}

/// Makes a role sound, or reports through the checker everything that is wrong with it. `key_places` are those of the
/// questionnaire, for findings that stand between the two files.
pub fn check(
    checker: &mut Checker<'_>,
    file: RoleFile,
    questionnaire: &Questionnaire,
    key_places: &Places,
) -> Option<Role> {
    let top = Route::Top;
    let id = checker.id(&top.key("id"), Aim::Value, &file.id);
    let work_style = work_style(checker, &file.work_style, questionnaire);
    let competency = competency(checker, file.competency, questionnaire, key_places);
    if !checker.found.is_empty() {
        return None;
    }
    Some(Role {
        id: id?,
        title: file.title,
        track: file.track,
        summary: file.summary,
        mission: file.mission,
        work_style,
        competency,
        responsibilities: file.responsibilities,
        signals: file.signals,
        career: file.career,
        context: file.context,
    })
}

fn work_style(
    checker: &mut Checker<'_>,
    files: &IndexMap<String, StyleFile>,
    questionnaire: &Questionnaire,
) -> Vec<StyleTarget> {
    let top = Route::Top;
    let axis = top.key("work_style");
    let mut targets = Vec::with_capacity(files.len());
    let mut weights = Vec::new();
    for (name, file) in files {
        let route = axis.key(name);
        let known = questionnaire.dimensions.iter().map(|dimension| dimension.id.as_str());
        let Some(index) = known.clone().position(|id| id == name) else {
            let message = format!("`{}` is no dimension of the questionnaire", excerpt(name, 40));
            checker.unknown(&route, Aim::Key, message, known, name);
            weights.push((name.clone(), file.weight));
            continue;
        };
        let target = target(checker, &route.key("target"), &file.target, questionnaire, index);
        let weight = style_weight(checker, &route, file.weight, target.as_ref());
        weights.push((name.clone(), weight.map(Weight::get)));
        if let (Some(target), Some(weight)) = (target, weight) {
            targets.push(StyleTarget { dimension: index, target, weight, why: file.why.clone() });
        }
    }
    let is_scored = |file: &StyleFile| !matches!(&file.target, TargetFile::Words(words) if words == Target::ANY);
    if files.values().any(is_scored) {
        check_sum(checker, &axis, &weights);
    } else {
        checker
            .key(&rule::EMPTY_AXIS, &axis, "no dimension of the work-style axis is scored")
            .help
            .push("give at least one dimension a target and a weight".to_owned());
    }
    targets.sort_by_key(|target| target.dimension);
    targets
}

fn target(
    checker: &mut Checker<'_>,
    route: &Route<'_>,
    file: &TargetFile,
    questionnaire: &Questionnaire,
    dimension: usize,
) -> Option<Target> {
    let words = match file {
        TargetFile::Interval(interval) => return interval.check(checker, route).map(Target::between),
        TargetFile::Words(words) => words,
    };
    let poles = &questionnaire.dimensions[dimension].poles;
    let settings = &questionnaire.settings;
    let error = match Target::parse(words, poles, settings) {
        Ok(target) => return Some(target),
        Err(error) => error,
    };
    let ends = [poles.low.as_str(), poles.high.as_str()];
    let strengths = || settings.strengths.keys().map(String::as_str);
    let example = format!("write {}", one_of([format!("moderate {}", poles.high).as_str(), "balanced"]));
    match error {
        TargetError::UnknownStrength(name) => {
            let message = format!("`{}` is no strength", excerpt(&name, 40));
            checker.unknown(route, Aim::Value, message, strengths().collect::<Vec<_>>(), &name);
        }
        TargetError::UnknownPole(name) => {
            let message = format!("`{}` is no pole of this dimension", excerpt(&name, 40));
            checker.unknown(route, Aim::Value, message, ends, &name);
        }
        TargetError::MissingPole(strength) => {
            let message = format!("`{strength}` does not say toward which pole");
            let help = format!("write `{strength} {}` or `{strength} {}`", poles.low, poles.high);
            checker.value(&rule::UNKNOWN_NAME, route, message).help.push(help);
        }
        TargetError::NotATarget => {
            let message = format!("`{}` is no target", excerpt(words, 40));
            checker.value(&rule::UNKNOWN_NAME, route, message).help.push(example);
        }
    }
    None
}

/// A target of `any` carries no weight; every other one needs one.
fn style_weight(
    checker: &mut Checker<'_>,
    route: &Route<'_>,
    weight: Option<f64>,
    target: Option<&Target>,
) -> Option<Weight> {
    match (weight, target) {
        (None, Some(Target::Any)) => Some(Weight::NONE),
        (Some(weight), Some(Target::Any)) if weight != 0.0 => {
            checker
                .value(&rule::ILLEGAL_NUMBER, &route.key("weight"), "a target of `any` carries no weight")
                .help
                .push("remove the weight, or give a target that can be scored".to_owned());
            None
        }
        (Some(weight), _) => checker.number(&route.key("weight"), Weight::new(weight)),
        (None, _) => {
            checker
                .key(&rule::MISSING_KEY, route, "this dimension has a target and no weight")
                .help
                .push("add `weight:` with a number from 0 to 100".to_owned());
            None
        }
    }
}

fn competency(
    checker: &mut Checker<'_>,
    files: IndexMap<String, NeedFile>,
    questionnaire: &Questionnaire,
    key_places: &Places,
) -> Vec<AreaNeed> {
    let top = Route::Top;
    let axis = top.key("competency");
    if files.is_empty() {
        checker
            .key(&rule::EMPTY_AXIS, &axis, "the competency axis has no area")
            .help
            .push("give at least one area a weight and a need".to_owned());
    }
    let mut needs = Vec::with_capacity(files.len());
    let mut weights = Vec::new();
    for (name, file) in files {
        let route = axis.key(&name);
        let known = questionnaire.areas.iter().map(|area| area.id.as_str());
        let Some(area) = known.clone().position(|id| id == name) else {
            let message = format!("`{}` is no area of the questionnaire", excerpt(&name, 40));
            checker.unknown(&route, Aim::Key, message, known, &name);
            weights.push((name, Some(file.weight)));
            continue;
        };
        let weight = checker.number(&route.key("weight"), Weight::new(file.weight));
        weights.push((name.clone(), weight.map(Weight::get)));
        let need = level(checker, &route.key("need"), &file.need, &questionnaire.settings);
        if let Some(need) = &need {
            need_above_chance(checker, &route.key("need"), need, questionnaire, area, key_places);
        }
        let gate = file.gate.as_ref().map(|gate| level(checker, &route.key("gate"), gate, &questionnaire.settings));
        if let (Some(weight), Some(need), false) = (weight, need, matches!(gate, Some(None))) {
            let NeedFile { importance, meets, excels, grow, .. } = file;
            needs.push(AreaNeed { area, weight, need, importance, gate: gate.flatten(), meets, excels, grow });
        }
    }
    if !weights.is_empty() {
        check_sum(checker, &axis, &weights);
    }
    needs.sort_by_key(|need| need.area);
    needs
}

fn level(checker: &mut Checker<'_>, route: &Route<'_>, file: &LevelFile, settings: &Settings) -> Option<Need> {
    match file {
        LevelFile::Score(score) => {
            let score = checker.number(route, Score::new(*score))?;
            Some(Need { label: score.get().to_string(), score })
        }
        LevelFile::Name(name) => match settings.levels.get(name.as_str()) {
            Some(score) => Some(Need { label: name.clone(), score: Score::new(*score).ok()? }),
            None => {
                let message = format!("`{}` is no level", excerpt(name, 40));
                checker.unknown(route, Aim::Value, message, settings.levels.keys().map(String::as_str), name);
                None
            }
        },
    }
}

/// A need that a blind pick can meet measures nothing: it must exceed the mean credit of every scenario of the area.
fn need_above_chance(
    checker: &mut Checker<'_>,
    route: &Route<'_>,
    need: &Need,
    questionnaire: &Questionnaire,
    area: usize,
    key_places: &Places,
) {
    let area = &questionnaire.areas[area];
    let most = area.scenarios.iter().enumerate().max_by(|(_, a), (_, b)| a.mean_credit().total_cmp(&b.mean_credit()));
    let Some((index, scenario)) = most else { return };
    let chance = scenario.mean_credit();
    if need.score.get() > chance {
        return;
    }
    let top = Route::Top;
    let (axis, scenarios) = (top.key("competency"), "scenarios");
    let area_route = axis.key(area.id.as_str());
    let list = area_route.key(scenarios);
    let at = list.index(index);
    let label = key_places.label(&at.key("id"), Aim::Value, format!("a blind pick earns {chance:.1} here"));
    let message = format!("the need {} can be met by chance: {chance:.1} in one scenario", need.score.get());
    let finding = checker.places.finding(&rule::NEED_WITHIN_CHANCE, route, Aim::Value, message).related(label);
    checker.found.push(finding.help(format!("ask for more than {chance:.1}, better ten points more")));
}

/// The weights of an axis, by part, add up to 100. Said only when every one is legal: otherwise that comes first.
fn check_sum(checker: &mut Checker<'_>, axis: &Route<'_>, weights: &[(String, Option<f64>)]) {
    let Some(terms) = weights.iter().map(|(_, weight)| *weight).collect::<Option<Vec<f64>>>() else { return };
    let sum: f64 = terms.iter().sum();
    if (sum - 100.0).abs() <= SUM_TOLERANCE {
        return;
    }
    let sum = rounded(sum);
    let axis_name = if axis.to_string() == "work_style" { "work-style" } else { "competency" };
    let (verb, by) = if sum > 100.0 { ("lower", sum - 100.0) } else { ("raise", 100.0 - sum) };
    let places = checker.places;
    let finding = checker.key(&rule::WEIGHTS_SUM, axis, format!("{axis_name} weights add up to {sum}, expected 100"));
    if terms.len() > 1 {
        let written: Vec<String> = terms.iter().map(f64::to_string).collect();
        finding.notes.push(format!("{} = {sum}", written.join(" + ")));
        // A part that nobody scores may have no weight to point at.
        let counting = weights.iter().filter(|(_, weight)| *weight != Some(0.0));
        let label = |(part, _): &(String, _)| places.label(&axis.key(part).key("weight"), Aim::Value, part.as_str());
        finding.related.extend(counting.filter_map(label));
    }
    finding.help.push(format!("{verb} one weight by {}, or spread the change over several", rounded(by)));
}

/// Without the noise of binary fractions, for printing.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
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

            fn visit_f64<E: de::Error>(self, score: f64) -> Result<LevelFile, E> {
                Ok(LevelFile::Score(score))
            }

            fn visit_u64<E: de::Error>(self, score: u64) -> Result<LevelFile, E> {
                Ok(LevelFile::Score(score as f64))
            }

            fn visit_i64<E: de::Error>(self, score: i64) -> Result<LevelFile, E> {
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
