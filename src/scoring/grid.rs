//! The grids that everything is summed over: positions on a dimension, judgment in an area, and the common centre of a
//! person's areas. SCORING.md, sections 2 and 3.

use std::sync::LazyLock;

use libm::exp;
use wide::f64x4;

/// Positions on a dimension: 0, 0.5, ..., 100.
pub(crate) const POINTS: usize = 201;

/// Values of the judgment theta: -3, -2.875, ..., 12.
pub(crate) const THETAS: usize = 121;

/// Values of the centre mu: -2, -1, ..., 9.
pub(crate) const CENTERS: usize = 12;

/// How far the areas of one person lie from their centre.
const SPREAD: f64 = 2.0;

/// One value for each centre.
pub(crate) type ByCenter = [f64; CENTERS];

/// One value for each theta.
pub(crate) type ByTheta = [f64; THETAS];

pub(crate) fn point(index: usize) -> f64 {
    index as f64 / 2.0
}

pub(crate) fn theta(index: usize) -> f64 {
    index as f64 / 8.0 - 3.0
}

fn center(index: usize) -> f64 {
    index as f64 - 2.0
}

/// K(theta | mu): by theta, then by centre. For each centre it adds up to 1.
pub(crate) static GIVEN_CENTER: LazyLock<[ByCenter; THETAS]> = LazyLock::new(|| {
    let weight = |theta_index: usize, center_index: usize| {
        let distance = (theta(theta_index) - center(center_index)) / SPREAD;
        exp(-distance * distance / 2.0)
    };
    let sums: ByCenter = std::array::from_fn(|center| (0..THETAS).map(|theta| weight(theta, center)).sum());
    std::array::from_fn(|theta| std::array::from_fn(|center| weight(theta, center) / sums[center]))
});

/// One value for each centre, in lanes of four that are worked on side by side, always in the same order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lanes([f64x4; CENTERS / 4]);

impl Lanes {
    pub(crate) fn all(value: f64) -> Self {
        Self([f64x4::splat(value); CENTERS / 4])
    }

    fn of(values: &ByCenter) -> Self {
        let mut lanes = Self::all(0.0);
        lanes.with(values, |_, value| value);
        lanes
    }

    pub(crate) fn multiply(&mut self, values: &ByCenter) {
        self.with(values, |product, value| product * value);
    }

    pub(crate) fn values(self) -> ByCenter {
        let lanes = self.0.map(f64x4::to_array);
        std::array::from_fn(|center| lanes[center / 4][center % 4])
    }

    fn with(&mut self, values: &ByCenter, change: impl Fn(f64x4, f64x4) -> f64x4) {
        for (lane, values) in self.0.iter_mut().zip(values.as_chunks().0) {
            *lane = change(*lane, f64x4::from(*values));
        }
    }
}

/// Adds products up: in four lanes, without waiting for the sum before.
pub(crate) fn dot(one: &ByCenter, other: &ByCenter) -> f64 {
    let mut products = Lanes::of(one);
    products.multiply(other);
    let [first, second, third] = products.0;
    let [a, b, c, d] = (first + second + third).to_array();
    (a + c) + (b + d)
}

/// Returns the first index from which a cumulative weight passes a share of the whole, the last one where none does.
///
/// `passes` compares a cumulative weight with the share, both as parts of the whole.
pub(crate) fn first_beyond(weights: &[f64], passes: impl Fn(f64) -> bool) -> usize {
    let total: f64 = weights.iter().sum();
    let mut sum = 0.0;
    let found = weights.iter().position(|weight| {
        sum += weight;
        passes(sum / total)
    });
    found.unwrap_or(weights.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grids_are_those_of_the_specification() {
        assert_eq!((point(0), point(POINTS - 1)), (0.0, 100.0));
        assert_eq!((theta(0), theta(1), theta(THETAS - 1)), (-3.0, -2.875, 12.0));
        assert_eq!((center(0), center(CENTERS - 1)), (-2.0, 9.0));
    }

    #[test]
    fn judgment_given_a_centre_adds_up_to_one() {
        for center in 0..CENTERS {
            let sum: f64 = GIVEN_CENTER.iter().map(|by_center| by_center[center]).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{sum}");
        }
    }

    #[test]
    fn eight_areas_cannot_lose_a_centre() {
        let least = GIVEN_CENTER.as_flattened().iter().copied().fold(1.0, f64::min);
        assert!(least > 1e-13, "{least}");
    }

    #[test]
    fn products_are_added_up_in_any_lane() {
        let one: ByCenter = std::array::from_fn(|index| index as f64);
        assert_eq!(dot(&one, &[1.0; CENTERS]), 66.0);
    }
}
