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
    /// What stands before each number.
    keys: [Text; 4],
    /// Of a role that is wholly covered, as most are.
    covered: Text,
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
            gates: ["false", "true"].map(|failed| Text::of(format!(",\"gate_failed\":{failed}").as_bytes())),
            keys: ["overall", "personality", "competency", "coverage"]
                .map(|key| Text::of(format!(",\"{key}\":").as_bytes())),
            covered: Text::of(b",\"coverage\":1.0"),
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
            if index > 0 {
                out.slice(b",");
            }
            out.text(&self.roles[standing.role]);
            match rank {
                Some(rank) => out.whole(rank),
                None => out.slice(b"null"),
            }
            out.text(&self.bands[standing.band as usize]);
            let [overall, personality, competency, coverage] = &self.keys;
            number(out, overall, standing.overall);
            number(out, personality, standing.personality);
            number(out, competency, standing.competency);
            if standing.coverage == 1.0 {
                out.text(&self.covered);
            } else {
                number(out, coverage, Some(standing.coverage));
            }
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
fn number(out: &mut Bytes, key: &Text, value: Option<f64>) {
    out.text(key);
    out.json(&value);
}
