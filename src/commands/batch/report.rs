//! What a run came to: a few lines on standard error, and the same as JSON. People are counted, never compared.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::answers::NoticeCode;
use crate::batch::counts::Counts;
use crate::batch::suppression::Shown;
use crate::commands::batch::duplicates::Decision;
use crate::commands::batch::messages::say;
use crate::pack::{Id, Pack};
use crate::render::json::harmless;
use crate::render::number::percent;
use crate::scoring::{Band, METHOD};
use crate::text::count;

/// The version of the shape; a change that could break a reader is a new version.
const SCHEMA_VERSION: u32 = 1;

/// What a run came to. A count is null where it is hidden: with `--anonymize` or `--min-count`, small ones and one more.
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
    /// The variant that its roles were scored as, where they have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'a str>,
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
    /// Rows that have neither an id nor an answer.
    empty: usize,
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
    /// Counts of fewer people are hidden.
    pub least: usize,
    /// Whether what was not scored is collected in a file.
    pub has_rejects: bool,
}

impl Report<'_> {
    /// Says it on standard error.
    pub(super) fn say(&self) {
        let Counts { read, scored, rejected, duplicates, skipped, empty, .. } = *self.counts;
        let variant = self.pack.variant().map(|name| format!(" as variant `{name}`")).unwrap_or_default();
        let mut parts = vec![format!("{scored} scored{variant}")];
        let hint = if self.has_rejects { "" } else { " (write them to a file with `--rejects FILE`)" };
        for (number, words) in
            [(rejected, format!("rejected{hint}")), (duplicates, "set aside as duplicates".to_owned())]
        {
            if number > 0 {
                parts.push(format!("{number} {words}"));
            }
        }
        say(&format!("{} read: {}", count(read, self.noun), parts.join(", ")));
        if skipped > 0 {
            say(&format!("{} ignored: marked as previews or tests in the export", count(skipped, "row")));
        }
        if empty > 0 {
            say(&format!("{} left out: no id and no answer", count(empty, "row")));
        }
        if scored == 0 {
            return;
        }
        let shown = self.shown();
        let first = self.by_role(shown.first);
        self.say_counts("first role", &first);
        let mut bands = by_band(shown.first_bands);
        bands.shift_remove(Band::InsufficientEvidence.code());
        self.say_counts("its band", &bands);
        let share = |people: usize| format!("{people} of {scored} ({})", percent(people as f64 / scored as f64));
        let none = shown.insufficient;
        if let Some(none) = none {
            say(&format!("insufficient evidence: {}", share(none)));
        }
        let flags = by_flag(shown.flags);
        self.say_counts("flags", &flags);
        if none.is_none() || first.values().chain(bands.values()).chain(flags.values()).any(Option::is_none) {
            say(&format!(
                "hidden: counts below {}, and one more where only one would be hidden; show them with `--min-count 1`",
                self.least
            ));
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
        let shown = self.shown();
        let summary = SummaryJson {
            schema_version: SCHEMA_VERSION,
            tool: format!("rolefit {}", env!("CARGO_PKG_VERSION")),
            method: METHOD,
            pack: self.pack.digest(),
            variant: self.pack.variant().map(Id::as_str),
            read: counts.read,
            scored: counts.scored,
            rejected: counts.rejected,
            duplicates: counts.duplicates,
            skipped: counts.skipped,
            empty: counts.empty,
            insufficient_evidence: shown.insufficient,
            first_role: self.by_role(shown.first),
            first_band: by_band(shown.first_bands),
            bands: self.by_role(shown.bands.into_iter().map(by_band)),
            flags: by_flag(shown.flags),
            decisions: self.decisions,
        };
        Ok(harmless(&serde_json::to_string_pretty(&summary)?) + "\n")
    }

    fn shown(&self) -> Shown {
        Shown::of(self.counts, self.least)
    }

    fn by_role<T>(&self, counts: impl IntoIterator<Item = T>) -> IndexMap<&str, T> {
        self.pack.roles().iter().map(|role| role.id.as_str()).zip(counts).collect()
    }
}

fn by_band(counts: Vec<Option<usize>>) -> IndexMap<&'static str, Option<usize>> {
    Band::ALL.iter().map(|band| band.code()).zip(counts).collect()
}

fn by_flag(counts: Vec<(NoticeCode, Option<usize>)>) -> IndexMap<String, Option<usize>> {
    counts.into_iter().map(|(code, people)| (code.to_string(), people)).collect()
}
