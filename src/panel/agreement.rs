//! How far raters agree over many candidates: Krippendorff's alpha for ordered levels, with an interval from resampled
//! candidates.

use crate::random::SplitMix64;

/// Fewer candidates say nothing about agreement.
pub const LEAST_CANDIDATES: usize = 8;

/// How many resamples of the candidates the interval rests on.
const RESAMPLES: usize = 1000;

/// How many levels there are.
const LEVELS: usize = 3;

/// Agreement on one area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// 1 where all agree, 0 where they agree as often as chance.
    pub alpha: f64,
    /// Where it lies with 95 %.
    pub low: f64,
    pub high: f64,
    /// Candidates whom at least two raters observed.
    pub candidates: usize,
}

/// Returns the agreement over candidates, each with the levels that its raters gave. Nothing for too few candidates with two ratings,
/// or where all ratings are the same, which leaves nothing to agree on.
pub fn agreement(candidates: &[Vec<u8>], seed: u64) -> Option<Agreement> {
    let rated: Vec<&[u8]> = candidates.iter().map(Vec::as_slice).filter(|levels| levels.len() > 1).collect();
    if rated.len() < LEAST_CANDIDATES {
        return None;
    }
    let alpha = alpha(&rated)?;
    let mut random = SplitMix64::new(seed);
    let mut drawn: Vec<f64> = (0..RESAMPLES)
        .filter_map(|_| {
            let sample: Vec<&[u8]> = (0..rated.len()).map(|_| rated[random.below(rated.len())]).collect();
            self::alpha(&sample)
        })
        .collect();
    drawn.sort_by(f64::total_cmp);
    let at =
        |share: f64| drawn.get(((drawn.len() as f64 * share) as usize).min(drawn.len().saturating_sub(1))).copied();
    Some(Agreement { alpha, low: at(0.025)?, high: at(0.975)?, candidates: rated.len() })
}

/// Krippendorff's alpha with the ordinal metric. Nothing without any difference.
fn alpha(units: &[&[u8]]) -> Option<f64> {
    let mut together = [[0.0; LEVELS]; LEVELS];
    for levels in units {
        let pairs = (levels.len() - 1) as f64;
        for (index, one) in levels.iter().enumerate() {
            for (_, other) in levels.iter().enumerate().filter(|(place, _)| *place != index) {
                together[usize::from(*one)][usize::from(*other)] += 1.0 / pairs;
            }
        }
    }
    let counts = together.map(|row| row.iter().sum::<f64>());
    let all: f64 = counts.iter().sum();
    // How far apart two levels are: all that lies between them, and half of each.
    let apart = |low: usize, high: usize| {
        let between: f64 = counts[low..=high].iter().sum();
        (between - f64::midpoint(counts[low], counts[high])).powi(2)
    };
    let (mut seen, mut expected) = (0.0, 0.0);
    for low in 0..LEVELS {
        for high in low + 1..LEVELS {
            seen += together[low][high] * apart(low, high);
            expected += counts[low] * counts[high] * apart(low, high);
        }
    }
    (expected > 0.0).then(|| 1.0 - (all - 1.0) * seen / expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_of_a_known_table_is_the_published_one() {
        // Two raters, eight candidates; by hand: n = 16, counts 5, 6, 5, one pair 0-1 and one pair 1-2 apart.
        let units: [&[u8]; 8] = [&[0, 0], &[0, 0], &[0, 1], &[1, 1], &[1, 1], &[1, 2], &[2, 2], &[2, 2]];
        // apart(0,1) = (11 - 5.5)^2 = 30.25, apart(1,2) the same, apart(0,2) = (16 - 5)^2 = 121.
        let expected = 1.0 - 15.0 * (30.25 + 30.25) / (30.0 * 30.25 + 30.0 * 30.25 + 25.0 * 121.0);
        let alpha = alpha(&units).expect("different levels");
        assert!((alpha - expected).abs() < 1e-12, "{alpha}");
        assert!((alpha - 0.8125).abs() < 1e-4, "{alpha}");
    }

    #[test]
    fn raters_who_always_agree_have_1_and_those_who_never_do_less_than_0() {
        let same: Vec<Vec<u8>> = (0..9).map(|index| vec![index % 3; 3]).collect();
        let found = agreement(&same, 1).expect("nine candidates");
        assert_eq!((found.alpha, found.low, found.high, found.candidates), (1.0, 1.0, 1.0, 9));
        let opposite: Vec<Vec<u8>> = (0..9).map(|_| vec![0, 2]).collect();
        assert!(agreement(&opposite, 1).expect("nine candidates").alpha < 0.0);
    }

    #[test]
    fn too_few_candidates_and_ratings_that_are_all_alike_have_no_agreement() {
        let few: Vec<Vec<u8>> = (0..7).map(|index| vec![index % 3; 3]).collect();
        assert_eq!(agreement(&few, 1), None);
        let lone: Vec<Vec<u8>> = (0..20).map(|index| vec![index % 3]).collect();
        assert_eq!(agreement(&lone, 1), None);
        let alike: Vec<Vec<u8>> = (0..20).map(|_| vec![1, 1]).collect();
        assert_eq!(agreement(&alike, 1), None);
    }

    #[test]
    fn the_interval_holds_the_value_and_is_the_same_with_the_same_seed() {
        let mixed: Vec<Vec<u8>> = (0..12).map(|index| vec![index % 3, (index + index / 5) % 3, index % 3]).collect();
        let found = agreement(&mixed, 7).expect("twelve candidates");
        assert!(found.low <= found.alpha && found.alpha <= found.high, "{found:?}");
        assert!(found.low < found.high);
        assert_eq!(agreement(&mixed, 7), Some(found));
    }
}
