//! One line per finding, in the shape that editors and `grep` know.

use crate::diagnostic::Diagnostic;
use crate::render::findings::{LabelExtent, extent, path};
use crate::source::Position;
use crate::text::printable;

/// A finding about a whole file is shown at its first character, so that every line has the same parts.
pub(super) fn write(findings: &[Diagnostic]) -> String {
    findings.iter().map(line).collect()
}

fn line(finding: &Diagnostic) -> String {
    let Position { line, column } =
        extent(finding).map_or(Position { line: 1, column: 1 }, |LabelExtent { start, .. }| start);
    let file = printable(path(finding.file()));
    let (severity, rule, message) = (finding.severity, finding.rule, printable(&finding.message));
    format!("{file}:{line}:{column}: {severity}[{}] {}: {message}\n", rule.code, rule.name)
}
