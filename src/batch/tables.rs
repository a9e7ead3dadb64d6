//! The hot path's view of a model: where somebody stands is looked up rather than computed, and comes out equal to the
//! last bit.

use std::array;
use std::ops::Range;

use crate::answers::NoticeCode;
use crate::batch::standing::{Flags, Standing, Standings};
use crate::batch::states::{self, Entry, Lack, Part, Quad, State, quads};
use crate::batch::tally::{Lanes, Mark, Tally};
use crate::pack::Bands;
use crate::scoring::{Band, Model, Place, Quality, RoleModel, Tie, Verdict, meets, overall, presented};
use crate::survey::layout::Item;

/// Roles are bits of one number.
const MOST_ROLES: usize = 64;

/// Scores of every state of every part: dimensions first, then areas.
#[derive(Debug)]
pub struct Tables {
    /// Part after part.
    states: Vec<State>,
    entries: Vec<Entry>,
    /// For each entry the weighted values of all roles beyond the first four.
    others: Vec<Quad>,
    /// The first state of each part: while nothing is answered.
    firsts: Vec<u32>,
    style: Axis,
    areas: Axis,
    statements: Vec<Mark>,
    scenarios: Vec<Mark>,
    /// How many items are on the form.
    of_statements: usize,
    of_scenarios: usize,
    /// What orders roles of one band with equal overall values.
    ties: Vec<Tie>,
    /// Every role has weights on both axes.
    all_weigh: bool,
    min_coverage: f64,
    bands: BandTable,
}

/// The parts of one axis.
#[derive(Debug)]
struct Axis {
    /// For each part the weights of all roles, and the roles that are only scored when it is.
    weights: Vec<(Vec<Quad>, u64)>,
    /// The weights of all parts together.
    whole: Vec<Quad>,
}

impl Tables {
    /// Scores all states of a model whose items are on the form or not. There is nothing for a pack whose parts have too
    /// many states; its people are scored one by one.
    pub fn of(model: &Model, statements: &[bool], scenarios: &[bool]) -> Option<Self> {
        let fits = model.roles.len() <= MOST_ROLES
            && model.scale_steps < Lanes::COUNT as f64
            && model.dimensions.len() + model.areas.len() <= Tally::PARTS
            && statements.len().max(scenarios.len()) <= Lanes::MOST
            && model.areas.iter().flat_map(|area| &area.scenarios).all(|it| it.credits.len() <= Lanes::COUNT);
        if !fits {
            return None;
        }
        let style_weight = |role: &RoleModel| role.targets.iter().map(|target| target.weight).sum();
        let area_weight = |role: &RoleModel| role.needs.iter().map(|need| need.weight).sum();
        let mut tables = Self {
            states: Vec::new(),
            entries: Vec::new(),
            others: Vec::new(),
            firsts: Vec::new(),
            all_weigh: model.roles.iter().all(|role| style_weight(role) > 0.0 && area_weight(role) > 0.0),
            style: Axis::of(model.roles.iter().map(style_weight)),
            areas: Axis::of(model.roles.iter().map(area_weight)),
            statements: Vec::new(),
            scenarios: Vec::new(),
            of_statements: presented(statements),
            of_scenarios: presented(scenarios),
            ties: Tie::of(&model.roles.iter().map(|role| role.demand).collect::<Vec<_>>()),
            min_coverage: model.settings.min_coverage,
            bands: BandTable::of(model.settings.bands),
        };
        for (index, dimension) in model.dimensions.iter().enumerate() {
            let of = presented(&statements[dimension.first..][..dimension.toward_high.len()]);
            tables.statements.extend(states::statement_marks(model, dimension, tables.parts() as u8));
            let weights = tables.push(states::dimension(model, index, of)?);
            tables.style.weights.push(weights);
        }
        for (index, area) in model.areas.iter().enumerate() {
            let of = presented(&scenarios[area.first..][..area.scenarios.len()]);
            tables.scenarios.extend(states::scenario_marks(area, tables.parts() as u8)?);
            let weights = tables.push(states::area(model, index, of));
            tables.areas.weights.push(weights);
        }
        Some(tables)
    }

