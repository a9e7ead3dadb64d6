//! Coverage: how often the 90 % intervals hold the true value, over people whose true scores are known.

use crate::pack::Pack;
use crate::random::SplitMix64;
use crate::scoring::{Draws, Fit, Model, Range, Uncertainty, assess};
use crate::simulation::person::Person;

/// Shares of intervals that hold the true value, 0 to 1; absent where nobody had a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    pub people: usize,
    /// By dimension of the questionnaire.
    pub dimensions: Vec<Option<f64>>,
    /// By area of the questionnaire.
    pub areas: Vec<Option<f64>>,
    /// By role of the pack.
    pub personality: Vec<Option<f64>>,
    /// By role of the pack.
    pub competency: Vec<Option<f64>>,
    /// By role of the pack.
    pub overall: Vec<Option<f64>>,
    /// Among people whose first role has P(best) above .95: how often it is first again in a second sitting.
    pub repeats_when_sure: Option<f64>,
    /// The same among people whose first role has P(best) below .5.
    pub repeats_when_unsure: Option<f64>,
}

/// Draws people, lets each answer twice, and compares intervals of the first sitting with the truth and the ranking with
/// that of the second.
pub fn coverage(pack: &Pack, model: &Model, draws: &Draws, people: usize, random: &mut SplitMix64) -> Coverage {
    let mut counts = Counts::new(model);
    for _ in 0..people {
        let person = Person::draw(pack, random);
        let responses = person.answer(pack, random);
        let assessment = assess(model, &responses);
        let uncertainty = Uncertainty::of(model, draws, &responses, &assessment.profile, &assessment.ranking);
        counts.hold(model, &uncertainty, &person.true_profile(pack));
        let again = assess(model, &person.answer(pack, random));
        let first = |ranking: &crate::scoring::Ranking| {
            ranking.fits().first().filter(|fit| fit.rank.is_some()).map(|fit| fit.role)
        };
        if let Some(role) = first(&assessment.ranking)
            && let Some(sure) = uncertainty.roles[role]
        {
            let repeats = first(&again.ranking) == Some(role);
            if sure.p_best > 0.95 {
                counts.when_sure.add(repeats);
            } else if sure.p_best < 0.5 {
                counts.when_unsure.add(repeats);
            }
        }
    }
    counts.into_coverage(people)
}

/// How often something held, and out of how many.
#[derive(Clone, Copy, Default)]
struct Tally {
    held: usize,
    of: usize,
}

impl Tally {
    fn add(&mut self, holds: bool) {
        self.held += usize::from(holds);
        self.of += 1;
    }

    fn add_range(&mut self, range: Range, truth: Option<f64>) {
        // The truth may sit exactly at an end, as at 0 and 100; float noise must not push it out.
        if let Some(truth) = truth {
            self.add(range.low - 1e-9 <= truth && truth <= range.high + 1e-9);
        }
    }

    fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.held as f64 / self.of as f64)
    }
}

struct Counts {
    dimensions: Vec<Tally>,
    areas: Vec<Tally>,
    personality: Vec<Tally>,
    competency: Vec<Tally>,
    overall: Vec<Tally>,
    when_sure: Tally,
    when_unsure: Tally,
}

impl Counts {
    fn new(model: &Model) -> Self {
        let roles = || vec![Tally::default(); model.roles.len()];
        Self {
            dimensions: vec![Tally::default(); model.dimensions.len()],
            areas: vec![Tally::default(); model.areas.len()],
            personality: roles(),
            competency: roles(),
            overall: roles(),
            when_sure: Tally::default(),
            when_unsure: Tally::default(),
        }
    }

    fn hold(&mut self, model: &Model, uncertainty: &Uncertainty, truth: &crate::scoring::Profile) {
        for ((tally, part), truth) in self.dimensions.iter_mut().zip(&uncertainty.dimensions).zip(&truth.dimensions) {
            if let Some(part) = part {
                tally.add_range(part.range, truth.score);
            }
        }
        for ((tally, part), truth) in self.areas.iter_mut().zip(&uncertainty.areas).zip(&truth.areas) {
            if let Some(part) = part {
                tally.add_range(part.range, truth.score);
            }
        }
        for (role, sure) in uncertainty.roles.iter().enumerate() {
            let Some(sure) = sure else { continue };
            let fit = Fit::of(model, role, &model.roles[role], truth);
            self.personality[role].add_range(sure.personality, fit.personality.score);
            self.competency[role].add_range(sure.competency, fit.competency.score);
            self.overall[role].add_range(sure.overall, fit.overall);
        }
    }

    fn into_coverage(self, people: usize) -> Coverage {
        let shares = |tallies: Vec<Tally>| tallies.into_iter().map(Tally::share).collect();
        Coverage {
            people,
            dimensions: shares(self.dimensions),
            areas: shares(self.areas),
            personality: shares(self.personality),
            competency: shares(self.competency),
            overall: shares(self.overall),
            repeats_when_sure: self.when_sure.share(),
            repeats_when_unsure: self.when_unsure.share(),
        }
    }
}
