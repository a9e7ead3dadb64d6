//! The ranking: all roles' fits in order. SCORING.md, section 4.

use std::cmp::Reverse;

use crate::scoring::band::Band;
use crate::scoring::fit::Fit;
use crate::scoring::order_key;

/// Where a role stands in the order of all roles, lowest first: by band, then overall value, then its [`Tie`]. All of it is
/// one number, which is compared without a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(u64);

/// What orders roles of one band and one overall value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tie {
    /// The role's number in the order of demand, then role id.
    by_demand: u32,
    /// The role's number in the order of ids.
    by_id: u32,
}

impl Tie {
    /// Orders roles, given by their demands in the order of their ids.
    pub(crate) fn of(demands: &[f64]) -> Vec<Self> {
        let mut ties: Vec<Self> = (0..demands.len() as u32).map(|by_id| Self { by_demand: 0, by_id }).collect();
        ties.sort_by_key(|tie| Reverse(order_key(demands[tie.by_id as usize])));
        (0..).zip(&mut ties).for_each(|(place, tie)| tie.by_demand = place);
        ties.sort_by_key(|tie| tie.by_id);
        ties
    }
}

/// An overall value of 0 to 100 takes this many bits as an [`order_key`].
const VALUE_BITS: usize = 37;

/// The bits of a role's number beside a value and a band; no pack comes near so many roles.
const TIE_BITS: usize = 24;

impl Place {
    /// Behind every role.
    pub(crate) const LAST: Self = Self(u64::MAX);

    /// Places a role by its overall value, if it has one.
    pub(crate) fn of(band: Band, overall: Option<f64>, tie: Tie) -> Self {
        let (value, tie) = match overall {
            // Turned around, so that higher values come first.
            Some(overall) => (((1 << VALUE_BITS) - 1 - order_key(overall)) as u64, tie.by_demand),
            // Roles without a rank are listed by id alone.
            None => (0, tie.by_id),
        };
        Self((band as u64) << (VALUE_BITS + TIE_BITS) | value << TIE_BITS | u64::from(tie))
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
        let ties = Tie::of(&fits.iter().map(|fit| fit.demand).collect::<Vec<_>>());
        fits.sort_by_key(|fit| Place::of(fit.band, fit.overall, ties[fit.role]));
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
