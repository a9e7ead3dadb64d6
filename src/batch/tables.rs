//! The hot path's view of a model: every state a dimension or an area can be in, scored in advance for all roles.
//!
//! A part's state is a number that its answers add up to, in whatever order they come. For a dimension it counts answers
//! and points, for an area it spells the chosen option of each scenario. The entries are made by the functions that score
//! one person, so the results are equal to the last bit.

use crate::answers::NoticeCode;
use crate::batch::standing::{Flags, Standing, Standings};
use crate::scoring::{
    AreaModel, Band, DimensionModel, Model, NeedModel, Place, Quality, ScenarioSum, StatementSum, Sums, Verdict,
    attainment, meets, order_key, overall, place, style_fit,
};
use crate::survey::layout::Item;

/// More states of one part than this are not worth a table. They are numbered with 16 bits.
const MOST_STATES: usize = 1 << 16;
/// Roles are bits of one number.
const MOST_ROLES: usize = 64;
/// Responses and option positions are counted in this many lanes.
const LANES: usize = 8;
/// A lane counts up to this.
const MOST_ITEMS: usize = 255;

/// Scores of every state of every part.
#[derive(Debug)]
pub struct Tables {
    roles: Vec<RoleTable>,
    /// Dimensions first, then areas.
    parts: Vec<PartTable>,
    /// How many parts are dimensions.
    dimensions: usize,
    items: ItemMarks,
    min_coverage: f64,
    bands: crate::pack::Bands,
    statements: usize,
    scenarios: usize,
}

/// Values of four roles, which a processor adds in one go.
type Quad = [f64; 4];

/// Groups one value per role; what is missing to a whole group is 0.
fn quads(values: impl Iterator<Item = f64>) -> impl Iterator<Item = Quad> {
    let mut values = values.peekable();
    std::iter::from_fn(move || {
        values.peek()?;
        Some(std::array::from_fn(|_| values.next().unwrap_or_default()))
    })
}

fn add(sums: &mut Quad, values: &Quad) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

/// What a role adds to the sums of its parts.
#[derive(Clone, Copy, Debug)]
struct RoleTable {
    /// The sum of its weights on each axis.
    style_weight: f64,
    area_weight: f64,
    /// Its demand, as roles are ordered by it.
    demand_key: i64,
}

/// A dimension or an area: one entry per state.
#[derive(Debug)]
struct PartTable {
    /// For each state the weighted values of all roles.
    weighted: Vec<Quad>,
    /// The weights of all roles.
    weights: Vec<Quad>,
    entries: Vec<Entry>,
    /// Roles that are only scored when this part is.
    required: u64,
}

/// What a state comes to, apart from the roles' values.
#[derive(Clone, Copy, Debug)]
struct Entry {
    is_scored: bool,
    /// Some of the presented items are without an answer, and too many to be scored.
    is_short: bool,
    /// Roles whose gate fails.
    failed: u64,
    scenarios: ScenarioSum,
}

/// What a choice adds to a [`Tally`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub part: usize,
    pub state: u32,
    /// The lane of the raw response, or of the option's position.
    pub lane: u8,
}

/// For each item what each choice adds.
#[derive(Debug)]
struct ItemMarks {
    statements: Vec<Vec<Mark>>,
    scenarios: Vec<Vec<Mark>>,
}

/// One person's choices, added up.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub states: Vec<u32>,
    /// How often each raw response was given, 8 bits each.
    pub responses: u64,
    /// How often each option position was chosen, 8 bits each.
    pub positions: u64,
}

impl Tally {
    /// Starts over, for the parts of the tables.
    pub fn clear(&mut self, tables: &Tables) {
        self.states.clear();
        self.states.resize(tables.parts.len(), 0);
        self.responses = 0;
        self.positions = 0;
    }

    /// Adds a choice.
    pub fn add(&mut self, item: Item, mark: Mark) {
        self.states[mark.part] += mark.state;
        match item {
            Item::Statement(_) => self.responses += 1 << (8 * mark.lane),
            Item::Scenario(_) => self.positions += 1 << (8 * mark.lane),
        }
    }
}

fn lanes(counts: u64) -> impl Iterator<Item = usize> {
    counts.to_le_bytes().into_iter().map(usize::from)
}

