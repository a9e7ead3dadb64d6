//! The short form: at most twenty minutes, spent on what measures most.
//!
//! It asks two scenarios of an area, the fewest that the method scores. Where all areas that roles need do not fit into the
//! time, it leaves out whole areas, so that as many roles as possible can still be ranked.

use std::cmp::Reverse;

use libm::exp;

use crate::answers::pace::{scenario_seconds, statement_seconds};
use crate::pack::{Area, Dimension, Id, Importance, Pack, Pole, Role, Scenario};

/// The items of a short form.
#[derive(Debug)]
pub(super) struct ShortForm {
    pub(super) statements: Vec<bool>,
    pub(super) scenarios: Vec<bool>,
    /// Areas that the roles need and that the time does not suffice for.
    pub(super) left_out: Vec<usize>,
}

/// Seconds that it may take at the usual pace.
const MOST_SECONDS: f64 = 20.0 * 60.0;
/// Statements toward each pole.
const STATEMENTS: usize = 3;
/// Statements of a dimension, even if most of them point to one pole.
const FEWEST_STATEMENTS: usize = 5;
/// Scenarios of an area.
const SCENARIOS: usize = 2;

impl ShortForm {
    /// Chooses the items for these roles; for all of the pack where there are none.
    pub(super) fn of(pack: &Pack, ids: &[Id]) -> Self {
        let questionnaire = pack.questionnaire();
        let roles: Vec<&Role> = pack.roles().iter().filter(|role| ids.is_empty() || ids.contains(&role.id)).collect();
        let is_scored = |dimension: usize| {
            let weighs = |role: &&Role| role.style_target(dimension).is_some_and(|target| target.weight.get() > 0.0);
            ids.is_empty() || roles.iter().any(weighs)
        };
        let statements: Vec<bool> = (questionnaire.dimensions.iter().enumerate())
            .flat_map(|(index, dimension)| short_statements(dimension).into_iter().map(move |taken| (index, taken)))
            .map(|(index, taken)| taken && is_scored(index))
            .collect();
        let texts = questionnaire.statements().zip(&statements).filter(|(_, taken)| **taken);
        let reading: f64 = texts.map(|((_, statement), _)| statement_seconds(&statement.text)).sum();
        let is_needed = |area: &usize| ids.is_empty() || roles.iter().any(|role| role.area_need(*area).is_some());
        let needed: Vec<usize> = (0..questionnaire.areas.len()).filter(is_needed).collect();
        let chosen: Vec<Vec<bool>> = questionnaire.areas.iter().map(most_telling).collect();
        let kept = fitting(pack, &roles, needed.clone(), &chosen, MOST_SECONDS - reading);
        let is_kept = |area: usize| kept.contains(&area);
        let scenarios =
            chosen.iter().enumerate().flat_map(|(area, taken)| taken.iter().map(move |taken| *taken && is_kept(area)));
        Self {
            statements,
            scenarios: scenarios.collect(),
            left_out: needed.into_iter().filter(|area| !is_kept(*area)).collect(),
        }
    }
}

/// The first statements toward each pole, in order of the questionnaire, and then the first of the rest up to the fewest.
fn short_statements(dimension: &Dimension) -> Vec<bool> {
    short(dimension.statements.iter().map(|statement| statement.toward).collect())
}

fn short(toward: Vec<Pole>) -> Vec<bool> {
    let (mut low, mut high) = (0, 0);
    let mut on_form: Vec<bool> = toward
        .into_iter()
        .map(|pole| {
            let taken = match pole {
                Pole::Low => &mut low,
                Pole::High => &mut high,
            };
            *taken += 1;
            *taken <= STATEMENTS
        })
        .collect();
    let missing = FEWEST_STATEMENTS.saturating_sub(on_form.iter().filter(|taken| **taken).count());
    for taken in on_form.iter_mut().filter(|taken| !**taken).take(missing) {
        *taken = true;
    }
    on_form
}

/// The scenarios of an area that tell most per second, ties to the first. Both forms ask the same pairs.
fn most_telling(area: &Area) -> Vec<bool> {
    let mut order: Vec<usize> = (0..area.scenarios.len()).collect();
    let rate = |index: &usize| tells(&area.scenarios[*index]) / seconds(&area.scenarios[*index]);
    order.sort_by(|a, b| rate(b).total_cmp(&rate(a)));
    order.truncate(SCENARIOS);
    (0..area.scenarios.len()).map(|index| order.contains(&index)).collect()
}

