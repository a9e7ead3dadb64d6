//! A code quality report, which GitLab shows in a merge request.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::render::findings::{Extent, extent, fingerprints, path};
use crate::render::json::harmless;
use crate::rule::Severity;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

/// GitLab refuses a report with an issue that names no line.
#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub(super) fn write(findings: &[Diagnostic]) -> String {
    let issues: Vec<Issue<'_>> =
        findings.iter().zip(fingerprints(findings)).map(|(finding, fingerprint)| issue(finding, fingerprint)).collect();
    harmless(&serde_json::to_string_pretty(&issues).expect("internal: texts and numbers are JSON")) + "\n"
}

fn issue(finding: &Diagnostic, fingerprint: String) -> Issue<'_> {
    Issue {
        description: &finding.message,
        check_name: format!("{} {}", finding.rule.code, finding.rule.name),
        fingerprint,
        severity: match finding.severity {
            Severity::Error => "blocker",
            Severity::Warning => "major",
            Severity::Note => "info",
        },
        location: Location {
            path: path(finding.file()),
            lines: extent(finding)
                .map_or(Lines { begin: 1, end: 1 }, |Extent { start, end }| Lines { begin: start.line, end: end.line }),
        },
    }
}
