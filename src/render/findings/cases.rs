//! Results of cases: which passed, and what failed in the others.

use indexmap::IndexMap;

use crate::diagnostic::Diagnostic;
use crate::render::findings::junit::{Suite, escaped, report};
use crate::render::findings::{path, place, remarks};
use crate::text::{count, printable};

/// A case that was tested.
#[derive(Clone, Debug)]
pub struct Tested {
    pub file: String,
    pub name: String,
    /// Where it stands in its file, from 1.
    pub line: usize,
    pub failures: Vec<Diagnostic>,
}

/// Says how many cases there are and how they ended: `9 cases in 1 file: 8 passed, 1 failed`.
pub fn summary(tested: &[Tested], files: usize, problems: &[Diagnostic]) -> String {
    let failed = tested.iter().filter(|case| !case.failures.is_empty()).count();
    let ended = match (tested.len() - failed, failed) {
        (_, 0) => "all passed".to_owned(),
        (0, _) => "all failed".to_owned(),
        (passed, failed) => format!("{passed} passed, {failed} failed"),
    };
    let cases = format!("{} in {}: {ended}", count(tested.len(), "case"), count(files, "file"));
    match problems.len() {
        0 => cases,
        errors if tested.is_empty() => format!("no case could be run: {}", count(errors, "error")),
        errors => format!("{cases}; {} in others", count(errors, "error")),
    }
}

/// Writes a JUnit report: a suite per file, a case per case; what could not be read is an error.
pub fn junit(tested: &[Tested], problems: &[Diagnostic]) -> String {
    let mut files: IndexMap<&str, Suite<'_>> = IndexMap::new();
    for case in tested {
        let suite = files.entry(path(&case.file)).or_default();
        suite.cases.push_str(&of_case(case));
        suite.tests += 1;
        suite.failures += usize::from(!case.failures.is_empty());
    }
    for problem in problems {
        let suite = files.entry(path(problem.file())).or_default();
        suite.cases.push_str(&of_problem(problem));
        suite.tests += 1;
        suite.errors += 1;
    }
    let suites: Vec<Suite<'_>> = files.into_iter().map(|(name, suite)| Suite { name, ..suite }).collect();
    report("rolefit test", &suites)
}

fn of_case(case: &Tested) -> String {
    let (file, name) = (escaped(path(&case.file)), escaped(&case.name));
    let open = format!("<testcase classname=\"{file}\" name=\"{name}\" file=\"{file}\" line=\"{}\"", case.line);
    // Some services take no more than one failure a case.
    let Some(first) = case.failures.first() else { return format!("    {open}/>\n") };
    let text: Vec<String> = case.failures.iter().flat_map(lines).collect();
    let message = escaped(&first.message);
    let failure = format!("<failure type=\"{}\" message=\"{message}\">{}</failure>", first.rule.name, text.join("\n"));
    format!("    {open}>\n      {failure}\n    </testcase>\n")
}

fn of_problem(problem: &Diagnostic) -> String {
    let file = escaped(path(problem.file()));
    let name = escaped(&format!("{} {}", problem.rule.code, problem.rule.name));
    let text: Vec<String> = lines(problem).collect();
    let message = escaped(&problem.message);
    let error = format!("<error type=\"{}\" message=\"{message}\">{}</error>", problem.rule.name, text.join("\n"));
    format!("    <testcase classname=\"{file}\" name=\"{name}\" file=\"{file}\">\n      {error}\n    </testcase>\n")
}

fn lines(finding: &Diagnostic) -> impl Iterator<Item = String> + '_ {
    let first = format!("{}: {}", place(finding), printable(&finding.message));
    std::iter::once(first).chain(remarks(finding)).map(|line| escaped(&line))
}
