//! A JUnit report: a suite per file, a case per finding. Errors and warnings fail; notes pass and are printed.

use indexmap::IndexMap;

use crate::diagnostic::Diagnostic;
use crate::render::findings::{Summary, extent, path, place, related, remarks};
use crate::rule::Severity;
use crate::text::printable;

/// A run without findings has one case that passes: some services take an empty report for a broken one.
pub(super) fn write(findings: &[Diagnostic], summary: &Summary) -> String {
    let mut suites: IndexMap<&str, Vec<&Diagnostic>> = IndexMap::new();
    for finding in findings {
        suites.entry(path(finding.file())).or_default().push(finding);
    }
    let body: String = if suites.is_empty() {
        let name = escaped(&summary.to_string());
        let case = format!("    <testcase classname=\"rolefit check\" name=\"{name}\"/>\n");
        suite("rolefit check", 1, 0, &case)
    } else {
        suites.iter().map(|(file, findings)| suite_of(file, findings)).collect()
    };
    let tests = findings.len().max(1);
    let failures = summary.errors + summary.warnings;
    let open = format!("<testsuites name=\"rolefit check\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">");
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{open}\n{body}</testsuites>\n")
}

fn suite_of(file: &str, findings: &[&Diagnostic]) -> String {
    let failures = findings.iter().filter(|finding| fails(finding)).count();
    let cases: String = findings.iter().map(|finding| case(finding)).collect();
    suite(file, findings.len(), failures, &cases)
}

fn suite(name: &str, tests: usize, failures: usize, cases: &str) -> String {
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\"");
    format!("  <testsuite name=\"{}\" {counts}>\n{cases}  </testsuite>\n", escaped(name))
}

/// The name of a case holds no line: services follow a case by its name.
fn case(finding: &Diagnostic) -> String {
    let file = escaped(path(finding.file()));
    let name = escaped(&format!("{} {}: {}", finding.rule.code, finding.rule.name, finding.message));
    let line = extent(finding).map(|extent| format!(" line=\"{}\"", extent.start.line)).unwrap_or_default();
    let open = format!("<testcase classname=\"{file}\" name=\"{name}\" file=\"{file}\"{line}>");
    let mut lines = vec![format!("{}: {}", place(finding), printable(&finding.message))];
    lines.extend(related(finding));
    lines.extend(remarks(finding));
    let text = lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\n");
    let said = if fails(finding) {
        let message = escaped(&finding.message);
        format!("<failure type=\"{}\" message=\"{message}\">{text}</failure>", finding.severity)
    } else {
        format!("<system-out>{text}</system-out>")
    };
    format!("    {open}\n      {said}\n    </testcase>\n")
}

fn fails(finding: &Diagnostic) -> bool {
    finding.severity > Severity::Note
}

/// Escapes a line for an attribute or an element; what XML cannot hold at all becomes a replacement character.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in printable(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            character => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_a_file_can_neither_close_nor_break_the_document() {
        assert_eq!(
            escaped("]]></a b=\"'&\">\n\u{0}\u{ffff}"),
            "]]&gt;&lt;/a b=&quot;&apos;&amp;&quot;&gt; \u{fffd}\u{fffd}"
        );
    }
}
