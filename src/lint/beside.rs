//! What lies beside a pack and is not looked at: answers that no one named, other schemas, and the files by which other services
//! run this program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::lint::Targets;
use crate::lint::belongings::{Belongings, SCHEMAS, listed, runs_the_program};
use crate::load::read::display_name;
use crate::load::{Format, cases, repository};
use crate::text::{all_of, count};

/// How many files of one folder are named; of more, their number is said.
const MOST_NAMED: usize = 3;

/// Says which files beside the packs were not looked at, if there are any, named as findings are.
pub fn not_looked_at(targets: &Targets) -> Option<String> {
    let here = env::current_dir().unwrap_or_default();
    let name = |path: &Path| {
        let shown = display_name(path);
        repository::root(&here).and_then(|root| repository::name_below(root, &here, &shown)).unwrap_or(shown)
    };
    let mut folders: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    let packs = targets.packs.iter().filter_map(|pack| Some((pack.real_folder()?, &pack.belongings)));
    let files =
        packs.flat_map(|(folder, belongings)| beside(&folder, belongings)).filter(|file| !targets.has_seen(file));
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

/// Lists the files that belong to a pack without being part of it, and are not looked at with it.
fn beside(folder: &Path, belongings: &Belongings) -> Vec<PathBuf> {
    let parent = folder.parent().unwrap_or(folder);
    let root = repository::root(folder).unwrap_or(parent);
    let mut files = listed(&parent.join("answers"), |file| Format::of(file).is_some());
    files.extend(listed(&folder.join(cases::FOLDER), |file| Format::of(file).is_some()));
    files.extend(listed(&folder.join(SCHEMAS), |file| Format::of(file) == Some(Format::Json)));
    let services = [".gitlab-ci.yml", ".pre-commit-config.yaml"].map(|name| root.join(name));
    files.extend(services.into_iter().filter(|file| runs_the_program(file)));
    let looked_at: Vec<PathBuf> = belongings.files().filter_map(|file| fs::canonicalize(file).ok()).collect();
    files.retain(|file| fs::canonicalize(file).is_ok_and(|real| !looked_at.contains(&real)));
    files
}
