//! The way every command finds its pack: `--roles`, then `ROLEFIT_ROLES`, then the pack that is here, then the built-in one.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::cli::Global;
use crate::commands::outcome;
use crate::diagnostic::Diagnostic;
use crate::load::files::{self, PackFiles, PackLocation, has_questionnaire};
use crate::load::pack;
use crate::load::read::display_name;
use crate::output::print::{show_findings, show_note};
use crate::pack::{Pack, Variant};
use crate::render::page::Look;
use crate::text::{each_of, excerpt};

/// The folder in which a repository has its pack.
const USUAL_FOLDER: &str = "roles";

/// The pack that is used, by how it was chosen.
enum PackChoice<'a> {
    /// By a flag or the environment.
    Named(&'a Path),
    /// It is in the current folder, or in its folder `roles`.
    Here(PathBuf),
    BuiltIn,
}

impl<'a> PackChoice<'a> {
    fn of(global: &'a Global) -> Self {
        match &global.roles {
            _ if global.built_in => Self::BuiltIn,
            // An empty variable is an unset one.
            Some(folder) if !folder.as_os_str().is_empty() => Self::Named(folder),
            Some(_) | None => {
                let folders = [USUAL_FOLDER, "."].map(PathBuf::from);
                folders.into_iter().find(|folder| has_questionnaire(Some(folder))).map_or(Self::BuiltIn, Self::Here)
            }
        }
    }
}

/// Loads the pack, its roles as the variant that is asked for, or shows what is wrong.
pub(super) fn find(global: &Global, look: Look) -> Option<Pack> {
    let pack = load(global).map_err(|findings| show_findings(&findings, look)).ok()?;
    as_variant(pack, global).map_err(|error| outcome::report(&error)).ok()
}

/// Takes the roles of a pack as the variant that is asked for; those that do not have it are named.
pub(super) fn as_variant(pack: Pack, global: &Global) -> Result<Pack> {
    match &global.variant {
        Some(name) => variant_of(pack, name),
        None => Ok(pack),
    }
}

/// Takes the roles of a pack as a variant; `base` is none.
pub(super) fn variant_of(pack: Pack, name: &str) -> Result<Pack> {
    if name == Variant::BASE {
        return Ok(pack);
    }
    let known: Vec<String> = pack.variants().into_iter().map(ToString::to_string).collect();
    let Some(pack) = pack.as_variant(name) else {
        let name = excerpt(name, 40);
        if known.is_empty() {
            bail!("unknown variant `{name}`; no role of the pack has variants");
        }
        bail!("unknown variant `{name}`; the pack has {}", each_of(known.iter().map(String::as_str)));
    };
    let without: Vec<&str> =
        pack.roles().iter().filter(|role| role.variant.is_none()).map(|role| role.id.as_str()).collect();
    if !without.is_empty() {
        let (has, is) = if without.len() == 1 { ("has", "is used as it is") } else { ("have", "are used as they are") };
        show_note(&format!("{} {has} no variant `{name}` and {is}", each_of(without)));
    }
    Ok(pack)
}

/// Loads the pack, or says what is wrong with it.
pub(super) fn load(global: &Global) -> Result<Pack, Vec<Diagnostic>> {
    match PackChoice::of(global) {
        PackChoice::Here(folder) => {
            let files = files::folder(&folder);
            note(&folder, &files);
            pack::from_files(files)
        }
        PackChoice::Named(folder) => pack::load_folder(folder),
        PackChoice::BuiltIn => pack::load(&PackLocation::BuiltIn),
    }
}

/// Says which pack is used, where it was found here and is not the built-in one.
pub(super) fn note_here(global: &Global) {
    if let PackChoice::Here(folder) = PackChoice::of(global) {
        note(&folder, &files::folder(&folder));
    }
}

fn note(folder: &Path, files: &PackFiles) {
    if !pack::is_built_in(files) {
        let place =
            if folder == Path::new(".") { "this folder".to_owned() } else { format!("`{}`", display_name(folder)) };
        show_note(&format!("using the pack in {place}; `--built-in` uses the built-in one"));
    }
}

/// Returns where the pack is.
pub(super) fn location(global: &Global) -> PackLocation {
    match PackChoice::of(global) {
        PackChoice::Named(folder) => PackLocation::Folder(folder.to_path_buf()),
        PackChoice::Here(folder) => PackLocation::Folder(folder),
        PackChoice::BuiltIn => PackLocation::BuiltIn,
    }
}

/// Repeats the flag that chooses the pack, for commands to copy; `show` writes a folder.
pub(super) fn flag(global: &Global, show: impl Fn(&Path) -> String) -> String {
    match PackChoice::of(global) {
        PackChoice::Named(folder) => format!(" --roles {}", show(folder)),
        PackChoice::BuiltIn if global.built_in => " --built-in".to_owned(),
        // The same command finds it again.
        PackChoice::Here(_) | PackChoice::BuiltIn => String::new(),
    }
}
