//! How sure the scores and the ranking are: standard errors, and their propagation by common draws. SCORING.md,
//! section 7.

use crate::answers::Responses;
use crate::pack::Evidence;
use crate::random::SplitMix64;
use crate::scoring::band::{Band, Verdict};
use crate::scoring::fit::{attainment, overall, style_fit};
use crate::scoring::model::{Model, NeedModel, TargetModel};
use crate::scoring::profile::{Profile, statement_value};
use crate::scoring::ranking::Ranking;
use crate::scoring::{meets, order_key};

/// How many draws are made: half of them seeded, the other half their mirror images.
pub const DRAWS: usize = 512;
const SEEDED: usize = DRAWS / 2;

/// The half-width of a 90 % interval in standard errors.
const Z_90: f64 = 1.644_853_626_951_472_7;

/// From this probability on, the first role of a tier beats another one surely enough for a new tier.
const NEW_TIER: f64 = 0.75;

/// The draws of a pack's dimensions and areas. They depend on the ids alone, so every person shares them.
#[derive(Debug)]
pub struct Draws {
    dimensions: Vec<PartDraws>,
    areas: Vec<PartDraws>,
}

/// The draws of one dimension or area.
#[derive(Debug)]
struct PartDraws {
    normals: [f64; SEEDED],
    /// The 5 % and 95 % quantiles over all draws.
    low: f64,
    high: f64,
}

/// How sure one person's scores and ranking are.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertainty {
    /// In order of the questionnaire; absent where there is no score.
    pub dimensions: Vec<Option<PartUncertainty>>,
    /// In order of the questionnaire; absent where there is no score.
    pub areas: Vec<Option<PartUncertainty>>,
    /// The 90 % interval of the guessing test's z, whose standard error is 1 by construction.
    pub guessing: Option<Range>,
    /// By role of the pack; absent for roles without a rank.
    pub roles: Vec<Option<RoleUncertainty>>,
}

/// How sure a dimension or area score is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartUncertainty {
    /// Standard error in points.
    pub error: f64,
    pub source: ErrorSource,
    /// The 90 % interval of the score.
    pub range: Range,
}

/// Where a standard error comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorSource {
    /// The questionnaire declares it, with the sample it was found in.
    Declared,
    /// The spread of this person's answers.
    Answers,
    /// The smallest error that so few items can have.
    Floor,
    /// The spread of the key itself, with three scenarios or fewer.
    Key,
}

/// The 5 % and 95 % quantiles of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub low: f64,
    pub high: f64,
}

/// How sure a role's fit is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoleUncertainty {
    pub personality: Range,
    pub competency: Range,
    pub overall: Range,
    /// Share of draws in each band, in order of [`Band::ALL`].
    pub bands: [f64; Band::ALL.len()],
    /// Share of draws in which the role is first; draws with several first roles are divided among them.
    pub p_best: f64,
    /// Rank of the first role of the tier; roles of one tier cannot be told apart.
    pub tier: usize,
    /// How many roles are in the tier.
    pub tier_size: usize,
}

impl Draws {
    /// Makes the draws of a model's parts.
    pub fn of(model: &Model) -> Self {
        Self {
            dimensions: model.dimensions.iter().map(|dimension| PartDraws::of(dimension.seed)).collect(),
            areas: model.areas.iter().map(|area| PartDraws::of(area.seed)).collect(),
        }
    }
}

impl PartDraws {
    fn of(seed: u64) -> Self {
        let mut stream = SplitMix64::new(seed);
        let normals = std::array::from_fn(|_| stream.normal());
        let mut all: Vec<f64> = normals.iter().flat_map(|normal| [*normal, -normal]).collect();
        let Range { low, high } = Range::of(&mut all);
        Self { normals, low, high }
    }
}

impl Range {
    /// Returns the 5 % and 95 % quantiles (type 7: linear interpolation); sorts the values.
    fn of(values: &mut [f64]) -> Self {
        values.sort_unstable_by(f64::total_cmp);
        Self { low: quantile(values, 0.05), high: quantile(values, 0.95) }
    }

    /// Says whether a line lies inside: whether a value on one side of it may well be on the other.
    pub fn straddles(self, line: f64) -> bool {
        meets(self.high, line) && !meets(self.low, line)
    }
}

fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = (sorted.len() - 1) as f64 * share;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below])
}

impl RoleUncertainty {
    /// Returns the most probable band and, when its probability is below 0.6, the second.
    pub fn likely_bands(&self) -> (Band, Option<Band>) {
        let mut order: [usize; Band::ALL.len()] = std::array::from_fn(|index| index);
        order.sort_by(|a, b| self.bands[*b].total_cmp(&self.bands[*a]));
        let second = (self.bands[order[0]] < 0.6 - 1e-9 && self.bands[order[1]] > 0.0).then(|| Band::ALL[order[1]]);
        (Band::ALL[order[0]], second)
    }
}

impl Uncertainty {
    /// Says how sure a person's profile and ranking are.
    pub fn of(model: &Model, draws: &Draws, responses: &Responses, profile: &Profile, ranking: &Ranking) -> Self {
        let dimensions = dimension_errors(model, draws, responses, profile);
        let areas = area_errors(model, draws, responses, profile);
        let roles = propagate(model, draws, profile, ranking, &dimensions, &areas);
        let guessing = profile.guessing.z.map(|z| Range { low: z - Z_90, high: z + Z_90 });
        Self { dimensions, areas, guessing, roles }
    }
}

fn dimension_errors(
    model: &Model,
    draws: &Draws,
    responses: &Responses,
    profile: &Profile,
) -> Vec<Option<PartUncertainty>> {
    let errors = model.dimensions.iter().zip(&profile.dimensions).zip(&draws.dimensions);
    let error =
        |((dimension, score), draws): ((&crate::scoring::DimensionModel, &crate::scoring::DimensionScore), &_)| {
            let score = score.score?;
            let answers = responses.statements[dimension.first..].iter().zip(&dimension.toward_high);
            let values = answers.filter_map(|(response, toward_high)| {
                response.map(|response| 100.0 * statement_value(model, response, *toward_high))
            });
            let spread = Spread::of(values);
            let floor = 10.0 * (5.0 / spread.count).sqrt();
            Some(part(score, standard_error(dimension.evidence.as_ref(), spread, floor), draws))
        };
    errors.map(error).collect()
}

fn area_errors(model: &Model, draws: &Draws, responses: &Responses, profile: &Profile) -> Vec<Option<PartUncertainty>> {
    let errors = model.areas.iter().zip(&profile.areas).zip(&draws.areas);
    let error = |((area, score), draws): ((&crate::scoring::AreaModel, &crate::scoring::AreaScore), &_)| {
        let score = score.score?;
        let chosen = || {
            let answers = responses.scenarios[area.first..].iter().zip(&area.scenarios);
            answers.filter_map(|(option, scenario)| option.map(|option| (scenario, option)))
        };
        let spread = Spread::of(chosen().map(|(scenario, option)| 100.0 * scenario.credits[option]));
        let variance = chosen().map(|(scenario, _)| scenario.variance).sum::<f64>() / spread.count;
        let key = (variance / spread.count).sqrt();
        let error = match &area.evidence {
            None if spread.count <= FEW_SCENARIOS => (100.0 * key, ErrorSource::Key),
            evidence => standard_error(evidence.as_ref(), spread, 30.0 * key),
        };
        Some(part(score, error, draws))
    };
    errors.map(error).collect()
}

/// Up to this many scenarios the spread of a person's answers says less than that of the key.
const FEW_SCENARIOS: f64 = 3.0;

/// The number and the sample standard deviation of item values on 0 to 100.
#[derive(Clone, Copy)]
struct Spread {
    count: f64,
    deviation: f64,
}

impl Spread {
    fn of(values: impl Iterator<Item = f64> + Clone) -> Self {
        let (count, sum) = values.clone().fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
        let mean = sum / count;
        let squares: f64 = values.map(|value| (value - mean).powi(2)).sum();
        // A scored part has at least two answers.
        Self { count, deviation: (squares / (count - 1.0)).sqrt() }
    }
}

fn standard_error(evidence: Option<&Evidence>, spread: Spread, floor: f64) -> (f64, ErrorSource) {
    if let Some(evidence) = evidence {
        return (evidence.sem(), ErrorSource::Declared);
    }
    let own = spread.deviation / spread.count.sqrt();
    if own >= floor { (own, ErrorSource::Answers) } else { (floor, ErrorSource::Floor) }
}

