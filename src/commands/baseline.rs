//! A baseline: findings that were there before, known by content, so that only new ones count.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::load::read::{self, display_name};
use crate::output::file::{Readers, write_file};
use crate::output::print::{show_note, show_summary};
use crate::render::findings::fingerprints;
use crate::text::count;

/// The version of the file's shape.
const SCHEMA: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct BaselineFile {
    schema: u32,
    findings: Vec<RecordedFinding>,
}

/// A finding that was there before. Only the fingerprint is compared; the rest is for people who read the file.
#[derive(Debug, Serialize, Deserialize)]
struct RecordedFinding {
    code: String,
    file: String,
    message: String,
    fingerprint: String,
}

/// The findings that were there before, and the file that says so.
pub(super) struct Baseline<'a> {
    path: &'a Path,
    fingerprints: HashSet<String>,
}

/// Reads a baseline.
pub(super) fn read(path: &Path) -> Result<Baseline<'_>> {
    let text = read::file(path).map_err(|problem| {
        let why = match path.try_exists() {
            Ok(false) => "no such file; `--write-baseline` writes one",
            Ok(true) | Err(_) => &problem.message,
        };
        anyhow!("cannot read the baseline `{}`: {why}", display_name(path))
    })?;
    let file: BaselineFile =
        serde_json::from_str(text.text()).with_context(|| format!("`{}` is not a baseline file", path.display()))?;
    if file.schema > SCHEMA {
        bail!(
            "`{}` uses schema {}, but this rolefit supports schema {SCHEMA}; update rolefit",
            path.display(),
            file.schema
        );
    }
    Ok(Baseline { path, fingerprints: file.findings.into_iter().map(|known| known.fingerprint).collect() })
}

impl Baseline<'_> {
    /// Takes out the findings that the baseline knows. What does not load is never known.
    pub(super) fn without_known(&self, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        // Every finding has a fingerprint of its own, equal ones counted apart.
        let prints = fingerprints(&findings);
        let is_new = |finding: &Diagnostic, print| finding.rule.is_refusal() || !self.fingerprints.contains(print);
        findings
            .into_iter()
            .zip(&prints)
            .filter(|(finding, print)| is_new(finding, *print))
            .map(|(new, _)| new)
            .collect()
    }

    /// Says on standard error how many findings the baseline hides, which of them it cannot, and how many are gone.
    pub(super) fn show_hidden(&self, all: &[Diagnostic], new: usize) {
        let name = display_name(self.path);
        show_summary(&format!("baseline `{name}`: {} hidden", count(all.len() - new, "finding")));
        let prints = fingerprints(all);
        let known = all.iter().zip(&prints).filter(|(_, print)| self.fingerprints.contains(*print));
        let refused = known.filter(|(finding, _)| finding.rule.is_refusal()).count();
        if refused > 0 {
            show_note(&format!("the baseline cannot hide {}: files with it do not load", count(refused, "error")));
        }
        let prints: HashSet<String> = prints.into_iter().collect();
        let gone = self.fingerprints.difference(&prints).count();
        if gone > 0 {
            let verb = if gone == 1 { "occurs" } else { "occur" };
            show_note(&format!(
                "{} of the baseline `{name}` {verb} no longer there; write it again with `--write-baseline`",
                count(gone, "finding"),
            ));
        }
    }
}

/// Writes findings as a baseline, says how many, and returns those that no baseline can hide.
pub(super) fn write(findings: Vec<Diagnostic>, path: &Path) -> Result<Vec<Diagnostic>> {
    let (refused, findings): (Vec<_>, Vec<_>) = findings.into_iter().partition(|finding| finding.rule.is_refusal());
    let known = findings.iter().zip(fingerprints(&findings)).map(|(finding, fingerprint)| RecordedFinding {
        code: finding.rule.code.to_owned(),
        file: finding.file().to_owned(),
        message: finding.message.clone(),
        fingerprint,
    });
    let file = BaselineFile { schema: SCHEMA, findings: known.collect() };
    let text = serde_json::to_string_pretty(&file).context("writing the baseline")? + "\n";
    write_file(path, text.as_bytes(), Readers::AsUsual)?;
    show_summary(&format!("recorded {} in `{}`", count(findings.len(), "finding"), display_name(path)));
    if !refused.is_empty() {
        let number = count(refused.len(), "error");
        show_note(&format!("{number} not recorded: files with it do not load, and no baseline hides that"));
    }
    Ok(refused)
}
