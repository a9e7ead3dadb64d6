//! What is to be looked at: packs, whole or for the sake of some of their files, answers, and configurations.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{self, Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::lint::belongings::{self, Belongings};
use crate::load::config;
use crate::load::files::{self, PackFiles, PackLocation};
use crate::load::read::{self, display_name};

/// What paths lead to, each once.
#[derive(Debug)]
pub struct Targets {
    pub packs: Vec<TargetPack>,
    pub answers: Vec<PathBuf>,
    /// The pack that the answers are given to.
    pub answers_pack: PackLocation,
    pub configs: Vec<PathBuf>,
    /// Workflows that were named; those of a pack's repository are looked at with the pack.
    pub workflows: Vec<PathBuf>,
    /// Paths that could not be looked at.
    pub problems: Vec<Diagnostic>,
    /// Why files that were named are not looked at.
    pub skipped: Vec<String>,
    /// What has been named already: a file has many spellings.
    seen: HashSet<PathBuf>,
}

/// A pack that is looked at as a whole.
#[derive(Debug)]
pub struct TargetPack {
    pub files: PackFiles,
    /// The folder as it was named; the built-in pack has none.
    pub folder: Option<PathBuf>,
    pub(super) belongings: Belongings,
    /// The real files that were named, absent where all of the pack was.
    named: Option<HashSet<PathBuf>>,
}

impl Targets {
    /// Sorts paths into packs and answers files. A file of a pack names its whole pack.
    pub fn of(paths: &[PathBuf], answers_pack: PackLocation) -> Self {
        let mut targets = Self {
            packs: Vec::new(),
            answers: Vec::new(),
            answers_pack,
            configs: Vec::new(),
            workflows: Vec::new(),
            problems: Vec::new(),
            skipped: Vec::new(),
            seen: HashSet::new(),
        };
        for path in paths {
            targets.add(path);
        }
        targets.note_folders_inside();
        targets
    }

    /// Adds the built-in pack.
    pub fn add_built_in(&mut self) {
        let belongings = Belongings::default();
        self.packs.push(TargetPack { files: files::built_in_texts(), folder: None, belongings, named: None });
    }

    /// Returns how many files are looked at.
    pub fn files(&self) -> usize {
        let packs = self.packs.iter().map(|pack| pack.files.iter().count() + pack.belongings.files().count());
        packs.sum::<usize>() + self.answers.len() + self.configs.len() + self.workflows.len()
    }

    /// Whether files were named, and all of them are left out.
    pub fn is_all_skipped(&self) -> bool {
        !self.skipped.is_empty() && self.packs.is_empty() && self.files() == 0 && self.problems.is_empty()
    }

    /// Whether a file was named, by any of its names.
    pub(super) fn has_seen(&self, file: &Path) -> bool {
        fs::canonicalize(file).is_ok_and(|real| self.seen.contains(&real))
    }

    fn add(&mut self, path: &Path) {
        let real = match (fs::canonicalize(path), fs::metadata(path)) {
            (Ok(folder), Ok(found)) if found.is_dir() => return self.add_pack(path, &folder, None),
            (Ok(real), Ok(found)) if found.is_file() => real,
            // Gone, or none that is read: the reader says which.
            _ => return self.problems.extend(read::regular_file(path).err()),
        };
        if let Some(folder) = belongings::pack_of(path) {
            let real_folder = fs::canonicalize(folder_or_here(folder)).unwrap_or_else(|_| folder.to_path_buf());
            self.add_pack(folder, &real_folder, Some(real));
        } else if let Some(member) = [path, &real].into_iter().find(|path| files::is_pack_file(path)) {
            self.add_member(member, real.clone());
        } else if self.seen.insert(real) {
            let is_config = path.file_name().is_some_and(|name| name == config::FILE_NAME);
            let list = match (is_config, belongings::is_workflow(path)) {
                (true, _) => &mut self.configs,
                (false, true) => &mut self.workflows,
                (false, false) => &mut self.answers,
            };
            list.push(path.to_path_buf());
        }
    }

