//! The configurations of the packs that are looked at: each pack has the one that is nearest to it.

use std::path::{Path, PathBuf};
use std::{fs, path};

use crate::diagnostic::Diagnostic;
use crate::lint::filter::RuleSelection;
use crate::lint::{ConfigChoice, TargetPack, catalogue};
use crate::load::config::{self, Config};

/// Configurations by their real paths, each read once.
pub(super) struct Configs<'a> {
    choice: &'a ConfigChoice,
    known: Vec<(Option<PathBuf>, Config)>,
}

impl<'a> Configs<'a> {
    pub(super) fn new(choice: &'a ConfigChoice) -> Self {
        Self { choice, known: Vec::new() }
    }

    /// Returns the configuration of a pack, an empty one where there is none.
    pub(super) fn of(&mut self, pack: &TargetPack) -> &mut Config {
        let path = match self.choice {
            ConfigChoice::Nothing => None,
            ConfigChoice::File(path) => Some(path.clone()),
            // A pack that is linked from elsewhere may have its configuration on either side.
            ConfigChoice::Nearest => pack
                .real_folder()
                .and_then(|folder| config::find(&folder))
                .or_else(|| config::find(&path::absolute(pack.folder.as_deref()?).ok()?)),
        };
        self.entry(path.as_deref())
    }

    /// Reads a configuration for its own sake.
    pub(super) fn add(&mut self, path: &Path) {
        self.entry(Some(path));
    }

    fn entry(&mut self, path: Option<&Path>) -> &mut Config {
        let real = path.map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()));
        let index = self.known.iter().position(|(known, _)| *known == real).unwrap_or_else(|| {
            let config = path.map(|path| config::load(path, &catalogue())).unwrap_or_default();
            self.known.push((real, config));
            self.known.len() - 1
        });
        &mut self.known[index].1
    }

    /// Returns what is to be said about the configurations themselves.
    pub(super) fn into_findings(self, choice: &RuleSelection) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for (_, mut config) in self.known {
            let mut found = std::mem::take(&mut config.problems);
            found.extend(config.unused());
            findings.extend(found.into_iter().filter(|finding| choice.includes(finding.rule)).filter_map(|finding| {
                let severity = config.severity_of(&finding, &[])?;
                // Only the files of packs are fixed.
                Some(Diagnostic { severity, fix: None, ..finding })
            }));
        }
        findings
    }
}
