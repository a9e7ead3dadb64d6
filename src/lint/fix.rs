//! What can be fixed in files is fixed in memory, round by round.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Fix};
use crate::lint::targets::Targets;
use crate::load::fixes::apply;
use crate::source::Source;
use crate::text::count;

/// One fix can uncover the next. More rounds than this mean that two of them undo each other.
const MOST_ROUNDS: usize = 10;

/// Files with their old and new texts.
#[derive(Debug)]
pub struct FixedFiles(BTreeMap<PathBuf, FixedFile>);

/// A file before and after.
#[derive(Debug)]
pub struct FixedFile {
    pub before: Arc<Source>,
    pub after: Arc<Source>,
    fixes: usize,
}

/// Applies the fixes of what `find` finds in packs, until it finds no more of them. Only texts in memory are changed.
pub fn mend(targets: &mut Targets, find: impl Fn(&Targets) -> Vec<Diagnostic>) -> FixedFiles {
    let mut mended = FixedFiles(BTreeMap::new());
    for _ in 0..MOST_ROUNDS {
        let findings = find(targets);
        let mut fixes: HashMap<&str, Vec<&Fix>> = HashMap::new();
        for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
            fixes.entry(fix.source.name()).or_default().push(fix);
        }
        let mut is_changed = false;
        for file in targets.packs.iter_mut().flat_map(|pack| pack.files.iter_mut()) {
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

impl FixedFiles {
    /// Notes a new text. A file that is looked at twice, perhaps under two names, gets it twice and is fixed once.
    fn take(&mut self, path: &Path, source: &Arc<Source>, text: String, fixes: usize) -> Arc<Source> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let unchanged = || FixedFile { before: Arc::clone(source), after: Arc::clone(source), fixes: 0 };
        let file = self.0.entry(path).or_insert_with(unchanged);
        let after = Source::new(source.name(), text);
        if file.after.text() != after.text() {
            file.after = Arc::clone(&after);
            file.fixes += fixes;
        }
        after
    }

    /// Returns every file that changes, by its path.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &FixedFile)> {
        self.0.iter().map(|(path, file)| (path.as_path(), file))
    }

    /// Whether no file changes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Reads `3 findings in 2 files`.
impl std::fmt::Display for FixedFiles {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let fixes = self.0.values().map(|file| file.fixes).sum();
        write!(formatter, "{} in {}", count(fixes, "finding"), count(self.0.len(), "file"))
    }
}
