//! What one person's answers add up to: a number for each part, in whatever order the answers come.

use crate::batch::tables::Tables;
use crate::scoring::{Guessing, ScenarioSum};
use crate::survey::layout::Item;

/// One person's choices, added up.
#[derive(Clone, Debug)]
pub struct Tally {
    /// For each part the number of its state, 0 while nothing is answered. A part is a byte: there is room for whatever it
    /// says.
    pub(super) states: [u16; Tally::PARTS],
    /// How often each response was given.
    pub(super) responses: Lanes,
    /// What a blind pick would earn over the answered scenarios.
    pub(super) chance: Chance,
}

impl Default for Tally {
    fn default() -> Self {
        Self { states: [0; Self::PARTS], responses: Lanes::NONE, chance: Chance::default() }
    }
}

impl Tally {
    /// How many parts there may be.
    pub(super) const PARTS: usize = 256;

    /// Starts over, without an answer.
    pub fn clear(&mut self, tables: &Tables) {
        self.states[..tables.parts()].fill(0);
        self.chance = Chance::default();
        self.responses = Lanes::NONE;
    }

    /// Starts over at some states.
    #[inline]
    pub(super) fn begin(&mut self, states: &[u16], chance: Chance) {
        self.states[..states.len()].copy_from_slice(states);
        self.chance = chance;
    }

    /// Says whether nothing is answered.
    pub(super) fn is_blank(&self, tables: &Tables) -> bool {
        self.states[..tables.parts()].iter().all(|state| *state == 0)
    }

    /// Adds a choice: the response minus the least one of the scale, or the index of the option.
    pub fn enter(&mut self, tables: &Tables, item: Item, choice: usize) {
        let mark = tables.mark(item);
        self.states[usize::from(mark.part)] += mark.choices[choice];
        self.chance = self.chance.plus(mark.chance);
        if let Item::Statement(_) = item {
            self.responses = self.responses.plus(Lanes::of_code(choice + 1));
        }
    }
}

/// What the choices of an item add to the state of its part; no answer adds nothing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    pub part: u8,
    pub choices: Vec<u16>,
    /// Of a scenario.
    pub chance: Chance,
}

/// What a blind pick would earn over some scenarios, in units, as [`ScenarioSum`] counts them. Sums of whole units are exact
/// in any order.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Chance {
    means: f64,
    variances: f64,
}

impl Chance {
    pub(super) fn of(sum: ScenarioSum) -> Self {
        Self { means: sum.means, variances: sum.variances }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { means: self.means + other.means, variances: self.variances + other.variances }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self { means: self.means - other.means, variances: self.variances - other.variances }
    }

    /// Tests the credits of so many answers, in units, against uniform picks.
    pub(super) fn test(self, answered: usize, credits: f64) -> Guessing {
        let Self { means, variances } = self;
        ScenarioSum { answered, credits, means, variances }.guessing()
    }
}

/// How often each of up to eight choices was made, 8 bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lanes(u64);

impl Lanes {
    /// How many choices have a lane.
    pub(super) const COUNT: usize = 8;
    /// All lanes together count up to this.
    pub(super) const MOST: usize = 255;
    pub(super) const NONE: Self = Self(0);

    /// Counts a choice once, by its code: 0 for none, 1 for the first and so on.
    pub(super) const fn of_code(code: usize) -> Self {
        if code == 0 || code > Self::COUNT { Self::NONE } else { Self(1 << (8 * (code - 1))) }
    }

    pub(super) const fn plus(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }

    /// Returns how many choices were made.
    pub(super) fn total(self) -> usize {
        // All eight bytes meet in the highest one.
        (self.0.wrapping_mul(0x0101_0101_0101_0101) >> 56) as usize
    }

    /// Returns how often the most frequent choice was made.
    pub(super) fn most(self) -> usize {
        self.0.to_le_bytes().into_iter().max().map_or(0, usize::from)
    }
}
