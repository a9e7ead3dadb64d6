//! What a run came to: a few lines on standard error, and the same as JSON. People are counted, never compared.

use std::path::Path;

use anyhow::{Context, Result};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::batch::counts::Counts;
use crate::commands::batch::duplicates::Decision;
use crate::commands::batch::output::say;
use crate::commands::output::write_file;
use crate::pack::Pack;
use crate::scoring::{Band, METHOD};
use crate::text::count;

/// A count of fewer people could tell who they are.
const SMALL: usize = 5;

/// The version of the shape; a change that could break a reader is a new version.
const SCHEMA_VERSION: u32 = 1;

/// What a run came to. A count is null where it would be of one to four people, or give such a count away.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SummaryJson<'a> {
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
    pub shows_small_cells: bool,
}

impl Report<'_> {
    /// Says it on standard error.
    pub(super) fn say(&self) {
        let Counts { read, scored, rejected, duplicates, skipped, .. } = *self.counts;
        let mut parts = vec![format!("{scored} scored")];
        for (number, words) in [(rejected, "rejected"), (duplicates, "set aside as duplicates")] {
            if number > 0 {
                parts.push(format!("{number} {words}"));
            }
        }
        say(&format!("{} read: {}", count(read, "row"), parts.join(", ")));
        if skipped > 0 {
            say(&format!("{} left out: the export marks them as previews or tests", count(skipped, "row")));
        }
        if scored == 0 {
            return;
        }
        let first = self.first_roles();
        let named = first.iter().filter(|(_, people)| **people != Some(0)).map(|(role, people)| shown(role, *people));
        say(&format!("first role: {}", named.collect::<Vec<_>>().join(", ")));
        let flags: Vec<String> = self.flags().iter().map(|(flag, people)| shown(flag, *people)).collect();
        if !flags.is_empty() {
            say(&format!("flags: {}", flags.join(", ")));
        }
    }

    /// Writes it to a file.
    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let counts = self.counts;
        let bands = self.pack.roles().iter().zip(&counts.bands).map(|(role, people)| {
            let bands = Band::ALL.iter().map(|band| band.code()).zip(self.hide(people));
            (role.id.as_str(), bands.collect())
        });
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
            bands: bands.collect(),
            flags: self.flags(),
            decisions: self.decisions,
        };
        let text = serde_json::to_string_pretty(&summary).context("writing the summary")?;
        write_file(path, format!("{text}\n").as_bytes())
    }

    /// Counts people by the role that came first, and those without one.
    fn first_roles(&self) -> IndexMap<&str, Option<usize>> {
        let people: Vec<usize> = self.counts.first.iter().copied().chain([self.counts.insufficient]).collect();
        let names = self.pack.roles().iter().map(|role| role.id.as_str()).chain([NONE]);
        names.zip(self.hide(&people)).collect()
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

    /// Hides small counts of a distribution whose total is known, and with a single one the next larger: it could be had
    /// by subtraction.
    fn hide(&self, people: &[usize]) -> Vec<Option<usize>> {
        if self.shows_small_cells {
            return people.iter().copied().map(Some).collect();
        }
        let is_small = |people: usize| (1..SMALL).contains(&people);
        let mut shown: Vec<Option<usize>> =
            people.iter().map(|people| Some(*people).filter(|it| !is_small(*it))).collect();
        if shown.iter().filter(|people| people.is_none()).count() == 1
            && let Some(least) = shown.iter().flatten().copied().filter(|people| *people > 0).min()
            && let Some(next) = shown.iter().position(|people| *people == Some(least))
        {
            shown[next] = None;
        }
        shown
    }
}

/// What people without a first role are counted under.
const NONE: &str = "insufficient evidence";

fn shown(name: &str, people: Option<usize>) -> String {
    match people {
        Some(people) => format!("{name} {people}"),
        None => format!("{name} (hidden)"),
    }
}
