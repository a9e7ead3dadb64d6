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
    if suites.is_empty() {
        let name = escaped(&summary.to_string());
        let case = format!("    <testcase classname=\"rolefit check\" name=\"{name}\"/>\n");
        let cases = case;
        return report("rolefit check", &[Suite { name: "rolefit check", tests: 1, failures: 0, errors: 0, cases }]);
    }
    let suites: Vec<Suite<'_>> = suites.iter().map(|(file, findings)| suite_of(file, findings)).collect();
    report("rolefit check", &suites)
}

fn suite_of<'a>(name: &'a str, findings: &[&Diagnostic]) -> Suite<'a> {
    let failures = findings.iter().filter(|finding| fails(finding)).count();
    let cases = findings.iter().map(|finding| case(finding)).collect();
    Suite { name, tests: findings.len(), failures, errors: 0, cases }
}

/// The cases of one file, as elements, with their numbers.
#[derive(Debug, Default)]
pub(super) struct Suite<'a> {
    pub name: &'a str,
    pub tests: usize,
    pub failures: usize,
    pub errors: usize,
    pub cases: String,
}

/// Writes a report of suites.
pub(super) fn report(name: &str, suites: &[Suite<'_>]) -> String {
    let sum = |number: fn(&Suite<'_>) -> usize| suites.iter().map(number).sum::<usize>();
    let counts = |tests: usize, failures: usize, errors: usize| {
        format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\"")
    };
    let all = counts(sum(|suite| suite.tests), sum(|suite| suite.failures), sum(|suite| suite.errors));
    let body: String = suites
        .iter()
        .map(|suite| {
            let counts = counts(suite.tests, suite.failures, suite.errors);
            let (name, cases) = (escaped(suite.name), &suite.cases);
            format!("  <testsuite name=\"{name}\" {counts} skipped=\"0\">\n{cases}  </testsuite>\n")
        })
        .collect();
    let open = format!("<testsuites name=\"{name}\" {all}>");
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{open}\n{body}</testsuites>\n")
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
pub(super) fn escaped(text: &str) -> String {
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
