//! The ranking: all roles' fits in order. SCORING.md, section 4.

use crate::scoring::band::Band;
use crate::scoring::fit::Fit;
use crate::scoring::order_key;

/// Where a role stands in the order of all roles, lowest first: by band, then overall value, then its [`Tie`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(u128);

/// What orders roles of one band and one overall value: demand, then role id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tie {
    key: u64,
    role: u64,
}

impl Tie {
    pub(crate) fn of(demand: f64, role: usize) -> Self {
        // Role indices follow the order of their ids.
        let role = role as u64;
        Self { key: descending(demand) << ROLE_BITS | role, role }
    }
}

/// The bits of a role's index beside a value.
const ROLE_BITS: usize = 24;

impl Place {
    /// Behind every role.
    pub(crate) const LAST: Self = Self(u128::MAX);

    /// Packs everything into one number, which is compared without a branch.
    pub(crate) fn of(band: Band, overall: Option<f64>, tie: Tie) -> Self {
        let (value, tie) = match overall {
            Some(overall) => (descending(overall), tie.key),
            // Roles without a rank are listed by id alone.
            None => (0, tie.role),
        };
        Self(u128::from((band as u64) << 40 | value) << 64 | u128::from(tie))
    }
}

/// Turns the [`order_key`] of a value of 0 to 100 around, so that higher values come first; it takes 38 bits.
fn descending(value: f64) -> u64 {
    (1 << 38) - 1 - order_key(value).unsigned_abs()
}

/// All roles' fits: ranked ones first, those with insufficient evidence after them.
#[derive(Debug)]
pub struct Ranking {
    fits: Vec<Fit>,
}

impl Ranking {
    /// Orders fits and gives out the ranks.
    pub fn of(mut fits: Vec<Fit>) -> Self {
        fits.sort_by_key(|fit| Place::of(fit.band, fit.overall, Tie::of(fit.demand, fit.role)));
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
