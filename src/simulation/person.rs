//! A simulated person whose true scores are known: answers scatter around them from one sitting to the next.

use crate::answers::Responses;
use crate::pack::{Pack, Pole, Scenario};
use crate::random::SplitMix64;
use crate::scoring::{AreaScore, DimensionScore, Guessing, Profile};
use crate::simulation::responder::choose;

/// A person with true scores.
///
/// Each statement is answered by Lord's binomial error model: of the scale's steps, each is taken with the probability
/// that the true score says, so that the expected answer is the true score. Each scenario is answered with the best
/// option with a probability of the area's own, and otherwise with any.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// True share of each dimension toward its high pole, 0 to 1.
    pub style: Vec<f64>,
    /// Probability of knowing the best option, by area, 0 to 1.
    pub skill: Vec<f64>,
}

impl Person {
    /// Draws a person: true style shares even over .1 to .9, and over the areas skills around a level of their own.
    pub fn draw(pack: &Pack, random: &mut SplitMix64) -> Self {
        let questionnaire = pack.questionnaire();
        let style = questionnaire.dimensions.iter().map(|_| 0.1 + 0.8 * random.uniform()).collect();
        let level = random.uniform();
        let skill = questionnaire.areas.iter().map(|_| (level + 0.25 * random.normal()).clamp(0.0, 1.0)).collect();
        Self { style, skill }
    }

    /// Answers the questionnaire in one sitting.
    pub fn answer(&self, pack: &Pack, random: &mut SplitMix64) -> Responses {
        let questionnaire = pack.questionnaire();
        let scale = &questionnaire.scale;
        let mut responses = Responses::blank(questionnaire);
        for (response, (dimension, statement)) in responses.statements.iter_mut().zip(questionnaire.statements()) {
            let share = match statement.toward {
                Pole::High => self.style[dimension],
                Pole::Low => 1.0 - self.style[dimension],
            };
            let taken = (scale.min..scale.max).filter(|_| random.uniform() < share).count();
            *response = Some(scale.min + taken as i32);
        }
        for (response, (area, scenario)) in responses.scenarios.iter_mut().zip(questionnaire.scenarios()) {
            *response = Some(choose(scenario, self.skill[area], random));
        }
        responses
    }

    /// Returns the profile that sittings scatter around: expected scores, with nothing left to chance.
    pub fn true_profile(&self, pack: &Pack) -> Profile {
        let questionnaire = pack.questionnaire();
        let dimensions = questionnaire.dimensions.iter().zip(&self.style).map(|(dimension, share)| {
            let items = dimension.statements.len();
            DimensionScore { score: Some(100.0 * share), answered: items, of: items }
        });
        let areas = questionnaire.areas.iter().zip(&self.skill).map(|(area, skill)| {
            let items = area.scenarios.len();
            let chance = area.chance();
            let best = area.scenarios.iter().map(best_credit).sum::<f64>() / items as f64;
            let score = skill * 100.0 * best + (1.0 - skill) * chance;
            AreaScore { score: Some(score), answered: items, of: items, chance: Some(chance) }
        });
        let guessing = Guessing { z: None, passed: true, answered: 0 };
        Profile { dimensions: dimensions.collect(), areas: areas.collect(), guessing, all_alike: false }
    }
}

fn best_credit(scenario: &Scenario) -> f64 {
    scenario.options.iter().map(|option| option.credit.get()).fold(0.0, f64::max)
}
