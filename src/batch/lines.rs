//! Compact JSON, one person a line: where they stand toward each role, in full precision.

use crate::batch::bytes::{Bytes, Text};
use crate::batch::rows::shown;
use crate::batch::standing::{Flags, Standings};
use crate::pack::Pack;
use crate::render::{Filter, json};
use crate::scoring::{Band, Uncertainty};

/// Writes one object per person.
#[derive(Debug)]
pub struct Lines {
    filter: Filter,
    /// Whether lines say how sure they are.
    pub(super) is_certain: bool,
    roles: Vec<Text>,
    bands: Vec<Text>,
    /// For each set of flags the end of the line.
    ends: Vec<Text>,
    /// No gate failed, and one did.
    gates: [Text; 2],
}

impl Lines {
    pub fn of(pack: &Pack, filter: Filter, is_certain: bool) -> Self {
        let roles =
            pack.roles().iter().map(|role| Text::of(format!("{{\"role\":\"{}\",\"rank\":", role.id).as_bytes()));
        let bands = Band::ALL.iter().map(|band| Text::of(format!(",\"band\":\"{}\"", band.code()).as_bytes()));
        let ends = (0..1 << Flags::CODES.len()).map(|bits| {
            let codes: Vec<String> = Flags::from_bits(bits).codes().map(|code| format!("\"{code}\"")).collect();
            Text::of(format!("],\"flags\":[{}]}}\n", codes.join(",")).as_bytes())
        });
        Self {
            filter,
            is_certain,
            roles: roles.collect(),
            bands: bands.collect(),
            ends: ends.collect(),
            gates: [Text::of(b",\"gate_failed\":false"), Text::of(b",\"gate_failed\":true")],
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
        out.slice(b"{\"person\":");
        out.slice(json::harmless(&serde_json::Value::from(String::from_utf8_lossy(person)).to_string()).as_bytes());
        out.slice(b",\"roles\":[");
        for (index, standing) in shown(&self.filter, standings).enumerate() {
            if index > 0 {
                out.slice(b",");
            }
            out.text(&self.roles[standing.role]);
            match standing.rank {
                Some(rank) => out.whole(rank),
                None => out.slice(b"null"),
            }
            out.text(&self.bands[standing.band as usize]);
            number(out, b",\"overall\":", standing.overall);
            number(out, b",\"personality\":", standing.personality);
            number(out, b",\"competency\":", standing.competency);
            number(out, b",\"coverage\":", Some(standing.coverage));
            let [passed, failed] = &self.gates;
            out.text(if standing.a_gate_failed { failed } else { passed });
            if self.is_certain {
                let role = uncertainty.and_then(|uncertainty| uncertainty.roles[standing.role].as_ref());
                out.slice(b",\"uncertainty\":");
                out.json(&role.map(json::certainty));
            }
            out.slice(b"}");
        }
        out.text(&self.ends[standings.flags.bits()]);
    }
}

/// Writes a key and the shortest form of a number that reads back equal.
fn number(out: &mut Bytes, key: &[u8], value: Option<f64>) {
    out.slice(key);
    out.json(&value);
}
