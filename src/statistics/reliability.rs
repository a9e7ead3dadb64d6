//! How much of the spread of a score is more than chance: alpha, and omega of one factor.

use crate::statistics::moments::Covariances;
use crate::statistics::{Limits, Measured, TAIL, quantile};

/// With fewer people the loadings of a factor say little.
pub const FEWEST_FOR_OMEGA: usize = 100;

/// Values lie between 0 and 1: what varies less is rounding, also over a billion people.
const LEAST_VARIANCE: f64 = 1e-12;

/// Returns Cronbach's alpha of the sum of some items, with the limits of Feldt (1965) as R's psych has them.
pub fn alpha(covariances: &Covariances) -> Option<Measured> {
    let (items, people) = (covariances.items as f64, covariances.people as f64);
    let total = covariances.of_the_sum(|_| true);
    if covariances.items < 2 || covariances.people < 2 || total < LEAST_VARIANCE {
        return None;
    }
    let value = items / (items - 1.0) * (1.0 - covariances.of_the_items() / total);
    let (above, below) = (people - 1.0, (people - 1.0) * (items - 1.0));
    let limit = |share: f64| 1.0 - (1.0 - value) * quantile::f(share, above, below);
    Some(Measured { value, limits: Limits { low: limit(1.0 - TAIL), high: limit(TAIL) } })
}

/// Steps of the estimation, and the change of a loading that ends it, as a share of the item's spread.
const MOST_STEPS: usize = 20_000;
const SETTLED: f64 = 1e-10;

/// The share of an item's variance that is its own, at the least: a factor that explains all of an item explains nothing.
const LEAST_OWN: f64 = 0.005;

/// Returns McDonald's omega: the share of the variance of the sum that one common factor explains.
///
/// The factor is that of the greatest likelihood, found step by step (Rubin and Thayer, 1982). There is none for fewer than three
/// items, nor where the factor takes over an item.
pub fn omega(covariances: &Covariances) -> Option<f64> {
    let items = covariances.items;
    let spreads: Vec<f64> = (0..items).map(|item| covariances.get(item, item).sqrt()).collect();
    if items < 3 || spreads.iter().any(|spread| *spread <= 0.0) {
        return None;
    }
    let correlation = |row: usize, column: usize| covariances.get(row, column) / (spreads[row] * spreads[column]);
    let correlations: Vec<Vec<f64>> =
        (0..items).map(|row| (0..items).map(|column| correlation(row, column)).collect()).collect();
    let Factor { loadings, own } = factor(&correlations)?;
    let common = loadings.iter().zip(&spreads).map(|(loading, spread)| loading * spread).sum::<f64>().powi(2);
    let unique: f64 = own.iter().zip(&spreads).map(|(own, spread)| own * spread * spread).sum();
    Some(common / (common + unique))
}

/// What one common factor explains of each item, and the variance that it leaves.
struct Factor {
    loadings: Vec<f64>,
    own: Vec<f64>,
}

fn factor(correlations: &[Vec<f64>]) -> Option<Factor> {
    let items = correlations.len();
    let mut found = Factor { loadings: start(correlations), own: vec![0.5; items] };
    for _ in 0..MOST_STEPS {
        let weights: Vec<f64> = found.loadings.iter().zip(&found.own).map(|(loading, own)| loading / own).collect();
        let information = 1.0 + dot(&weights, &found.loadings);
        let weights: Vec<f64> = weights.iter().map(|weight| weight / information).collect();
        let with_factor: Vec<f64> = correlations.iter().map(|row| dot(row, &weights)).collect();
        let of_factor = 1.0 - dot(&weights, &found.loadings) + dot(&weights, &with_factor);
        let loadings: Vec<f64> = with_factor.iter().map(|value| value / of_factor).collect();
        let change = loadings.iter().zip(&found.loadings).map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
        found.own = loadings.iter().zip(&with_factor).map(|(loading, with)| 1.0 - loading * with).collect();
        found.loadings = loadings;
        if found.own.iter().any(|own| own.is_nan() || *own < LEAST_OWN) {
            return None;
        }
        if change < SETTLED {
            return Some(found);
        }
    }
    None
}

/// Begins with the side on which each item stands in the sum of all.
fn start(correlations: &[Vec<f64>]) -> Vec<f64> {
    let sums: Vec<f64> = correlations.iter().map(|row| row.iter().sum()).collect();
    let length = dot(&sums, &sums).sqrt().max(f64::MIN_POSITIVE);
    sums.iter()
        .map(|sum| 0.6 * sum / length * (sums.len() as f64).sqrt())
        .map(|loading| loading.clamp(-0.9, 0.9))
        .collect()
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Items that share a correlation.
    fn alike(items: usize, correlation: f64, people: usize) -> Covariances {
        let places = (0..items).flat_map(|row| (0..items).map(move |column| (row, column)));
        let values = places.map(|(row, column)| if row == column { 1.0 } else { correlation }).collect();
        Covariances { items, values, people }
    }

    /// The correlation at which so many items have an alpha.
    fn with_alpha(items: usize, alpha: f64, people: usize) -> Covariances {
        let items_of = items as f64;
        alike(items, alpha / (items_of - alpha * (items_of - 1.0)), people)
    }

    #[test]
    fn small_samples_leave_alpha_open() {
        for (items, value, people, low, high) in
            [(10, 0.8, 30, 0.67, 0.89), (10, 0.8, 100, 0.74, 0.85), (4, 0.5, 30, 0.13, 0.74), (4, 0.5, 100, 0.32, 0.64)]
        {
            let found = alpha(&with_alpha(items, value, people)).unwrap();
            assert!((found.value - value).abs() < 1e-12);
            assert!((found.limits.low - low).abs() < 0.006, "{items} {people}: {found:?}");
            assert!((found.limits.high - high).abs() < 0.006, "{items} {people}: {found:?}");
        }
    }

    #[test]
    fn there_is_no_alpha_of_one_item_or_of_answers_that_are_all_alike() {
        assert_eq!(alpha(&alike(1, 1.0, 30)), None);
        assert_eq!(alpha(&Covariances { items: 2, values: vec![0.0; 4], people: 30 }), None);
    }

    #[test]
    fn omega_is_alpha_where_all_items_load_alike() {
        let covariances = with_alpha(6, 0.8, 200);
        assert!((omega(&covariances).unwrap() - 0.8).abs() < 1e-6);
        assert_eq!(omega(&alike(2, 0.5, 200)), None);
    }

    #[test]
    fn omega_finds_the_loadings_that_made_the_correlations() {
        let loadings: [f64; 5] = [0.8, 0.7, 0.6, 0.5, 0.3];
        let spreads = [1.0, 2.0, 0.5, 1.5, 1.0];
        let places = (0..5).flat_map(|row| (0..5).map(move |column| (row, column)));
        let value = |row: usize, column: usize| {
            let shared = if row == column { 1.0 } else { loadings[row] * loadings[column] };
            shared * spreads[row] * spreads[column]
        };
        let values: Vec<f64> = places.map(|(row, column)| value(row, column)).collect();
        let common = loadings.iter().zip(spreads).map(|(loading, spread)| loading * spread).sum::<f64>().powi(2);
        let expected = common / values.iter().sum::<f64>();
        let found = omega(&Covariances { items: 5, values, people: 300 }).unwrap();
        assert!((found - expected).abs() < 1e-6, "{found} {expected}");
    }
}
