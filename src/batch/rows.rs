//! Rows of CSV: one per person and role, or one per person. The columns and their bytes are those of `score --format csv`.

use std::borrow::Cow;

use crate::batch::bytes::{Bytes, Head, Pen, Text};
use crate::batch::standing::{Flags, Standing, Standings};
use crate::pack::Pack;
use crate::render::Filter;
use crate::render::csv::{GATE_FAILED, HEADER, guarded};
use crate::scoring::{Band, RoleUncertainty, Uncertainty};

/// Writes rows with one role each.
#[derive(Debug)]
pub struct Rows {
    filter: Filter,
    /// Whether rows say how sure they are.
    pub(super) is_certain: bool,
    /// For each role its id between commas.
    roles: Vec<Text>,
    standings: RankedBands,
    /// For each set of flags the end of the row behind a full coverage, without and with a failed gate.
    ends: Vec<[Text<64>; 2]>,
}

impl Rows {
    pub fn of(pack: &Pack, filter: Filter, is_certain: bool) -> Self {
        let roles: Vec<Text> = pack.roles().iter().map(|role| Text::of(format!(",{},", role.id).as_bytes())).collect();
        let ends: Vec<_> = (0..1 << Flags::CODES.len()).map(|bits| ends(Flags::from_bits(bits))).collect();
        Self { filter, is_certain, standings: RankedBands::of(roles.len()), roles, ends }
    }

    /// Returns the header line.
    pub fn header(&self) -> String {
        let (flags, others) = HEADER.split_last().expect("internal: there are columns");
        let certainty: &[&str] = if self.is_certain { &OF_CERTAINTY } else { &[] };
        [others, certainty, &[flags]].concat().join(",") + "\n"
    }

    /// Writes one row per role that is shown.
    pub(super) fn write(
        &self,
        out: &mut Bytes,
        person: Head<'_>,
        standings: &Standings,
        uncertainty: Option<&Uncertainty>,
    ) {
        let cell = field(person.as_slice(), b',');
        let short: Option<Text> = Text::short(match &cell {
            Cow::Borrowed(_) => person,
            Cow::Owned(cell) => Head::from(cell.as_slice()),
        });
        let ends = &self.ends[standings.flags.bits()];
        for (rank, standing) in shown(&self.filter, standings) {
            if short.is_none() {
                out.slice(&cell);
            }
            out.write(|pen| {
                if let Some(person) = &short {
                    pen.text(person);
                }
                pen.text(&self.roles[standing.role]);
                self.standings.write(pen, rank, standing);
                let end = &ends[usize::from(standing.a_gate_failed)];
                if standing.coverage == 1.0 && !self.is_certain {
                    return pen.text(end);
                }
                pen.hundredths(100.0 * standing.coverage);
                if self.is_certain {
                    let role = uncertainty.and_then(|uncertainty| uncertainty.roles[standing.role].as_ref());
                    certainty(pen, standing, role);
                }
                pen.slice(&end.as_slice()[FULL.len()..]);
            });
        }
    }
}

/// A full coverage in percent, as in most rows.
const FULL: &[u8] = b"100.00,";

/// A rank and a band, each with a comma behind it, for every rank and band that a role can have.
#[derive(Debug)]
pub(super) struct RankedBands(Vec<[Text; Band::ALL.len()]>);

impl RankedBands {
    pub(super) fn of(roles: usize) -> Self {
        let text = |rank: usize, band: Band| match rank {
            0 => Text::of(format!(",{},", band.code()).as_bytes()),
            _ => Text::of(format!("{rank},{},", band.code()).as_bytes()),
        };
        Self((0..=roles).map(|rank| Band::ALL.map(|band| text(rank, band))).collect())
    }

    /// Writes the cells from the rank to the competency.
    #[inline(always)]
    pub(super) fn write(&self, pen: &mut Pen<'_>, rank: Option<usize>, standing: &Standing) {
        pen.text(&self.0[rank.unwrap_or_default()][standing.band as usize]);
        pen.score(standing.overall);
        pen.score(standing.personality);
        pen.score(standing.competency);
    }
}

/// What section 7 of the method adds: ends of the 90 % intervals, the probabilities of the band and of coming first in
/// percent, and the tier.
const OF_CERTAINTY: [&str; 9] = [
    "overall_low",
    "overall_high",
    "personality_low",
    "personality_high",
    "competency_low",
    "competency_high",
    "band_probability",
    "best_probability",
    "tier",
];

fn certainty(pen: &mut Pen<'_>, standing: &Standing, uncertainty: Option<&RoleUncertainty>) {
    let Some(role) = uncertainty else { return pen.slice(&b","[..].repeat(OF_CERTAINTY.len())) };
    for range in [role.overall, role.personality, role.competency] {
        pen.hundredths(range.low);
        pen.hundredths(range.high);
    }
    pen.hundredths(100.0 * role.bands[standing.band as usize]);
    pen.hundredths(100.0 * role.p_best);
    pen.slice(format!("{},", role.tier).as_bytes());
}

/// Returns the standings that a filter lets through, each with its rank.
pub fn shown<'s>(filter: &'s Filter, standings: &'s Standings) -> impl Iterator<Item = (Option<usize>, &'s Standing)> {
    let is_asked = |role: usize| filter.roles.is_empty() || filter.roles.contains(&role);
    standings.ranked().filter(move |(_, standing)| is_asked(standing.role)).take(filter.top.unwrap_or(usize::MAX))
}

fn ends(flags: Flags) -> [Text<64>; 2] {
    let mut codes: Vec<String> = flags.codes().map(|code| code.to_string()).collect();
    let text = |codes: &[String]| Text::of(&[FULL, codes.join(";").as_bytes(), b"\n"].concat());
    let passed = text(&codes);
    codes.push(GATE_FAILED.to_owned());
    [passed, text(&codes)]
}

/// Bytes that neither part cells nor run as a formula behind a letter or a digit.
static HARMLESS: [bool; 256] = {
    let mut harmless = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        harmless[byte] = (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'-' | b'_' | b'.' | b'@');
        byte += 1;
    }
    harmless
};

/// Returns a text as a CSV cell: cleaned, kept from running as a formula, and quoted where it must be.
pub(super) fn field(text: &[u8], delimiter: u8) -> Cow<'_, [u8]> {
    // Most are harmless to their ends: not to stop at the first that is not takes less time.
    let is_harmless = text.iter().fold(true, |is_harmless, byte| is_harmless & HARMLESS[usize::from(*byte)]);
    if is_harmless && text.first().is_some_and(u8::is_ascii_alphanumeric) {
        return Cow::Borrowed(text);
    }
    let text = guarded(&String::from_utf8_lossy(text));
    if text.contains([char::from(delimiter), '"', '\r', '\n']) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")).into_bytes())
    } else {
        Cow::Owned(text.into_bytes())
    }
}
