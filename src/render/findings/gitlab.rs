//! A code quality report, which GitLab shows in a merge request.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::render::findings::{LabelExtent, extent, fingerprints, path};
use crate::render::json::harmless;
use crate::rule::Severity;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: GitlabLocation<'a>,
}

#[derive(Serialize)]
struct GitlabLocation<'a> {
    path: &'a str,
    lines: GitlabLines,
}

/// GitLab refuses a report with an issue that names no line.
#[derive(Serialize)]
struct GitlabLines {
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
        location: GitlabLocation {
            path: path(finding.file()),
            lines: extent(finding).map_or(GitlabLines { begin: 1, end: 1 }, |LabelExtent { start, end }| GitlabLines {
                begin: start.line,
                end: end.line,
            }),
        },
    }
}
