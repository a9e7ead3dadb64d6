//! Where a result goes that has several forms: one to standard output, others to files.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::cli::{FormatOutput, Global};
use crate::commands::look::look;
use crate::output::destination::{is_standard, take};
use crate::output::file::Readers;
use crate::output::print::Printout;
use crate::render::page::Look;

/// Where each form goes; no two go to one place.
#[derive(Debug)]
pub(super) struct Outputs<'a, F>(Vec<(F, Option<&'a Path>)>);

impl<'a, F: Copy> Outputs<'a, F> {
    /// Takes what was asked for; without anything, the usual form goes to standard output. No input is overwritten, and no
    /// file that is `taken` already.
    pub(super) fn of(
        chosen: &'a [FormatOutput<F>],
        usual: F,
        inputs: &[&PathBuf],
        mut taken: Vec<PathBuf>,
    ) -> Result<Self> {
        let mut outputs: Vec<(F, Option<&Path>)> = Vec::new();
        for FormatOutput { format, file } in chosen {
            let file = file.as_deref().filter(|file| !is_standard(Some(file)));
            match file {
                Some(file) => take(file, inputs.iter().copied(), &mut taken)?,
                None if outputs.iter().any(|(_, taken)| taken.is_none()) => {
                    bail!("only one format can go to standard output; send others to files, such as `sarif=out.sarif`");
                }
                None => {}
            }
            outputs.push((*format, file));
        }
        if outputs.is_empty() {
            outputs.push((usual, None));
        }
        // Files first: a reader of standard output may close it early.
        outputs.sort_by_key(|(_, file)| file.is_none());
        Ok(Self(outputs))
    }

    /// Writes the result in every form.
    pub(super) fn write(&self, global: &Global, text: impl Fn(F, Look) -> String) -> Result<()> {
        for (format, file) in &self.0 {
            Printout::from(text(*format, look(global, *file))).write(*file, Readers::AsUsual)?;
        }
        Ok(())
    }
}
