//! A career path that only one of its two roles names.

use std::cell::LazyCell;
use std::collections::HashMap;

use crate::check::unknown_neighbour::slips;
use crate::check::way::Way;
use crate::check::{File, Finding, Subject, place};
use crate::pack::Role;
use crate::rule::{Rule, RulePage, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF118",
    name: "one-sided-career",
    severity: Severity::Warning,
    page: RulePage {
        what: "A role names another role of the pack as its neighbour, but that role does not name it back.",
        why: "The paths that people see then depend on which role they read first.",
        bad: "# senior.yaml, while junior.yaml says `next: [senior]`\ncareer: { from: [Software Engineer] }",
        good: "# senior.yaml, while junior.yaml says `next: [senior]`\ncareer: { from: [junior, Software Engineer] }",
        fix: "Add the missing entry: `next` pairs with `from`, and `adjacent` with `adjacent`. Or remove the entry.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let by_id: HashMap<&str, (File, &Role)> =
        subject.roles().map(|(file, role)| (role.id.as_str(), (file, role))).collect();
    // A misspelt id still names a role and is a finding of its own. Few packs need the slow search.
    let slips = LazyCell::new(|| slips(subject));
    let names = |role: &Role, way: Way, other: &str| {
        way.entries(&role.career).iter().any(|entry| entry == other || slips.get(entry.as_str()) == Some(&other))
    };
    for (file, role) in subject.roles() {
        for (way, index, entry) in Way::all_entries(&role.career) {
            if let Some((other_file, other)) = by_id.get(entry)
                && other.id != role.id
                && !names(other, way.back(), role.id.as_str())
            {
                let (id, other_id, back) = (&role.id, &other.id, way.back().key());
                let message = format!("`{id}` names `{other_id}` under `{}`, but not the other way round", way.key());
                found.push(
                    Finding::new(&RULE, way.place(file, index), message)
                        .related(place::key(*other_file, &["career", back]), format!("`{id}` is missing here"))
                        .help(format!("add `{id}` to `{back}` in the career of `{other_id}`")),
                );
            }
        }
    }
}
