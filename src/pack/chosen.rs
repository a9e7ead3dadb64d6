//! What was chosen for an item: a byte, so that a person's answers stay close together.

use std::num::NonZeroU8;

/// What was chosen for an item, by its place from 0 among what could be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen(NonZeroU8);

impl Chosen {
    /// No item has more choices than this: neither a scale nor a scenario.
    pub const MOST: usize = 101;

    /// Takes a place; there is nothing at [`MOST`](Self::MOST) and beyond.
    pub fn new(place: usize) -> Option<Self> {
        let place = u8::try_from(place).ok().filter(|_| place < Self::MOST)?;
        NonZeroU8::new(place + 1).map(Self)
    }

    /// Returns its place, from 0.
    pub fn place(self) -> usize {
        self.number() - 1
    }

    /// Returns its number, from 1: where a table has what no answer comes to, it has that at 0.
    pub fn number(self) -> usize {
        usize::from(self.0.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_keeps_its_place() {
        for place in 0..Chosen::MOST {
            assert_eq!(Chosen::new(place).map(Chosen::place), Some(place));
        }
        for place in [Chosen::MOST, 255, 256, usize::MAX] {
            assert_eq!(Chosen::new(place), None);
        }
    }
}