fn part(score: f64, (error, source): (f64, ErrorSource), draws: &PartDraws) -> PartUncertainty {
    let moved = |normal: f64| (score + error * normal).clamp(0.0, 100.0);
    PartUncertainty { error, source, range: Range { low: moved(draws.low), high: moved(draws.high) } }
}

/// One role's value in one draw; smaller is better.
type DrawKey = (Band, i64, i64);

/// Takes every draw through the ranked roles. The draw loop works in buffers that are made before it.
fn propagate(
    model: &Model,
    draws: &Draws,
    profile: &Profile,
    ranking: &Ranking,
    dimension_errors: &[Option<PartUncertainty>],
    area_errors: &[Option<PartUncertainty>],
) -> Vec<Option<RoleUncertainty>> {
    let plans: Vec<RolePlan<'_>> = ranking
        .fits()
        .iter()
        .filter(|fit| fit.rank.is_some())
        .map(|fit| RolePlan::of(model, fit.role, profile))
        .collect();
    let mut tracks: Vec<Track> = plans.iter().map(|_| Track::new()).collect();
    let mut dimensions = vec![0.0; profile.dimensions.len()];
    let mut areas = vec![0.0; profile.areas.len()];
    for draw in 0..DRAWS {
        let (index, sign) = if draw < SEEDED { (draw, 1.0) } else { (draw - SEEDED, -1.0) };
        let moved = |score: Option<f64>, error: &Option<PartUncertainty>, draws: &PartDraws| match (score, error) {
            (Some(score), Some(error)) => (score + sign * error.error * draws.normals[index]).clamp(0.0, 100.0),
            _ => 0.0,
        };
        for (part, score) in profile.dimensions.iter().enumerate() {
            dimensions[part] = moved(score.score, &dimension_errors[part], &draws.dimensions[part]);
        }
        for (part, score) in profile.areas.iter().enumerate() {
            areas[part] = moved(score.score, &area_errors[part], &draws.areas[part]);
        }
        for (plan, track) in plans.iter().zip(&mut tracks) {
            plan.score(model, profile, &dimensions, &areas, track);
        }
        share_out_the_best(&mut tracks, draw);
    }
    let tiers = tiers(&tracks);
    let mut roles = vec![None; model.roles.len()];
    for ((plan, mut track), (tier, tier_size)) in plans.iter().zip(tracks).zip(tiers) {
        roles[plan.role] = Some(RoleUncertainty {
            personality: Range::of(&mut track.personality),
            competency: Range::of(&mut track.competency),
            overall: Range::of(&mut track.overall),
            bands: track.bands.map(|count| count as f64 / DRAWS as f64),
            p_best: track.best / DRAWS as f64,
            tier,
            tier_size,
        });
    }
    roles
}

/// The scored parts of a role, which stay the same in every draw.
struct RolePlan<'a> {
    role: usize,
    targets: Vec<&'a TargetModel>,
    target_weight: f64,
    /// Needs with the chance line of this person's answers.
    needs: Vec<(&'a NeedModel, f64)>,
    need_weight: f64,
    demand: i64,
}

/// What the draws made of a role.
struct Track {
    personality: Vec<f64>,
    competency: Vec<f64>,
    overall: Vec<f64>,
    keys: Vec<DrawKey>,
    bands: [usize; Band::ALL.len()],
    best: f64,
}

impl Track {
    fn new() -> Self {
        let values = || Vec::with_capacity(DRAWS);
        Self {
            personality: values(),
            competency: values(),
            overall: values(),
            keys: Vec::with_capacity(DRAWS),
            bands: [0; Band::ALL.len()],
            best: 0.0,
        }
    }
}

impl<'a> RolePlan<'a> {
    fn of(model: &'a Model, role: usize, profile: &Profile) -> Self {
        let blueprint = &model.roles[role];
        let targets: Vec<&TargetModel> =
            blueprint.targets.iter().filter(|target| profile.dimensions[target.dimension].score.is_some()).collect();
        let needs: Vec<(&NeedModel, f64)> = blueprint
            .needs
            .iter()
            .filter_map(|need| {
                let area = &profile.areas[need.area];
                area.score.and(area.chance).map(|chance| (need, chance))
            })
            .collect();
        Self {
            role,
            target_weight: targets.iter().map(|target| target.weight).sum(),
            targets,
            need_weight: needs.iter().map(|(need, _)| need.weight).sum(),
            needs,
            demand: order_key(blueprint.demand),
        }
    }

