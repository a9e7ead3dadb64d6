//! A simulated person whose true scores are known, and the kinds of people that are drawn.

use libm::exp;

use crate::answers::Responses;
use crate::pack::{Area, Chosen, Pack, Pole, Scenario};
use crate::random::SplitMix64;
use crate::scoring::Truth;
use crate::simulation::responder::{choose, target_middle};

/// A person with true scores. Answers scatter around them.
///
/// Each statement is answered by Lord's binomial error model: of the scale's steps, each is taken with the probability
/// that the true score says, so that the expected answer is the true score.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// True share of each dimension toward its high pole, 0 to 1.
    pub style: Vec<f64>,
    /// How the scenarios of each area are answered.
    pub judgment: Vec<Judgment>,
}

/// How someone answers the scenarios of an area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Judgment {
    /// The best option with this probability, otherwise any: what the method does not assume.
    Knows(f64),
    /// An option with a probability that grows with its credit, the more so the larger this number: what it does assume.
    Leans(f64),
}

/// A kind of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Population {
    /// Best options known or guessed, with a level of the person's own.
    Mixture,
    /// Leaning to better options, areas around a level of the person's own.
    Tilt,
    /// Leaning to better options, every area by itself.
    Independent,
    /// Strong in two areas, weak in all others.
    Specialists,
    /// The first half of the areas around one level, the second half around another.
    Clusters,
}

impl Population {
    /// Every kind, in order of presentation.
    pub const ALL: [Self; 5] = [Self::Mixture, Self::Tilt, Self::Independent, Self::Specialists, Self::Clusters];

    /// Returns the name that programs read.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mixture => "mixture",
            Self::Tilt => "tilt",
            Self::Independent => "independent",
            Self::Specialists => "specialists",
            Self::Clusters => "clusters",
        }
    }

    /// Says who they are.
    pub fn about(self) -> &'static str {
        match self {
            Self::Mixture => {
                "the best option is known with a probability, otherwise any is taken; even over 0 to 1, with a spread of 0.25 \
                 over the areas"
            }
            Self::Tilt => {
                "better options are likelier, by a level even over -1 to 7, with a spread of 2 over the areas"
            }
            Self::Independent => "the same, every area with a level of its own, even over -1 to 7",
            Self::Specialists => "the same, two areas at 4 to 8, all others at -1 to 2",
            Self::Clusters => {
                "the same, the first half of the areas around one level and the second around another, each even over -1 to \
                 7, with a spread of 1"
            }
        }
    }

    fn judgment(self, areas: usize, random: &mut SplitMix64) -> Vec<Judgment> {
        let between = |random: &mut SplitMix64, low: f64, high: f64| low + (high - low) * random.uniform();
        match self {
            Self::Mixture => {
                let level = random.uniform();
                (0..areas).map(|_| Judgment::Knows((level + 0.25 * random.normal()).clamp(0.0, 1.0))).collect()
            }
            Self::Tilt => {
                let level = between(random, -1.0, 7.0);
                (0..areas).map(|_| Judgment::Leans(level + 2.0 * random.normal())).collect()
            }
            Self::Independent => (0..areas).map(|_| Judgment::Leans(between(random, -1.0, 7.0))).collect(),
            Self::Specialists => {
                let mut order: Vec<usize> = (0..areas).collect();
                random.shuffle(&mut order);
                let strong = &order[..areas.min(2)];
                let level = |area: usize, random: &mut SplitMix64| {
                    if strong.contains(&area) { between(random, 4.0, 8.0) } else { between(random, -1.0, 2.0) }
                };
                (0..areas).map(|area| Judgment::Leans(level(area, random))).collect()
            }
            Self::Clusters => {
                let levels = [between(random, -1.0, 7.0), between(random, -1.0, 7.0)];
                let half = areas.div_ceil(2);
                (0..areas).map(|area| Judgment::Leans(levels[area / half] + random.normal())).collect()
            }
        }
    }
}

