//! Findings as JSON, version 1 of its shape: one object, or one finding a line.

use schemars::JsonSchema;
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Fix, Label, Place};
use crate::render::findings::{LabelExtent, Summary, fingerprints, path};
use crate::render::json::harmless;
use crate::rule::Severity;
use crate::source::Position;

/// The version of the shape; a change that could break a reader is a new version.
const SCHEMA_VERSION: u32 = 1;

/// Everything that one run found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingsJson<'a> {
    /// Version of this shape.
    schema_version: u32,
    /// Name and version of the program.
    tool: String,
    summary: FindingCountsJson,
    /// By file, then by place.
    findings: Vec<FindingJson<'a>>,
}

/// How many findings there are of each severity.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingCountsJson {
    /// Findings that are errors.
    errors: usize,
    /// Findings that are warnings.
    warnings: usize,
    /// Findings that are notes.
    notes: usize,
}

/// One thing that is wrong with, or worth saying about, a file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingJson<'a> {
    /// Code of the rule; it never changes its meaning.
    code: &'static str,
    /// Name of the rule.
    name: &'static str,
    severity: SeverityJson,
    /// What is wrong, in one line.
    message: &'a str,
    /// Path with forward slashes.
    file: &'a str,
    /// Absent when the finding is about the file as a whole.
    start: Option<PositionJson>,
    /// The place right after the last character.
    end: Option<PositionJson>,
    /// Words for the place; may be empty.
    label: &'a str,
    /// Further places that belong to the finding.
    related: Vec<RelatedJson<'a>>,
    /// Background.
    notes: &'a [String],
    /// Ways out.
    help: &'a [String],
    /// What `--fix` does about it; absent when that is for people to decide.
    fix: Option<FixJson<'a>>,
    /// Stays the same when lines move.
    fingerprint: String,
}

/// How much a finding matters.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SeverityJson {
    Error,
    Warning,
    Note,
}

/// A place in a text.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PositionJson {
    /// Line, from 1.
    line: usize,
    /// Column in characters, from 1.
    column: usize,
}

/// Edits of the file that fix a finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FixJson<'a> {
    /// What the edits do, in words.
    title: &'a str,
    /// What is done to the file of the finding.
    edits: Vec<EditJson<'a>>,
}

/// What to put in place of the text from `start` to `end`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EditJson<'a> {
    /// Where the old text begins.
    start: PositionJson,
    /// The place right after it.
    end: PositionJson,
    /// The new text.
    text: &'a str,
}

/// A further place, and what it has to do with the finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RelatedJson<'a> {
    /// Path with forward slashes.
    file: &'a str,
    /// Where it begins.
    start: PositionJson,
    /// The place right after the last character.
    end: PositionJson,
    /// Words for the place; may be empty.
    label: &'a str,
}

/// Builds the object of one run.
pub fn report<'a>(findings: &'a [Diagnostic], summary: &Summary) -> FindingsJson<'a> {
    FindingsJson {
        schema_version: SCHEMA_VERSION,
        tool: format!("rolefit {}", env!("CARGO_PKG_VERSION")),
        summary: FindingCountsJson { errors: summary.errors, warnings: summary.warnings, notes: summary.notes },
        findings: objects(findings).collect(),
    }
}

pub(super) fn write(findings: &[Diagnostic], summary: &Summary) -> String {
    let report = report(findings, summary);
    harmless(&serde_json::to_string_pretty(&report).expect("internal: texts and numbers are JSON")) + "\n"
}

pub(super) fn write_lines(findings: &[Diagnostic]) -> String {
    let line = |finding| serde_json::to_string(&finding).expect("internal: texts and numbers are JSON") + "\n";
    harmless(&objects(findings).map(line).collect::<String>())
}

fn objects(findings: &[Diagnostic]) -> impl Iterator<Item = FindingJson<'_>> {
    findings.iter().zip(fingerprints(findings)).map(|(finding, fingerprint)| object(finding, fingerprint))
}

fn object(finding: &Diagnostic, fingerprint: String) -> FindingJson<'_> {
    let (extent, label) = match &finding.place {
        Place::File(_) => (None, ""),
        Place::Text(label) => (Some(LabelExtent::of(label)), label.text.as_str()),
    };
    FindingJson {
        code: finding.rule.code,
        name: finding.rule.name,
        severity: match finding.severity {
            Severity::Error => SeverityJson::Error,
            Severity::Warning => SeverityJson::Warning,
            Severity::Note => SeverityJson::Note,
        },
        message: &finding.message,
        file: path(finding.file()),
        start: extent.map(|extent| position(extent.start)),
        end: extent.map(|extent| position(extent.end)),
        label,
        related: finding.related.iter().map(related).collect(),
        notes: &finding.notes,
        help: &finding.help,
        fix: finding.fix.as_ref().map(fix),
        fingerprint,
    }
}

fn fix(fix: &Fix) -> FixJson<'_> {
    let LabelExtent { start, end } = LabelExtent::of_edit(fix);
    let edit = EditJson { start: position(start), end: position(end), text: &fix.text };
    FixJson { title: &fix.title, edits: vec![edit] }
}

fn related(label: &Label) -> RelatedJson<'_> {
    let LabelExtent { start, end } = LabelExtent::of(label);
    RelatedJson { file: path(label.source.name()), start: position(start), end: position(end), label: &label.text }
}

fn position(Position { line, column }: Position) -> PositionJson {
    PositionJson { line, column }
}