    /// Adds the states of a part, and returns its weights.
    fn push(&mut self, part: Part) -> (Vec<Quad>, u64) {
        self.firsts.push(self.states.len() as u32);
        let first = self.entries.len() as u32;
        self.states.extend(part.states.iter().map(|state| State { entry: first + state.entry, ..*state }));
        self.entries.extend(part.entries);
        self.others.extend(part.others);
        (part.weights, part.required)
    }

    /// Returns how many dimensions and areas there are.
    pub(super) fn parts(&self) -> usize {
        self.firsts.len()
    }

    /// Returns where the states of some parts are.
    fn places<'t>(&'t self, states: &'t [u16], parts: Range<usize>) -> impl Iterator<Item = usize> + Clone + 't {
        let firsts = self.firsts[parts.clone()].iter();
        firsts.zip(&states[parts]).map(|(first, state)| *first as usize + usize::from(*state))
    }

    /// Returns the number of a state's entry.
    fn entry(&self, state: usize) -> usize {
        self.states[state].entry as usize
    }

    /// Returns what each choice of an item adds to a tally.
    pub(super) fn mark(&self, item: Item) -> &Mark {
        match item {
            Item::Statement(index) => &self.statements[index],
            Item::Scenario(index) => &self.scenarios[index],
        }
    }

    /// Says how a person stands toward every role. The longest run of equal answers is only asked for when it could matter.
    pub fn standings(&self, tally: &Tally, longest_run: impl FnOnce() -> usize, scratch: &mut Scratch) {
        let (answered, most) = (tally.responses.total(), tally.responses.most());
        let all_alike = answered > 1 && most == answered;
        let style_parts = self.style.weights.len();
        let style_states = self.places(&tally.states, 0..style_parts);
        let area_states = self.places(&tally.states, style_parts..self.parts());
        let lack = scratch.style.add_up(self, &style_states).plus(scratch.areas.add_up(self, &area_states));
        let positions = scratch.areas.positions;
        let scenarios = positions.total();
        let guessing = tally.chance.test(scenarios, scratch.areas.credits);
        if all_alike || lack.has_no_score() || !self.all_weigh {
            scratch.style.weigh(self, &self.style, style_states, all_alike);
            scratch.areas.weigh(self, &self.areas, area_states, false);
            self.stand::<false>(guessing.passed, scratch);
        } else {
            self.stand::<true>(guessing.passed, scratch);
        }
        let Scratch { style, areas, standings, .. } = scratch;
        let mut flags = Flags::default();
        let is_complete = answered + scenarios == self.of_statements + self.of_scenarios;
        flags.raise_if(NoticeCode::UnansweredItems, !is_complete);
        flags.raise_if(NoticeCode::PartNotScored, style.is_short && !all_alike || areas.is_short);
        flags.raise_if(NoticeCode::AllStatementsAlike, all_alike);
        flags.raise_if(NoticeCode::GuessingNotRuledOut, !guessing.passed && scenarios > 0);
        let could_run = most > 1 && 2 * most >= self.of_statements && !all_alike;
        let quality = Quality {
            longest_run: if could_run { longest_run() } else { 0 },
            statements: self.of_statements,
            irv: None,
            top_position_share: Some(positions.most() as f64 / scenarios as f64),
            scenarios,
        };
        flags.raise_if(NoticeCode::LongRun, quality.has_a_long_run());
        flags.raise_if(NoticeCode::FavouredPosition, quality.favours_a_position());
        standings.flags = flags;
    }

