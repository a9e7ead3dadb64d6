//! The scoring model: a pack reduced to indices and numbers.

use crate::pack::{Bands, Evidence, Importance, MinAnswered, Pack, Pole, Target};
use crate::random::fnv1a_64;
use crate::scoring::METHOD;

/// A pack, ready for scoring. Items are numbered in order of the questionnaire; no text is left.
#[derive(Clone, Debug)]
pub struct Model {
    pub settings: ModelSettings,
    pub scale_min: f64,
    /// Steps from the lowest to the highest response.
    pub scale_steps: f64,
    pub dimensions: Vec<DimensionModel>,
    pub areas: Vec<AreaModel>,
    /// The place of each area when areas are sorted by id.
    pub area_order: Vec<usize>,
    /// In order of the pack's roles, which is that of their ids.
    pub roles: Vec<RoleModel>,
}

/// The settings that scoring reads; names of strengths and levels have become numbers by then.
#[derive(Clone, Copy, Debug)]
pub struct ModelSettings {
    /// Points outside a target interval at which style fit reaches 0.
    pub tolerance: f64,
    pub min_answered: MinAnswered,
    /// Share of a role's axis weight that must be scored, above 0 up to 1.
    pub min_coverage: f64,
    pub bands: Bands,
}

/// A dimension: which statements are its own, and toward which pole each points.
#[derive(Clone, Debug)]
pub struct DimensionModel {
    /// Seed of its stream of draws.
    pub seed: u64,
    /// Index of its first statement among all statements.
    pub first: usize,
    /// For each statement whether agreement points to the high pole.
    pub toward_high: Vec<bool>,
    pub evidence: Option<Evidence>,
}

/// An area: which scenarios are its own, and what their options earn.
#[derive(Clone, Debug)]
pub struct AreaModel {
    /// Seed of its stream of draws.
    pub seed: u64,
    /// Index of its first scenario among all scenarios.
    pub first: usize,
    pub scenarios: Vec<ScenarioModel>,
    pub evidence: Option<Evidence>,
}

/// A scenario: the credit of each option, 0 to 1, and what a uniform pick would earn.
#[derive(Clone, Debug)]
pub struct ScenarioModel {
    pub credits: Vec<f64>,
    pub mean: f64,
    /// Population variance of the credits.
    pub variance: f64,
}

/// A role: targets and needs in order of the questionnaire.
#[derive(Clone, Debug)]
pub struct RoleModel {
    pub targets: Vec<TargetModel>,
    pub needs: Vec<NeedModel>,
    /// The weighted mean of the needs, 0 to 100.
    pub demand: f64,
}

/// What a role wants of a dimension that it scores.
#[derive(Clone, Copy, Debug)]
pub struct TargetModel {
    pub dimension: usize,
    pub interval: crate::pack::Interval,
    pub weight: f64,
}

/// What a role wants of an area.
#[derive(Clone, Copy, Debug)]
pub struct NeedModel {
    pub area: usize,
    pub need: f64,
    pub gate: Option<f64>,
    pub weight: f64,
    /// Whether the axis is only scored when this area is: it is critical, or carries a gate.
    pub is_required: bool,
}

impl Model {
    /// Compiles a pack.
    pub fn of(pack: &Pack) -> Self {
        let questionnaire = pack.questionnaire();
        let mut first = 0;
        let dimensions = questionnaire.dimensions.iter().map(|dimension| {
            let toward_high: Vec<bool> =
                dimension.statements.iter().map(|statement| statement.toward == Pole::High).collect();
            let model = DimensionModel {
                seed: seed(dimension.id.as_str()),
                first,
                toward_high,
                evidence: dimension.evidence.clone(),
            };
            first += model.toward_high.len();
            model
        });
        let dimensions = dimensions.collect();
        let mut first = 0;
        let areas = questionnaire.areas.iter().map(|area| {
            let scenarios: Vec<ScenarioModel> = area
                .scenarios
                .iter()
                .map(|scenario| ScenarioModel::of(scenario.options.iter().map(|option| option.credit.get()).collect()))
                .collect();
            let model = AreaModel { seed: seed(area.id.as_str()), first, scenarios, evidence: area.evidence.clone() };
            first += model.scenarios.len();
            model
        });
        let areas = areas.collect();
        Self {
            settings: ModelSettings {
                tolerance: questionnaire.settings.tolerance,
                min_answered: questionnaire.settings.min_answered,
                min_coverage: questionnaire.settings.min_coverage,
                bands: questionnaire.settings.bands,
            },
            scale_min: f64::from(questionnaire.scale.min),
            scale_steps: f64::from(questionnaire.scale.max) - f64::from(questionnaire.scale.min),
            dimensions,
            areas,
            area_order: order_by_id(questionnaire.areas.iter().map(|area| area.id.as_str())),
            roles: pack.roles().iter().map(RoleModel::of).collect(),
        }
    }
}

/// SCORING.md, section 7: a stream of draws belongs to the method and an id.
fn seed(id: &str) -> u64 {
    fnv1a_64(format!("{METHOD}/{id}").as_bytes())
}

fn order_by_id<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let ids: Vec<&str> = ids.collect();
    let place = |id: &&str| ids.iter().filter(|other| **other < *id).count();
    ids.iter().map(place).collect()
}

impl ScenarioModel {
    fn of(credits: Vec<f64>) -> Self {
        let count = credits.len() as f64;
        let mean = credits.iter().sum::<f64>() / count;
        let variance = credits.iter().map(|credit| (credit - mean).powi(2)).sum::<f64>() / count;
        Self { credits, mean, variance }
    }
}

impl RoleModel {
    fn of(role: &crate::pack::Role) -> Self {
        let targets = role.work_style.iter().filter_map(|style| match &style.target {
            Target::Any => None,
            Target::Interval { interval, .. } => {
                Some(TargetModel { dimension: style.dimension, interval: *interval, weight: style.weight.get() })
            }
        });
        let needs: Vec<NeedModel> = role
            .competency
            .iter()
            .map(|need| NeedModel {
                area: need.area,
                need: need.need.score.get(),
                gate: need.gate.as_ref().map(|gate| gate.score.get()),
                weight: need.weight.get(),
                is_required: need.importance == Importance::Critical || need.gate.is_some(),
            })
            .collect();
        let demand = Self::demand_of(&needs);
        Self { targets: targets.collect(), needs, demand }
    }

    /// Returns the weighted mean of needs.
    pub(crate) fn demand_of(needs: &[NeedModel]) -> f64 {
        let total: f64 = needs.iter().map(|need| need.weight).sum();
        needs.iter().map(|need| need.weight * need.need).sum::<f64>() / total
    }
}