impl Tables {
    /// Scores all states of a model whose items are on the form or not. There is nothing for a pack whose parts have too
    /// many states; its people are scored one by one.
    pub fn of(model: &Model, statements: &[bool], scenarios: &[bool]) -> Option<Self> {
        let fits = model.roles.len() <= MOST_ROLES
            && model.scale_steps < LANES as f64
            && statements.len().max(scenarios.len()) <= MOST_ITEMS
            && model.areas.iter().flat_map(|area| &area.scenarios).all(|scenario| scenario.credits.len() <= LANES);
        if !fits {
            return None;
        }
        let mut parts = Vec::new();
        let mut items = ItemMarks { statements: Vec::new(), scenarios: Vec::new() };
        for (index, dimension) in model.dimensions.iter().enumerate() {
            let of = on_form(statements, dimension.first, dimension.toward_high.len());
            items.statements.extend(statement_marks(model, dimension, parts.len()));
            parts.push(dimension_table(model, index, of)?);
        }
        let dimensions = parts.len();
        for (index, area) in model.areas.iter().enumerate() {
            let of = on_form(scenarios, area.first, area.scenarios.len());
            items.scenarios.extend(scenario_marks(area, parts.len())?);
            parts.push(area_table(model, index, of)?);
        }
        let roles = model.roles.iter().map(|role| RoleTable {
            style_weight: role.targets.iter().map(|target| target.weight).sum(),
            area_weight: role.needs.iter().map(|need| need.weight).sum(),
            demand_key: order_key(role.demand),
        });
        Some(Self {
            roles: roles.collect(),
            parts,
            dimensions,
            items,
            min_coverage: model.settings.min_coverage,
            bands: model.settings.bands,
            statements: on_form(statements, 0, statements.len()),
            scenarios: on_form(scenarios, 0, scenarios.len()),
        })
    }

    /// Returns what each choice of an item adds to a tally.
    pub fn marks(&self, item: Item) -> &[Mark] {
        match item {
            Item::Statement(index) => &self.items.statements[index],
            Item::Scenario(index) => &self.items.scenarios[index],
        }
    }

    /// Says how a person stands toward every role. The longest run of equal answers is only asked for when it could matter.
    pub fn standings(&self, tally: &Tally, longest_run: impl FnOnce() -> usize, scratch: &mut Scratch) {
        let answered: usize = lanes(tally.responses).sum();
        let most: usize = lanes(tally.responses).max().unwrap_or_default();
        let all_alike = answered > 1 && most == answered;
        let Scratch { style, area, standings, places, .. } = scratch;
        let (dimensions, areas) = self.parts.split_at(self.dimensions);
        let (style_states, area_states) = tally.states.split_at(self.dimensions);
        let is_short_of_statements = style.add_up(dimensions, style_states, all_alike);
        let is_short_of_scenarios = area.add_up(areas, area_states, false);
        let guessing = area.scenarios.guessing();
        standings.roles.clear();
        places.clear();
        for (index, role) in self.roles.iter().enumerate() {
            let is_complete = area.missing & (1 << index) == 0;
            let style = style.sums(index, role.style_weight);
            let competency_sums = area.sums(index, role.area_weight);
            let personality = style.score(self.min_coverage);
            let competency = competency_sums.score(self.min_coverage).filter(|_| is_complete);
            let verdict = Verdict { a_gate_failed: area.failed & (1 << index) != 0, guessing_passed: guessing.passed };
            let (band, overall) = match personality.zip(competency) {
                Some((p, c)) => (Band::of(self.bands, p, c, verdict), Some(overall(p, c))),
                None => (Band::InsufficientEvidence, None),
            };
            let standing = Standing {
                role: index,
                band,
                overall,
                personality,
                competency,
                coverage: style.coverage().min(competency_sums.coverage()),
                a_gate_failed: verdict.a_gate_failed,
            };
            standings.roles.push(standing);
            insert(places, place(band, overall, role.demand_key, index));
        }
        standings.order.clear();
        standings.order.extend(places.iter().map(|(.., role)| *role));
        let mut flags = Flags::default();
        flags.raise_if(NoticeCode::UnansweredItems, answered + guessing.answered < self.statements + self.scenarios);
        flags.raise_if(NoticeCode::PartNotScored, is_short_of_statements && !all_alike || is_short_of_scenarios);
        flags.raise_if(NoticeCode::AllStatementsAlike, all_alike);
        flags.raise_if(NoticeCode::GuessingNotRuledOut, !guessing.passed && guessing.answered > 0);
        let could_run = most > 1 && 2 * most >= self.statements && !all_alike;
        let quality = Quality {
            longest_run: if could_run { longest_run() } else { 0 },
            statements: self.statements,
            irv: None,
            top_position_share: lanes(tally.positions).max().map(|most| most as f64 / guessing.answered as f64),
            scenarios: guessing.answered,
        };
        flags.raise_if(NoticeCode::LongRun, quality.has_a_long_run());
        flags.raise_if(NoticeCode::FavouredPosition, quality.favours_a_position());
        standings.flags = flags;
    }
}

