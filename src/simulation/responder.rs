//! Responders of known kinds, and the bands they end up in.

use crate::answers::Responses;
use crate::pack::{Chosen, Pack, Parallel, Pole, Questionnaire, Scenario, Target};
use crate::random::SplitMix64;
use crate::scoring::{Band, Cache, Model, assess_with};
use crate::simulation::person::Person;

/// A way of answering.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Responder {
    /// Every answer by chance.
    Random,
    /// Full agreement with every statement, options by chance.
    AllAgree,
    /// The middle of the scale for every statement, options by chance.
    AllMiddle,
    /// Statements by chance, the first option of every scenario.
    FirstOption,
    /// Statements by chance; the best option with this probability, otherwise any.
    BestOption { probability: f64 },
    /// The person a role asks for: the middle of its targets and the best options of its areas, other areas by chance;
    /// each answer is by chance with this probability.
    Ideal { role: usize, noise: f64 },
    /// The middle of a role's targets, and judgment that is truly at each of its needs, no more and no less.
    AtEveryNeed { role: usize },
}

/// In which bands a kind of responder ends up.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    pub responder: Responder,
    pub people: usize,
    /// By role of the pack, then by band in order of [`Band::ALL`]; each row adds up to 1.
    pub bands: Vec<[f64; Band::ALL.len()]>,
    /// By role of the pack: how often it is ranked first.
    pub first: Vec<f64>,
}

/// Sends `people` responders of one kind through a pack.
pub fn shares(pack: &Pack, model: &Model, responder: Responder, people: usize, random: &mut SplitMix64) -> Shares {
    let mut bands = vec![[0.0; Band::ALL.len()]; model.roles.len()];
    let mut first = vec![0.0; model.roles.len()];
    let mut cache = Cache::default();
    let person = match responder {
        Responder::AtEveryNeed { role } => Some(Person::at_every_need(pack, role)),
        _ => None,
    };
    for _ in 0..people {
        let responses = match &person {
            Some(person) => person.answer(pack, random),
            None => responder.answer(pack, random),
        };
        let ranking = assess_with(model, &responses, &mut cache).ranking;
        for fit in ranking.fits() {
            bands[fit.role][fit.band as usize] += 1.0 / people as f64;
            if fit.rank == Some(1) {
                first[fit.role] += 1.0 / people as f64;
            }
        }
    }
    Shares { responder, people, bands, first }
}

impl Responder {
    /// Returns the role that this kind is made for.
    pub fn role(self) -> Option<usize> {
        match self {
            Self::Ideal { role, .. } | Self::AtEveryNeed { role } => Some(role),
            Self::Random | Self::AllAgree | Self::AllMiddle | Self::FirstOption | Self::BestOption { .. } => None,
        }
    }

    /// Returns the name that files use.
    pub fn code(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::AllAgree => "all-agree",
            Self::AllMiddle => "all-middle",
            Self::FirstOption => "first-option",
            Self::BestOption { .. } => "best-option",
            Self::Ideal { .. } => "ideal",
            Self::AtEveryNeed { .. } => "at-every-need",
        }
    }

    /// Answers a pack's questionnaire once. Who is at every need answers by chance here; see [`Person::at_every_need`].
    pub fn answer(self, pack: &Pack, random: &mut SplitMix64) -> Responses {
        let questionnaire = pack.questionnaire();
        let mut responses = Responses::blank(questionnaire);
        for (response, (dimension, statement)) in responses.statements.iter_mut().zip(questionnaire.statements()) {
            *response = Chosen::new(self.statement(pack, dimension, statement.toward, random));
        }
        for (response, (area, scenario)) in responses.scenarios.iter_mut().zip(questionnaire.scenarios()) {
            *response = Chosen::new(self.scenario(pack, area, scenario, random));
        }
        responses
    }

    /// Returns the response to a statement, in steps above the lowest.
    fn statement(self, pack: &Pack, dimension: usize, toward: Pole, random: &mut SplitMix64) -> usize {
        let steps = pack.questionnaire().scale.steps();
        let by_chance = |random: &mut SplitMix64| random.below(steps + 1);
        match self {
            Self::AllAgree => steps,
            Self::AllMiddle => steps / 2,
            Self::Ideal { role, noise } if random.uniform() >= noise => {
                let middle = target_middle(pack, role, dimension) / 100.0;
                let share = if toward == Pole::High { middle } else { 1.0 - middle };
                // Rounded up as often as keeps the mean where it belongs.
                (share * steps as f64 + random.uniform()).floor().min(steps as f64) as usize
            }
            Self::Random
            | Self::FirstOption
            | Self::BestOption { .. }
            | Self::Ideal { .. }
            | Self::AtEveryNeed { .. } => by_chance(random),
        }
    }

    fn scenario(self, pack: &Pack, area: usize, scenario: &Scenario, random: &mut SplitMix64) -> usize {
        let probability = match self {
            Self::FirstOption => return 0,
            Self::Random | Self::AllAgree | Self::AllMiddle => 0.0,
            Self::BestOption { probability } => probability,
            Self::Ideal { role, noise } if pack.roles()[role].area_need(area).is_some() => 1.0 - noise,
            Self::Ideal { .. } | Self::AtEveryNeed { .. } => 0.0,
        };
        choose(scenario, probability, random)
    }
}

/// Returns the best option with a probability, and otherwise any.
pub(super) fn choose(scenario: &Scenario, probability: f64, random: &mut SplitMix64) -> usize {
    let by_chance = random.below(scenario.options.len());
    if random.uniform() < probability { best_option(scenario) } else { by_chance }
}

/// Returns the first option with the highest credit.
fn best_option(scenario: &Scenario) -> usize {
    let credit = |index: &usize| scenario.first.key[*index].credit.get();
    let last_best = (0..scenario.options.len()).rev().max_by(|a, b| credit(a).total_cmp(&credit(b)));
    last_best.unwrap_or_default()
}

/// The middle of a role's target, 50 where it has none.
pub(super) fn target_middle(pack: &Pack, role: usize, dimension: usize) -> f64 {
    match pack.roles()[role].style_target(dimension).map(|style| &style.target) {
        Some(Target::Interval { interval, .. }) => interval.middle(),
        Some(Target::Any) | None => 50.0,
    }
}

/// Returns what a blind pick earns in the areas of a role, weighted as the role weighs them, 0 to 100.
pub fn chance_line(pack: &Pack, role: usize) -> f64 {
    let questionnaire: &Questionnaire = pack.questionnaire();
    let needs = &pack.roles()[role].competency;
    let weight: f64 = needs.iter().map(|need| need.weight.get()).sum();
    needs.iter().map(|need| need.weight.get() * questionnaire.areas[need.area].chance(Parallel::A)).sum::<f64>()
        / weight
}
