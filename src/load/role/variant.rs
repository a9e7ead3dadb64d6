//! The variants of a role: overlays on what was made sound of the role itself, checked as a role is.

use indexmap::IndexMap;

use crate::load::document::Places;
use crate::load::meaning::Checker;
use crate::load::questionnaire::Parts;
use crate::load::role::raw::{LevelFile, NeedOverlay, StyleOverlay, VariantFile};
use crate::load::role::{area, check_sum, dimension, level, need_above_chance, style_weight, target};
use crate::pack::{
    AreaNeed, Importance, Need, OverlaidPart, Role, RoleAxis, RoleOverlay, StyleTarget, Target, Variant, Weight,
    overlaid_list,
};
use crate::route::{Aim, Route};
use crate::rule;

/// The word that takes a gate away.
const NO_GATE: &str = "none";

/// What the parts of an overlay are checked against.
struct Ground<'a> {
    parts: &'a Parts,
    key_places: Option<&'a Places>,
}

/// Makes the variants of a role sound. Without a sound role only what each overlay says by itself is checked.
pub(super) fn check(
    checker: &mut Checker<'_>,
    files: IndexMap<String, VariantFile>,
    parts: &Parts,
    key_places: Option<&Places>,
    base: Option<&Role>,
) -> Vec<Variant> {
    let top = Route::Top;
    let variants = top.key("variants");
    let ground = Ground { parts, key_places };
    let sound =
        files.into_iter().filter_map(|(name, file)| variant(checker, &variants.key(&name), &name, file, &ground, base));
    sound.collect()
}

fn variant(
    checker: &mut Checker<'_>,
    at: &Route<'_>,
    name: &str,
    file: VariantFile,
    ground: &Ground<'_>,
    base: Option<&Role>,
) -> Option<Variant> {
    let id = checker.id(at, Aim::Key, name);
    if name == Variant::BASE {
        let message = format!("`{name}` is the role without a variant");
        checker.key(&rule::ILLEGAL_ID, at, message).help.push("give the variant another name".to_owned());
    }
    let mut overlaid = Vec::new();
    let style = work_style(checker, &at.key("work_style"), file.work_style, ground, base, &mut overlaid);
    let needs = competency(checker, &at.key("competency"), file.competency, ground, base, &mut overlaid);
    base?;
    if checker.is_sound() {
        sums(checker, at, name, &style, &needs, ground.parts);
    }
    let overlay = RoleOverlay {
        summary: file.summary,
        mission: file.mission,
        work_style: style,
        competency: needs,
        responsibilities: file.responsibilities,
        signals: file.signals,
        context: file.context,
    };
    Some(Variant { id: id?, why: file.why, overlay, overlaid })
}

fn work_style(
    checker: &mut Checker<'_>,
    axis: &Route<'_>,
    files: IndexMap<String, StyleOverlay>,
    ground: &Ground<'_>,
    base: Option<&Role>,
    overlaid: &mut Vec<OverlaidPart>,
) -> Vec<StyleTarget> {
    let parts = ground.parts;
    let mut targets = base.map(|role| role.work_style.clone()).unwrap_or_default();
    for (name, file) in files {
        let route = axis.key(&name);
        let Some(dimension) = dimension(checker, &route, &name, parts) else { continue };
        let before = targets.iter().position(|target| target.dimension == dimension);
        let old = before.map(|index| &targets[index]);
        let wanted = match &file.target {
            Some(words) => target(checker, &route.key("target"), words, parts, dimension),
            None => old.map(|old| old.target.clone()),
        };
        // A weight that was there stays, unless there is nothing left to weigh.
        let kept = old.filter(|old| old.weight != Weight::NONE).map(|old| old.weight.get());
        let kept = kept.filter(|_| !matches!(wanted, Some(Target::Any)));
        if base.is_none() && file.weight.is_none() {
            continue;
        }
        let weight = style_weight(checker, &route, file.weight.or(kept), wanted.as_ref());
        if file.target.is_none() && old.is_none() && base.is_some() {
            missing(checker, &route, "the role has no target for this dimension, and the variant gives none", "target");
        }
        overlaid.push(OverlaidPart { axis: RoleAxis::WorkStyle, id: name, why: file.why.clone() });
        if let (Some(target), Some(weight)) = (wanted, weight) {
            let new = StyleTarget { dimension, target, weight, why: file.why };
            match before {
                Some(index) => targets[index] = new,
                None => targets.push(new),
            }
        }
    }
    targets.sort_by_key(|target| target.dimension);
    targets
}

