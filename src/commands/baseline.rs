//! A baseline: findings that were there before, known by content, so that only new ones count.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::commands::output::{show_note, write_file};
use crate::diagnostic::Diagnostic;
use crate::render::findings::fingerprints;
use crate::text::count;

/// The version of the file's shape.
const SCHEMA: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct BaselineFile {
    schema: u32,
    findings: Vec<Known>,
}

/// A finding that was there before. Only the fingerprint is compared; the rest is for people who read the file.
#[derive(Debug, Serialize, Deserialize)]
struct Known {
    code: String,
    file: String,
    message: String,
    fingerprint: String,
}

/// Takes out the findings that a baseline knows, and says on standard error when it knows some that are gone.
pub(super) fn without_known(findings: Vec<Diagnostic>, path: &Path) -> Result<Vec<Diagnostic>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading the baseline `{}`", path.display()))?;
    let file: BaselineFile =
        serde_json::from_str(&text).with_context(|| format!("`{}` is no baseline", path.display()))?;
    if file.schema > SCHEMA {
        bail!("`{}` uses schema {}, this rolefit reads schema {SCHEMA}; update rolefit", path.display(), file.schema);
    }
    let mut gone: HashSet<&str> = file.findings.iter().map(|known| known.fingerprint.as_str()).collect();
    let prints = fingerprints(&findings);
    // Every finding has a fingerprint of its own, equal ones counted apart.
    let new = findings.into_iter().zip(&prints).filter(|(_, print)| !gone.remove(print.as_str())).map(|(new, _)| new);
    let new: Vec<Diagnostic> = new.collect();
    if !gone.is_empty() {
        let verb = if gone.len() == 1 { "is" } else { "are" };
        show_note(&format!(
            "{} of the baseline `{}` {verb} no longer there; write it again with `--write-baseline`",
            count(gone.len(), "finding"),
            path.display()
        ));
    }
    Ok(new)
}

/// Writes all findings as a baseline.
pub(super) fn write(findings: &[Diagnostic], path: &Path) -> Result<()> {
    let known = findings.iter().zip(fingerprints(findings)).map(|(finding, fingerprint)| Known {
        code: finding.rule.code.to_owned(),
        file: finding.file().to_owned(),
        message: finding.message.clone(),
        fingerprint,
    });
    let file = BaselineFile { schema: SCHEMA, findings: known.collect() };
    let text = serde_json::to_string_pretty(&file).context("writing the baseline")? + "\n";
    write_file(path, text.as_bytes())
}
