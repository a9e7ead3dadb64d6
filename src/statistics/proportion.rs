//! Shares of people, and how far off they may be.

use crate::statistics::{Limits, Measured, TAIL, quantile};

/// Returns the share of some people among others with the exact limits of Clopper and Pearson (1934).
pub fn measured(some: usize, of: usize) -> Option<Measured> {
    if of == 0 || some > of {
        return None;
    }
    let (hits, misses) = (some as f64, (of - some) as f64);
    let low = if some == 0 { 0.0 } else { quantile::beta(TAIL, hits, misses + 1.0) };
    let high = if some == of { 1.0 } else { quantile::beta(1.0 - TAIL, hits + 1.0, misses) };
    Some(Measured { value: hits / of as f64, limits: Limits { low, high } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_exact() {
        // scipy.stats.binomtest(some, of).proportion_ci()
        for (some, of, low, high) in BINOMIAL {
            let found = measured(some, of).unwrap().limits;
            assert!((found.low - low).abs() < 1e-9 && (found.high - high).abs() < 1e-9, "{some} of {of}: {found:?}");
        }
        assert_eq!(measured(0, 0), None);
    }

    const BINOMIAL: [(usize, usize, f64, f64); 8] = [
        (0, 5, 0.0, 0.5218237501049814),
        (5, 5, 0.47817624989501856, 1.0),
        (1, 30, 0.0008435709266493071, 0.17216945563341293),
        (9, 30, 0.14734518475470124, 0.49395904146290204),
        (30, 100, 0.2124064204896535, 0.3998146761797862),
        (1, 1, 0.025000000000000022, 1.0),
        (12, 1000, 0.006215525559595244, 0.020867679591036675),
        (499000, 1000000, 0.49801952405158545, 0.49998048174099496),
    ];
}
