//! Quantiles of the beta, F and t distributions, by bisection of the regularised incomplete beta function.

use statrs::function::beta::checked_beta_reg;

/// Halvings of an interval until its ends are neighbours.
const HALVINGS: usize = 1100;

/// Returns the share of a beta distribution below a value.
pub fn beta_share(a: f64, b: f64, value: f64) -> f64 {
    checked_beta_reg(a, b, value.clamp(0.0, 1.0)).unwrap_or(f64::NAN)
}

/// Returns the value below which a share of a beta distribution lies.
pub fn beta(share: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if beta_share(a, b, middle) < share { low = middle } else { high = middle }
    }
    high
}

/// Returns the value below which a share of an F distribution lies.
pub fn f(share: f64, above: f64, below: f64) -> f64 {
    // The smaller side of the beta distribution keeps its digits.
    let rest = beta(1.0 - share, below / 2.0, above / 2.0);
    below * (1.0 - rest) / (above * rest)
}

/// Returns the value below which a share of a t distribution lies, for shares of a half and more.
pub fn t(share: f64, freedom: f64) -> f64 {
    f(2.0 * share - 1.0, 1.0, freedom).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() <= 1e-9 * expected.abs().max(1e-3), "{value} {expected}");
    }

    /// The values are those of scipy.
    #[test]
    fn quantiles_are_those_of_scipy() {
        for (share, a, b, expected) in BETA {
            near(beta(share, a, b), expected);
        }
        for (share, above, below, expected) in F {
            near(f(share, above, below), expected);
        }
        for (share, freedom, expected) in T {
            near(t(share, freedom), expected);
        }
    }

    const BETA: [(f64, f64, f64, f64); 9] = [
        (0.025, 3.0, 28.0, 0.02111713702972257),
        (0.975, 4.0, 27.0, 0.2652884504742081),
        (0.5, 0.5, 0.5, 0.4999999999999999),
        (0.025, 1.0, 1000.0, 2.531748749129404e-05),
        (0.975, 1000.0, 1.0, 0.9999746825125088),
        (0.001, 50.0, 2.0, 0.832871078874452),
        (0.999, 0.5, 20.0, 0.23967899160474218),
        (0.025, 300.0, 700.0, 0.27199835569079106),
        (0.975, 30000.5, 70000.5, 0.3028460153013076),
    ];

    const F: [(f64, f64, f64, f64); 9] = [
        (0.025, 29.0, 261.0, 0.5422086537127885),
        (0.975, 29.0, 261.0, 1.6332027914452076),
        (0.025, 99.0, 891.0, 0.7315409045437445),
        (0.975, 99.0, 297.0, 1.3633410389417446),
        (0.975, 29.0, 87.0, 1.746959851084415),
        (0.025, 29.0, 87.0, 0.52235534924248),
        (0.975, 2799.0, 11196.0, 1.0597818953238143),
        (0.5, 3.0, 7.0, 0.870944253187285),
        (0.975, 999999.0, 8999991.0, 1.0029242812041546),
    ];

    const T: [(f64, f64, f64); 6] = [
        (0.975, 1.0, 12.706204736174694),
        (0.975, 4.5, 2.6589123472044034),
        (0.975, 29.0, 2.045229642132703),
        (0.975, 100000.0, 1.9599877075346095),
        (0.95, 12.0, 1.782287555649319),
        (0.995, 7.25, 3.4587559624438082),
    ];

    #[test]
    fn a_quantile_leads_back_to_its_share() {
        for (a, b) in [(0.5, 0.5), (1.0, 30.0), (500.5, 0.5), (200_000.0, 800_000.0)] {
            for share in [1e-6, 0.025, 0.5, 0.975] {
                let back = beta_share(a, b, beta(share, a, b));
                assert!((back - share).abs() < 1e-9, "{a} {b} {share} {back}");
            }
        }
    }
}