    fn score(&self, model: &Model, profile: &Profile, dimensions: &[f64], areas: &[f64], track: &mut Track) {
        let tolerance = model.settings.tolerance;
        let style: f64 = self
            .targets
            .iter()
            .map(|target| target.weight * style_fit(target, dimensions[target.dimension], tolerance))
            .sum();
        let judgment: f64 = self
            .needs
            .iter()
            .map(|(need, chance)| need.weight * attainment(need.need, areas[need.area], *chance))
            .sum();
        let (style, judgment) = (style / self.target_weight, judgment / self.need_weight);
        let verdict = Verdict {
            a_gate_failed: self
                .needs
                .iter()
                .any(|(need, _)| need.gate.is_some_and(|gate| !meets(areas[need.area], gate))),
            guessing_passed: profile.guessing.passed,
        };
        let band = Band::of(model.settings.bands, style, judgment, verdict);
        let value = overall(style, judgment);
        track.personality.push(style);
        track.competency.push(judgment);
        track.overall.push(value);
        track.keys.push((band, -order_key(value), -self.demand));
        track.bands[band as usize] += 1;
    }
}

fn share_out_the_best(tracks: &mut [Track], draw: usize) {
    let Some(best) = tracks.iter().map(|track| track.keys[draw]).min() else { return };
    let equals = tracks.iter().filter(|track| track.keys[draw] == best).count();
    for track in tracks.iter_mut().filter(|track| track.keys[draw] == best) {
        track.best += 1.0 / equals as f64;
    }
}

/// Goes down the ranks and returns each role's tier, by the rank of its first role, and the tier's size.
fn tiers(tracks: &[Track]) -> Vec<(usize, usize)> {
    let mut firsts: Vec<usize> = Vec::with_capacity(tracks.len());
    let mut first = 0;
    for (index, track) in tracks.iter().enumerate() {
        if index > 0 && meets(probability_to_beat(&tracks[first], track), NEW_TIER) {
            first = index;
        }
        firsts.push(first);
    }
    let size = |first: usize| firsts.iter().filter(|other| **other == first).count();
    firsts.iter().map(|first| (first + 1, size(*first))).collect()
}

/// Equal pairs count one half.
fn probability_to_beat(one: &Track, other: &Track) -> f64 {
    let points = one.keys.iter().zip(&other.keys).map(|(one, other)| match one.cmp(other) {
        std::cmp::Ordering::Less => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Greater => 0.0,
    });
    points.sum::<f64>() / DRAWS as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate_between_neighbours() {
        let values: Vec<f64> = (0..=10).map(f64::from).collect();
        assert_eq!(quantile(&values, 0.05), 0.5);
        assert_eq!(quantile(&values, 0.95), 9.5);
        assert_eq!(quantile(&[3.0], 0.05), 3.0);
    }

    #[test]
    fn draws_are_mirrored_and_belong_to_a_seed() {
        let focus = PartDraws::of(1);
        assert!((focus.low + focus.high).abs() < 1e-12);
        assert!(focus.low < -1.3 && focus.low > -2.0, "{}", focus.low);
        assert_ne!(focus.normals[0], PartDraws::of(2).normals[0]);
    }

    #[test]
    fn few_answers_never_look_surer_than_the_floor() {
        let spread = Spread::of([75.0, 75.0, 75.0, 75.0, 75.0].into_iter());
        assert_eq!(standard_error(None, spread, 10.0), (10.0, ErrorSource::Floor));
        let spread = Spread::of([0.0, 100.0, 0.0, 100.0, 50.0].into_iter());
        assert_eq!(standard_error(None, spread, 10.0), (50.0 / 5.0_f64.sqrt(), ErrorSource::Answers));
    }

    #[test]
    fn a_range_straddles_a_line_that_lies_inside() {
        let range = Range { low: 60.0, high: 70.0 };
        assert!(range.straddles(65.0) && range.straddles(70.0));
        assert!(!range.straddles(60.0) && !range.straddles(75.0));
    }
}
