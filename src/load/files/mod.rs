//! Finds the files of a pack: in a folder, or built into the program.

#[cfg(feature = "program")]
mod folder;

use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::Source;

#[cfg(feature = "program")]
pub use folder::{folder, has_questionnaire, is_draft, is_pack_file, is_role_file};

/// The file of a pack that holds its items and key.
pub const QUESTIONNAIRE: &str = "questionnaire.yaml";

/// Where a pack comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackLocation {
    BuiltIn,
    Folder(PathBuf),
}

/// A file that is built into the program: its text, and the same content as JSON.
#[derive(Debug)]
pub struct BuiltInFile {
    pub name: &'static str,
    pub text: &'static str,
    pub json: &'static str,
}

/// The built-in pack, made by the build script from `roles/`.
pub mod built_in {
    use super::BuiltInFile;
    include!(concat!(env!("OUT_DIR"), "/pack.rs"));
}

/// A file of a pack by its name in the folder.
#[derive(Clone, Debug)]
pub struct PackFile {
    pub name: String,
    pub source: Arc<Source>,
    /// Where it was read; a file that is built in, or made, is nowhere.
    pub path: Option<PathBuf>,
}

/// The files of a pack folder that could be read, and what is wrong with the others.
#[derive(Clone, Debug, Default)]
pub struct PackFiles {
    pub questionnaire: Option<PackFile>,
    /// In order of their names.
    pub roles: Vec<PackFile>,
    pub problems: Vec<Diagnostic>,
}

impl PackFiles {
    /// Returns all files, the questionnaire first.
    pub fn iter(&self) -> impl Iterator<Item = &PackFile> {
        self.questionnaire.iter().chain(&self.roles)
    }

    /// Returns all files to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut PackFile> {
        self.questionnaire.iter_mut().chain(&mut self.roles)
    }
}

/// The built-in pack as texts, for checks that want places.
pub fn built_in_texts() -> PackFiles {
    let mut files = PackFiles::default();
    for file in built_in::FILES {
        let source = Source::new(format!("built-in/{}", file.name), file.text);
        let file = PackFile { name: file.name.to_owned(), source, path: None };
        if file.name == QUESTIONNAIRE { files.questionnaire = Some(file) } else { files.roles.push(file) }
    }
    files
}