/// A level of judgment of the method's model at which most answers are the best ones; 0 is blind picks.
const GOOD_JUDGMENT: f64 = 4.0;

/// How far the expected credit rises from blind picks to good judgment, which is the information (Fisher's) that an answer
/// holds, added up between the two; of a pair the mean.
fn tells(scenario: &Scenario) -> f64 {
    let rises = scenario.stems().map(|(_, stem)| {
        let weights: Vec<f64> = stem.credits().map(|credit| exp(GOOD_JUDGMENT * credit)).collect();
        let expected: f64 = stem.credits().zip(&weights).map(|(credit, weight)| credit * weight).sum();
        expected / weights.iter().sum::<f64>() - stem.mean_credit() / 100.0
    });
    rises.sum::<f64>() / scenario.stems().count() as f64
}

/// The usual seconds of the longer stem.
fn seconds(scenario: &Scenario) -> f64 {
    let options = || scenario.options.iter().map(|option| option.text.as_str());
    scenario.stems().map(|(_, stem)| scenario_seconds(&stem.prompt, options())).fold(0.0, f64::max)
}

/// Leaves out areas until the others fit into the time: next the one by which the fewest roles are lost, then the one that
/// weighs least in them, then the last. The last role that can be ranked is not given up, whatever the time.
fn fitting(pack: &Pack, roles: &[&Role], areas: Vec<usize>, chosen: &[Vec<bool>], most: f64) -> Vec<usize> {
    let time = |areas: &[usize]| -> f64 {
        let of_area = |area: usize| {
            let scenarios = pack.questionnaire().areas[area].scenarios.iter().zip(&chosen[area]);
            scenarios.filter(|(_, taken)| **taken).map(|(scenario, _)| seconds(scenario)).sum::<f64>()
        };
        areas.iter().map(|area| of_area(*area)).sum()
    };
    let ranked = |areas: &[usize]| roles.iter().filter(|role| can_be_ranked(pack, role, areas)).count();
    let weight = |area: usize| -> f64 {
        roles.iter().filter_map(|role| role.area_need(area)).map(|need| need.weight.get()).sum()
    };
    let without =
        |areas: &[usize], area: usize| -> Vec<usize> { areas.iter().copied().filter(|other| *other != area).collect() };
    let mut kept = areas;
    while time(&kept) > most {
        let next = kept.iter().copied().min_by(|a, b| {
            let loss = |area: usize| Reverse(ranked(&without(&kept, area)));
            loss(*a).cmp(&loss(*b)).then(weight(*a).total_cmp(&weight(*b))).then(b.cmp(a))
        });
        let Some(rest) = next.map(|area| without(&kept, area)) else { break };
        if ranked(&rest) == 0 && ranked(&kept) > 0 {
            break;
        }
        kept = rest;
    }
    kept
}

/// Says whether answers to these areas are enough for a role's competency.
fn can_be_ranked(pack: &Pack, role: &Role, areas: &[usize]) -> bool {
    let weight = |is_asked: &dyn Fn(usize) -> bool| -> f64 {
        role.competency.iter().filter(|need| is_asked(need.area)).map(|need| need.weight.get()).sum()
    };
    let is_complete = role.competency.iter().all(|need| {
        let is_indispensable = need.importance == Importance::Critical || need.gate.is_some();
        !is_indispensable || areas.contains(&need.area)
    });
    let least = pack.questionnaire().settings.min_coverage * weight(&|_| true);
    is_complete && weight(&|area| areas.contains(&area)) >= least - 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_form_takes_both_poles_alike_and_at_least_five() {
        let taken = |poles: &str| -> String {
            let toward = poles.chars().map(|pole| if pole == 'h' { Pole::High } else { Pole::Low }).collect();
            short(toward).into_iter().map(|taken| if taken { 'x' } else { '-' }).collect()
        };
        assert_eq!(taken("hlhlhlhlhl"), "xxxxxx----");
        assert_eq!(taken("hhhhhlll"), "xxx--xxx");
        assert_eq!(taken("hhhhhhl"), "xxxx--x");
        assert_eq!(taken("hhhhhh"), "xxxxx-");
        assert_eq!(taken("hl"), "xx");
    }
}
