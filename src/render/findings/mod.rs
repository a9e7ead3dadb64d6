//! Findings to text: one file per form, for people, for programs, and as CI services read them.
//!
//! Lines and columns start at 1, columns count characters, and an end is the place right after the last character.

pub(crate) mod cases;
mod concise;
mod fingerprint;
mod github;
mod gitlab;
mod human;
pub mod json;
mod junit;
mod markdown;
mod sarif;

use std::fmt;

use clap::ValueEnum;

pub use fingerprint::fingerprints;
pub use github::write as github;
pub use human::human;

use crate::diagnostic::{Diagnostic, Fix, Label, Place};
use crate::rule::Severity;
use crate::source::Position;
use crate::text::{count, printable};

/// An output format of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    /// For reading in a terminal, with the lines of the file
    Human,
    /// One line per finding
    Concise,
    /// One object with everything
    Json,
    /// One finding per line
    Ndjson,
    /// Annotations for GitHub Actions
    Github,
    /// Code quality report for GitLab
    Gitlab,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Test report for CI services
    Junit,
    /// Table for a pull request or a job summary
    Markdown,
}

/// How many files were looked at, and how much was found in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    pub files: usize,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
}

impl Summary {
    /// Counts findings by severity.
    pub fn of(files: usize, findings: &[Diagnostic]) -> Self {
        let number = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self {
            files,
            errors: number(Severity::Error),
            warnings: number(Severity::Warning),
            notes: number(Severity::Note),
        }
    }
}

/// Reads `4 files: 1 error, 2 notes`.
impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let found: Vec<String> =
            numbers.into_iter().filter(|(number, _)| *number > 0).map(|(number, noun)| count(number, noun)).collect();
        let found = if found.is_empty() { "no findings".to_owned() } else { found.join(", ") };
        write!(formatter, "{}: {found}", count(self.files, "file"))
    }
}

/// Writes findings in a format; only the one for people asks for a width.
pub fn write(format: FindingFormat, findings: &[Diagnostic], summary: &Summary, width: u16) -> String {
    match format {
        FindingFormat::Human => human(findings, width),
        FindingFormat::Concise => concise::write(findings),
        FindingFormat::Json => json::write(findings, summary),
        FindingFormat::Ndjson => json::write_lines(findings),
        FindingFormat::Github => github::write(findings),
        FindingFormat::Gitlab => gitlab::write(findings),
        FindingFormat::Sarif => sarif::write(findings),
        FindingFormat::Junit => junit::write(findings, summary),
        FindingFormat::Markdown => markdown::write(findings, summary),
    }
}

/// From where to where a label reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LabelExtent {
    start: Position,
    end: Position,
}

impl LabelExtent {
    /// Line breaks and blanks at the end of a span, as a YAML block has them, are left out: they would reach into the
    /// next line.
    fn of(label: &Label) -> Self {
        let Label { source, span, .. } = label;
        let start = source.clamp(span).start;
        let covered = source.slice(span).trim_end();
        Self { start: source.position(start), end: source.position(start + covered.len()) }
    }

    /// What an edit takes out, to the last blank.
    fn of_edit(Fix { source, span, .. }: &Fix) -> Self {
        Self { start: source.position(span.start), end: source.position(span.end) }
    }
}

/// Returns where a finding points, unless it is about a file as a whole.
fn extent(finding: &Diagnostic) -> Option<LabelExtent> {
    match &finding.place {
        Place::File(_) => None,
        Place::Text(label) => Some(LabelExtent::of(label)),
    }
}

/// Returns a file name as services match it with the files of a repository: `./` in front would hide it from them.
pub(in crate::render) fn path(name: &str) -> &str {
    let mut path = name;
    while let Some(rest) = path.strip_prefix("./") {
        path = rest.trim_start_matches('/');
    }
    path
}

/// Says where a finding points, as `file:line:column`; a whole file has its name only.
pub(in crate::render) fn place(finding: &Diagnostic) -> String {
    let file = printable(path(finding.file()));
    match extent(finding) {
        Some(LabelExtent { start, .. }) => format!("{file}:{}:{}", start.line, start.column),
        None => file,
    }
}

/// Says a finding's further places, one a line.
fn related(finding: &Diagnostic) -> impl Iterator<Item = String> + '_ {
    finding.related.iter().map(|label| {
        let Position { line, column } = LabelExtent::of(label).start;
        let words = if label.text.is_empty() { "see here" } else { &label.text };
        format!("{}:{line}:{column}: {}", printable(path(label.source.name())), printable(words))
    })
}

/// Says a finding's background and ways out, one a line.
fn remarks(finding: &Diagnostic) -> impl Iterator<Item = String> + '_ {
    let notes = finding.notes.iter().map(|note| format!("note: {}", printable(note)));
    notes.chain(finding.help.iter().map(|help| format!("help: {}", printable(help))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn reach(text: &str, covered: &str) -> [usize; 4] {
        let start = text.find(covered).expect("the text has it");
        let span = start..start + covered.len();
        let LabelExtent { start, end } =
            LabelExtent::of(&Label { source: Source::new("a", text), span, text: String::new() });
        [start.line, start.column, end.line, end.column]
    }

    #[test]
    fn an_end_is_right_after_the_last_character() {
        assert_eq!(reach("ä: ö\n", "ö"), [1, 4, 1, 5]);
        assert_eq!(reach("a: é\nüber: b\n", "é\nüber"), [1, 4, 2, 5]);
    }

    #[test]
    fn an_end_does_not_reach_into_the_next_line() {
        assert_eq!(reach("a: |\n  text\r\n\nb: 1\n", "text\r\n\n"), [2, 3, 2, 7]);
    }

    #[test]
    fn counts_read_like_prose_and_leave_out_zeros() {
        let summary = Summary { files: 4, errors: 1, warnings: 0, notes: 2 };
        assert_eq!(summary.to_string(), "4 files: 1 error, 2 notes");
        assert_eq!(Summary { files: 1, errors: 0, warnings: 0, notes: 0 }.to_string(), "1 file: no findings");
    }

    #[test]
    fn a_path_is_one_that_services_find_in_a_repository() {
        assert_eq!(path("././/roles/sre.yaml"), "roles/sre.yaml");
        assert_eq!(path("../roles/.hidden"), "../roles/.hidden");
    }
}
