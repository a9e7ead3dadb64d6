//! One side of a comparison: a pack in a folder, or in a revision of a git repository.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::cli::{DiffArgs, Global};
use crate::commands::pack;
use crate::load::config;
use crate::load::files::{self, PackFiles, PackLocation};
use crate::load::git::{Commit, Repository};
use crate::load::read::{self, display_name};
use crate::load::repository;
use crate::load::translation;
use crate::output::print::show_note;
use crate::source::Source;
use crate::text::excerpt;

/// The branch that a pull request is to be merged into, as GitHub and GitLab say it.
const BASE_BRANCH: [&str; 2] = ["GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"];

/// A pack that is compared.
pub(super) struct Side {
    pub files: PackFiles,
    /// The folder of the pack, as messages name it.
    folder: String,
    /// The same, as the configuration names it.
    config_folder: String,
    pub config: Option<Arc<Source>>,
    /// The texts of its translations by their files, with line ends of one kind; nothing of one that is no text.
    pub translations: BTreeMap<String, Option<String>>,
}

impl Side {
    /// Names a file of the pack as messages do.
    pub(super) fn name_of(&self, file: &str) -> String {
        join(&self.folder, file)
    }

    /// Names a file of the pack as the configuration does.
    pub(super) fn in_config(&self, file: &str) -> String {
        join(&self.config_folder, file)
    }
}

fn join(folder: &str, file: &str) -> String {
    if folder.is_empty() || folder == "." { file.to_owned() } else { format!("{folder}/{file}") }
}

/// Finds both sides. Nothing where there was no pack before: all of it is new, and there is nothing to compare.
pub(super) fn sides(args: &DiffArgs, global: &Global) -> Result<Option<(Side, Side)>> {
    let usual = match pack::location(global) {
        PackLocation::Folder(folder) => Some(folder),
        PackLocation::BuiltIn => None,
    };
    let new = match &args.new {
        Some(name) => side(name, usual.as_deref())?,
        None => Some(of_folder(here(usual.as_deref())?)?),
    };
    let Some(new) = new else {
        bail!("no pack in `{}`", excerpt(args.new.as_deref().unwrap_or_default(), 60));
    };
    let old = match &args.old {
        Some(name) => side(name, usual.as_deref())?,
        None if args.from_variant.is_some() => Some(of_folder(here(usual.as_deref())?)?),
        None => of_main_branch(here(usual.as_deref())?)?,
    };
    if old.is_none() {
        show_note("there was no pack before: everything is new");
    }
    Ok(old.map(|old| (old, new)))
}

fn here(usual: Option<&Path>) -> Result<&Path> {
    match usual {
        Some(folder) => Ok(folder),
        None => bail!("no pack here; name a folder, or `--roles DIR`"),
    }
}

/// Reads the side that a word names: a folder if there is one, else a revision.
fn side(name: &str, usual: Option<&Path>) -> Result<Option<Side>> {
    if Path::new(name).is_dir() {
        return of_folder(Path::new(name)).map(Some);
    }
    let (revision, folder) = match name.split_once(':') {
        Some((revision, folder)) => (revision, Some(folder)),
        None => (name, None),
    };
    let around = usual.unwrap_or(Path::new("."));
    let shown = excerpt(name, 60);
    let repository = match Repository::around(around) {
        Ok(repository) => repository,
        Err(error) => bail!("`{shown}` is not a folder, and no revision: {error:#}"),
    };
    let folder = match folder {
        Some(folder) => folder.trim_matches('/').to_owned(),
        None => repository.name_of(here(usual)?)?,
    };
    let commit = match revision.strip_suffix("...") {
        Some(revision) => Some(repository.merge_base(revision)?),
        None => repository.commit(revision),
    };
    match commit {
        Some(commit) => of_commit(&repository, &commit, &folder),
        None => bail!(
            "`{shown}` is neither a folder nor a revision here; in CI, fetch the history (`fetch-depth: 0`) if it should be"
        ),
    }
}

/// Reads the pack where this branch left the main one.
fn of_main_branch(folder: &Path) -> Result<Option<Side>> {
    let repository = Repository::around(folder)?;
    let named = BASE_BRANCH.iter().find_map(|name| env::var(name).ok().filter(|branch| !branch.is_empty()));
    let (branch, commit) = repository.main_base(named.as_deref())?;
    show_note(&format!("comparing with {}, where this branch left `{branch}`", commit.short()));
    of_commit(&repository, &commit, &repository.name_of(folder)?)
}

fn of_commit(repository: &Repository, commit: &Commit, folder: &str) -> Result<Option<Side>> {
    let Some(files) = repository.pack(commit, folder)? else { return Ok(None) };
    let config = repository.config(commit, folder)?;
    let above = config.as_ref().map_or("", |(above, _)| above.as_str());
    let config_folder = folder.strip_prefix(above).unwrap_or(folder).trim_start_matches('/').to_owned();
    let config = config.map(|(_, source)| source);
    let translations = repository.yaml_files(commit, &join(folder, translation::FOLDER))?;
    let in_lines = |bytes| read::text(String::new(), bytes).ok().map(|source| in_lines(&source));
    let translations = translations.into_iter().map(|(name, bytes)| (name, in_lines(bytes))).collect();
    Ok(Some(Side { files, folder: folder.to_owned(), config_folder, config, translations }))
}

fn of_folder(folder: &Path) -> Result<Side> {
    let mut files = files::folder(folder);
    let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let path = config::find(&real);
    let config = match &path {
        Some(path) => match read::regular_file(path) {
            Ok(source) => Some(source),
            Err(problem) => {
                files.problems.push(problem);
                None
            }
        },
        None => None,
    };
    let above: Option<PathBuf> = path
        .as_deref()
        .and_then(Path::parent)
        .map(Path::to_path_buf)
        .or_else(|| repository::root(&real).map(Path::to_path_buf));
    let below = above.as_deref().and_then(|above| real.strip_prefix(above).ok());
    let config_folder = below.map(display_name).unwrap_or_default();
    let translations = translations(folder, &mut files);
    let folder = named_below_root(&mut files, folder);
    Ok(Side { files, folder, config_folder, config, translations })
}

/// Reads the translations in a folder; what cannot be read is among the problems.
fn translations(folder: &Path, files: &mut PackFiles) -> BTreeMap<String, Option<String>> {
    let listed = translation::files(folder).unwrap_or_else(|problem| {
        files.problems.push(problem);
        Vec::new()
    });
    let read = listed.into_iter().filter_map(|path| match read::regular_file(&path) {
        Ok(source) => Some((path.file_name()?.to_string_lossy().into_owned(), Some(in_lines(&source)))),
        Err(problem) => {
            files.problems.push(problem);
            None
        }
    });
    read.collect()
}

/// Returns a text with line feeds alone between its lines.
fn in_lines(source: &Source) -> String {
    source.text().replace("\r\n", "\n")
}

/// Names the files of a folder as a revision of its repository would, where it is in one; returns the name of the folder.
fn named_below_root(files: &mut PackFiles, folder: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    let Some(root) = repository::root(&here) else { return display_name(folder) };
    for file in files.iter_mut() {
        if let Some(name) = repository::name_below(root, &here, file.source.name()) {
            file.source = Source::new(name, file.source.text());
        }
    }
    let name = display_name(folder);
    repository::name_below(root, &here, &name).unwrap_or(name)
}
