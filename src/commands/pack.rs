//! The way every command finds its pack: `--roles`, then `ROLEFIT_ROLES`, then the built-in one.

use std::path::Path;

use crate::cli::Global;
use crate::commands::output::{show_findings, show_note};
use crate::diagnostic::Diagnostic;
use crate::load::files::{PackLocation, QUESTIONNAIRE};
use crate::load::{Format, pack, read};
use crate::pack::Pack;
use crate::render::page::Look;

/// Loads the pack, or shows what is wrong with it.
pub(super) fn find(global: &Global, look: Look) -> Option<Pack> {
    load(global).map_err(|findings| show_findings(&findings, look)).ok()
}

/// Loads the pack, or says what is wrong with it.
pub(super) fn load(global: &Global) -> Result<Pack, Vec<Diagnostic>> {
    let location = location(global);
    if location == PackLocation::BuiltIn && Path::new("roles").join(QUESTIONNAIRE).is_file() {
        show_note("using the built-in pack; `roles/questionnaire.yaml` here is not used, `--roles roles` would use it");
    }
    pack::load(&location)
}

pub(super) fn location(global: &Global) -> PackLocation {
    match &global.roles {
        // An empty variable is an unset one.
        Some(folder) if !folder.as_os_str().is_empty() => PackLocation::Folder(folder.clone()),
        Some(_) | None => PackLocation::BuiltIn,
    }
}

/// A YAML file is part of a pack when a questionnaire stands beside it, or when it has an axis, as no answers have.
pub(super) fn is_pack_file(path: &Path) -> bool {
    let is_axis = |line: &str| ["work_style:", "competency:"].iter().any(|axis| line.starts_with(axis));
    let has_axis = || read::file(path).is_ok_and(|source| source.text().lines().any(is_axis));
    Format::of(path) == Some(Format::Yaml) && (path.with_file_name(QUESTIONNAIRE).is_file() || has_axis())
}
