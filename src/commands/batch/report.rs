//! What a run came to: a few lines on standard error, and the same as JSON. People are counted, never compared.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::batch::counts::Counts;
use crate::commands::batch::duplicates::Decision;
use crate::commands::batch::messages::say;
use crate::pack::Pack;
use crate::render::json::harmless;
use crate::render::number::percent;
use crate::scoring::{Band, METHOD};
use crate::text::count;

/// A count of fewer people could tell who they are.
const SMALL: usize = 5;

/// The version of the shape; a change that could break a reader is a new version.
const SCHEMA_VERSION: u32 = 1;

/// What a run came to. A count is null where it would be of one to four people, or give such a count away.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::commands) struct SummaryJson<'a> {
    /// Version of this shape.
    schema_version: u32,
    /// Name and version of the program.
    tool: String,
    /// Name of the scoring method.
    method: &'static str,
    /// Digest of the pack.
    pack: &'a str,
    /// Rows with a person in them.
    read: usize,
    /// People who were scored.
    scored: usize,
    /// Rows that could not be scored.
    rejected: usize,
    /// Rows that were set aside because their person has another one.
    duplicates: usize,
    /// Rows that the export marks as no real responses.
    skipped: usize,
    /// People for whom no role could be ranked.
    insufficient_evidence: Option<usize>,
    /// By role, the people for whom it came first.
    first_role: IndexMap<&'a str, Option<usize>>,
    /// By band, the people whose first role was given it.
    first_band: IndexMap<&'static str, Option<usize>>,
    /// By role and band, the people who were given it.
    bands: IndexMap<&'a str, IndexMap<&'static str, Option<usize>>>,
    /// By flag, the people it was raised for.
    flags: IndexMap<String, Option<usize>>,
    /// Which rows of people with several were scored.
    decisions: &'a [Decision],
}

/// Everything that is reported at the end.
pub(super) struct Report<'a> {
    pub pack: &'a Pack,
    pub counts: &'a Counts,
    pub decisions: &'a [Decision],
    /// What a person is called among the inputs.
    pub noun: &'static str,
    pub shows_small_cells: bool,
    /// Whether what was not scored is collected in a file.
    pub has_rejects: bool,
}

impl Report<'_> {
    /// Says it on standard error.
    pub(super) fn say(&self) {
        let Counts { read, scored, rejected, duplicates, skipped, .. } = *self.counts;
        let mut parts = vec![format!("{scored} scored")];
        let hint = if self.has_rejects { "" } else { " (`--rejects FILE` collects them)" };
        for (number, words) in
            [(rejected, format!("rejected{hint}")), (duplicates, "set aside as duplicates".to_owned())]
        {
            if number > 0 {
                parts.push(format!("{number} {words}"));
            }
        }
        say(&format!("{} read: {}", count(read, self.noun), parts.join(", ")));
        if skipped > 0 {
            say(&format!("{} left out: the export marks them as previews or tests", count(skipped, "row")));
        }
        if scored == 0 {
            return;
        }
        let mut first = self.first_roles();
        let none = first.shift_remove(NONE).flatten();
        self.say_counts("first role", &first);
        let mut bands = self.bands(&self.counts.first_bands);
        bands.shift_remove(Band::InsufficientEvidence.code());
        self.say_counts("its band", &bands);
        let share = |people: usize| format!("{people} of {scored} ({})", percent(people as f64 / scored as f64));
        if let Some(none) = none {
            say(&format!("insufficient evidence: {}", share(none)));
        }
        let flags = self.flags();
        self.say_counts("flags", &flags);
        if none.is_none() || first.values().chain(bands.values()).chain(flags.values()).any(Option::is_none) {
            say(
                "hidden: counts of fewer than five people, and those that would give one away; `--small-cells` shows them",
            );
        }
    }

    /// Says counts of one kind, unless all are hidden; those of nobody are left out.
    fn say_counts<K: AsRef<str>>(&self, kind: &str, counts: &IndexMap<K, Option<usize>>) {
        let some: Vec<_> = counts.iter().filter(|(_, people)| **people != Some(0)).collect();
        let shown = some.iter().map(|(name, people)| match people {
            Some(people) => format!("{} {people}", name.as_ref()),
            None => format!("{} (hidden)", name.as_ref()),
        });
        if some.iter().any(|(_, people)| people.is_some()) {
            say(&format!("{kind}: {}", shown.collect::<Vec<_>>().join(", ")));
        }
    }

    /// Writes it as JSON.
    pub(super) fn json(&self) -> serde_json::Result<String> {
        let counts = self.counts;
        let bands = self.pack.roles().iter().zip(&counts.bands);
        let bands = bands.map(|(role, people)| (role.id.as_str(), self.bands(people)));
        let mut first = self.first_roles();
        let insufficient_evidence = first.shift_remove(NONE).flatten();
        let summary = SummaryJson {
            schema_version: SCHEMA_VERSION,
            tool: format!("rolefit {}", env!("CARGO_PKG_VERSION")),
            method: METHOD,
            pack: self.pack.digest(),
            read: counts.read,
            scored: counts.scored,
            rejected: counts.rejected,
            duplicates: counts.duplicates,
            skipped: counts.skipped,
            insufficient_evidence,
            first_role: first,
            first_band: self.bands(&counts.first_bands),
            bands: bands.collect(),
            flags: self.flags(),
            decisions: self.decisions,
        };
        Ok(harmless(&serde_json::to_string_pretty(&summary)?) + "\n")
    }

    /// Counts people by the role that came first, and those without one.
    fn first_roles(&self) -> IndexMap<&str, Option<usize>> {
        let people: Vec<usize> = self.counts.first.iter().copied().chain([self.counts.insufficient]).collect();
        let names = self.pack.roles().iter().map(|role| role.id.as_str()).chain([NONE]);
        names.zip(self.hide(&people)).collect()
    }

    /// Counts people by the band that was given.
    fn bands(&self, people: &[usize; Band::ALL.len()]) -> IndexMap<&'static str, Option<usize>> {
        Band::ALL.iter().map(|band| band.code()).zip(self.hide(people)).collect()
    }

    /// Counts people by flag; somebody may have several.
    fn flags(&self) -> IndexMap<String, Option<usize>> {
        let scored = self.counts.scored;
        let flag = |(code, people): (crate::answers::NoticeCode, usize)| {
            // Who has no flag is a cell as well.
            (code.to_string(), self.hide(&[people, scored - people])[0])
        };
        self.counts.flags().into_iter().map(flag).collect()
    }

    /// Hides small counts of a distribution.
    fn hide(&self, people: &[usize]) -> Vec<Option<usize>> {
        if self.shows_small_cells { people.iter().copied().map(Some).collect() } else { hide(people) }
    }
}

