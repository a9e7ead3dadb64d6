//! What is said beside findings when they are the result.

use std::path::PathBuf;

use anyhow::Result;

use crate::cli::{CheckArgs, Global};
use crate::commands::outputs::Outputs;
use crate::diagnostic::Diagnostic;
use crate::output::destination::take;
use crate::output::print::show_summary;
use crate::render::findings::{FindingFormat, Summary, write};

/// Takes what was asked for, beside a baseline that is written.
pub(super) fn outputs(args: &CheckArgs) -> Result<Outputs<'_, FindingFormat>> {
    let mut taken = Vec::new();
    if let Some(baseline) = &args.write_baseline {
        take(baseline, args.paths.iter().chain(&args.config), &mut taken)?;
    }
    let inputs: Vec<&PathBuf> = args.paths.iter().chain(&args.baseline).chain(&args.config).collect();
    Outputs::of(&args.format, FindingFormat::Human, &inputs, taken)
}

/// Writes findings in every format, and says on standard error how many there are.
pub(super) fn show(
    outputs: &Outputs<'_, FindingFormat>,
    findings: &[Diagnostic],
    files: usize,
    global: &Global,
) -> Result<()> {
    let summary = Summary::of(files, findings);
    let fixable = findings.iter().filter(|finding| finding.fix.is_some()).count();
    outputs.write(global, |format, look| write(format, findings, &summary, look.width))?;
    show_summary(&match fixable {
        0 => summary.to_string(),
        _ => format!("{summary}; {fixable} of these can be fixed with `--fix`"),
    });
    Ok(())
}