fn on_form(flags: &[bool], first: usize, count: usize) -> usize {
    flags[first..first + count].iter().filter(|flag| **flag).count()
}

/// Keeps places in order while they come in: a handful of roles needs no more.
fn insert(places: &mut Vec<Place>, place: Place) {
    let mut at = places.len();
    places.push(place);
    while at > 0 && place < places[at - 1] {
        places[at] = places[at - 1];
        at -= 1;
    }
    places[at] = place;
}

/// Room for the sums of one person, kept from one to the next.
#[derive(Debug)]
pub struct Scratch {
    style: AxisSums,
    area: AxisSums,
    places: Vec<Place>,
    pub standings: Standings,
}

impl Scratch {
    /// Makes room for some roles.
    pub fn of(roles: usize) -> Self {
        let sums = AxisSums::of(roles);
        Self { style: sums.clone(), area: sums, places: Vec::new(), standings: Standings::default() }
    }
}

/// The sums of all roles on one axis.
#[derive(Clone, Debug)]
struct AxisSums {
    weighted: Vec<Quad>,
    /// Only kept up while a part is not scored; otherwise the roles' whole weights stand.
    scored_weight: Vec<Quad>,
    is_whole: bool,
    failed: u64,
    missing: u64,
    scenarios: ScenarioSum,
}

impl AxisSums {
    fn of(roles: usize) -> Self {
        Self {
            weighted: vec![Quad::default(); roles.div_ceil(4)],
            scored_weight: vec![Quad::default(); roles.div_ceil(4)],
            is_whole: true,
            failed: 0,
            missing: 0,
            scenarios: ScenarioSum::default(),
        }
    }

    /// Adds up some parts, none of which counts when they are `refused`; says whether one is short of answers.
    fn add_up(&mut self, parts: &[PartTable], states: &[u32], refused: bool) -> bool {
        // Sums of four roles at a time stay in registers.
        for (quad, total) in self.weighted.iter_mut().enumerate() {
            let mut sum = Quad::default();
            if !refused {
                for (part, state) in parts.iter().zip(states) {
                    add(&mut sum, &part.weighted[*state as usize * part.weights.len() + quad]);
                }
            }
            *total = sum;
        }
        let (mut is_short, mut is_whole, mut failed, mut missing) = (false, !refused, 0, 0);
        let mut scenarios = ScenarioSum::default();
        for (part, state) in parts.iter().zip(states) {
            let entry = &part.entries[*state as usize];
            failed |= entry.failed;
            scenarios = scenarios.plus(entry.scenarios);
            if !entry.is_scored {
                is_whole = false;
                is_short |= entry.is_short;
                missing |= part.required;
            }
        }
        (self.failed, self.missing, self.scenarios, self.is_whole) = (failed, missing, scenarios, is_whole);
        if !is_whole {
            self.add_weights(parts, states, refused);
        }
        is_short
    }

    /// Adds up the weights of the parts that are scored.
    fn add_weights(&mut self, parts: &[PartTable], states: &[u32], refused: bool) {
        for (quad, total) in self.scored_weight.iter_mut().enumerate() {
            *total = Quad::default();
            for (part, state) in parts.iter().zip(states) {
                if part.entries[*state as usize].is_scored && !refused {
                    add(total, &part.weights[quad]);
                }
            }
        }
    }

    fn sums(&self, role: usize, weight: f64) -> Sums {
        let scored_weight = if self.is_whole { weight } else { self.scored_weight[role / 4][role % 4] };
        Sums { weight, scored_weight, weighted: self.weighted[role / 4][role % 4] }
    }
}

