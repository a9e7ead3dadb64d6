//! Compact JSON, one person a line: where they stand toward each role, in full precision.

use crate::batch::bytes::{Bytes, Pen, Text};
use crate::batch::rows::shown;
use crate::batch::standing::{Flags, Standing, Standings};
use crate::pack::{Id, Pack};
use crate::render::{Filter, json};
use crate::scoring::{Band, Uncertainty};

/// Writes one object per person.
#[derive(Debug)]
pub struct Lines {
    filter: Filter,
    /// Whether lines say how sure they are.
    pub(super) is_certain: bool,
    /// For each role the start of its object: of the first one, and of a further one.
    roles: Vec<[Text<64>; 2]>,
    /// For each rank, none of which is 0, and each band what says so.
    standings: Vec<[Text<64>; Band::ALL.len()]>,
    /// What stands before each score.
    keys: [Text; 3],
    /// What follows the scores of a role that is wholly covered, as most are: no gate failed, and one did.
    covered: [Text<64>; 2],
    /// For each set of flags the end of the line.
    ends: Vec<Text>,
}

impl Lines {
    pub fn of(pack: &Pack, filter: Filter, is_certain: bool) -> Self {
        let role = |start: &str, id: &Id| Text::of(format!("{start}{{\"role\":\"{id}\",\"rank\":").as_bytes());
        let roles: Vec<_> = pack.roles().iter().map(|it| ["", ","].map(|start| role(start, &it.id))).collect();
        let standing = |rank: usize, band: Band| {
            let rank = if rank == 0 { "null".to_owned() } else { rank.to_string() };
            Text::of(format!("{rank},\"band\":\"{}\"", band.code()).as_bytes())
        };
        let ends = (0..1 << Flags::CODES.len()).map(|bits| {
            let codes: Vec<String> = Flags::from_bits(bits).codes().map(|code| format!("\"{code}\"")).collect();
            Text::of(format!("],\"flags\":[{}]}}\n", codes.join(",")).as_bytes())
        });
        Self {
            filter,
            is_certain,
            standings: (0..=roles.len()).map(|rank| Band::ALL.map(|band| standing(rank, band))).collect(),
            keys: ["overall", "personality", "competency"].map(|key| Text::of(format!(",\"{key}\":").as_bytes())),
            covered: ["false", "true"]
                .map(|failed| Text::of(format!(",\"coverage\":1.0,\"gate_failed\":{failed}}}").as_bytes())),
            ends: ends.collect(),
            roles,
        }
    }

    /// Writes the line of a person.
    pub(super) fn write(
        &self,
        out: &mut Bytes,
        person: &[u8],
        standings: &Standings,
        uncertainty: Option<&Uncertainty>,
    ) {
        out.slice(b"{\"person\":\"");
        if person.iter().all(u8::is_ascii_alphanumeric) {
            out.slice(person);
        } else {
            let quoted = serde_json::Value::from(String::from_utf8_lossy(person)).to_string();
            let quoted = json::harmless(&quoted);
            out.slice(&quoted.as_bytes()[1..quoted.len() - 1]);
        }
        out.slice(b"\",\"roles\":[");
        for (index, (rank, standing)) in shown(&self.filter, standings).enumerate() {
            let is_short = standing.coverage == 1.0 && !self.is_certain;
            out.write(|pen| {
                pen.text(&self.roles[standing.role][usize::from(index > 0)]);
                pen.text(&self.standings[rank.unwrap_or_default()][standing.band as usize]);
                let [overall, personality, competency] = &self.keys;
                number(pen, overall, standing.overall);
                number(pen, personality, standing.personality);
                number(pen, competency, standing.competency);
                if is_short {
                    pen.text(&self.covered[usize::from(standing.a_gate_failed)]);
                }
            });
            if !is_short {
                self.write_rest(out, standing, uncertainty);
            }
        }
        out.slice(self.ends[standings.flags.bits()].as_slice());
    }

    /// Writes the end of a role that is not wholly covered, or that says how sure it is.
    fn write_rest(&self, out: &mut Bytes, standing: &Standing, uncertainty: Option<&Uncertainty>) {
        out.slice(b",\"coverage\":");
        out.json(&standing.coverage);
        out.slice(b",\"gate_failed\":");
        out.json(&standing.a_gate_failed);
        if self.is_certain {
            let role = uncertainty.and_then(|uncertainty| uncertainty.roles[standing.role].as_ref());
            out.slice(b",\"uncertainty\":");
            out.json(&role.map(json::certainty));
        }
        out.slice(b"}");
    }
}

/// Writes a key and the shortest form of a number that reads back equal, as everything else writes JSON.
#[inline(always)]
fn number(pen: &mut Pen<'_>, key: &Text, value: Option<f64>) {
    pen.text(key);
    match value {
        Some(value) => pen.slice(zmij::Buffer::new().format_finite(value).as_bytes()),
        None => pen.slice(b"null"),
    }
}