/// What people without a first role are counted under.
const NONE: &str = "insufficient evidence";

/// Hides small counts of a distribution whose total is known, and further ones until no hidden count can be told to be
/// small by subtraction: together they must leave room for five people in any one of them.
fn hide(people: &[usize]) -> Vec<Option<usize>> {
    let is_small = |people: usize| (1..SMALL).contains(&people);
    let mut shown: Vec<Option<usize>> = people.iter().map(|people| Some(*people).filter(|it| !is_small(*it))).collect();
    loop {
        let hidden: Vec<usize> =
            shown.iter().zip(people).filter(|(shown, _)| shown.is_none()).map(|(_, people)| *people).collect();
        let others = hidden.len().saturating_sub(1);
        if hidden.is_empty() || others > 0 && hidden.iter().sum::<usize>() >= SMALL + others {
            return shown;
        }
        // The smallest; one of nobody only when there is no other.
        let next = (0..people.len()).filter(|index| shown[*index].is_some()).min_by_key(|index| match people[*index] {
            0 => usize::MAX,
            people => people,
        });
        let Some(next) = next else { return shown };
        shown[next] = None;
    }
}

#[cfg(test)]
mod tests {
    use super::hide;

    #[test]
    fn small_counts_are_hidden_and_cannot_be_had_by_subtraction() {
        assert_eq!(hide(&[12, 9, 7, 0]), [Some(12), Some(9), Some(7), Some(0)]);
        assert_eq!(hide(&[12, 9, 3, 0]), [Some(12), None, None, Some(0)]);
        assert_eq!(hide(&[12, 4, 3, 0]), [Some(12), None, None, Some(0)]);
        // Two hidden counts that add up to two can only be one and one.
        assert_eq!(hide(&[12, 1, 1, 0]), [None, None, None, Some(0)]);
        assert_eq!(hide(&[3, 0, 0]), [None, None, None]);
        assert_eq!(hide(&[0, 0]), [Some(0), Some(0)]);
    }

    #[test]
    fn whatever_is_hidden_could_be_large() {
        for code in 0..8_usize.pow(4) {
            let people: Vec<usize> = (0..4).map(|place| code / 8_usize.pow(place) % 8).collect();
            let shown = hide(&people);
            let hidden: usize =
                people.iter().zip(&shown).filter(|(_, shown)| shown.is_none()).map(|(people, _)| people).sum();
            let cells = shown.iter().filter(|shown| shown.is_none()).count();
            assert_ne!(cells, 1, "{people:?}");
            let all_are_hidden = cells == 4;
            assert!(cells == 0 || all_are_hidden || hidden - (cells - 1) >= 5, "{people:?}");
            assert!(people.iter().zip(&shown).all(|(people, shown)| shown.is_none() || !(1..5).contains(people)));
        }
    }
}
