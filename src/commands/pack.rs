//! The way every command finds its pack: `--roles`, then `ROLEFIT_ROLES`, then the built-in one.

use std::path::Path;

use crate::cli::Global;
use crate::diagnostic::Diagnostic;
use crate::load::files::{PackLocation, QUESTIONNAIRE};
use crate::load::pack;
use crate::output::print::{show_findings, show_note};
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
