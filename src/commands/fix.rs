//! `rolefit check --fix` and `--diff`: fixed files are written or shown.

use std::path::Path;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::diagnostic::Diagnostic;
use crate::lint::fix::{FixedFile, FixedFiles};
use crate::load::repository;
use crate::output::file::{Readers, write_file};
use crate::output::print::{Printout, is_exact_output, print_exact, show_summary};
use crate::render::diff::{DiffReader, unified};
use crate::render::findings::Summary;
use crate::text::{BYTE_ORDER_MARK, printable};

/// Writes every file, and says on standard error how much was fixed.
pub(super) fn write(mended: &FixedFiles) -> Result<()> {
    for (path, FixedFile { before, after, .. }) in mended.files() {
        let (mark, text) = read(path)?;
        if text != before.text().as_bytes() {
            bail!("`{}` was changed by another program; run the command again", printable(before.name()));
        }
        write_file(path, &[mark, after.text().as_bytes()].concat(), Readers::AsUsual)?;
    }
    if !mended.is_empty() {
        show_summary(&format!("fixed {mended}"));
    }
    Ok(())
}

/// Prints the difference to every file, named as in its repository, and says on standard error how much would be
/// fixed.
pub(super) fn show(mended: &FixedFiles) -> Result<()> {
    let here = env::current_dir().unwrap_or_default();
    let root = repository::root(&here).and_then(|root| fs::canonicalize(root).ok());
    let reader = if is_exact_output() { DiffReader::Program } else { DiffReader::Terminal };
    let mut page = String::new();
    for (path, FixedFile { before, after, .. }) in mended.files() {
        let mark = String::from_utf8_lossy(read(path)?.0);
        let name = root.as_ref().and_then(|root| path.strip_prefix(root).ok()).map(name_in_git);
        let name = name.as_deref().unwrap_or(before.name());
        page.push_str(&unified(name, &[&mark, before.text()].concat(), &[&mark, after.text()].concat(), reader));
    }
    match reader {
        DiffReader::Terminal => Printout::from(page).print()?,
        DiffReader::Program => print_exact(&page)?,
    }
    show_summary(&if mended.is_empty() { "nothing to fix".to_owned() } else { format!("would fix {mended}") });
    Ok(())
}

/// Says on standard error what is left to people once everything is fixed that can be.
pub(super) fn show_left(findings: &[Diagnostic], files: usize) {
    if !findings.is_empty() {
        show_summary(&format!("left in {}; `rolefit check` without `--diff` shows them", Summary::of(files, findings)));
    }
}

/// A path below the root of a repository, as git writes it.
fn name_in_git(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Reads a file unchanged: the byte-order mark, if it has one, and the text.
fn read(path: &Path) -> Result<(&'static [u8], Vec<u8>)> {
    let bytes = fs::read(path).with_context(|| format!("reading `{}`", path.display()))?;
    Ok(match bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()) {
        Some(text) => (BYTE_ORDER_MARK.as_bytes(), text.to_vec()),
        None => (&[], bytes),
    })
}
