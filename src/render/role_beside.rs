//! Several roles side by side: targets, needs, weights, gates and neighbours, a column per role.

use crate::pack::{AreaNeed, Interval, Pack, Role, StyleTarget};
use crate::render::page::{Align, Cell, Column, Page, Table};
use crate::render::role_card::{self, level, range, track};
use crate::render::role_sections::importance;
use crate::text::{all_of, capitalised};

/// Builds the page about several roles.
pub fn beside(pack: &Pack, roles: &[&Role]) -> Page {
    let mut page = Page::default();
    page.title(all_of(roles.iter().map(|role| role.title.as_str())));
    page.list(differences(pack, roles));
    page.table(table("Role", roles, about(roles)));
    page.heading("Personality (work style)");
    page.table(table("Dimension", roles, dimensions(pack, roles)));
    page.heading("Competency (technical judgment)");
    page.table(table("Area", roles, areas(pack, roles)));
    let ways = ways(pack, roles);
    if !ways.is_empty() {
        page.heading("Career path");
        page.table(table("Way", roles, ways));
    }
    page
}

fn table(first: &str, roles: &[&Role], rows: Vec<Vec<Cell>>) -> Table {
    let titles = std::iter::once(first).chain(roles.iter().map(|role| role.title.as_str()));
    let columns = titles.map(|title| Column { title: title.to_owned(), align: Align::Left }).collect();
    Table { columns, rows }
}

/// A row: what it is about, then what each role says of it.
fn row<'a>(about: Cell, roles: &[&'a Role], cell: impl Fn(&'a Role) -> Vec<String>) -> Vec<Cell> {
    std::iter::once(about).chain(roles.iter().map(|role| Cell::lines(cell(role)))).collect()
}

fn about(roles: &[&Role]) -> Vec<Vec<Cell>> {
    vec![
        row("Id".into(), roles, |role| vec![role.id.to_string()]),
        row("Track".into(), roles, |role| vec![track(role.track).to_owned()]),
    ]
}

fn dimensions(pack: &Pack, roles: &[&Role]) -> Vec<Vec<Cell>> {
    let dimensions = pack.questionnaire().dimensions.iter().enumerate();
    let named_by_any = dimensions.filter(|(index, _)| roles.iter().any(|role| role.style_target(*index).is_some()));
    named_by_any
        .map(|(index, dimension)| {
            let poles = format!("{} to {}", dimension.poles.low, dimension.poles.high);
            let about = Cell::lines(vec![capitalised(dimension.id.as_str()), poles]);
            row(about, roles, |role| role.style_target(index).map(target_lines).unwrap_or_else(not_named))
        })
        .collect()
}

/// A target in words, its numbers, its weight.
pub fn target_lines(style: &StyleTarget) -> Vec<String> {
    let (words, range) = (style.target.to_string(), range(style));
    let numbers = (words != range).then_some(range);
    let weight = style.target.interval().map(|_| format!("weight {}", style.weight.get()));
    [Some(words), numbers, weight].into_iter().flatten().collect()
}

fn areas(pack: &Pack, roles: &[&Role]) -> Vec<Vec<Cell>> {
    let areas = pack.questionnaire().areas.iter().enumerate();
    let named_by_any = areas.filter(|(index, _)| roles.iter().any(|role| role.area_need(*index).is_some()));
    named_by_any
        .map(|(index, area)| {
            let cell = |role: &Role| role.area_need(index).map(need_lines).unwrap_or_else(not_named);
            row(area.title.clone().into(), roles, cell)
        })
        .collect()
}

/// A need, its weight and importance, its gate.
pub fn need_lines(need: &AreaNeed) -> Vec<String> {
    let weight = format!("weight {}, {}", need.weight.get(), importance(need.importance));
    let gate = need.gate.as_ref().map(|gate| format!("gate {}", level(gate)));
    [Some(level(&need.need)), Some(weight), gate].into_iter().flatten().collect()
}

fn not_named() -> Vec<String> {
    vec!["not named".to_owned()]
}

fn ways(pack: &Pack, roles: &[&Role]) -> Vec<Vec<Cell>> {
    let title = |name: &String| pack.role(name).map_or_else(|| name.clone(), |role| role.title.clone());
    let of = |way: &'static str| {
        let names = |role: &Role| {
            let named =
                role_card::ways(role).find(|(found, _)| *found == way).map(|(_, names)| names).unwrap_or_default();
            named.iter().map(title).collect::<Vec<_>>()
        };
        roles.iter().any(|role| !names(role).is_empty()).then(|| row(way.into(), roles, names))
    };
    ["From", "Next", "Adjacent"].into_iter().filter_map(of).collect()
}

/// Says where the roles are furthest apart: targets that no value meets together, and the largest difference of needs.
pub fn differences(pack: &Pack, roles: &[&Role]) -> Vec<String> {
    [Some(targets_apart(pack, roles)), needs_apart(pack, roles)].into_iter().flatten().collect()
}

fn targets_apart(pack: &Pack, roles: &[&Role]) -> String {
    let dimensions = pack.questionnaire().dimensions.iter().enumerate();
    let apart = dimensions.filter(|(index, _)| {
        let intervals = || roles.iter().filter_map(|role| role.style_target(*index)?.target.interval());
        let latest = intervals().map(Interval::min).fold(0.0, f64::max);
        let earliest = intervals().map(Interval::max).fold(100.0, f64::min);
        latest > earliest
    });
    let names: Vec<&str> = apart.map(|(_, dimension)| dimension.id.as_str()).collect();
    match names.as_slice() {
        [] => "Personality: on every dimension the targets have values in common.".to_owned(),
        names => {
            format!("Personality: on {} the targets have no value in common.", all_of(names.iter().copied()))
        }
    }
}

/// Of areas that every role names.
fn needs_apart(pack: &Pack, roles: &[&Role]) -> Option<String> {
    let needs = |area: usize| -> Option<Vec<f64>> {
        roles.iter().map(|role| Some(role.area_need(area)?.need.score.get())).collect()
    };
    let distance =
        |needs: &[f64]| needs.iter().copied().fold(0.0, f64::max) - needs.iter().copied().fold(100.0, f64::min);
    let areas = pack.questionnaire().areas.iter().enumerate();
    let shared: Vec<(&str, Vec<f64>)> =
        areas.filter_map(|(index, area)| Some((area.title.as_str(), needs(index)?))).collect();
    let different = shared.iter().filter(|(_, needs)| distance(needs) > 0.0).count();
    if shared.is_empty() {
        return None;
    }
    if different == 0 {
        return Some("Competency: every area that all name has the same need in all of them.".to_owned());
    }
    // The first of equals, in order of the questionnaire.
    let furthest = shared.iter().rev().max_by(|(_, one), (_, other)| distance(one).total_cmp(&distance(other)))?;
    let values: Vec<String> = furthest.1.iter().map(f64::to_string).collect();
    Some(format!(
        "Competency: of {} areas that all name, needs differ in {different}, most in {} ({}).",
        shared.len(),
        furthest.0,
        all_of(values.iter().map(String::as_str))
    ))
}
