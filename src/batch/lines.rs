//! Compact JSON, one person a line: their fit to each role, in full precision.

use crate::batch::person_fits::{Flags, PersonFits, TextOfFlags};
use crate::batch::rows::shown;
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
    roles: Vec<[String; 2]>,
    /// For each rank, none of which is 0, and each band what says so.
    places: Vec<[String; Band::ALL.len()]>,
    /// For each set of flags the end of the line.
    ends: TextOfFlags<String>,
}

impl Lines {
    pub fn of(pack: &Pack, filter: Filter, is_certain: bool) -> Self {
        let role = |start: &str, id: &Id| format!("{start}{{\"role\":\"{id}\",\"rank\":");
        let roles: Vec<_> = pack.roles().iter().map(|it| ["", ","].map(|start| role(start, &it.id))).collect();
        let place = |rank: usize, band: Band| {
            let rank = if rank == 0 { "null".to_owned() } else { rank.to_string() };
            format!("{rank},\"band\":\"{}\"", band.code())
        };
        Self {
            filter,
            is_certain,
            places: (0..=roles.len()).map(|rank| Band::ALL.map(|band| place(rank, band))).collect(),
            ends: TextOfFlags::none(),
            roles,
        }
    }

    /// Writes the line of a person.
    pub(super) fn write(&self, out: &mut Vec<u8>, person: &[u8], fits: &PersonFits, uncertainty: Option<&Uncertainty>) {
        out.extend_from_slice(b"{\"person\":");
        let quoted = serde_json::Value::from(String::from_utf8_lossy(person)).to_string();
        out.extend_from_slice(json::harmless(&quoted).as_bytes());
        out.extend_from_slice(b",\"roles\":[");
        for (index, (rank, fit)) in shown(&self.filter, fits).enumerate() {
            out.extend_from_slice(self.roles[fit.role][usize::from(index > 0)].as_bytes());
            out.extend_from_slice(self.places[rank.unwrap_or_default()][fit.band as usize].as_bytes());
            number(out, "overall", fit.overall);
            number(out, "personality", fit.personality);
            number(out, "competency", fit.competency);
            number(out, "coverage", Some(fit.coverage));
            out.extend_from_slice(if fit.a_gate_failed { b",\"gate_failed\":true" } else { b",\"gate_failed\":false" });
            if self.is_certain {
                let role = uncertainty.and_then(|uncertainty| uncertainty.roles[fit.role].as_ref());
                out.extend_from_slice(b",\"uncertainty\":");
                serde_json::to_writer(&mut *out, &role.map(json::certainty))
                    .expect("internal: into memory, nothing can fail");
            }
            out.push(b'}');
        }
        out.extend_from_slice(self.ends.of(fits.flags, end).as_bytes());
    }
}

fn end(flags: Flags) -> String {
    let codes: Vec<String> = flags.codes().map(|code| format!("\"{code}\"")).collect();
    format!("],\"flags\":[{}]}}\n", codes.join(","))
}

/// Writes a key and the shortest form of a number that reads back equal, as everything else writes JSON.
fn number(out: &mut Vec<u8>, key: &str, value: Option<f64>) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(b"\":");
    match value {
        Some(value) => out.extend_from_slice(zmij::Buffer::new().format_finite(value).as_bytes()),
        None => out.extend_from_slice(b"null"),
    }
}
