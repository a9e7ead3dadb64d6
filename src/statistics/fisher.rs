//! Fisher's exact test of two shares.

/// Tables that are as likely as the observed one but for rounding count as likely, as in R.
const AS_LIKELY: f64 = 1.0 + 1e-7;

/// Returns how often two groups of one rate differ as much as these or more: the sum over all tables with these margins that
/// are no likelier.
///
/// A group is given by how many of it have the outcome, and of how many.
pub fn probability(one: (usize, usize), other: (usize, usize)) -> f64 {
    let (lowest, shares) = shares(one.0 + other.0, one.1, other.1);
    let observed = shares[one.0 - lowest];
    let sum = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>();
    let no_likelier = sum(&mut shares.iter().copied().filter(|share| *share <= observed * AS_LIKELY));
    (no_likelier / sum(&mut shares.iter().copied())).min(1.0)
}

/// Returns, for all tables in which so many of two groups of these sizes have the outcome, whether their probability is below a level;
/// they are in order of how many of the first group have it, from the fewest on, which is returned as well.
pub fn found_apart(hits: usize, sizes: (usize, usize), level: f64) -> (usize, Vec<bool>) {
    let (lowest, shares) = shares(hits, sizes.0, sizes.1);
    let mut sorted = shares.clone();
    sorted.sort_by(f64::total_cmp);
    let mut sum = 0.0;
    let mut sums = vec![sum];
    for share in &sorted {
        sum += share;
        sums.push(sum);
    }
    let up_to = |share: f64| sums[sorted.partition_point(|other| *other <= share * AS_LIKELY)];
    (lowest, shares.iter().map(|share| up_to(*share) / sum < level).collect())
}

/// Returns how likely each table with these margins is, as a share of the likeliest one, and the fewest of the first group that may
/// have the outcome, which the first table is of.
fn shares(hits: usize, one: usize, other: usize) -> (usize, Vec<f64>) {
    let lowest = hits.saturating_sub(other);
    let highest = hits.min(one);
    // Each table by its share of the likeliest one: nothing is too small or too large that matters.
    let ratio = |count: usize| {
        let (count, hits, size, rest) = (count as f64, hits as f64, one as f64, other as f64);
        (hits - count) * (size - count) / ((count + 1.0) * (rest - hits + count + 1.0))
    };
    let mode = mode(lowest, highest, &ratio);
    let mut shares = vec![0.0; highest - lowest + 1];
    shares[mode - lowest] = 1.0;
    for count in mode..highest {
        shares[count + 1 - lowest] = shares[count - lowest] * ratio(count);
    }
    for count in (lowest..mode).rev() {
        shares[count - lowest] = shares[count + 1 - lowest] / ratio(count);
    }
    (lowest, shares)
}

/// Finds the likeliest table: from there on the ratio to the next is below 1.
fn mode(lowest: usize, highest: usize, ratio: &dyn Fn(usize) -> f64) -> usize {
    let (mut low, mut high) = (lowest, highest);
    while low < high {
        let middle = usize::midpoint(low, high);
        if ratio(middle) > 1.0 { low = middle + 1 } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    type Group = (usize, usize);

    #[test]
    fn probabilities_are_those_of_scipy() {
        for (one, other, expected) in TABLES {
            let found = probability(one, other);
            assert!((found - expected).abs() < 1e-9, "{one:?} {other:?}: {found} {expected}");
            assert!((probability(other, one) - found).abs() < 1e-12);
        }
    }

    #[test]
    fn every_table_is_found_apart_that_is_unlikely_by_itself() {
        for (one, other) in [(0, 3), (7, 1), (12, 9), (15, 15)] {
            for hits in 0..=one + other {
                let (lowest, found) = found_apart(hits, (one, other), 0.05);
                for (first, found) in (lowest..).zip(found) {
                    assert_eq!(found, probability((first, one), (hits - first, other)) < 0.05, "{first} {hits}");
                }
            }
        }
    }

    #[test]
    fn groups_without_a_difference_or_without_anybody_are_no_surprise() {
        assert_eq!(probability((0, 10), (0, 20)), 1.0);
        assert_eq!(probability((10, 10), (20, 20)), 1.0);
        assert_eq!(probability((0, 0), (3, 20)), 1.0);
        assert!((probability((5, 10), (10, 20)) - 1.0).abs() < 1e-12);
    }

    const TABLES: [(Group, Group, f64); 40] = [
        ((9, 30), (5, 30), 0.36036045478232237),
        ((1, 9), (11, 14), 0.0027594561852200836),
        ((0, 7), (5, 8), 0.02564102564102564),
        ((3, 3), (0, 40), 8.103071063933232e-05),
        ((12, 100), (30, 100), 0.002866560763284443),
        ((30, 1000), (41, 900), 0.08942496803804553),
        ((480, 1000), (430, 1000), 0.027761553058063188),
        ((3, 12), (3, 12), 1.0),
        ((1, 5), (3, 15), 1.0),
        ((83, 89), (67, 95), 9.698464079850213e-05),
        ((0, 4), (80, 333), 0.5762567479543643),
        ((6, 8), (6, 32), 0.004836415362731153),
        ((13, 24), (2, 4), 1.0),
        ((6, 6), (36, 391), 1.0020408775270214e-06),
        ((0, 5), (0, 68), 1.0),
        ((1, 6), (9, 28), 0.6444578943924621),
        ((26, 70), (5, 29), 0.05995748795972153),
        ((5, 10), (6, 12), 1.0),
        ((5, 9), (2, 3), 1.0),
        ((1, 2), (19, 40), 1.0),
        ((60, 95), (45, 62), 0.2309919066645892),
        ((5, 9), (1, 1), 1.0),
        ((4, 6), (2, 193), 3.491264473102259e-06),
        ((319, 363), (1, 3), 0.042739429894157036),
        ((8, 8), (5, 12), 0.014654282765737875),
        ((11, 14), (188, 302), 0.2676342004426629),
        ((13, 56), (1, 2), 0.42770719903206295),
        ((44, 44), (8, 9), 0.16981132075471697),
        ((1, 6), (5, 40), 1.0),
        ((1, 16), (2, 21), 1.0),
        ((44, 122), (4, 10), 1.0),
        ((4, 75), (25, 29), 6.20135739324299e-16),
        ((93, 107), (4, 17), 2.1010935920588906e-07),
        ((47, 87), (2, 7), 0.2536617770240539),
        ((3, 5), (21, 73), 0.16638894533631376),
        ((162, 353), (245, 374), 1.0641453958152029e-07),
        ((57, 61), (9, 52), 1.242864613977882e-17),
        ((7, 9), (43, 92), 0.09199708236799559),
        ((16, 16), (4, 5), 0.23809523809523805),
        ((88, 100), (4, 6), 0.17841359472951485),
    ];
}
