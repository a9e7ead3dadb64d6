//! How numbers are printed: SCORING.md, "Printing".

/// Prints a score as a whole number. A value below a cut-off never rounds up to it.
pub fn whole(value: f64, cutoffs: &[f64]) -> String {
    let rounded = value.round();
    let is_lifted = cutoffs.iter().any(|cutoff| value < cutoff - 1e-9 && rounded >= *cutoff);
    let shown = if is_lifted { value.floor() } else { rounded };
    format!("{shown:.0}")
}

/// Prints a distance in points; what rounds to nothing is still something.
pub fn points(distance: f64) -> String {
    match distance.round() as i64 {
        0 => "less than 1 point".to_owned(),
        1 => "1 point".to_owned(),
        whole => format!("{whole} points"),
    }
}

/// Prints a value with one decimal.
pub fn tenths(value: f64) -> String {
    format!("{:.1}", value + 0.0)
}

/// Prints a score with one decimal. A value below a cut-off never rounds up to it.
pub fn tenths_below(value: f64, cutoffs: &[f64]) -> String {
    tenths(rounded_tenths(value, cutoffs))
}

/// Rounds a score to tenths, as [`tenths_below`] prints it.
pub fn rounded_tenths(value: f64, cutoffs: &[f64]) -> f64 {
    let rounded = (value * 10.0).round() / 10.0;
    let is_lifted = cutoffs.iter().any(|cutoff| value < cutoff - 1e-9 && rounded >= *cutoff);
    if is_lifted { (value * 10.0).floor() / 10.0 } else { rounded }
}

/// Prints a share as a whole percentage that never rounds up to 100.
pub fn percent(share: f64) -> String {
    format!("{}%", whole(100.0 * share, &[100.0]))
}

/// Prints with two decimals, halves to even, as every CSV does.
pub fn hundredths(value: f64) -> String {
    format!("{:.2}", (value * 100.0).round_ties_even() / 100.0)
}

/// Rounds values to tenths by largest remainder, so that they add up to their total as [`tenths_below`] prints it.
pub fn tenths_that_add_up(values: &[f64], total: f64, cutoffs: &[f64]) -> Vec<f64> {
    let total = (rounded_tenths(total, cutoffs) * 10.0).round() as i64;
    let mut tenths: Vec<i64> = values.iter().map(|value| (value * 10.0 + 1e-9).floor() as i64).collect();
    let missing = usize::try_from(total - tenths.iter().sum::<i64>()).unwrap_or(0);
    let mut by_remainder: Vec<usize> = (0..values.len()).collect();
    let remainder = |index: &usize| values[*index] * 10.0 - tenths[*index] as f64;
    by_remainder.sort_by(|a, b| remainder(b).total_cmp(&remainder(a)));
    for index in by_remainder.into_iter().cycle().take(missing) {
        tenths[index] += 1;
    }
    tenths.into_iter().map(|tenths| tenths as f64 / 10.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_below_a_cutoff_never_rounds_up_to_it() {
        assert_eq!(whole(74.6, &[75.0, 60.0]), "74");
        assert_eq!(whole(74.6, &[]), "75");
        assert_eq!(whole(75.4, &[75.0]), "75");
        assert_eq!(whole(75.0 - 1e-12, &[75.0]), "75");
        assert_eq!(percent(0.996), "99%");
        assert_eq!(percent(1.0), "100%");
        assert_eq!(tenths_below(74.96, &[75.0]), "74.9");
        assert_eq!(tenths_that_add_up(&[37.48, 37.48], 74.96, &[75.0]).iter().sum::<f64>(), 74.9);
    }

    #[test]
    fn hundredths_round_halves_to_even() {
        assert_eq!(hundredths(0.125), "0.12");
        assert_eq!(hundredths(0.375), "0.38");
        assert_eq!(hundredths(100.0), "100.00");
    }

    #[test]
    fn rounded_contributions_add_up_to_the_rounded_total() {
        let shown = tenths_that_add_up(&[33.333, 33.333, 33.334], 100.0, &[]);
        assert_eq!(shown, [33.3, 33.3, 33.4]);
        assert_eq!(tenths_that_add_up(&[], 0.0, &[]), Vec::<f64>::new());
        for seed in 1..200_u32 {
            let values: Vec<f64> = (1..8).map(|index| f64::from(seed * 7919 * index % 9973) / 700.0).collect();
            let total: f64 = values.iter().sum();
            let shown: f64 = tenths_that_add_up(&values, total, &[]).iter().sum();
            assert!((shown - (total * 10.0).round() / 10.0).abs() < 1e-9, "{values:?}");
        }
    }
}
