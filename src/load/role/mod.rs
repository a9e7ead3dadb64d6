//! A role file: the step from its raw shape to a sound role, against a questionnaire.

mod raw;
mod variant;

use std::sync::LazyLock;

use indexmap::IndexMap;

use crate::load::document::Places;
use crate::load::meaning::Checker;
use crate::load::questionnaire::Parts;
use crate::load::shape::Shape;
use crate::pack::{Area, AreaNeed, Need, Parallel, Role, Score, Settings, StyleTarget, Target, TargetError, Weight};
use crate::route::{Aim, Route};
use crate::rule;
use crate::text::{excerpt, one_of};

pub use raw::RoleFile;
use raw::{LevelFile, NeedFile, StyleFile, TargetFile};

/// What a role file must look like.
pub static SHAPE: LazyLock<Shape> = LazyLock::new(Shape::of::<RoleFile>);

/// How far the weights of an axis may miss 100.
const SUM_TOLERANCE: f64 = 1e-6;

/// Makes a role sound, or reports through the checker everything that is wrong with it. `key_places` are those of the
/// questionnaire, for findings about both files; what is unsure of it is skipped.
pub fn check(checker: &mut Checker<'_>, file: RoleFile, parts: &Parts, key_places: Option<&Places>) -> Option<Role> {
    let top = Route::Top;
    let id = checker.id(&top.key("id"), Aim::Value, &file.id);
    let work_style = work_style(checker, &file.work_style, parts);
    let competency = competency(checker, file.competency, parts, key_places);
    let base = id.filter(|_| checker.is_sound()).map(|id| Role {
        id,
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
        variants: Vec::new(),
        variant: None,
    });
    let variants = variant::check(checker, file.variants, parts, key_places, base.as_ref());
    base.filter(|_| checker.is_sound()).map(|role| Role { variants, ..role })
}

fn work_style(checker: &mut Checker<'_>, files: &IndexMap<String, StyleFile>, parts: &Parts) -> Vec<StyleTarget> {
    let top = Route::Top;
    let axis = top.key("work_style");
    let mut targets = Vec::with_capacity(files.len());
    let mut weights = Vec::new();
    for (name, file) in files {
        let route = axis.key(name);
        let Some(index) = dimension(checker, &route, name, parts) else {
            let at = route.key("weight");
            let weight = if parts.unsure.dimension(name) {
                file.weight.and_then(|weight| checker.number(&at, Weight::new(weight))).map(Weight::get)
            } else {
                file.weight.filter(|_| !checker.places.is_unread(&at))
            };
            weights.push((name.clone(), weight));
            continue;
        };
        let target = target(checker, &route.key("target"), &file.target, parts, index);
        let weight = style_weight(checker, &route, file.weight, target.as_ref());
        weights.push((name.clone(), weight.map(Weight::get)));
        if let (Some(target), Some(weight)) = (target, weight) {
            targets.push(StyleTarget { dimension: index, target, weight, why: file.why.clone() });
        }
    }
    let is_scored = |file: &StyleFile| !matches!(&file.target, TargetFile::Words(words) if words == Target::ANY);
    if files.values().any(is_scored) {
        check_sum(checker, &axis, "work-style weights", &weights);
    } else {
        checker
            .key(&rule::EMPTY_AXIS, &axis, "the work-style axis has no scored dimension")
            .help
            .push("give at least one dimension a target and a weight".to_owned());
    }
    targets.sort_by_key(|target| target.dimension);
    targets
}

/// Finds a dimension by its id. An unknown one is said, unless the questionnaire may have had it.
fn dimension(checker: &mut Checker<'_>, route: &Route<'_>, name: &str, parts: &Parts) -> Option<usize> {
    let known = parts.dimensions.iter().map(|dimension| dimension.id.as_str());
    let found = known.clone().position(|id| id == name);
    if found.is_none() && !parts.unsure.dimension(name) {
        checker.unknown(route, Aim::Key, format!("unknown dimension `{}`", excerpt(name, 40)), known, name);
    }
    found
}

/// The same of an area.
fn area(checker: &mut Checker<'_>, route: &Route<'_>, name: &str, parts: &Parts) -> Option<usize> {
    let known = parts.areas.iter().map(|area| area.id.as_str());
    let found = known.clone().position(|id| id == name);
    if found.is_none() && !parts.unsure.area(name) {
        checker.unknown(route, Aim::Key, format!("unknown area `{}`", excerpt(name, 40)), known, name);
    }
    found
}