fn competency(
    checker: &mut Checker<'_>,
    axis: &Route<'_>,
    files: IndexMap<String, NeedOverlay>,
    ground: &Ground<'_>,
    base: Option<&Role>,
    overlaid: &mut Vec<OverlaidPart>,
) -> Vec<AreaNeed> {
    let parts = ground.parts;
    let mut needs = base.map(|role| role.competency.clone()).unwrap_or_default();
    for (name, file) in files {
        let route = axis.key(&name);
        let Some(area) = area(checker, &route, &name, parts) else { continue };
        let before = needs.iter().position(|need| need.area == area);
        let old = before.map(|index| needs[index].clone());
        let need = need(checker, &route, &file, ground, area, old.as_ref(), base.is_some());
        overlaid.push(OverlaidPart { axis: RoleAxis::Competency, id: name, why: file.why });
        match (need, before) {
            (Some(need), Some(index)) => needs[index] = need,
            (Some(need), None) => needs.push(need),
            (None, _) => {}
        }
    }
    needs.sort_by_key(|need| need.area);
    needs
}

/// Lays an overlay over a need, or makes one of it where the role has none.
fn need(
    checker: &mut Checker<'_>,
    route: &Route<'_>,
    file: &NeedOverlay,
    ground: &Ground<'_>,
    area: usize,
    old: Option<&AreaNeed>,
    has_base: bool,
) -> Option<AreaNeed> {
    let parts = ground.parts;
    let weight = match file.weight {
        Some(weight) => checker.number(&route.key("weight"), Weight::new(weight)),
        None => old.map(|old| old.weight),
    };
    let need = match &file.need {
        Some(written) => level(checker, &route.key("need"), written, parts),
        None => old.map(|old| old.need.clone()),
    };
    if let (Some(need), Some(_)) = (&need, &file.need) {
        need_above_chance(checker, &route.key("need"), need, &parts.areas[area], ground.key_places);
    }
    if old.is_none() && has_base {
        for (key, is_missing) in [("weight", file.weight.is_none()), ("need", file.need.is_none())] {
            if is_missing {
                missing(
                    checker,
                    route,
                    &format!("the role does not name this area, and the variant gives no {key}"),
                    key,
                );
            }
        }
    }
    let gate = gate(checker, route, file, parts, old)?;
    let grow = overlaid_list(&file.grow, old.map(|old| old.grow.as_slice()).unwrap_or_default());
    let words = |new: &String, old: Option<&String>| {
        if new.is_empty() { old.cloned().unwrap_or_default() } else { new.clone() }
    };
    Some(AreaNeed {
        area,
        weight: weight?,
        need: need?,
        importance: file.importance.or(old.map(|old| old.importance)).unwrap_or(Importance::Important),
        gate,
        meets: words(&file.meets, old.map(|old| &old.meets)),
        excels: words(&file.excels, old.map(|old| &old.excels)),
        grow,
    })
}

/// The gate that holds: a new one, none any more, or the one that was; nothing where it is wrong.
#[expect(clippy::option_option, reason = "a gate that is wrong is not the same as none")]
fn gate(
    checker: &mut Checker<'_>,
    route: &Route<'_>,
    file: &NeedOverlay,
    parts: &Parts,
    old: Option<&AreaNeed>,
) -> Option<Option<Need>> {
    match &file.gate {
        None => Some(old.and_then(|old| old.gate.clone())),
        Some(LevelFile::Name(name)) if name == NO_GATE => Some(None),
        Some(written) => level(checker, &route.key("gate"), written, parts).map(Some),
    }
}

fn missing(checker: &mut Checker<'_>, route: &Route<'_>, message: &str, key: &str) {
    checker.key(&rule::MISSING_KEY, route, message).help.push(format!("add `{key}:`"));
}

/// The weights of both axes still add up to 100.
fn sums(
    checker: &mut Checker<'_>,
    at: &Route<'_>,
    name: &str,
    style: &[StyleTarget],
    needs: &[AreaNeed],
    parts: &Parts,
) {
    let style: Vec<(String, Option<f64>)> = style
        .iter()
        .map(|target| (parts.dimensions[target.dimension].id.to_string(), Some(target.weight.get())))
        .collect();
    let needs: Vec<(String, Option<f64>)> =
        needs.iter().map(|need| (parts.areas[need.area].id.to_string(), Some(need.weight.get()))).collect();
    check_sum(checker, &at.key("work_style"), &format!("work-style weights of variant `{name}`"), &style);
    check_sum(checker, &at.key("competency"), &format!("competency weights of variant `{name}`"), &needs);
}
