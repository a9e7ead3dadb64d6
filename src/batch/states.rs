//! Every state that a dimension or an area can be in, scored for all roles by the functions that score one person.
//!
//! A state is a number that answers add up to, in whatever order they come. For a dimension it counts answers and points,
//! for an area it spells the chosen option of each scenario. What it comes to is an entry: few of them, so that they stay in
//! a core's own cache.

use std::collections::HashMap;

use crate::batch::tally::{Chance, Lanes, Mark};
use crate::scoring::{
    AreaModel, DimensionModel, Model, NeedModel, ScenarioSum, StatementSum, attainment, meets, style_fit,
};

/// More states of one part than this are not worth a table, and a tally numbers them with 16 bits.
const MOST_STATES: usize = 1 << 16;

/// Values of four roles, which a processor adds in one go.
pub(super) type Quad = [f64; 4];

/// Groups one value per role; what is missing to a whole group is 0.
pub(super) fn quads(values: impl Iterator<Item = f64>) -> impl Iterator<Item = Quad> {
    let mut values = values.peekable();
    std::iter::from_fn(move || {
        values.peek()?;
        Some(std::array::from_fn(|_| values.next().unwrap_or_default()))
    })
}

/// A dimension or an area.
#[derive(Debug)]
pub(super) struct Part {
    pub states: Vec<State>,
    pub entries: Vec<Entry>,
    /// For each entry the weighted values of all roles beyond the first four.
    pub others: Vec<Quad>,
    /// The weights of all roles.
    pub weights: Vec<Quad>,
    /// Roles that are only scored when this part is.
    pub required: u64,
}

/// A state of a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// The number of its entry: many a state comes to the same.
    pub entry: u32,
    /// The positions of an area's chosen options.
    pub positions: Lanes,
}

/// What a state comes to: all that there is to look up where a pack has up to four roles, in one line of a cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Entry {
    /// The weighted values of the first four roles.
    pub weighted: Quad,
    /// The credits of an area's answers, in units.
    pub credits: f64,
    /// Roles whose gate fails.
    pub failed: u64,
    pub lack: Lack,
}

/// What a part lacks, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lack(u8);

impl Lack {
    /// An answer to some of the presented items.
    const ANSWERS: u8 = 1;
    /// A score: there are too few answers.
    const SCORE: u8 = 2;

    fn of(of_answers: bool, of_score: bool) -> Self {
        let bit = |holds, bit| if holds { bit } else { 0 };
        Self(bit(of_answers, Self::ANSWERS) | bit(of_score, Self::SCORE))
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn has_gaps(self) -> bool {
        self.0 & Self::ANSWERS != 0
    }

    pub(super) fn has_no_score(self) -> bool {
        self.0 & Self::SCORE != 0
    }
}

impl Part {
    fn of(weights: impl Iterator<Item = f64>, required: u64) -> Self {
        let weights = quads(weights).collect();
        Self { states: Vec::new(), entries: Vec::new(), others: Vec::new(), weights, required }
    }

