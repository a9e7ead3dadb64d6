//! `rolefit check`: everything that is wrong with a pack, and advice about what is not.

use std::sync::Arc;

use anyhow::Result;

use crate::check::{self, File, Finding, Spot};
use crate::cli::{CheckArgs, Global};
use crate::commands::Outcome;
use crate::commands::findings::Outputs;
use crate::diagnostic::{Diagnostic, Label, Place, sort};
use crate::load::document::Places;
use crate::load::files;
use crate::load::pack::{Survey, survey};
use crate::rule::Severity;

pub(super) fn run(args: &CheckArgs, global: &Global) -> Result<Outcome> {
    let outputs = Outputs::of(&args.format)?;
    let mut findings = Vec::new();
    let mut read = 0;
    for folder in &args.paths {
        let files = files::folder(folder);
        read += files.roles.len() + usize::from(files.questionnaire.is_some());
        findings.extend(check_folder(survey(files)));
    }
    sort(&mut findings);
    outputs.write(&findings, read, global)?;
    let fails = findings.iter().any(|finding| finding.severity >= Severity::Error);
    Ok(if fails { Outcome::Findings } else { Outcome::Done })
}

/// What loading found, then advice about what is sound.
fn check_folder(mut survey: Survey) -> Vec<Diagnostic> {
    let mut findings = std::mem::take(&mut survey.problems);
    findings.append(&mut survey.advice);
    if let Some(pack) = &survey.pack {
        findings.extend(check::run(pack).into_iter().map(|finding| placed(&survey, finding)));
    }
    findings
}

/// Looks up where a finding stands.
fn placed(survey: &Survey, finding: Finding) -> Diagnostic {
    let label = |spot: &Spot, text: String| -> Option<Label> {
        let places = places(survey, spot.file)?;
        let span = places.tree()?.locate(&spot.steps, spot.aim)?;
        Some(Label { source: Arc::clone(places.source()), span, text })
    };
    let place = match label(&finding.at, finding.label) {
        Some(label) => Place::Text(label),
        None => Place::File(
            places(survey, finding.at.file).map(|places| places.source().name().to_owned()).unwrap_or_default(),
        ),
    };
    Diagnostic {
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message,
        place,
        related: finding.related.into_iter().filter_map(|(spot, text)| label(&spot, text)).collect(),
        notes: finding.notes,
        help: finding.help,
    }
}

fn places(survey: &Survey, file: File) -> Option<&Places> {
    match file {
        File::Questionnaire => survey.questionnaire.as_ref(),
        File::Role(index) => survey.roles.get(survey.pack.as_ref()?.roles()[index].id.as_str()),
    }
}
