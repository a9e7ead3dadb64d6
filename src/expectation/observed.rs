//! What a pack says of one person, or of many simulated ones.

use crate::answers::Responses;
use crate::expectation::SimulatedPeople;
use crate::pack::Pack;
use crate::random::SplitMix64;
use crate::scoring::{Band, Cache, Draws, Fit, FitRow, Model, Profile, Uncertainty, assess, first, fit_rows};

/// What came out, by role of the pack.
#[derive(Debug)]
pub struct Observed {
    pub roles: Vec<RoleObserved>,
    /// The ranked roles, best first; of many people none.
    pub order: Vec<usize>,
    /// The roles that may be the best fit; of many people none.
    pub contenders: Vec<usize>,
}

/// What came out for one role. Of many people the values are means over those who have one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoleObserved {
    pub overall: Option<f64>,
    pub personality: Option<f64>,
    pub competency: Option<f64>,
    /// Share of people for whom it is ranked first, 0 to 1.
    pub first: f64,
    /// Share of people in each band, in order of [`Band::ALL`].
    pub bands: [f64; Band::ALL.len()],
    /// What adds most to one person's axes, the largest first: the id of the part, its axis, and its points.
    pub largest: Vec<(String, &'static str, f64)>,
}

/// How many parts of a role are named.
const NAMED: usize = 2;

impl Observed {
    /// Scores one person.
    pub fn of_one(pack: &Pack, responses: &Responses) -> Self {
        let model = Model::asking(pack, responses.parallels.clone());
        let assessment = assess(&model, responses);
        let uncertainty = Uncertainty::of(&model, &Draws::of(&model), &assessment.profile, &assessment.ranking);
        let fits = assessment.ranking.fits();
        let mut roles = vec![RoleObserved::default(); pack.roles().len()];
        for fit in fits {
            let role = &mut roles[fit.role];
            role.take(&FitRow::from(fit), 1);
            role.first = if fit.rank == Some(1) { 1.0 } else { 0.0 };
            role.largest = largest(pack, fit);
        }
        let order: Vec<usize> = fits.iter().filter(|fit| fit.rank.is_some()).map(|fit| fit.role).collect();
        let is_contender = |role: &usize| uncertainty.roles[*role].is_some_and(|sure| sure.is_contender);
        Self { roles, contenders: order.iter().copied().filter(is_contender).collect(), order }
    }

    /// Scores simulated people.
    pub fn of_many(pack: &Pack, simulated: SimulatedPeople) -> Self {
        let model = Model::of(pack);
        let mut cache = Cache::default();
        let mut random = SplitMix64::named(&simulated.kind.stream(simulated.seed));
        let crowd = simulated.kind.crowd(pack);
        let mut roles = vec![RoleObserved::default(); pack.roles().len()];
        for _ in 0..simulated.people {
            let profile = Profile::with(&model, &crowd.answer(pack, &mut random), &mut cache);
            let fit_rows: Vec<FitRow> = fit_rows(&model, &profile).collect();
            if let Some(first) = first(&fit_rows) {
                roles[first].first += 1.0 / simulated.people as f64;
            }
            for row in &fit_rows {
                roles[row.role].take(row, simulated.people);
            }
        }
        roles.iter_mut().for_each(RoleObserved::finish);
        Self { roles, order: Vec::new(), contenders: Vec::new() }
    }

    /// Returns the points of the overall value between the first role and the second.
    pub fn lead(&self) -> Option<f64> {
        let overall = |place: usize| self.roles[*self.order.get(place)?].overall;
        Some(overall(0)? - overall(1)?)
    }
}

impl RoleObserved {
    /// Adds one of so many people; of several, values are sums until the end.
    fn take(&mut self, row: &FitRow, people: usize) {
        let add = |sum: &mut Option<f64>, value: Option<f64>| {
            if let Some(value) = value {
                *sum = Some(sum.unwrap_or_default() + value / people as f64);
            }
        };
        // Both axes are scored, or neither is shown as a mean: who has no overall value is in no band either.
        if row.overall.is_some() || people == 1 {
            add(&mut self.overall, row.overall);
            add(&mut self.personality, row.personality);
            add(&mut self.competency, row.competency);
        }
        self.bands[row.band as usize] += 1.0 / people as f64;
    }

    /// Turns sums over everybody into means over those with a value.
    fn finish(&mut self) {
        let scored = 1.0 - self.bands[Band::InsufficientEvidence as usize];
        for sum in [&mut self.overall, &mut self.personality, &mut self.competency] {
            *sum = sum.map(|sum| sum / scored);
        }
    }

    /// Returns the band of one person.
    pub fn band(&self) -> Band {
        let likeliest = Band::ALL.into_iter().rev().max_by(|a, b| self.share(*a).total_cmp(&self.share(*b)));
        likeliest.unwrap_or(Band::InsufficientEvidence)
    }

    /// Returns the share of people in a band.
    pub fn share(&self, band: Band) -> f64 {
        self.bands[band as usize]
    }
}

/// Finds the parts with the most points.
fn largest(pack: &Pack, fit: &Fit) -> Vec<(String, &'static str, f64)> {
    let questionnaire = pack.questionnaire();
    let style = fit.personality.parts.iter().filter_map(|part| {
        Some((questionnaire.dimensions[part.dimension].id.to_string(), "personality", part.contribution?))
    });
    let judgment = fit
        .competency
        .parts
        .iter()
        .filter_map(|part| Some((questionnaire.areas[part.area].id.to_string(), "competency", part.contribution?)));
    let mut parts: Vec<_> = style.chain(judgment).collect();
    parts.sort_by(|a, b| b.2.total_cmp(&a.2));
    parts.truncate(NAMED);
    parts
}
