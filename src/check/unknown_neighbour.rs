//! A career entry that is nearly the id of a role.

use std::collections::{HashMap, HashSet};

use crate::check::way::Way;
use crate::check::{Finding, Slip, Subject};
use crate::pack::Id;
use crate::rule::{Rule, RulePage, Severity};
use crate::text::{is_plainly_meant, nearest};

pub(super) static RULE: Rule = Rule {
    code: "RF119",
    name: "unknown-neighbour",
    severity: Severity::Warning,
    page: RulePage {
        what: "A career entry looks like a misspelt role id.",
        why: "It is shown as a title, and the path to the intended role is lost.",
        bad: "# the pack has a role `senior`\ncareer: { next: [senoir] }",
        good: "career: { next: [senior, Platform Architect] } # an id of the pack, and a title of any kind",
        fix: "Correct the id. If you do not mean a role of the pack, write the entry as a title: `Senior Engineer`.",
    },
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let slips = slips(subject);
    let mut times: HashMap<&str, usize> = HashMap::new();
    for entry in entries(subject) {
        *times.entry(entry).or_default() += 1;
    }
    for (file, role) in subject.roles() {
        for (way, index, entry) in Way::all_entries(&role.career) {
            if let Some(meant) = slips.get(entry) {
                let finding = Finding::new(&RULE, way.place(file, index), format!("unknown role `{entry}`"))
                    .help(format!("write `{meant}`, or a title in plain words if you do not mean a role of the pack"));
                let is_named =
                    role.id.as_str() == *meant || way.entries(&role.career).iter().any(|other| other == meant);
                let slip = || Slip { written: entry.to_owned(), meant: (*meant).to_owned() };
                // What is written the same way again may be right, and the id of the role wrong.
                let is_plain = !is_named && times[entry] == 1 && is_plainly_meant(entry, meant, ids(subject));
                found.push(Finding { fix: is_plain.then(slip), ..finding });
            }
        }
    }
}

/// Returns every career entry that is written like an id, is none, and comes near one, with the role that was most
/// likely meant.
pub(super) fn slips<'a>(subject: &Subject<'a>) -> HashMap<&'a str, &'a str> {
    let known: HashSet<&str> = ids(subject).collect();
    // Each once: packs name the same neighbours over and over, and looking for the nearest name is slow.
    let unknown: HashSet<&str> =
        entries(subject).filter(|entry| !known.contains(entry) && entry.parse::<Id>().is_ok()).collect();
    unknown.into_iter().filter_map(|entry| Some((entry, nearest(entry, ids(subject))?))).collect()
}

/// Returns what the careers of all roles name.
fn entries<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a str> {
    subject.roles().flat_map(|(_, role)| Way::all_entries(&role.career)).map(|(_, _, entry)| entry)
}

fn ids<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    subject.pack.roles().iter().map(|role| role.id.as_str())
}
