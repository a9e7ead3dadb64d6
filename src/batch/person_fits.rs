//! What a row shows: how one person fits each role, and which flags the answers raise.

use std::sync::OnceLock;

use crate::answers::{Notice, NoticeCode};
pub use crate::scoring::FitRow;
use crate::scoring::{Assessment, Band, place};

/// How one person fits every role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonFits {
    /// In order of the pack.
    pub roles: Vec<FitRow>,
    /// Indices of the roles, best first, as `score` ranks them.
    pub order: Vec<usize>,
    pub flags: Flags,
}

impl PersonFits {
    /// Takes from a full assessment what a row shows.
    pub fn of(assessment: &Assessment, notices: &[Notice]) -> Self {
        let mut flags = Flags::default();
        for notice in notices {
            flags.raise(notice.code);
        }
        let fits = assessment.ranking.fits();
        let mut roles: Vec<FitRow> = fits.iter().map(FitRow::from).collect();
        roles.sort_by_key(|fit| fit.role);
        Self { roles, order: fits.iter().map(|fit| fit.role).collect(), flags }
    }

    /// Ranks the roles of another person, given in the order of the pack, in place of the one before.
    pub(super) fn replace(&mut self, roles: impl Iterator<Item = FitRow>, flags: Flags) {
        self.roles.clear();
        self.roles.extend(roles);
        self.order.clear();
        self.order.extend(0..self.roles.len());
        self.order.sort_unstable_by_key(|role| place(self.roles[*role].overall, self.roles[*role].demand, *role));
        self.flags = flags;
    }

    /// Returns every fit with its rank, best first; with insufficient evidence there is none.
    pub fn ranked(&self) -> impl Iterator<Item = (Option<usize>, &FitRow)> {
        self.order.iter().enumerate().map(|(place, role)| {
            let fit = &self.roles[*role];
            ((fit.band != Band::InsufficientEvidence).then_some(place + 1), fit)
        })
    }
}

/// Notices about a person's answers, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u16);

impl Flags {
    /// Every code that may be raised, in the order in which notices are given.
    pub const CODES: [NoticeCode; 11] = [
        NoticeCode::ItemsChanged,
        NoticeCode::OtherVersion,
        NoticeCode::ItemsNotAsked,
        NoticeCode::Translated,
        NoticeCode::UnansweredItems,
        NoticeCode::PartNotScored,
        NoticeCode::AllStatementsAlike,
        NoticeCode::GuessingNotRuledOut,
        NoticeCode::LongRun,
        NoticeCode::NoVariability,
        NoticeCode::FavouredPosition,
    ];

    pub fn raise(&mut self, code: NoticeCode) {
        self.0 |= Self::bit(code);
    }

    /// Returns the codes that are raised, in order.
    pub fn codes(self) -> impl Iterator<Item = NoticeCode> {
        Self::CODES.into_iter().filter(move |code| self.0 & Self::bit(*code) != 0)
    }

    /// Returns the set as a number below 2 to the number of codes.
    pub(super) fn bits(self) -> usize {
        usize::from(self.0)
    }

    /// Returns every set, in order of its [`bits`](Self::bits).
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..1 << Self::CODES.len()).map(Self)
    }

    fn bit(code: NoticeCode) -> u16 {
        // The match, not the position, so that a new code is found by the compiler.
        let place = match code {
            NoticeCode::ItemsChanged => 0,
            NoticeCode::OtherVersion => 1,
            NoticeCode::UnansweredItems => 2,
            NoticeCode::PartNotScored => 3,
            NoticeCode::AllStatementsAlike => 4,
            NoticeCode::GuessingNotRuledOut => 5,
            NoticeCode::LongRun => 6,
            NoticeCode::NoVariability => 7,
            NoticeCode::FavouredPosition => 8,
            NoticeCode::ItemsNotAsked => 9,
            NoticeCode::Translated => 10,
        };
        1 << place
    }
}

/// The text for each set of flags, made at its first use: of some two thousand possible sets, a run has a few.
#[derive(Debug)]
pub(super) struct TextOfFlags<T>(Vec<OnceLock<T>>);

impl<T> TextOfFlags<T> {
    /// Has made nothing yet.
    pub(super) fn none() -> Self {
        Self(Flags::all().map(|_| OnceLock::new()).collect())
    }

    pub(super) fn of(&self, flags: Flags, make: impl FnOnce(Flags) -> T) -> &T {
        self.0[flags.bits()].get_or_init(|| make(flags))
    }
}