/// Points never exceed this many steps times the answers.
fn most_points(model: &Model, dimension: &DimensionModel) -> usize {
    model.scale_steps as usize * dimension.toward_high.len()
}

fn statement_marks<'a>(
    model: &'a Model,
    dimension: &'a DimensionModel,
    part: usize,
) -> impl Iterator<Item = Vec<Mark>> + 'a {
    let answer = most_points(model, dimension) + 1;
    let steps = model.scale_steps as usize;
    dimension.toward_high.iter().map(move |toward_high| {
        let mark = |choice: usize| {
            let points = if *toward_high { choice } else { steps - choice };
            Mark { part, state: (answer + points) as u32, lane: choice as u8 }
        };
        (0..=steps).map(mark).collect()
    })
}

fn dimension_table(model: &Model, index: usize, of: usize) -> Option<PartTable> {
    let dimension = &model.dimensions[index];
    let items = dimension.toward_high.len();
    let points = most_points(model, dimension) + 1;
    let states = (items + 1).checked_mul(points).filter(|states| *states <= MOST_STATES)?;
    let targets: Vec<_> =
        model.roles.iter().map(|role| role.targets.iter().find(|target| target.dimension == index)).collect();
    let mut table = PartTable {
        weighted: Vec::new(),
        weights: quads(targets.iter().map(|target| target.map_or(0.0, |target| target.weight))).collect(),
        entries: Vec::with_capacity(states),
        required: 0,
    };
    for state in 0..states {
        let sum = StatementSum { answered: state / points, points: (state % points) as f64 };
        let score = sum.score(model, of);
        table.entries.push(Entry {
            is_scored: score.is_some(),
            is_short: of > 0 && sum.answered < of,
            failed: 0,
            scenarios: ScenarioSum::default(),
        });
        table.weighted.extend(quads(targets.iter().map(|target| match target.zip(score) {
            Some((target, score)) => target.weight * style_fit(target, score, model.settings.tolerance),
            None => 0.0,
        })));
    }
    Some(table)
}

/// The states of an area: the digits of a number, one for each scenario, where 0 is no answer.
fn scenario_marks(area: &AreaModel, part: usize) -> Option<Vec<Vec<Mark>>> {
    let mut unit: usize = 1;
    let mut marks = Vec::new();
    for scenario in &area.scenarios {
        let options = scenario.credits.len();
        let mark = |option: usize| Mark { part, state: ((option + 1) * unit) as u32, lane: option as u8 };
        marks.push((0..options).map(mark).collect());
        unit = unit.checked_mul(options + 1).filter(|states| *states <= MOST_STATES)?;
    }
    Some(marks)
}

fn area_table(model: &Model, index: usize, of: usize) -> Option<PartTable> {
    let area = &model.areas[index];
    let states: usize = area.scenarios.iter().map(|scenario| scenario.credits.len() + 1).product();
    let needs: Vec<_> = model.roles.iter().map(|role| role.needs.iter().find(|need| need.area == index)).collect();
    let bits = |holds: &dyn Fn(&NeedModel) -> bool| {
        let bit = |(role, need): (usize, &Option<&NeedModel>)| u64::from(need.is_some_and(holds)) << role;
        needs.iter().enumerate().map(bit).sum()
    };
    let mut table = PartTable {
        weighted: Vec::new(),
        weights: quads(needs.iter().map(|need| need.map_or(0.0, |need| need.weight))).collect(),
        entries: Vec::with_capacity(states),
        required: bits(&|need| need.is_required),
    };
    for state in 0..states {
        let mut digits = state;
        let sum = ScenarioSum::of(area.scenarios.iter().map(|scenario| {
            let digit = digits % (scenario.credits.len() + 1);
            digits /= scenario.credits.len() + 1;
            (digit.checked_sub(1), scenario)
        }));
        let score = sum.score(model, of);
        table.entries.push(Entry {
            is_scored: score.is_some(),
            is_short: of > 0 && sum.answered < of,
            failed: bits(&|need| need.gate.zip(score).is_some_and(|(gate, score)| !meets(score, gate))),
            scenarios: sum,
        });
        table.weighted.extend(quads(needs.iter().map(|need| match (need, score, sum.chance()) {
            (Some(need), Some(score), Some(chance)) => need.weight * attainment(need.need, score, chance),
            _ => 0.0,
        })));
    }
    Some(table)
}
