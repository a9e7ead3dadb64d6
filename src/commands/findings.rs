//! Where findings go when they are the result: forms to standard output and to files, and the counts beside them.

use std::path::Path;

use anyhow::{Result, bail};

use crate::cli::{CheckArgs, FindingOutput, Global};
use crate::commands::look::look;
use crate::diagnostic::Diagnostic;
use crate::output::destination::{is_standard, take};
use crate::output::file::Readers;
use crate::output::print::{Printout, show_summary};
use crate::render::findings::{FindingFormat, Summary, write};

/// Where each form goes; no two go to one place.
#[derive(Debug)]
pub(super) struct Outputs<'a>(Vec<(FindingFormat, Option<&'a Path>)>);

impl<'a> Outputs<'a> {
    /// Takes what was asked for; without anything, findings are shown to a person.
    pub(super) fn of(args: &'a CheckArgs) -> Result<Self> {
        let mut outputs: Vec<(FindingFormat, Option<&Path>)> = Vec::new();
        let mut taken = Vec::new();
        if let Some(baseline) = &args.write_baseline {
            take(baseline, args.paths.iter().chain(&args.config), &mut taken)?;
        }
        for FindingOutput { format, file } in &args.format {
            let file = file.as_deref().filter(|file| !is_standard(Some(file)));
            match file {
                Some(file) => take(file, args.paths.iter().chain(&args.baseline).chain(&args.config), &mut taken)?,
                None if outputs.iter().any(|(_, taken)| taken.is_none()) => {
                    bail!("only one format can go to standard output; send others to files, such as `sarif=out.sarif`");
                }
                None => {}
            }
            outputs.push((*format, file));
        }
        if outputs.is_empty() {
            outputs.push((FindingFormat::Human, None));
        }
        // Files first: a reader of standard output may close it early.
        outputs.sort_by_key(|(_, file)| file.is_none());
        Ok(Self(outputs))
    }

    /// Writes findings in every format, and says on standard error how many there are.
    pub(super) fn write(&self, findings: &[Diagnostic], files: usize, global: &Global) -> Result<()> {
        let summary = Summary::of(files, findings);
        let fixable = findings.iter().filter(|finding| finding.fix.is_some()).count();
        for (format, file) in &self.0 {
            Printout::from(write(*format, findings, &summary, look(global, *file).width))
                .write(*file, Readers::AsUsual)?;
        }
        show_summary(&match fixable {
            0 => summary.to_string(),
            _ => format!("{summary}; {fixable} of these can be fixed with `--fix`"),
        });
        Ok(())
    }
}
