//! A career path that only one of its two ends knows.

use std::cell::LazyCell;
use std::collections::HashMap;

use crate::check::unknown_neighbour::slips;
use crate::check::way::Way;
use crate::check::{File, Finding, Subject, place};
use crate::pack::Role;
use crate::rule::{Page, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    code: "RF118",
    name: "one-sided-career",
    severity: Severity::Warning,
    page: Page {
        what: "A role names another role of the pack as its neighbour, and that one does not name it back.",
        why: "Which paths people see then depends on the role they start to read from.",
        bad: "# senior.yaml, while junior.yaml says `next: [senior]`\ncareer: { from: [Software Engineer] }",
        good: "# senior.yaml, while junior.yaml says `next: [senior]`\ncareer: { from: [junior, Software Engineer] }",
        fix: "Name both ends: `next` is matched by `from`, and `adjacent` by `adjacent`. Or drop the entry.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let by_id: HashMap<&str, (File, &Role)> =
        subject.roles().map(|(file, role)| (role.id.as_str(), (file, role))).collect();
    // A slip of the pen names a role all the same, and is a finding of its own. Few packs need the costly search.
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
                let message = format!("`{id}` names `{other_id}` under `{}` and is not named back", way.key());
                found.push(
                    Finding::new(&RULE, way.place(file, index), message)
                        .related(place::key(*other_file, &["career", back]), format!("`{id}` is not named here"))
                        .help(format!("add `{id}` under `{back}` in the career of `{other_id}`")),
                );
            }
        }
    }
}
