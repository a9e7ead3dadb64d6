//! Workflow commands, which GitHub shows as annotations on the lines of a pull request.

use std::cmp::Reverse;

use crate::diagnostic::Diagnostic;
use crate::render::findings::{LabelExtent, extent, path, related, remarks};
use crate::rule::Severity;
use crate::text::printable;

/// Worst first: GitHub shows ten of a kind per step and drops the others.
pub fn write(findings: &[Diagnostic]) -> String {
    let mut findings: Vec<&Diagnostic> = findings.iter().collect();
    findings.sort_by_key(|finding| Reverse(finding.severity));
    findings.into_iter().map(command).collect()
}

fn command(finding: &Diagnostic) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let title = property(&format!("rolefit {} {}", finding.rule.code, finding.rule.name));
    let file = property(&printable(path(finding.file())));
    let place = match extent(finding) {
        None => String::new(),
        Some(LabelExtent { start, end }) if start.line == end.line => {
            format!(",line={},col={},endLine={},endColumn={}", start.line, start.column, end.line, end.column)
        }
        // GitHub takes columns only within one line.
        Some(LabelExtent { start, end }) => format!(",line={},endLine={}", start.line, end.line),
    };
    let mut lines = vec![printable(&finding.message)];
    lines.extend(related(finding));
    lines.extend(remarks(finding));
    format!("::{command} title={title},file={file}{place}::{}\n", data(&lines.join("\n")))
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_property_or_a_line_early() {
        assert_eq!(data("50%: a,b\r\nc"), "50%25: a,b%0D%0Ac");
        assert_eq!(property("50%: a,b\r\nc"), "50%25%3A a%2Cb%0D%0Ac");
    }
}
