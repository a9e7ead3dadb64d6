//! Rows of CSV: one per person and role, or one per person. The columns and their bytes are those of `score --format csv`.

use std::borrow::Cow;

use crate::batch::number::score;
use crate::batch::person_fits::{FitRow, Flags, PersonFits, TextOfFlags};
use crate::batch::short_text::ShortText;
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
    roles: Vec<ShortText>,
    /// For each rank, the first of which is none, and each band: both with a comma behind them.
    places: Vec<[ShortText; Band::ALL.len()]>,
    /// For each set of flags the end of the row, without and with a failed gate.
    ends: TextOfFlags<[ShortText; 2]>,
}

impl Rows {
    pub fn of(pack: &Pack, filter: Filter, is_certain: bool) -> Self {
        Self {
            filter,
            is_certain,
            roles: pack.roles().iter().map(|role| ShortText::of(format!(",{},", role.id))).collect(),
            places: ranked(pack.roles().len()),
            ends: TextOfFlags::none(),
        }
    }

    /// Returns the header line.
    pub fn header(&self) -> String {
        let is_shown = |column: &&str| self.is_certain || !OF_CERTAINTY.contains(column);
        HEADER.into_iter().filter(is_shown).collect::<Vec<_>>().join(",") + "\n"
    }

    /// Writes one row per role that is shown.
    pub(super) fn write(&self, out: &mut Vec<u8>, person: &[u8], fits: &PersonFits, uncertainty: Option<&Uncertainty>) {
        let person = ShortText::of(field(person));
        let ends = self.ends.of(fits.flags, ends);
        for (rank, fit) in shown(&self.filter, fits) {
            person.write(out);
            self.roles[fit.role].write(out);
            self.places[rank.unwrap_or_default()][fit.band as usize].write(out);
            if self.is_certain {
                let role = uncertainty.and_then(|uncertainty| uncertainty.roles[fit.role].as_ref());
                certain_scores(out, fit, role);
            } else {
                scores(out, fit);
            }
            score(out, Some(100.0 * fit.coverage));
            ends[usize::from(fit.a_gate_failed)].write(out);
        }
    }
}

/// Returns for each rank, of which 0 is none, and each band both with a comma behind them.
pub(super) fn ranked(roles: usize) -> Vec<[ShortText; Band::ALL.len()]> {
    let rank = |rank: usize| if rank == 0 { String::new() } else { rank.to_string() };
    let text = |place, band: Band| ShortText::of(format!("{},{},", rank(place), band.code()));
    (0..=roles).map(|place| Band::ALL.map(|band| text(place, band))).collect()
}

/// Writes the cells from the overall value to the competency.
pub(super) fn scores(out: &mut Vec<u8>, fit: &FitRow) {
    score(out, fit.overall);
    score(out, fit.personality);
    score(out, fit.competency);
}

/// Writes the same cells with those of certainty between them.
fn certain_scores(out: &mut Vec<u8>, fit: &FitRow, sure: Option<&RoleUncertainty>) {
    score(out, fit.overall);
    score(out, sure.map(|sure| sure.overall.low));
    score(out, sure.map(|sure| sure.overall.high));
    score(out, fit.personality);
    score(out, fit.competency);
    score(out, sure.map(|sure| sure.p_best));
    out.extend_from_slice(sure.map_or("", |sure| if sure.is_contender { "true" } else { "false" }).as_bytes());
    out.push(b',');
}

/// Returns the fits that a filter lets through, each with its rank.
pub fn shown<'s>(filter: &'s Filter, fits: &'s PersonFits) -> impl Iterator<Item = (Option<usize>, &'s FitRow)> {
    let is_asked = |role: usize| filter.roles.is_empty() || filter.roles.contains(&role);
    fits.ranked().filter(move |(_, fit)| is_asked(fit.role)).take(filter.top.unwrap_or(usize::MAX))
}

fn ends(flags: Flags) -> [ShortText; 2] {
    let mut codes: Vec<String> = flags.codes().map(|code| code.to_string()).collect();
    let text = |codes: &[String]| ShortText::of(format!("{}\n", quoted(&codes.join(";"))));
    let passed = text(&codes);
    codes.push(GATE_FAILED.to_owned());
    [passed, text(&codes)]
}

/// Returns a text as a CSV cell: cleaned, kept from running as a formula, and quoted where it must be.
pub(super) fn field(text: &[u8]) -> Cow<'_, [u8]> {
    let is_harmless = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'@');
    if text.iter().all(is_harmless) && text.first().is_some_and(u8::is_ascii_alphanumeric) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(cell(&String::from_utf8_lossy(text)).into_bytes())
}
