//! Arguments of `panel`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::DocumentArgs;

/// Seal what each interviewer says of a candidate, then show it together
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit panel seal ratings/ben-ana.yaml
  rolefit panel show ratings --candidate ben
  rolefit panel report ratings --format html -o panel.html")]
pub struct PanelArgs {
    #[command(subcommand)]
    pub action: PanelAction,
}

/// What to do with ratings.
#[derive(Debug, Subcommand)]
pub enum PanelAction {
    Seal(SealArgs),
    Show(ShowArgs),
    Report(PanelReportArgs),
}

/// Check rating files and seal them: write the digest of each beside it, as NAME.seal
#[derive(Debug, Args)]
pub struct SealArgs {
    /// Rating files, one for each rater and candidate
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}

/// Show the ratings of each candidate, once all of them are sealed
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Rating files, or folders of them
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,

    /// Show only this candidate; only the ratings of this one need to be sealed
    #[arg(long, value_name = "NAME")]
    pub candidate: Option<String>,

    /// How many raters each candidate must have
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub raters: u32,

    /// Answers file of the candidate, shown beside the ratings and in no figure; needs `--candidate`
    #[arg(long, value_name = "FILE", requires = "candidate")]
    pub answers: Option<PathBuf>,
}

/// Write a page about all candidates of a role, with the agreement of the raters from eight candidates on
#[derive(Debug, Args)]
pub struct PanelReportArgs {
    /// Rating files, or folders of them
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,

    /// How many raters each candidate must have
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub raters: u32,

    #[command(flatten)]
    pub document: DocumentArgs,
}