fn target(
    checker: &mut Checker<'_>,
    route: &Route<'_>,
    file: &TargetFile,
    parts: &Parts,
    dimension: usize,
) -> Option<Target> {
    let words = match file {
        TargetFile::Interval(interval) => return interval.check(checker, route).map(Target::between),
        TargetFile::Words(words) => words,
        TargetFile::Unread => return None,
    };
    let poles = &parts.dimensions[dimension].poles;
    let settings = &parts.settings;
    let error = match Target::parse(words, poles, settings) {
        Ok(target) => return Some(target),
        Err(error) => error,
    };
    let ends = [poles.low.as_str(), poles.high.as_str()];
    let strengths = || settings.strengths.keys().map(String::as_str);
    let example = format!("write {}", one_of([format!("moderate {}", poles.high).as_str(), "balanced"]));
    match error {
        TargetError::UnknownStrength(name) if parts.unsure.word(&name) => {}
        TargetError::UnknownStrength(name) if ends.contains(&name.as_str()) => {
            let strong = settings.strengths.keys().filter(|strength| *strength != Settings::BALANCED);
            let targets: Vec<String> = strong.map(|strength| format!("{strength} {name}")).collect();
            let message = format!("`{name}` is a pole, and does not say how strongly");
            let help = format!("write {}", one_of(targets.iter().map(String::as_str)));
            checker.value(&rule::UNKNOWN_NAME, route, message).help.push(help);
        }
        TargetError::UnknownStrength(name) => {
            let message = format!("unknown strength `{}`", excerpt(&name, 40));
            checker.unknown(route, Aim::Value, message, strengths().collect::<Vec<_>>(), &name);
        }
        TargetError::UnknownPole(name) => {
            let message = format!("unknown pole `{}`", excerpt(&name, 40));
            checker.unknown(route, Aim::Value, message, ends, &name);
        }
        TargetError::MissingPole(strength) => {
            let message = format!("`{strength}` needs a pole");
            let help = format!("write `{strength} {}` or `{strength} {}`", poles.low, poles.high);
            checker.value(&rule::UNKNOWN_NAME, route, message).help.push(help);
        }
        TargetError::NotATarget => {
            let message = format!("unknown target `{}`", excerpt(words, 40));
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
                .value(&rule::ILLEGAL_NUMBER, &route.key("weight"), "a target of `any` cannot have a weight")
                .help
                .push("remove the weight, or give a target that can be scored".to_owned());
            None
        }
        (Some(weight), _) => checker.number(&route.key("weight"), Weight::new(weight)),
        (None, _) if checker.places.is_unread(&route.key("weight")) => None,
        (None, _) => {
            checker
                .key(&rule::MISSING_KEY, route, "this dimension has a target but no weight")
                .help
                .push("add `weight:` with a number from 0 to 100".to_owned());
            None
        }
    }
}

fn competency(
    checker: &mut Checker<'_>,
    files: IndexMap<String, NeedFile>,
    parts: &Parts,
    key_places: Option<&Places>,
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
        let area = area(checker, &route, &name, parts);
        let weight = checker.number(&route.key("weight"), Weight::new(file.weight));
        weights.push((name.clone(), weight.map(Weight::get)));
        let need = level(checker, &route.key("need"), &file.need, parts);
        let gate = file.gate.as_ref().map(|gate| level(checker, &route.key("gate"), gate, parts));
        let Some(area) = area else { continue };
        if let Some(need) = &need {
            need_above_chance(checker, &route.key("need"), need, &parts.areas[area], key_places);
        }
        if let (Some(weight), Some(need), false) = (weight, need, matches!(gate, Some(None))) {
            let NeedFile { importance, meets, excels, grow, .. } = file;
            needs.push(AreaNeed { area, weight, need, importance, gate: gate.flatten(), meets, excels, grow });
        }
    }
    if !weights.is_empty() {
        check_sum(checker, &axis, "competency weights", &weights);
    }
    needs.sort_by_key(|need| need.area);
    needs
}

fn level(checker: &mut Checker<'_>, route: &Route<'_>, file: &LevelFile, parts: &Parts) -> Option<Need> {
    match file {
        LevelFile::Score(score) => {
            let score = checker.number(route, Score::new(*score))?;
            Some(Need { label: score.get().to_string(), score })
        }
        LevelFile::Unread => None,
        LevelFile::Name(name) => match parts.settings.levels.get(name.as_str()) {
            Some(score) => Some(Need { label: name.clone(), score: Score::new(*score).ok()? }),
            None if parts.unsure.word(name) => None,
            None => {
                let message = format!("unknown level `{}`", excerpt(name, 40));
                checker.unknown(route, Aim::Value, message, parts.settings.levels.keys().map(String::as_str), name);
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
    area: &Area,
    key_places: Option<&Places>,
) {
    let stems = area.scenarios.iter().enumerate().flat_map(|(index, scenario)| {
        scenario.stems().map(move |(parallel, stem)| (index, parallel, stem.mean_credit()))
    });
    let Some((index, parallel, chance)) = stems.max_by(|(.., a), (.., b)| a.total_cmp(b)) else { return };
    if need.score.get() > chance {
        return;
    }
    let top = Route::Top;
    let (axis, scenarios) = (top.key("competency"), "scenarios");
    let area_route = axis.key(area.id.as_str());
    let list = area_route.key(scenarios);
    let scenario = list.index(index);
    let twin = scenario.key("twin");
    let at = if parallel == Parallel::B { &twin } else { &scenario };
    let label = key_places
        .and_then(|places| places.label(&at.key("id"), Aim::Value, format!("a blind pick earns {chance:.1} here")));
    let message =
        format!("the need {} can be met by chance: a blind pick earns {chance:.1} in one scenario", need.score.get());
    let finding = checker.places.finding(&rule::NEED_WITHIN_CHANCE, route, Aim::Value, message).related(label);
    checker.push(route, finding.help(format!("raise the need above {chance:.1}, ideally by ten points")));
}

/// The weights of an axis, by part, add up to 100. Said only when every one is legal: otherwise that comes first.
fn check_sum(checker: &mut Checker<'_>, axis: &Route<'_>, name: &str, weights: &[(String, Option<f64>)]) {
    let Some(terms) = weights.iter().map(|(_, weight)| *weight).collect::<Option<Vec<f64>>>() else { return };
    let sum: f64 = terms.iter().sum();
    if (sum - 100.0).abs() <= SUM_TOLERANCE {
        return;
    }
    let sum = rounded(sum);
    let (verb, by) = if sum > 100.0 { ("lower", sum - 100.0) } else { ("raise", 100.0 - sum) };
    let places = checker.places;
    let finding = checker.key(&rule::WEIGHTS_SUM, axis, format!("{name} add up to {sum}, expected 100"));
    if terms.len() > 1 {
        let written: Vec<String> = terms.iter().map(f64::to_string).collect();
        finding.notes.push(format!("{} = {sum}", written.join(" + ")));
        // A part that is not scored may have no weight to point at.
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
