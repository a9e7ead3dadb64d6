//! Coverage: how often the 90 % ranges hold the true value, over people whose true scores are known.

use crate::pack::Pack;
use crate::random::SplitMix64;
use crate::scoring::{Cache, Draws, Model, Range, Ranking, Uncertainty, assess_with};
use crate::simulation::person::{Person, Population};

/// What was found for one kind of people. Shares are 0 to 1; absent where no one had a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    pub population: Population,
    pub people: usize,
    /// Share of ranges of dimensions that hold the true position, over all dimensions.
    pub dimensions: Option<f64>,
    /// The same of areas.
    pub areas: Option<f64>,
    /// By role of the pack: of personality, competency and the overall value.
    pub roles: Vec<[Option<f64>; 3]>,
    /// How often the printed personality, competency and overall value lay within the draws, before a range is widened.
    pub within_draws: Option<f64>,
    /// Among people whose first role has P(best) above .95: how often it is first again in a second sitting.
    pub repeats_when_sure: Option<f64>,
    /// The same among people whose first role has P(best) below .5.
    pub repeats_when_unsure: Option<f64>,
}

impl Coverage {
    /// Returns the mean over the roles: of personality, competency and the overall value.
    pub fn over_roles(&self) -> [Option<f64>; 3] {
        std::array::from_fn(|axis| {
            let shares: Option<Vec<f64>> = self.roles.iter().map(|role| role[axis]).collect();
            shares.map(|shares| shares.iter().sum::<f64>() / shares.len() as f64)
        })
    }
}

/// Draws people, lets each answer twice, and compares ranges of the first sitting with the truth and the ranking with that
/// of the second.
pub fn coverage(
    pack: &Pack,
    model: &Model,
    draws: &Draws,
    population: Population,
    people: usize,
    random: &mut SplitMix64,
) -> Coverage {
    let mut counts =
        CoverageCounts { roles: vec![[Tally::default(); 3]; model.roles.len()], ..CoverageCounts::default() };
    let mut cache = Cache::default();
    for _ in 0..people {
        let person = Person::draw(pack, population, random);
        let assessment = assess_with(model, &person.answer(pack, random), &mut cache);
        let uncertainty = Uncertainty::of(model, draws, &assessment.profile, &assessment.ranking);
        let truth = person.truth(pack);
        counts.hold_parts(model, &assessment.profile, &truth);
        for (role, sure) in uncertainty.roles.iter().enumerate() {
            let Some(sure) = sure else { continue };
            let scores = truth.scores(model, &model.roles[role]);
            for (axis, range) in [sure.personality, sure.competency, sure.overall].into_iter().enumerate() {
                counts.roles[role][axis].add_range(range, scores[axis]);
                counts.within_draws.add(sure.held[axis]);
            }
        }
        let again = assess_with(model, &person.answer(pack, random), &mut cache);
        counts.repeat(&uncertainty, first(&assessment.ranking), first(&again.ranking));
    }
    counts.into_coverage(population, people)
}

fn first(ranking: &Ranking) -> Option<usize> {
    ranking.fits().first().filter(|fit| fit.rank.is_some()).map(|fit| fit.role)
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

    fn add_range(&mut self, range: Range, truth: f64) {
        // The truth may sit exactly at an end, as at 0 and 100; float noise must not push it out.
        self.add(range.low - 1e-9 <= truth && truth <= range.high + 1e-9);
    }

    fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.held as f64 / self.of as f64)
    }
}

#[derive(Default)]
struct CoverageCounts {
    dimensions: Tally,
    areas: Tally,
    roles: Vec<[Tally; 3]>,
    within_draws: Tally,
    when_sure: Tally,
    when_unsure: Tally,
}

impl CoverageCounts {
    fn hold_parts(&mut self, model: &Model, profile: &crate::scoring::Profile, truth: &crate::scoring::Truth) {
        for (dimension, truth) in profile.dimensions.iter().zip(&truth.dimensions) {
            if let Some(known) = &dimension.estimate {
                self.dimensions.add_range(known.range(), *truth);
            }
        }
        for (area, truth) in truth.areas.iter().enumerate() {
            if let Some(range) = profile.area_range(model, area) {
                self.areas.add_range(range, *truth);
            }
        }
    }

    fn repeat(&mut self, uncertainty: &Uncertainty, first: Option<usize>, again: Option<usize>) {
        let Some(sure) = first.and_then(|role| uncertainty.roles[role]) else { return };
        if sure.p_best > 0.95 {
            self.when_sure.add(again == first);
        } else if sure.p_best < 0.5 {
            self.when_unsure.add(again == first);
        }
    }

    fn into_coverage(self, population: Population, people: usize) -> Coverage {
        Coverage {
            population,
            people,
            dimensions: self.dimensions.share(),
            areas: self.areas.share(),
            roles: self.roles.into_iter().map(|role| role.map(Tally::share)).collect(),
            within_draws: self.within_draws.share(),
            repeats_when_sure: self.when_sure.share(),
            repeats_when_unsure: self.when_unsure.share(),
        }
    }
}
