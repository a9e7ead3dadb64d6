//! The ranking: all roles' fits in order. SCORING.md, section 4.

use crate::scoring::band::Band;
use crate::scoring::fit::Fit;
use crate::scoring::order_key;

/// All roles' fits: ranked ones first, those with insufficient evidence after them.
#[derive(Debug)]
pub struct Ranking {
    fits: Vec<Fit>,
}

impl Ranking {
    /// Orders fits by band, then overall value, then demand, then role id, and gives out the ranks.
    pub fn of(mut fits: Vec<Fit>) -> Self {
        // Role indices follow the order of their ids.
        fits.sort_by_key(|fit| {
            // Roles without a rank are listed by id alone.
            let value = fit.overall.map_or((0, 0), |overall| (-order_key(overall), -order_key(fit.demand)));
            (fit.band, value, fit.role)
        });
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
