//! From what loading and advice found to diagnostics with places.

use std::sync::Arc;

use crate::check::{self, File, Finding, Mark, Slip};
use crate::diagnostic::{Diagnostic, Label, Place};
use crate::load::document::Places;
use crate::load::fixes;
use crate::load::pack::Survey;
use crate::rule::Severity;

/// What loading found, then advice about what is sound.
pub(super) fn findings(mut survey: Survey, deep: bool) -> Vec<Diagnostic> {
    let mut findings = std::mem::take(&mut survey.problems);
    findings.append(&mut survey.advice);
    // Where a role is missing, parts only look unused: it may be the one that uses them.
    let is_whole = findings.iter().all(|finding| finding.severity < Severity::Error);
    if let Some(pack) = &survey.pack {
        let advice = check::run(pack, deep).into_iter();
        let advice = advice.filter(|finding| is_whole || finding.rule.code != check::UNUSED_PART);
        // Nor is it plain then which role a career means.
        let advice = advice.map(|finding| Finding { fix: finding.fix.clone().filter(|_| is_whole), ..finding });
        findings.extend(advice.map(|finding| placed(&survey, finding)));
    }
    findings
}

/// Looks up the place of a finding.
fn placed(survey: &Survey, finding: Finding) -> Diagnostic {
    let label = |mark: Mark| -> Option<Label> {
        let places = places(survey, mark.spot.file)?;
        let span = places.tree()?.locate(&mark.spot.steps, mark.spot.aim)?;
        Some(Label { source: Arc::clone(places.source()), span, text: mark.text })
    };
    let file = finding.place.spot.file;
    let place = label(finding.place).map_or_else(
        || Place::File(places(survey, file).map(|places| places.source().name().to_owned()).unwrap_or_default()),
        Place::Text,
    );
    let mut diagnostic = Diagnostic {
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message,
        place,
        related: finding.related.into_iter().filter_map(label).collect(),
        notes: finding.notes,
        help: finding.help,
        fix: None,
    };
    if let Some(Slip { written, meant }) = finding.fix {
        fixes::rewrite(&mut diagnostic, &written, &meant);
    }
    diagnostic
}

fn places(survey: &Survey, file: File) -> Option<&Places> {
    match file {
        File::Questionnaire => survey.questionnaire.as_ref(),
        File::Role(index) => survey.roles.get(survey.pack.as_ref()?.roles()[index].id.as_str()),
    }
}
