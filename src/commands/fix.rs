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
use crate::source::Source;
use crate::text::{BYTE_ORDER_MARK, printable};

/// Writes every file, and says on standard error how much was fixed.
pub(super) fn write(mended: &FixedFiles) -> Result<()> {
    for (path, FixedFile { before, after, .. }) in mended.files() {
        replace(path, before, after.text())?;
    }
    if !mended.is_empty() {
        show_summary(&format!("fixed {mended}"));
    }
    Ok(())
}

/// Prints the difference to every file, and says on standard error how much would be fixed.
pub(super) fn show(mended: &FixedFiles) -> Result<()> {
    let difference =
        |(path, FixedFile { before, after, .. }): (&Path, &FixedFile)| difference(Some(path), before, after.text());
    print_differences(&mended.files().map(difference).collect::<Result<String>>()?)?;
    show_summary(&if mended.is_empty() { "nothing to fix".to_owned() } else { format!("would fix {mended}") });
    Ok(())
}

/// Writes a new text over the one that was read, unless the file has changed since. A byte-order mark stays.
pub(super) fn replace(path: &Path, before: &Source, after: &str) -> Result<()> {
    let (mark, text) = read(path)?;
    if text != before.text().as_bytes() {
        bail!("`{}` was changed by another program; run the command again", printable(before.name()));
    }
    write_file(path, &[mark, after.as_bytes()].concat(), Readers::AsUsual)
}

/// Returns the difference to a file, named as in its repository, or to a text from elsewhere.
pub(super) fn difference(path: Option<&Path>, before: &Source, after: &str) -> Result<String> {
    let mark = path.map(read).transpose()?.map_or_else(String::new, |(mark, _)| String::from_utf8_lossy(mark).into());
    let name = path.and_then(name_in_repository);
    let name = name.as_deref().unwrap_or(before.name());
    Ok(unified(name, &[&mark, before.text()].concat(), &[&mark, after].concat(), reader()))
}

/// Prints differences so that another program can apply them, or so that a terminal stays in order.
pub(super) fn print_differences(page: &str) -> Result<()> {
    match reader() {
        DiffReader::Terminal => Printout::from(page.to_owned()).print(),
        DiffReader::Program => print_exact(page),
    }
}

fn reader() -> DiffReader {
    if is_exact_output() { DiffReader::Program } else { DiffReader::Terminal }
}

/// Says on standard error what is left to people once everything is fixed that can be.
pub(super) fn show_left(findings: &[Diagnostic], files: usize) {
    if !findings.is_empty() {
        show_summary(&format!("left in {}; `rolefit check` without `--diff` shows them", Summary::of(files, findings)));
    }
}

/// The path of a file below the root of the repository that this is run in, as git writes it.
fn name_in_repository(path: &Path) -> Option<String> {
    let here = env::current_dir().unwrap_or_default();
    let (root, path) = (fs::canonicalize(repository::root(&here)?).ok()?, fs::canonicalize(path).ok()?);
    let parts: Vec<_> =
        path.strip_prefix(&root).ok()?.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    Some(parts.join("/"))
}

/// Reads a file unchanged: the byte-order mark, if it has one, and the text.
fn read(path: &Path) -> Result<(&'static [u8], Vec<u8>)> {
    let bytes = fs::read(path).with_context(|| format!("reading `{}`", path.display()))?;
    Ok(match bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()) {
        Some(text) => (BYTE_ORDER_MARK.as_bytes(), text.to_vec()),
        None => (&[], bytes),
    })
}
