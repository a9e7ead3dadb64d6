//! What a run comes to: counts of people, of first roles, of bands and of flags.

use crate::batch::person_fits::{Flags, PersonFits};
use crate::scoring::Band;

/// Counts over people. Sums only, so that neither order nor threads matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows with a person in them.
    pub read: usize,
    pub scored: usize,
    pub rejected: usize,
    /// Set aside as a second row of somebody.
    pub duplicates: usize,
    /// Left out because the export marks them as no real responses.
    pub skipped: usize,
    /// Left out because they have neither an id nor an answer.
    pub empty: usize,
    /// People for whom no role could be ranked.
    pub insufficient: usize,
    /// For each role how often it came first.
    pub first: Vec<usize>,
    /// For each band how often the first role was given it; who has no first role has insufficient evidence.
    pub first_bands: [usize; Band::ALL.len()],
    /// For each role how often each band was given.
    pub bands: Vec<[usize; Band::ALL.len()]>,
    /// How often each set of flags was raised.
    flags: Vec<usize>,
}

impl Counts {
    pub fn of(roles: usize) -> Self {
        Self {
            first: vec![0; roles],
            bands: vec![[0; Band::ALL.len()]; roles],
            flags: vec![0; 1 << Flags::CODES.len()],
            ..Self::default()
        }
    }

    /// Counts a person who was scored.
    pub(super) fn enter(&mut self, fits: &PersonFits) {
        self.read += 1;
        self.scored += 1;
        match fits.ranked().next() {
            Some((Some(_), first)) => {
                self.first[first.role] += 1;
                self.first_bands[first.band as usize] += 1;
            }
            Some((None, _)) | None => {
                self.insufficient += 1;
                self.first_bands[Band::InsufficientEvidence as usize] += 1;
            }
        }
        for (bands, fit) in self.bands.iter_mut().zip(&fits.roles) {
            bands[fit.band as usize] += 1;
        }
        self.flags[fits.flags.bits()] += 1;
    }

    /// Adds other counts.
    pub fn add(&mut self, other: &Self) {
        let add_all = |to: &mut [usize], from: &[usize]| to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        self.read += other.read;
        self.scored += other.scored;
        self.rejected += other.rejected;
        self.duplicates += other.duplicates;
        self.skipped += other.skipped;
        self.empty += other.empty;
        self.insufficient += other.insufficient;
        add_all(&mut self.first, &other.first);
        add_all(&mut self.first_bands, &other.first_bands);
        add_all(&mut self.flags, &other.flags);
        self.bands.iter_mut().zip(&other.bands).for_each(|(to, from)| add_all(to, from));
    }

    /// Returns each flag that was raised with the number of people it was raised for, in the order of the codes.
    pub fn flags(&self) -> Vec<(crate::answers::NoticeCode, usize)> {
        let people = |code| {
            let sets = Flags::all().zip(&self.flags);
            sets.filter(|(flags, _)| flags.codes().any(|other| other == code)).map(|(_, people)| people).sum()
        };
        Flags::CODES.into_iter().map(|code| (code, people(code))).filter(|(_, people)| *people > 0).collect()
    }
}
