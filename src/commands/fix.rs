//! `rolefit check --fix` and `--diff`: what can be mended is mended in memory, round by round, then written or shown.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::diagnostic::{Diagnostic, Fix};
use crate::load::files::PackFiles;
use crate::load::fixes::apply;
use crate::load::repository;
use crate::output::file::write_file;
use crate::output::print::{Printout, is_exact_output, print_exact, show_summary};
use crate::render::diff::{Reader, unified};
use crate::source::Source;
use crate::text::{BYTE_ORDER_MARK, count, printable};

/// One fix can uncover the next. More rounds than this mean that two of them undo each other.
const MOST_ROUNDS: usize = 10;

/// Files with their old and new texts.
pub(super) struct Mended(BTreeMap<PathBuf, File>);

struct File {
    before: Arc<Source>,
    after: Arc<Source>,
    fixes: usize,
}

/// Applies the fixes of what `find` finds in packs, until it finds no more of them. Only texts in memory are changed.
pub(super) fn mend(packs: &mut [PackFiles], find: impl Fn(&[PackFiles]) -> Vec<Diagnostic>) -> Mended {
    let mut mended = Mended(BTreeMap::new());
    for _ in 0..MOST_ROUNDS {
        let findings = find(packs);
        let mut fixes: HashMap<&str, Vec<&Fix>> = HashMap::new();
        for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
            fixes.entry(fix.source.name()).or_default().push(fix);
        }
        let mut is_changed = false;
        for file in packs.iter_mut().flat_map(PackFiles::iter_mut) {
            let (Some(path), Some(fixes)) = (&file.path, fixes.get(file.source.name())) else { continue };
            let (text, number) = apply(&file.source, fixes.clone());
            if number > 0 {
                file.source = mended.take(path, &file.source, text, number);
                is_changed = true;
            }
        }
        if !is_changed {
            break;
        }
    }
    mended
}

impl Mended {
    /// Notes a new text. A file that is looked at twice, perhaps under two names, gets it twice and is mended once.
    fn take(&mut self, path: &Path, source: &Arc<Source>, text: String, fixes: usize) -> Arc<Source> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let unchanged = || File { before: Arc::clone(source), after: Arc::clone(source), fixes: 0 };
        let file = self.0.entry(path).or_insert_with(unchanged);
        let after = Source::new(source.name(), text);
        if file.after.text() != after.text() {
            file.after = Arc::clone(&after);
            file.fixes += fixes;
        }
        after
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes every file, and says on standard error how much was fixed.
    pub(super) fn write(&self) -> Result<()> {
        for (path, File { before, after, .. }) in &self.0 {
            let (mark, text) = read(path)?;
            if text != before.text().as_bytes() {
                bail!("`{}` was changed by somebody else meanwhile; run it again", printable(before.name()));
            }
            write_file(path, &[mark, after.text().as_bytes()].concat())?;
        }
        if !self.is_empty() {
            show_summary(&format!("fixed {self}"));
        }
        Ok(())
    }

    /// Prints the difference to every file, named as in its repository, and says on standard error how much would be
    /// fixed.
    pub(super) fn show(&self) -> Result<()> {
        let here = env::current_dir().unwrap_or_default();
        let root = repository::root(&here).and_then(|root| fs::canonicalize(root).ok());
        let reader = if is_exact_output() { Reader::Program } else { Reader::Terminal };
        let mut page = String::new();
        for (path, File { before, after, .. }) in &self.0 {
            let mark = String::from_utf8_lossy(read(path)?.0);
            let name = root.as_ref().and_then(|root| path.strip_prefix(root).ok()).map(name_in_git);
            let name = name.as_deref().unwrap_or(before.name());
            page.push_str(&unified(name, &[&mark, before.text()].concat(), &[&mark, after.text()].concat(), reader));
        }
        match reader {
            Reader::Terminal => Printout::from(page).print()?,
            Reader::Program => print_exact(&page)?,
        }
        show_summary(&if self.is_empty() { "nothing to fix".to_owned() } else { format!("would fix {self}") });
        Ok(())
    }
}

/// A path below the root of a repository, as git writes it.
fn name_in_git(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// Reads `3 findings in 2 files`.
impl std::fmt::Display for Mended {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let fixes = self.0.values().map(|file| file.fixes).sum();
        write!(formatter, "{} in {}", count(fixes, "finding"), count(self.0.len(), "file"))
    }
}

/// Reads a file as it stands: the byte-order mark, if it has one, and the text.
fn read(path: &Path) -> Result<(&'static [u8], Vec<u8>)> {
    let bytes = fs::read(path).with_context(|| format!("reading `{}`", path.display()))?;
    Ok(match bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()) {
        Some(text) => (BYTE_ORDER_MARK.as_bytes(), text.to_vec()),
        None => (&[], bytes),
    })
}
