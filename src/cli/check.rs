//! Arguments of `check`: what to check, which findings count, and where they go.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::output::{FormatOutput, FormatOutputParser, text_file};
use crate::load::date::Date;
use crate::render::findings::FindingFormat;

/// Report what is wrong with a pack, and what could be better
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit check roles
  rolefit check roles --format github --format sarif=findings.sarif")]
pub struct CheckArgs {
    /// Pack folders, files of packs, and answers files [default: the pack in `roles` or here]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Minimum severity that fails the run
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    pub fail_on: FailOn,

    /// Minimum severity to show
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = LeastSeverity::Note)]
    pub min_severity: LeastSeverity,

    /// Report only this rule, by code or name; can be repeated
    #[arg(long, value_name = "RULE")]
    pub select: Vec<String>,

    /// Do not report this rule, by code or name; can be repeated
    #[arg(long, value_name = "RULE")]
    pub ignore: Vec<String>,

    /// Configuration to use instead of the `rolefit.toml` nearest to each pack
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,

    /// Do not read a configuration file
    #[arg(long)]
    pub no_config: bool,

    /// Do not report findings that are in this file
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,

    /// Write all findings to a file that `--baseline` reads, and count only what no baseline can hide
    #[arg(long, value_name = "FILE", conflicts_with = "baseline", value_parser = text_file())]
    pub write_baseline: Option<PathBuf>,

    /// Date to compare `until=` of ignore comments with [default: SOURCE_DATE_EPOCH, or today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub today: Option<Date>,

    /// Run the rules that simulate people even for packs of more than 50 roles
    #[arg(long)]
    pub deep: bool,

    /// Apply unambiguous fixes, then report the rest
    #[arg(long)]
    pub fix: bool,

    /// Print what `--fix` would change without changing it; exit code 1 if there is anything, or if errors are left
    #[arg(long, conflicts_with_all = ["fix", "format", "write_baseline"])]
    pub diff: bool,

    /// Output format, to standard output or to a file; can be repeated [default: human]
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = FormatOutputParser::<FindingFormat>::new())]
    pub format: Vec<FormatOutput<FindingFormat>>,
}

/// The minimum severity that fails a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

/// The minimum severity that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LeastSeverity {
    Error,
    Warning,
    Note,
}

/// Parses a date.
fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "expected a date such as 2026-12-31".to_owned())
}