    /// Goes through the roles. Where all parts are scored and count for all roles (`WHOLE`), there is little to ask.
    #[inline(always)]
    fn stand<const WHOLE: bool>(&self, guessing_passed: bool, scratch: &mut Scratch) {
        let Scratch { style, areas, places, standings } = scratch;
        for (quad, (roles, places)) in standings.roles.chunks_mut(4).zip(places.iter_mut()).enumerate() {
            let weights = |sums: &AxisSums, axis: &Axis| if WHOLE { axis.whole[quad] } else { sums.scored[quad] };
            let personalities = divide(&style.sums[quad], &weights(style, &self.style));
            let competencies = divide(&areas.sums[quad], &weights(areas, &self.areas));
            let overalls: Quad = array::from_fn(|lane| overall(personalities[lane], competencies[lane]));
            for (lane, standing) in roles.iter_mut().take(4).enumerate() {
                let role = 4 * quad + lane;
                let a_gate_failed = areas.failed >> role & 1 != 0;
                let (p, c) = (personalities[lane], competencies[lane]);
                let (has_p, has_c, coverage) = if WHOLE {
                    (true, true, 1.0)
                } else {
                    let (has_p, of_style) = style.coverage(quad, lane, self.min_coverage);
                    let (has_c, of_areas) = areas.coverage(quad, lane, self.min_coverage);
                    (has_p, has_c && areas.missing >> role & 1 == 0, of_style.min(of_areas))
                };
                let is_ranked = has_p && has_c;
                let verdict = Verdict { a_gate_failed, guessing_passed };
                *standing = Standing {
                    role,
                    band: if is_ranked { self.bands.band(p, c, verdict) } else { Band::InsufficientEvidence },
                    overall: is_ranked.then_some(overalls[lane]),
                    personality: has_p.then_some(p),
                    competency: has_c.then_some(c),
                    coverage,
                    a_gate_failed,
                };
                places[lane] = Place::of(standing.band, standing.overall, self.ties[role]);
            }
        }
        rank(places, &mut standings.order);
    }
}

/// Puts roles in the order of their places. A handful is ranked faster by counting who comes before than by sorting.
#[inline(always)]
fn rank(places: &[[Place; 4]], order: &mut [usize]) {
    let mut put = |role: usize, before: usize| {
        if role < order.len() {
            order[before] = role;
        }
    };
    let before = |place: &Place, quad: &[Place; 4]| quad.iter().map(|other| usize::from(other < place)).sum::<usize>();
    if let [quad] = places {
        let before = quad.each_ref().map(|place| before(place, quad));
        before.into_iter().enumerate().for_each(|(role, before)| put(role, before));
    } else {
        for (role, place) in places.as_flattened().iter().enumerate() {
            put(role, places.iter().map(|quad| before(place, quad)).sum());
        }
    }
}

impl Axis {
    /// Begins without a part, with the sum of all weights of each role, as one person's fits add them up.
    fn of(weights: impl Iterator<Item = f64>) -> Self {
        Self { weights: Vec::new(), whole: quads(weights).collect() }
    }
}

fn add(sums: &mut Quad, values: &Quad) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += value;
    }
}

fn divide(values: &Quad, divisors: &Quad) -> Quad {
    array::from_fn(|role| values[role] / divisors[role])
}

/// The bands of every outcome of their comparisons, by the method itself.
#[derive(Debug)]
struct BandTable {
    cutoffs: Bands,
    /// By the personality's level, the competency's, and whether neither a gate nor the guessing test stands in the way.
    bands: [[[Band; 2]; 4]; 4],
}

impl BandTable {
    fn of(cutoffs: Bands) -> Self {
        // There is no fourth level.
        let scores = [0.0, cutoffs.mid, cutoffs.high, cutoffs.high];
        let verdict = |is_clear: bool| Verdict { a_gate_failed: !is_clear, guessing_passed: true };
        let bands = scores.map(|p| scores.map(|c| [false, true].map(|clear| Band::of(cutoffs, p, c, verdict(clear)))));
        Self { cutoffs, bands }
    }

    /// Returns what [`Band::of`] does, without its branches: which one is taken is anybody's guess.
    #[inline(always)]
    fn band(&self, personality: f64, competency: f64, verdict: Verdict) -> Band {
        let Bands { high, mid } = self.cutoffs;
        let level = |score| usize::from(meets(score, mid)) + usize::from(meets(score, high));
        let is_clear = !verdict.a_gate_failed & verdict.guessing_passed;
        self.bands[level(personality) & 3][level(competency) & 3][usize::from(is_clear)]
    }
}

