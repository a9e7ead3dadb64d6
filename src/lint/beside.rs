//! What lies beside a pack, belongs to it, and is not looked at: answers that were not named, cases, schemas, and the files by which
//! services run this program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::lint::{TargetPack, Targets};
use crate::load::read::display_name;
use crate::load::{Format, cases, repository};
use crate::text::{all_of, count};

/// How many files of one folder are named; of more, their number is said.
const MOST_NAMED: usize = 3;

/// A configuration of a service that is larger than this is not searched.
const MOST_SEARCHED: u64 = 1024 * 1024;

/// Says which files beside the packs were not looked at, if there are any, named as findings are.
pub fn not_looked_at(targets: &Targets) -> Option<String> {
    let here = env::current_dir().unwrap_or_default();
    let name = |path: &Path| {
        let shown = display_name(path);
        repository::root(&here).and_then(|root| repository::name_below(root, &here, &shown)).unwrap_or(shown)
    };
    let mut folders: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    let packs = targets.packs.iter().filter_map(TargetPack::real_folder);
    let files = packs.flat_map(|folder| beside(&folder)).filter(|file| !targets.has_seen(file));
    for file in files {
        let others = folders.entry(file.parent().unwrap_or(Path::new("")).to_path_buf()).or_default();
        if !others.contains(&file) {
            others.push(file);
        }
    }
    let named = folders.iter().flat_map(|(folder, files)| {
        if files.len() > MOST_NAMED {
            return vec![format!("{} in `{}`", count(files.len(), "file"), name(folder))];
        }
        files.iter().map(|file| format!("`{}`", name(file))).collect()
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| format!("not checked: {}", all_of(named.iter().map(String::as_str))))
}

/// Lists the files that belong to a pack without being part of it.
fn beside(folder: &Path) -> Vec<PathBuf> {
    let parent = folder.parent().unwrap_or(folder);
    let root = repository::root(folder).unwrap_or(parent);
    let mut files = listed(&parent.join("answers"), |file| Format::of(file).is_some());
    files.extend(listed(&folder.join(cases::FOLDER), |file| Format::of(file).is_some()));
    files.extend(listed(&folder.join("schemas"), |file| Format::of(file) == Some(Format::Json)));
    files.extend(listed(&root.join(".github").join("workflows"), runs_the_program));
    files.extend(
        [".gitlab-ci.yml", ".pre-commit-config.yaml"]
            .map(|name| root.join(name))
            .into_iter()
            .filter(|file| runs_the_program(file)),
    );
    files
}

/// Lists the files directly in a folder that are meant, by name.
fn listed(folder: &Path, is_meant: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file() && is_meant(path)).collect();
    files.sort();
    files
}

/// Whether the configuration of a service names this program.
fn runs_the_program(file: &Path) -> bool {
    let is_small = fs::metadata(file).is_ok_and(|found| found.is_file() && found.len() <= MOST_SEARCHED);
    let text = if is_small { fs::read(file).unwrap_or_default() } else { Vec::new() };
    Format::of(file) == Some(Format::Yaml) && text.to_ascii_lowercase().windows(7).any(|word| word == b"rolefit")
}
