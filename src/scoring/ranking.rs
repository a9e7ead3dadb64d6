//! The ranking: all roles' fits in the order of their overall values. SCORING.md, section 4.

use crate::scoring::fit::Fit;
use crate::scoring::fit_row::FitRow;
use crate::scoring::order_key;

/// A role's key in the order of all roles, lowest first: by overall value, then demand, then role id. Roles without an
/// overall value come last, by id.
pub(crate) type RankKey = (bool, i64, i64, usize);

/// Places a role, given by its index in the order of ids.
pub(crate) fn place(overall: Option<f64>, demand: f64, role: usize) -> RankKey {
    match overall {
        Some(overall) => (false, -order_key(overall), -order_key(demand), role),
        None => (true, 0, 0, role),
    }
}

/// All roles' fits: ranked ones first, those with insufficient evidence after them.
#[derive(Debug)]
pub struct Ranking {
    fits: Vec<Fit>,
}

impl Ranking {
    /// Orders the fits of all roles, given in the order of their ids, and gives out the ranks.
    pub fn of(mut fits: Vec<Fit>) -> Self {
        fits.sort_by_key(|fit| place(fit.overall, fit.demand, fit.role));
        for (index, fit) in fits.iter_mut().enumerate() {
            fit.rank = fit.overall.map(|_| index + 1);
        }
        Self { fits }
    }

    /// Returns every fit, in order.
    pub fn fits(&self) -> &[Fit] {
        &self.fits
    }

    /// Returns the fit of a role.
    pub fn fit(&self, role: usize) -> Option<&Fit> {
        self.fits.iter().find(|fit| fit.role == role)
    }
}

/// Returns the role that is ranked first, if any is ranked.
pub fn first(fit_rows: &[FitRow]) -> Option<usize> {
    let ranked = fit_rows.iter().filter(|row| row.overall.is_some());
    ranked.min_by_key(|row| place(row.overall, row.demand, row.role)).map(|row| row.role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_equal_values_the_role_that_asks_for_more_comes_first_then_the_id() {
        let mut keys =
            [place(None, 99.0, 0), place(Some(50.0), 60.0, 1), place(Some(50.0), 70.0, 3), place(Some(50.0), 70.0, 2)];
        keys.sort_unstable();
        assert_eq!(keys.map(|(.., role)| role), [2, 3, 1, 0]);
        assert!(place(Some(50.1), 10.0, 9) < place(Some(50.0), 70.0, 2));
    }
}
