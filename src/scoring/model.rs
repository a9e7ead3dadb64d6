//! The scoring model: a pack reduced to indices and numbers.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use crate::pack::{Bands, Importance, MinAnswered, Pack, Parallel, Pole, Target};
use crate::random::fnv1a_64;
use crate::scoring::METHOD;
use crate::scoring::area_model::{AreaModel, ScenarioModel};
use crate::scoring::dimension::{DimensionModel, TargetModel, TargetTable};

/// A pack, ready for scoring. Items are numbered in order of the questionnaire; no text is left.
#[derive(Clone, Debug)]
pub struct Model {
    pub settings: ModelSettings,
    /// Steps from the lowest to the highest response.
    pub scale_steps: i64,
    pub dimensions: Vec<DimensionModel>,
    pub areas: Vec<AreaModel>,
    /// The place of each area when areas are sorted by id.
    pub area_order: Vec<usize>,
    /// In order of the pack's roles, which is that of their ids.
    pub roles: Vec<RoleModel>,
    /// How many different needs and gates there are in all areas.
    pub(crate) needs: usize,
    pub(crate) gates: usize,
    /// The stem of each scenario that it is for.
    pub parallels: Arc<[Parallel]>,
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
    /// What competency counts as, at most, where a gate is failed.
    pub gate_cap: f64,
}

/// A role: targets and needs in order of the questionnaire.
#[derive(Clone, Debug)]
pub struct RoleModel {
    pub targets: Vec<TargetModel>,
    pub needs: Vec<NeedModel>,
    /// The weighted mean of the needs, 0 to 100.
    pub demand: f64,
}

/// What a role wants of an area.
#[derive(Clone, Copy, Debug)]
pub struct NeedModel {
    pub area: usize,
    pub need: f64,
    pub gate: Option<GateModel>,
    pub weight: f64,
    /// Whether the axis is only scored when this area is: it is critical, or carries a gate.
    pub is_required: bool,
    /// Index among the different needs of the area.
    pub(crate) slot: usize,
    /// Index among those of all areas.
    pub(crate) place: usize,
}

/// A floor under an area.
#[derive(Clone, Copy, Debug)]
pub struct GateModel {
    /// 0 to 100.
    pub score: f64,
    /// Index among the different gates of the area.
    pub(crate) slot: usize,
    /// Index among those of all areas.
    pub(crate) place: usize,
}

impl Model {
    /// Compiles a pack for the first stem of each pair.
    pub fn of(pack: &Pack) -> Self {
        Self::on(pack, Parallel::A)
    }

    /// Compiles a pack for one of its parallel forms.
    pub fn on(pack: &Pack, parallel: Parallel) -> Self {
        Self::asking(pack, pack.questionnaire().parallels(parallel))
    }

    /// Compiles a pack for one stem of each scenario.
    pub fn asking(pack: &Pack, parallels: Arc<[Parallel]>) -> Self {
        let questionnaire = pack.questionnaire();
        let settings = &questionnaire.settings;
        let (mut dimensions, mut areas) = (dimensions(pack), areas(pack, &parallels));
        let mut slots = Slots::default();
        let roles = pack.roles().iter();
        let roles = roles
            .map(|role| RoleModel::of(role, settings.tolerance, &mut slots, &mut dimensions, &mut areas))
            .collect();
        Self {
            settings: ModelSettings {
                tolerance: settings.tolerance,
                min_answered: settings.min_answered,
                min_coverage: settings.min_coverage,
                bands: settings.bands,
                gate_cap: settings.gate_cap,
            },
            scale_steps: questionnaire.scale.steps() as i64,
            area_order: order_by_id(questionnaire.areas.iter().map(|area| area.id.as_str())),
            dimensions,
            areas,
            roles,
            needs: slots.needs.len(),
            gates: slots.gates.len(),
            parallels,
        }
    }
}

fn dimensions(pack: &Pack) -> Vec<DimensionModel> {
    let mut first = 0;
    let dimensions = pack.questionnaire().dimensions.iter().map(|dimension| {
        let toward_high: Vec<bool> =
            dimension.statements.iter().map(|statement| statement.toward == Pole::High).collect();
        let model = DimensionModel {
            seed: seed(dimension.id.as_str()),
            first,
            toward_high,
            evidence: dimension.evidence.clone(),
            targets: Vec::new(),
        };
        first += model.toward_high.len();
        model
    });
    dimensions.collect()
}

