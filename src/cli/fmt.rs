//! Arguments of `fmt`.

use std::path::PathBuf;

use clap::Args;

/// Give role files and their questionnaire one layout
///
/// What a file says stays the same, and so do its comments, anchors and the order of its keys. Lines are neither broken nor joined.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit fmt
  rolefit fmt --check roles
  rolefit fmt --diff roles/principal.yaml
  rolefit fmt - < role.yaml")]
pub struct FmtArgs {
    /// Pack folders and YAML files; `-` is standard input [default: the pack in `roles` or here]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Name the files that would change without changing them; exit code 1 if there are any
    #[arg(long)]
    pub check: bool,

    /// Print what would change without changing it; exit code 1 if there is anything
    #[arg(long)]
    pub diff: bool,
}
