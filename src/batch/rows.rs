//! Rows of CSV: one per person and role, or one per person. The columns and their bytes are those of `score --format csv`.

use std::borrow::Cow;

use crate::batch::bytes::{Bytes, Head, Pen, Text};
use crate::batch::standing::{Flags, Standing, Standings};
use crate::pack::Pack;
use crate::render::Filter;
use crate::render::csv::{GATE_FAILED, HEADER, OF_CERTAINTY, cell, quoted};
use crate::scoring::{Band, RoleUncertainty, Uncertainty};

/// Writes rows with one role each.
#[derive(Debug)]
pub struct Rows {
    filter: Filter,
    /// Whether rows say how sure they are.
    pub(super) is_certain: bool,
    /// Each role between commas.
    roles: Vec<Text>,
    /// For each rank, the first of which is none, and each band: both with a comma behind them.
    places: Vec<[Text; Band::ALL.len()]>,
    /// For each set of flags the end of the row behind a full coverage, without and with a failed gate.
    ends: Vec<[Text<64>; 2]>,
    /// So many rows of a person with a short id have room in one go.
    at_once: usize,
}

impl Rows {
    pub fn of(pack: &Pack, filter: Filter, is_certain: bool) -> Self {
        let roles: Vec<_> = pack.roles().iter().map(|role| Text::of(format!(",{},", role.id).as_bytes())).collect();
        let place = |rank: usize| Band::ALL.map(|band| Text::of(ranked(rank, band).as_bytes()));
        let places: Vec<_> = (0..=roles.len()).map(place).collect();
        let ends: Vec<_> = (0..1 << Flags::CODES.len()).map(|bits| ends(Flags::from_bits(bits))).collect();
        let role = roles.iter().map(Text::len).max().unwrap_or_default();
        let place = places.iter().flatten().map(Text::len).max().unwrap_or_default();
        let end = ends.iter().flatten().map(Text::len).max().unwrap_or_default();
        let scores = if is_certain { 4 + OF_CERTAINTY.len() } else { 4 };
        let at_once = Pen::MOST / (SHORT + role + place + scores * Pen::SCORE + end);
        Self { filter, is_certain, roles, places, ends, at_once }
    }

    /// Returns the header line.
    pub fn header(&self) -> String {
        let is_shown = |column: &&str| self.is_certain || !OF_CERTAINTY.contains(column);
        HEADER.into_iter().filter(is_shown).collect::<Vec<_>>().join(",") + "\n"
    }

    /// Writes one row per role that is shown.
    pub(super) fn write(
        &self,
        out: &mut Bytes,
        person: Head<'_>,
        standings: &Standings,
        uncertainty: Option<&Uncertainty>,
    ) {
        let cell = field(person.as_slice());
        let short: Option<Text<SHORT>> = Text::short(match &cell {
            Cow::Borrowed(_) => person,
            Cow::Owned(cell) => Head::from(cell.as_slice()),
        });
        let mut rows = shown(&self.filter, standings);
        let Some(person) = short else {
            for (rank, standing) in rows {
                out.slice(&cell);
                out.write(|pen| self.row(pen, rank, standing, standings.flags, uncertainty));
            }
            return;
        };
        let mut is_at_end = false;
        while !is_at_end {
            out.write(|pen| {
                for _ in 0..self.at_once {
                    let Some((rank, standing)) = rows.next() else {
                        is_at_end = true;
                        break;
                    };
                    pen.text(&person);
                    self.row(pen, rank, standing, standings.flags, uncertainty);
                }
            });
        }
    }

    /// Writes a row from behind the person on.
    #[inline(always)]
    fn row(
        &self,
        pen: &mut Pen<'_>,
        rank: Option<usize>,
        standing: &Standing,
        flags: Flags,
        uncertainty: Option<&Uncertainty>,
    ) {
        pen.text(&self.roles[standing.role]);
        pen.text(&self.places[rank.unwrap_or_default()][standing.band as usize]);
        let end = &self.ends[flags.bits()][usize::from(standing.a_gate_failed)];
        if self.is_certain {
            let role = uncertainty.and_then(|uncertainty| uncertainty.roles[standing.role].as_ref());
            certain_scores(pen, standing, role);
        } else {
            scores(pen, standing);
        }
        if standing.coverage == 1.0 {
            return pen.text(end);
        }
        pen.hundredths(100.0 * standing.coverage);
        pen.slice(&end.as_slice()[FULL.len()..]);
    }
}

/// An id up to this length is copied in one go.
const SHORT: usize = 32;

/// A full coverage in percent, as in most rows.
const FULL: &[u8] = b"100.00,";

/// Returns a rank, of which 0 is none, and a band, each with a comma behind it.
pub(super) fn ranked(rank: usize, band: Band) -> String {
    match rank {
        0 => format!(",{},", band.code()),
        _ => format!("{rank},{},", band.code()),
    }
}

/// Writes the cells from the overall value to the competency.
#[inline(always)]
pub(super) fn scores(pen: &mut Pen<'_>, standing: &Standing) {
    pen.score(standing.overall);
    pen.score(standing.personality);
    pen.score(standing.competency);
}

/// Writes the same cells with those of certainty between them.
fn certain_scores(pen: &mut Pen<'_>, standing: &Standing, sure: Option<&RoleUncertainty>) {
    pen.score(standing.overall);
    pen.score(sure.map(|sure| sure.overall.low));
    pen.score(sure.map(|sure| sure.overall.high));
    pen.score(standing.personality);
    pen.score(standing.competency);
    pen.score(sure.map(|sure| sure.p_best));
    pen.slice(sure.map_or("", |sure| if sure.is_contender { "true" } else { "false" }).as_bytes());
    pen.slice(b",");
}

/// Returns the standings that a filter lets through, each with its rank.
pub fn shown<'s>(filter: &'s Filter, standings: &'s Standings) -> impl Iterator<Item = (Option<usize>, &'s Standing)> {
    let is_asked = |role: usize| filter.roles.is_empty() || filter.roles.contains(&role);
    standings.ranked().filter(move |(_, standing)| is_asked(standing.role)).take(filter.top.unwrap_or(usize::MAX))
}

fn ends(flags: Flags) -> [Text<64>; 2] {
    let mut codes: Vec<String> = flags.codes().map(|code| code.to_string()).collect();
    let text = |codes: &[String]| Text::of(&[FULL, quoted(&codes.join(";")).as_bytes(), b"\n"].concat());
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
pub(super) fn field(text: &[u8]) -> Cow<'_, [u8]> {
    // Most are harmless to their ends: not to stop at the first that is not takes less time.
    let is_harmless = text.iter().fold(true, |is_harmless, byte| is_harmless & HARMLESS[usize::from(*byte)]);
    if is_harmless && text.first().is_some_and(u8::is_ascii_alphanumeric) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(cell(&String::from_utf8_lossy(text)).into_bytes())
}
