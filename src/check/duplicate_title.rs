//! Two roles under one title.

use std::collections::HashMap;

use crate::check::{Finding, Subject, place};
use crate::rule::{Rule, RulePage, Severity};
use crate::text::excerpt;

pub(super) static RULE: Rule = Rule {
    code: "RF123",
    name: "duplicate-title",
    severity: Severity::Warning,
    page: RulePage {
        what: "Two roles of a pack have the same title.",
        why: "Results show roles by title, so readers cannot tell which of the two a fit is about.",
        bad: "# developer.yaml, while engineer.yaml says the same\nid: developer\ntitle: Software Engineer",
        good: "id: developer\ntitle: Software Developer",
        fix: "Give each role a different title, or merge the two files.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let mut first = HashMap::new();
    for (file, role) in subject.roles() {
        let title = place::value(file, &["title"]);
        match first.get(&plain(&role.title)) {
            None => {
                first.insert(plain(&role.title), title);
            }
            Some(earlier) => found.push(
                Finding::new(&RULE, title, format!("the title `{}` is used twice", excerpt(&role.title, 60)))
                    .related(earlier.clone(), "first used here")
                    .help("change one of the two titles"),
            ),
        }
    }
}

/// The title without what readers do not see: case and spacing.
fn plain(title: &str) -> String {
    title.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
