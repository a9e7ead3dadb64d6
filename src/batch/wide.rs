//! Rows of CSV with one person each: what is known of every role stands side by side.

use crate::batch::number::score;
use crate::batch::person_fits::{Flags, PersonFits, TextOfFlags};
use crate::batch::rows::{field, ranked, scores, shown};
use crate::batch::short_text::ShortText;
use crate::pack::Pack;
use crate::render::Filter;
use crate::render::csv::{GATE_FAILED, quoted};
use crate::scoring::Band;

/// What stands in the row for each role, after its id.
const OF_A_ROLE: [&str; 7] = ["rank", "band", "overall", "personality", "competency", "coverage", "gate"];

/// Writes one row per person.
#[derive(Debug)]
pub struct Wide {
    filter: Filter,
    /// The ids of all roles.
    ids: Vec<String>,
    /// The roles that have columns, in order of the pack.
    roles: Vec<usize>,
    /// For each rank, the first of which is none, and each band what says so.
    places: Vec<[ShortText; Band::ALL.len()]>,
    /// For each set of flags the end of the row.
    ends: TextOfFlags<String>,
    header: String,
}

impl Wide {
    pub fn of(pack: &Pack, filter: Filter) -> Self {
        let is_shown = |index: &usize| filter.roles.is_empty() || filter.roles.contains(index);
        let roles: Vec<usize> = (0..pack.roles().len()).filter(is_shown).collect();
        let id = |role: usize| pack.roles()[role].id.as_str();
        let columns = roles.iter().flat_map(|role| OF_A_ROLE.map(|column| format!("{}_{column}", id(*role))));
        let header = ["person".to_owned(), "first".to_owned()].into_iter().chain(columns).chain(["flags".to_owned()]);
        Self {
            header: header.collect::<Vec<_>>().join(",") + "\n",
            ids: (0..pack.roles().len()).map(|role| id(role).to_owned()).collect(),
            places: ranked(pack.roles().len()),
            ends: TextOfFlags::none(),
            roles,
            filter,
        }
    }

    /// Returns the header line.
    pub fn header(&self) -> &str {
        &self.header
    }

    /// Writes the row of a person; cells of roles that the filter hides are empty. Which role comes first does not depend on
    /// what is shown.
    pub(super) fn write(&self, out: &mut Vec<u8>, person: &[u8], fits: &PersonFits) {
        out.extend_from_slice(&field(person));
        out.push(b',');
        if let Some((Some(_), first)) = fits.ranked().next() {
            out.extend_from_slice(self.ids[first.role].as_bytes());
        }
        out.push(b',');
        for role in &self.roles {
            let Some((rank, fit)) = shown(&self.filter, fits).find(|(_, fit)| fit.role == *role) else {
                out.extend_from_slice(&b","[..].repeat(OF_A_ROLE.len()));
                continue;
            };
            self.places[rank.unwrap_or_default()][fit.band as usize].write(out);
            scores(out, fit);
            score(out, Some(100.0 * fit.coverage));
            if fit.a_gate_failed {
                out.extend_from_slice(GATE_FAILED.as_bytes());
            }
            out.push(b',');
        }
        out.extend_from_slice(self.ends.of(fits.flags, end).as_bytes());
    }
}

fn end(flags: Flags) -> String {
    let codes: Vec<String> = flags.codes().map(|code| code.to_string()).collect();
    format!("{}\n", quoted(&codes.join(";")))
}
