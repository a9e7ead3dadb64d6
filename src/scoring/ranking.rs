//! The ranking: all roles' fits in order. SCORING.md, section 4.

use crate::scoring::band::Band;
use crate::scoring::fit::Fit;
use crate::scoring::order_key;

/// What roles are ordered by: band, then overall value, then demand, then role id.
pub(crate) type Place = (Band, i64, i64, usize);

/// Returns a role's place in the order; `demand_key` is the [`order_key`] of its demand.
pub(crate) fn place(band: Band, overall: Option<f64>, demand_key: i64, role: usize) -> Place {
    match overall {
        // Role indices follow the order of their ids.
        Some(overall) => (band, -order_key(overall), -demand_key, role),
        // Roles without a rank are listed by id alone.
        None => (band, 0, 0, role),
    }
}

/// All roles' fits: ranked ones first, those with insufficient evidence after them.
#[derive(Debug)]
pub struct Ranking {
    fits: Vec<Fit>,
}

impl Ranking {
    /// Orders fits and gives out the ranks.
    pub fn of(mut fits: Vec<Fit>) -> Self {
        fits.sort_by_key(|fit| place(fit.band, fit.overall, order_key(fit.demand), fit.role));
        for (index, fit) in fits.iter_mut().enumerate() {
            fit.rank = (fit.band != Band::InsufficientEvidence).then_some(index + 1);
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