    /// Adds an entry with the weighted values of all roles.
    fn push(&mut self, entry: Entry, weighted: impl Iterator<Item = f64>) {
        let mut quads = quads(weighted);
        self.entries.push(Entry { weighted: quads.next().unwrap_or_default(), ..entry });
        self.others.extend(quads);
    }
}

/// Returns what the choices of a dimension's statements add to its state.
pub(super) fn statement_marks(model: &Model, dimension: &DimensionModel, part: u8) -> impl Iterator<Item = Mark> {
    let answer = most_points(model, dimension) + 1;
    let steps = model.scale_steps as usize;
    dimension.toward_high.iter().map(move |toward_high| {
        let points = |choice| if *toward_high { choice } else { steps - choice };
        Mark {
            part,
            choices: (0..=steps).map(|choice| (answer + points(choice)) as u16).collect(),
            chance: Chance::default(),
        }
    })
}

/// Scores the states of a dimension, `of` whose statements are presented; there may be too many.
pub(super) fn dimension(model: &Model, index: usize, of: usize) -> Option<Part> {
    let dimension = &model.dimensions[index];
    let items = dimension.toward_high.len();
    let points = most_points(model, dimension) + 1;
    let states = (items + 1).checked_mul(points).filter(|states| *states <= MOST_STATES)?;
    let targets: Vec<_> =
        model.roles.iter().map(|role| role.targets.iter().find(|target| target.dimension == index)).collect();
    let weights = targets.iter().map(|target| target.map_or(0.0, |target| target.weight));
    let mut part = Part::of(weights, 0);
    part.states = (0..states as u32).map(|entry| State { entry, positions: Lanes::NONE }).collect();
    for state in 0..states {
        let sum = StatementSum { answered: state / points, points: (state % points) as f64 };
        let score = sum.score(model, of);
        let entry = Entry {
            weighted: Quad::default(),
            credits: 0.0,
            failed: 0,
            lack: Lack::of(sum.answered < of, score.is_none()),
        };
        let weighted = targets.iter().map(|target| match target.zip(score) {
            Some((target, score)) => target.weight * style_fit(target, score, model.settings.tolerance),
            None => 0.0,
        });
        part.push(entry, weighted);
    }
    Some(part)
}

/// Points never exceed this many steps times the answers.
fn most_points(model: &Model, dimension: &DimensionModel) -> usize {
    model.scale_steps as usize * dimension.toward_high.len()
}

/// Returns what the options of an area's scenarios add to its state: a digit for each scenario, where 0 is no answer.
/// There may be too many states.
pub(super) fn scenario_marks(area: &AreaModel, part: u8) -> Option<Vec<Mark>> {
    let mut unit: usize = 1;
    let mut marks = Vec::new();
    for scenario in &area.scenarios {
        let digits = scenario.credits.len() + 1;
        marks.push(Mark {
            part,
            choices: (1..digits).map(|digit| (digit * unit) as u16).collect(),
            // The same for every option.
            chance: Chance::of(ScenarioSum::of([(Some(0), scenario)].into_iter())),
        });
        unit = unit.checked_mul(digits).filter(|states| *states <= MOST_STATES)?;
    }
    Some(marks)
}

/// Scores the states of an area, `of` whose scenarios are presented, as [`scenario_marks`] numbers them.
pub(super) fn area(model: &Model, index: usize, of: usize) -> Part {
    let area = &model.areas[index];
    let needs: Vec<_> = model.roles.iter().map(|role| role.needs.iter().find(|need| need.area == index)).collect();
    let bits = |holds: &dyn Fn(&NeedModel) -> bool| {
        let bit = |(role, need): (usize, &Option<&NeedModel>)| u64::from(need.is_some_and(holds)) << role;
        needs.iter().enumerate().map(bit).sum()
    };
    let weights = needs.iter().map(|need| need.map_or(0.0, |need| need.weight));
    let mut part = Part::of(weights, bits(&|need| need.is_required));
    let mut known = HashMap::new();
    let states: usize = area.scenarios.iter().map(|scenario| scenario.credits.len() + 1).product();
    for state in 0..states {
        let sum = ScenarioSum::of(options(area, state).zip(&area.scenarios));
        let numbers = [sum.credits, sum.means, sum.variances].map(f64::to_bits);
        let next = part.entries.len() as u32;
        let entry = *known.entry((sum.answered, numbers)).or_insert(next);
        let positions =
            options(area, state).flatten().fold(Lanes::NONE, |lanes, it| lanes.plus(Lanes::of_code(it + 1)));
        part.states.push(State { entry, positions });
        if entry < next {
            continue;
        }
        let score = sum.score(model, of);
        let entry = Entry {
            weighted: Quad::default(),
            credits: sum.credits,
            failed: bits(&|need| need.gate.zip(score).is_some_and(|(gate, score)| !meets(score, gate))),
            lack: Lack::of(sum.answered < of, score.is_none()),
        };
        let weighted = needs.iter().map(|need| match (need, score, sum.chance()) {
            (Some(need), Some(score), Some(chance)) => need.weight * attainment(need.need, score, chance),
            _ => 0.0,
        });
        part.push(entry, weighted);
    }
    part
}

/// Returns the option that a state spells for each scenario.
fn options(area: &AreaModel, mut state: usize) -> impl Iterator<Item = Option<usize>> {
    area.scenarios.iter().map(move |scenario| {
        let digits = scenario.credits.len() + 1;
        let digit = state % digits;
        state /= digits;
        digit.checked_sub(1)
    })
}
