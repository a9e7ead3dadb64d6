//! Rows of CSV: one per person and role, or one per person. The columns and their bytes are those of `score --format csv`.

use std::borrow::Cow;

use crate::batch::bytes::{Bytes, Text};
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
    /// For each band its code between commas.
    bands: Vec<Text>,
    /// For each set of flags the end of the row, without and with a failed gate.
    ends: Vec<[Text; 2]>,
}

impl Rows {
    pub fn of(pack: &Pack, filter: Filter, is_certain: bool) -> Self {
        let between = |text: &str| Text::of(format!(",{text},").as_bytes());
        Self {
            filter,
            is_certain,
            roles: pack.roles().iter().map(|role| between(role.id.as_str())).collect(),
            bands: Band::ALL.iter().map(|band| between(band.code())).collect(),
            ends: (0..1 << Flags::CODES.len()).map(|bits| ends(Flags::from_bits(bits))).collect(),
        }
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
        person: &[u8],
        standings: &Standings,
        uncertainty: Option<&Uncertainty>,
    ) {
        let person = Text::of(&field(person, b','));
        let end = &self.ends[standings.flags.bits()];
        for (rank, standing) in shown(&self.filter, standings) {
            out.text(&person);
            out.text(&self.roles[standing.role]);
            cells(out, rank, &self.bands, standing);
            if self.is_certain {
                certainty(out, standing, uncertainty.and_then(|uncertainty| uncertainty.roles[standing.role].as_ref()));
            }
            out.text(&end[usize::from(standing.a_gate_failed)]);
        }
    }
}

/// Writes the cells from the rank to the coverage; `bands` have their code between commas.
#[inline]
pub(super) fn cells(out: &mut Bytes, rank: Option<usize>, bands: &[Text], standing: &Standing) {
    if let Some(rank) = rank {
        out.whole(rank);
    }
    out.text(&bands[standing.band as usize]);
    out.score(standing.overall);
    out.score(standing.personality);
    out.score(standing.competency);
    out.percent(standing.coverage);
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

fn certainty(out: &mut Bytes, standing: &Standing, uncertainty: Option<&RoleUncertainty>) {
    let Some(role) = uncertainty else { return out.slice(&b","[..].repeat(OF_CERTAINTY.len())) };
    for range in [role.overall, role.personality, role.competency] {
        out.score(Some(range.low));
        out.score(Some(range.high));
    }
    out.score(Some(100.0 * role.bands[standing.band as usize]));
    out.score(Some(100.0 * role.p_best));
    out.whole(role.tier);
    out.slice(b",");
}

/// Returns the standings that a filter lets through, each with its rank.
pub fn shown<'s>(filter: &'s Filter, standings: &'s Standings) -> impl Iterator<Item = (Option<usize>, &'s Standing)> {
    let is_asked = |role: usize| filter.roles.is_empty() || filter.roles.contains(&role);
    standings.ranked().filter(move |(_, standing)| is_asked(standing.role)).take(filter.top.unwrap_or(usize::MAX))
}

fn ends(flags: Flags) -> [Text; 2] {
    let mut codes: Vec<String> = flags.codes().map(|code| code.to_string()).collect();
    let without = format!("{}\n", codes.join(";"));
    codes.push(GATE_FAILED.to_owned());
    [Text::of(without.as_bytes()), Text::of(format!("{}\n", codes.join(";")).as_bytes())]
}

/// Returns a text as a CSV cell: cleaned, kept from running as a formula, and quoted where it must be.
pub(super) fn field(text: &[u8], delimiter: u8) -> Cow<'_, [u8]> {
    let is_harmless = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'@');
    if text.first().is_some_and(u8::is_ascii_alphanumeric) && text.iter().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let text = guarded(&String::from_utf8_lossy(text));
    if text.contains([char::from(delimiter), '"', '\r', '\n']) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")).into_bytes())
    } else {
        Cow::Owned(text.into_bytes())
    }
}