/// Room for the sums of one person, kept from one to the next.
#[derive(Debug)]
pub struct Scratch {
    style: AxisSums,
    areas: AxisSums,
    /// Behind those of the roles, of none.
    places: Vec<[Place; 4]>,
    pub standings: Standings,
}

impl Scratch {
    /// Makes room for some roles.
    pub fn of(roles: usize) -> Self {
        let sums = AxisSums::of(roles);
        Self {
            style: sums.clone(),
            areas: sums,
            places: vec![[Place::LAST; 4]; roles.div_ceil(4)],
            standings: Standings::blank(roles),
        }
    }
}

/// The sums of all roles on one axis.
#[derive(Clone, Debug)]
struct AxisSums {
    /// Of the weighted values.
    sums: Vec<Quad>,
    /// The weights of the parts that are scored. These and what follows are only kept up where some part is not.
    scored: Vec<Quad>,
    /// Their share of the roles' whole weights, 0 to 1.
    coverage: Vec<Quad>,
    /// Roles that lack a part without which they are not scored.
    missing: u64,
    /// Some part lacks so many answers that it is not scored.
    is_short: bool,
    /// Roles whose gate fails.
    failed: u64,
    credits: f64,
    positions: Lanes,
}

impl AxisSums {
    fn of(roles: usize) -> Self {
        let none = vec![Quad::default(); roles.div_ceil(4)];
        Self {
            sums: none.clone(),
            scored: none.clone(),
            coverage: none,
            missing: 0,
            is_short: false,
            failed: 0,
            credits: 0.0,
            positions: Lanes::NONE,
        }
    }

    /// Adds up the parts of an axis; returns what they lack.
    #[inline(always)]
    fn add_up(&mut self, tables: &Tables, states: &(impl Iterator<Item = usize> + Clone)) -> Lack {
        // One pass for what most packs have: up to four roles.
        let mut sums = Quad::default();
        let (mut failed, mut credits, mut positions, mut lack) = (0, 0.0, Lanes::NONE, Lack::default());
        for state in states.clone() {
            // Copied as a whole: its parts are known to be aligned then.
            let State { entry, positions: chosen } = tables.states[state];
            let entry = tables.entries[entry as usize];
            positions = positions.plus(chosen);
            add(&mut sums, &entry.weighted);
            failed |= entry.failed;
            credits += entry.credits;
            lack = lack.plus(entry.lack);
        }
        (self.failed, self.credits, self.positions, self.is_short) = (failed, credits, positions, false);
        self.sums[0] = sums;
        let others = self.sums.len() - 1;
        for (quad, total) in self.sums[1..].iter_mut().enumerate() {
            *total = Quad::default();
            states.clone().for_each(|state| add(total, &tables.others[tables.entry(state) * others + quad]));
        }
        lack
    }

    /// Adds up the weights where not every part counts, none at all when they are `refused`.
    #[cold]
    fn weigh(&mut self, tables: &Tables, axis: &Axis, states: impl Iterator<Item = usize>, refused: bool) {
        self.scored.fill(Quad::default());
        self.missing = 0;
        for (state, (weights, required)) in states.zip(&axis.weights) {
            let lack = tables.entries[tables.entry(state)].lack;
            if lack.has_no_score() {
                self.is_short |= lack.has_gaps();
                self.missing |= required;
            } else if !refused {
                self.scored.iter_mut().zip(weights).for_each(|(sums, weights)| add(sums, weights));
            }
        }
        for ((coverage, scored), whole) in self.coverage.iter_mut().zip(&self.scored).zip(&axis.whole) {
            *coverage = divide(scored, whole);
        }
    }

    /// Says whether a role has a score, and returns its coverage.
    fn coverage(&self, quad: usize, lane: usize, min_coverage: f64) -> (bool, f64) {
        let coverage = self.coverage[quad][lane];
        (self.scored[quad][lane] > 0.0 && meets(coverage, min_coverage), coverage)
    }
}
