//! Finds and reads the files of a pack folder.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

use super::{PackFile, PackFiles, QUESTIONNAIRE};
use crate::diagnostic::Diagnostic;
use crate::load::{Format, read};
use crate::rule;

/// Reads every file of a pack folder: `questionnaire.yaml`, and all other `*.yaml` and `*.yml`, in capitals or not,
/// directly in it whose names do not begin with `.` or `_`.
pub fn folder(folder: &Path) -> PackFiles {
    let mut files = PackFiles::default();
    let names = match role_names(folder) {
        Ok(names) => names,
        Err(problem) => {
            files.problems.push(problem);
            return files;
        }
    };
    if names.is_empty() {
        let shown = read::display_name(folder);
        let message = format!("no role file in `{shown}`");
        files.problems.push(
            Diagnostic::about_file(&rule::NO_PACK, shown, message).help("add one, or start from `rolefit init DIR`"),
        );
    }
    match read_questionnaire(folder, &names) {
        Ok(file) => files.questionnaire = Some(file),
        Err(problem) => files.problems.push(problem),
    }
    for name in names {
        let path = folder.join(&name);
        match read::regular_file(&path) {
            Ok(source) => {
                let name = name.to_string_lossy().into_owned();
                files.roles.push(PackFile { name, source, path: Some(path) });
            }
            Err(problem) => files.problems.push(problem),
        }
    }
    files
}

fn role_names(folder: &Path) -> Result<Vec<OsString>, Diagnostic> {
    let shown = read::display_name(folder);
    let unreadable = |message: String| Diagnostic::about_file(&rule::UNREADABLE_FILE, shown.clone(), message);
    if folder.is_file() {
        return Err(unreadable(format!("`{shown}` is a file, not a pack folder"))
            .help("name the folder that holds `questionnaire.yaml` and the role files"));
    }
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(here).map_err(|error| {
        let reason = read::reason(&error, "no such folder");
        unreadable(format!("cannot read the pack folder `{shown}`: {reason}"))
            .help("name an existing folder with `--roles`, or start one with `rolefit init DIR`")
    })?;
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name()));
    let mut names: Vec<OsString> = names.filter(|name| is_role_file(name)).collect();
    names.sort();
    Ok(names)
}

/// Whether a name is one of a role of the pack that its file lies in.
pub fn is_role_file(name: &OsStr) -> bool {
    Format::of(Path::new(name)) == Some(Format::Yaml) && !is_draft(name) && name != QUESTIONNAIRE
}

/// Whether a name says that its file is left out of the pack that it lies in.
pub fn is_draft(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".") || name.as_encoded_bytes().starts_with(b"_")
}

/// A YAML file is part of a pack when a questionnaire lies beside it, or when it has an axis, as no answers have.
pub fn is_pack_file(path: &Path) -> bool {
    let is_axis = |line: &str| ["work_style:", "competency:"].iter().any(|axis| line.starts_with(axis));
    let has_axis = || read::regular_file(path).is_ok_and(|source| source.text().lines().any(is_axis));
    Format::of(path) == Some(Format::Yaml) && (has_questionnaire(path.parent()) || has_axis())
}

/// Whether a folder has a questionnaire, even one that cannot be read.
pub fn has_questionnaire(folder: Option<&Path>) -> bool {
    folder.is_some_and(|folder| fs::symlink_metadata(folder.join(QUESTIONNAIRE)).is_ok())
}

fn read_questionnaire(folder: &Path, roles: &[OsString]) -> Result<PackFile, Diagnostic> {
    let path = folder.join(QUESTIONNAIRE);
    if has_questionnaire(Some(folder)) {
        return read::regular_file(&path).map(|source| PackFile {
            name: QUESTIONNAIRE.to_owned(),
            source,
            path: Some(path),
        });
    }
    let shown = if folder.as_os_str().is_empty() { ".".to_owned() } else { read::display_name(folder) };
    let is_meant =
        |name: &&OsString| Path::new(name).file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("questionnaire"));
    let help = match roles.iter().find(is_meant) {
        Some(name) => format!("rename `{}` to `{QUESTIONNAIRE}`", read::display_name(Path::new(name))),
        None if has_questionnaire(Some(&folder.join("roles"))) => {
            format!("there is a pack in `{}`", read::display_name(&folder.join("roles")))
        }
        None => "a pack is a folder with `questionnaire.yaml` and one role file per role; start one with \
                 `rolefit init DIR`"
            .to_owned(),
    };
    let message = format!("no `{QUESTIONNAIRE}` in `{shown}`");
    Err(Diagnostic::about_file(&rule::NO_PACK, shown, message).help(help))
}
