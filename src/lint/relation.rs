//! Which findings of a pack concern the files that were named: those in them, and those that they can be the cause of.

use std::collections::HashSet;

use crate::check::{CHECKS, Reach};
use crate::diagnostic::Diagnostic;
use crate::load::ignores::UNUSED_IGNORE;
use crate::rule::Rule;

/// Keeps what concerns the named files. A file that cannot be loaded concerns all of them: with it, no role is used.
pub(super) fn keep_related(findings: &mut Vec<Diagnostic>, named: &HashSet<&str>, questionnaire: Option<&str>) {
    let is_key_named = questionnaire.is_some_and(|questionnaire| named.contains(questionnaire));
    findings.retain(|finding| {
        let is_pointed_at =
            named.contains(finding.file()) || finding.related.iter().any(|label| named.contains(label.source.name()));
        let is_caused = match reach(finding.rule) {
            Reach::File => false,
            Reach::Questionnaire | Reach::Places => is_key_named,
            Reach::Pack => true,
        };
        finding.rule.is_refusal() || is_pointed_at || is_caused
    });
}

fn reach(rule: &Rule) -> Reach {
    // What a comment silenced may be gone from any file.
    if *rule == UNUSED_IGNORE {
        return Reach::Pack;
    }
    CHECKS.iter().find(|check| check.rule == rule).map_or(Reach::File, |check| check.reach)
}