    /// Adds a file of a pack, unless its name says that it is not part of it yet.
    fn add_member(&mut self, path: &Path, real: PathBuf) {
        if path.file_name().is_some_and(files::is_draft) {
            if self.seen.insert(real) {
                let shown = display_name(path);
                self.skipped
                    .push(format!("skipped `{shown}`: names that begin with `_` or `.` are left out of a pack"));
            }
            return;
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        let real_folder = fs::canonicalize(folder_or_here(folder)).unwrap_or_else(|_| folder.to_path_buf());
        self.add_pack(folder, &real_folder, Some(real));
    }

    /// Adds a pack for one of its files, or for all of them.
    fn add_pack(&mut self, folder: &Path, real: &Path, file: Option<PathBuf>) {
        let known = self.packs.iter_mut().find(|pack| pack.real_folder().as_deref() == Some(real));
        match (known, file) {
            (Some(pack), None) => pack.named = None,
            (Some(pack), Some(file)) => pack.named.iter_mut().for_each(|named| {
                named.insert(file.clone());
            }),
            (None, file) => self.packs.push(TargetPack {
                files: files::folder(folder),
                folder: Some(folder.to_path_buf()),
                belongings: Belongings::of(folder, real),
                named: file.map(|file| HashSet::from([file])),
            }),
        }
    }

    /// Says which folders with files of packs are inside those that were named, and are not named themselves.
    fn note_folders_inside(&mut self) {
        let known: Vec<PathBuf> = self.packs.iter().filter_map(TargetPack::real_folder).collect();
        let whole = self.packs.iter().filter(|pack| pack.named.is_none());
        let mut inside: Vec<PathBuf> =
            whole.filter_map(|pack| pack.folder.as_deref()).flat_map(folders_of_packs).collect();
        inside.retain(|folder| fs::canonicalize(folder).is_ok_and(|real| !known.contains(&real)));
        inside.sort();
        self.skipped.extend(inside.iter().map(|folder| {
            format!("skipped `{}`: a pack is one folder; name that one as well to check it", display_name(folder))
        }));
    }

    /// Whether the pack of the answers is looked at itself.
    pub(super) fn holds_answers_pack(&self) -> bool {
        match &self.answers_pack {
            PackLocation::BuiltIn => self.packs.iter().any(|pack| pack.folder.is_none()),
            PackLocation::Folder(folder) => {
                let real = fs::canonicalize(folder).ok();
                real.is_some() && self.packs.iter().any(|pack| pack.real_folder() == real)
            }
        }
    }
}

fn folder_or_here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// Returns the folders directly in another that hold files of a pack.
fn folders_of_packs(folder: &Path) -> Vec<PathBuf> {
    let here = folder_or_here(folder);
    let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
    let holds_a_pack = |folder: &Path| entries(folder).any(|entry| files::is_pack_file(&entry.path()));
    let folders = entries(here).filter(|entry| !files::is_draft(&entry.file_name())).map(|entry| entry.path());
    folders.filter(|path| path.is_dir() && holds_a_pack(path)).collect()
}

impl TargetPack {
    /// Returns the folder without links and dots.
    pub fn real_folder(&self) -> Option<PathBuf> {
        let folder = self.folder.as_deref()?;
        fs::canonicalize(folder_or_here(folder)).ok()
    }

    /// Returns the full paths of the files, by the names that messages have for them: without links, and as named.
    pub(super) fn paths(&self) -> HashMap<&str, Vec<PathBuf>> {
        let folder = self.real_folder();
        let full = |path: &PathBuf| {
            let real = folder.as_ref().zip(path.file_name()).map(|(folder, name)| folder.join(name));
            real.into_iter().chain(path::absolute(path)).collect()
        };
        self.files.iter().filter_map(|file| Some((file.source.name(), full(file.path.as_ref()?)))).collect()
    }

    /// Returns the names, as messages have them, of the files that were named; nothing where all of the pack was.
    pub(super) fn named(&self) -> Option<HashSet<&str>> {
        let named = self.named.as_ref()?;
        let is_named = |path: &PathBuf| fs::canonicalize(path).is_ok_and(|real| named.contains(&real));
        let files = self.files.iter().filter(|file| file.path.as_ref().is_some_and(is_named));
        Some(files.map(|file| file.source.name()).collect())
    }
}