impl Judgment {
    fn choose(self, scenario: &Scenario, random: &mut SplitMix64) -> usize {
        match self {
            Self::Knows(probability) => choose(scenario, probability, random),
            Self::Leans(level) => {
                let mut left = random.uniform() * shares(scenario, level).sum::<f64>();
                let position = shares(scenario, level).position(|share| {
                    left -= share;
                    left < 0.0
                });
                position.unwrap_or(scenario.options.len() - 1)
            }
        }
    }

    /// Returns the credit that is expected in an area, 0 to 100.
    fn true_score(self, area: &Area) -> f64 {
        let expected = |scenario: &Scenario| match self {
            Self::Knows(probability) => {
                let best = scenario.first.credits().fold(0.0, f64::max);
                probability * 100.0 * best + (1.0 - probability) * scenario.first.mean_credit()
            }
            Self::Leans(level) => {
                let credits = scenario.first.credits();
                let earned: f64 = shares(scenario, level).zip(credits).map(|(share, credit)| share * credit).sum();
                100.0 * earned / shares(scenario, level).sum::<f64>()
            }
        };
        area.scenarios.iter().map(expected).sum::<f64>() / area.scenarios.len() as f64
    }

    /// Finds who leans just so much that a true score comes out.
    fn with_true_score(area: &Area, score: f64) -> Self {
        let (mut low, mut high) = (-60.0, 60.0);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if Self::Leans(middle).true_score(area) < score { low = middle } else { high = middle }
        }
        Self::Leans(high)
    }
}

/// How likely each option is beside the others.
fn shares(scenario: &Scenario, level: f64) -> impl Iterator<Item = f64> {
    scenario.first.credits().map(move |credit| exp(level * credit))
}

impl Person {
    /// Draws a person of a kind, with true style shares even over .1 to .9.
    pub fn draw(pack: &Pack, population: Population, random: &mut SplitMix64) -> Self {
        let questionnaire = pack.questionnaire();
        let style = questionnaire.dimensions.iter().map(|_| 0.1 + 0.8 * random.uniform()).collect();
        Self { style, judgment: population.judgment(questionnaire.areas.len(), random) }
    }

    /// Makes the person who is in the middle of every target of a role and exactly at each of its needs; in other areas at
    /// their mean.
    pub fn at_every_need(pack: &Pack, role: usize) -> Self {
        let questionnaire = pack.questionnaire();
        let needs = &pack.roles()[role].competency;
        let mean = needs.iter().map(|need| need.need.score.get()).sum::<f64>() / needs.len() as f64;
        let style = (0..questionnaire.dimensions.len()).map(|dimension| target_middle(pack, role, dimension) / 100.0);
        let judgment = questionnaire.areas.iter().enumerate().map(|(index, area)| {
            let need = pack.roles()[role].area_need(index).map_or(mean, |need| need.need.score.get());
            Judgment::with_true_score(area, need)
        });
        Self { style: style.collect(), judgment: judgment.collect() }
    }

    /// Answers the questionnaire in one sitting.
    pub fn answer(&self, pack: &Pack, random: &mut SplitMix64) -> Responses {
        let questionnaire = pack.questionnaire();
        let steps = questionnaire.scale.steps();
        let mut responses = Responses::blank(questionnaire);
        for (response, (dimension, statement)) in responses.statements.iter_mut().zip(questionnaire.statements()) {
            let share = match statement.toward {
                Pole::High => self.style[dimension],
                Pole::Low => 1.0 - self.style[dimension],
            };
            *response = Chosen::new((0..steps).filter(|_| random.uniform() < share).count());
        }
        for (response, (area, scenario)) in responses.scenarios.iter_mut().zip(questionnaire.scenarios()) {
            *response = Chosen::new(self.judgment[area].choose(scenario, random));
        }
        responses
    }

    /// Returns the scores that sittings scatter around.
    pub fn truth(&self, pack: &Pack) -> Truth {
        let areas = pack.questionnaire().areas.iter().zip(&self.judgment);
        Truth {
            dimensions: self.style.iter().map(|share| 100.0 * share).collect(),
            areas: areas.map(|(area, judgment)| judgment.true_score(area)).collect(),
        }
    }
}