fn areas(pack: &Pack, parallels: &[Parallel]) -> Vec<AreaModel> {
    let mut first = 0;
    let areas = pack.questionnaire().areas.iter().map(|area| {
        let scenarios: Vec<ScenarioModel> = area
            .scenarios
            .iter()
            .zip(&parallels[first..])
            .map(|(scenario, parallel)| ScenarioModel::of(scenario.stem(*parallel).credits().collect()))
            .collect();
        let model = AreaModel::of(seed(area.id.as_str()), first, scenarios, area.evidence.clone());
        first += model.scenarios.len();
        model
    });
    areas.collect()
}

/// SCORING.md, section 7: a stream of draws belongs to the method and an id.
pub(crate) fn seed(id: &str) -> u64 {
    fnv1a_64(format!("{METHOD}/{id}").as_bytes())
}

fn order_by_id<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let ids: Vec<&str> = ids.collect();
    let mut sorted: Vec<usize> = (0..ids.len()).collect();
    sorted.sort_by_key(|index| ids[*index]);
    let mut order = vec![0; ids.len()];
    sorted.into_iter().enumerate().for_each(|(place, index)| order[index] = place);
    order
}

/// Which targets, needs and gates a part has been asked for already: roles share most of them.
#[derive(Default)]
struct Slots {
    targets: HashMap<(usize, u64, u64), usize>,
    needs: HashMap<(usize, u64), (usize, usize)>,
    gates: HashMap<(usize, u64), (usize, usize)>,
}

/// Finds what is known by a key; what is new is added with its place among all.
fn slot<K: Hash + Eq, T: Copy>(known: &mut HashMap<K, T>, key: K, add: impl FnOnce(usize) -> T) -> T {
    let place = known.len();
    *known.entry(key).or_insert_with(|| add(place))
}

impl RoleModel {
    fn of(
        role: &crate::pack::Role,
        tolerance: f64,
        slots: &mut Slots,
        dimensions: &mut [DimensionModel],
        areas: &mut [AreaModel],
    ) -> Self {
        let targets = role.work_style.iter().filter_map(|style| match &style.target {
            Target::Any => None,
            Target::Interval { interval, .. } => {
                let key = (style.dimension, interval.min().to_bits(), interval.max().to_bits());
                let slot = slot(&mut slots.targets, key, |_| {
                    let targets = &mut dimensions[style.dimension].targets;
                    targets.push(TargetTable::of(*interval, tolerance));
                    targets.len() - 1
                });
                let (dimension, weight) = (style.dimension, style.weight.get());
                Some(TargetModel { dimension, interval: *interval, weight, slot })
            }
        });
        let targets = targets.collect();
        let needs = role.competency.iter().map(|need| {
            let (index, score) = (need.area, need.need.score.get());
            let area = &mut areas[index];
            let key = |score: f64| (index, score.to_bits());
            let (slot_of_need, place) =
                slot(&mut slots.needs, key(score), |place| (area.add_need(score, place), place));
            let gate = need.gate.as_ref().map(|gate| {
                let score = gate.score.get();
                let (slot, place) = slot(&mut slots.gates, key(score), |place| (area.add_gate(score, place), place));
                GateModel { score, slot, place }
            });
            NeedModel {
                area: index,
                need: score,
                gate,
                weight: need.weight.get(),
                is_required: need.importance == Importance::Critical || gate.is_some(),
                slot: slot_of_need,
                place,
            }
        });
        let needs: Vec<NeedModel> = needs.collect();
        let demand = Self::demand_of(&needs);
        Self { targets, needs, demand }
    }

    /// Returns the weighted mean of needs.
    pub(crate) fn demand_of(needs: &[NeedModel]) -> f64 {
        let total: f64 = needs.iter().map(|need| need.weight).sum();
        needs.iter().map(|need| need.weight * need.need).sum::<f64>() / total
    }
}
