//! What a run of `batch` is asked for, decided once from the arguments: after this, no flag is looked at.

use std::path::PathBuf;

use crate::cli::{BatchInput, Duplicates};
use crate::load::workbook::names_workbook;
use crate::output::file::Readers;
use crate::render::csv::Notation;
use crate::render::report::printing::Printing;
use crate::survey::dialect::StatedDialect;

/// Everything that a run is asked for.
#[derive(Debug)]
pub(super) struct BatchRequest {
    pub inputs: RequestedInputs,
    pub results: RequestedResults,
    /// The ids of the roles that are shown, or none for all.
    pub roles: Vec<String>,
    /// How many roles of a ranking are shown.
    pub top: Option<usize>,
    pub duplicates: Duplicates,
    /// The key file of pseudonyms, which take the place of ids and names.
    pub key: Option<PathBuf>,
    /// Counts of fewer people are hidden in the summary.
    pub min_count: usize,
    /// Worker threads.
    pub jobs: usize,
    /// Whether every message is shown, not only the first.
    pub is_verbose: bool,
    pub has_progress: bool,
}

/// What is read, and how.
#[derive(Debug)]
pub(in crate::commands) struct RequestedInputs {
    /// Files, folders and patterns.
    pub files: Vec<PathBuf>,
    /// Where the name of a file does not say it.
    pub format: Option<BatchInput>,
    pub mapping: Option<PathBuf>,
    pub dialect: StatedDialect,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Where the header of the tables is, if they have none.
    pub columns: Option<PathBuf>,
}

/// What is written, and where to.
#[derive(Debug)]
pub(super) struct RequestedResults {
    /// The result itself: standard output if absent or `-`.
    pub output: Option<PathBuf>,
    pub content: BatchContent,
    pub rejects: Option<PathBuf>,
    pub profile: Option<PathBuf>,
    pub summary: Option<PathBuf>,
    /// The folder for cards.
    pub cards: Option<PathBuf>,
    /// The folder for reports.
    pub reports: Option<PathBuf>,
    pub printing: Printing,
    pub readers: Readers,
    pub notation: Notation,
    /// What tables in CSV start with: a byte-order mark, or nothing.
    pub mark: &'static str,
    /// Whether tables in CSV begin with a header.
    pub has_header: bool,
}

/// What the result consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BatchContent {
    /// A row of CSV per person and role.
    Rows { has_certainty: bool },
    /// A row of CSV per person.
    WideRows,
    /// A compact JSON object per person.
    Compact { has_certainty: bool, is_array: bool },
    /// All that is known of a person, as a JSON object.
    Full { is_array: bool },
    /// One table of Markdown.
    Markdown,
    /// Tables for a terminal.
    Text,
}

impl BatchRequest {
    /// Whether people are shown by pseudonyms, so that no message may name them.
    pub(super) fn is_anonymous(&self) -> bool {
        self.key.is_some()
    }
}

impl RequestedInputs {
    /// The files that are named, whatever they hold.
    pub(super) fn named(&self) -> impl Iterator<Item = &PathBuf> {
        self.files.iter().chain(&self.mapping).chain(&self.columns)
    }
}

impl RequestedResults {
    /// The files that are written beside cards and reports, in the order in which messages name them.
    pub(super) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.output, &self.rejects, &self.profile, &self.summary].into_iter().flatten()
    }

    /// Whether the result is a workbook.
    pub(super) fn has_workbook(&self) -> bool {
        self.output.as_deref().is_some_and(names_workbook)
    }
}

impl BatchContent {
    pub(super) fn is_csv(self) -> bool {
        matches!(self, Self::Rows { .. } | Self::WideRows)
    }

    /// Whether the objects are the elements of one JSON array.
    pub(super) fn is_array(self) -> bool {
        matches!(self, Self::Compact { is_array: true, .. } | Self::Full { is_array: true })
    }
}
