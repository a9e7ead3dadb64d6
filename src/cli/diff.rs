//! Arguments of `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::output::{FormatOutput, FormatOutputParser};

/// Say what a change to the pack means, and what it does to people
///
/// Compares two folders or git revisions, by default the pack as it is here with the commit at which this branch left the main one.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit diff
  rolefit diff v1.0 --people 'answers/*.toml'
  rolefit diff old/roles new/roles --fail-on first-role --allow 5%
  rolefit diff --from-variant base --variant startup

A revision may be followed by `...` for the commit at which this branch left it, and by `:FOLDER`
where the pack was in another folder.")]
pub struct DiffArgs {
    /// Folder or git revision of the older pack [default: where this branch left the main one]
    #[arg(value_name = "OLD")]
    pub old: Option<String>,

    /// Folder or git revision of the newer pack [default: the pack in `roles` or here]
    #[arg(value_name = "NEW")]
    pub new: Option<String>,

    /// Variant of the older pack's roles, `base` for none [default: that of `--variant`]; without OLD, of the same pack
    #[arg(long, value_name = "NAME")]
    pub from_variant: Option<String>,

    /// Answers files, folders or glob patterns of real people to count changes for; can be repeated
    #[arg(long, value_name = "GLOB")]
    pub people: Vec<PathBuf>,

    /// Number of simulated people
    #[arg(long, value_name = "N", default_value_t = 2000, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub simulated: u32,

    /// Seed of the simulation
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    pub seed: u64,

    /// Least change that fails the run; each includes those after it
    #[arg(long, value_enum, value_name = "CHANGE", default_value_t = DiffFailOn::Key)]
    pub fail_on: DiffFailOn,

    /// Share of people whose first role or band may change
    #[arg(long, value_name = "SHARE", default_value = "0%", value_parser = allowed)]
    pub allow: f64,

    /// Output format, to standard output or to a file; can be repeated [default: human]
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = FormatOutputParser::<DiffFormat>::new())]
    pub format: Vec<FormatOutput<DiffFormat>>,
}

/// The least change that fails a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFailOn {
    /// Nothing
    None,
    /// Anything but wording
    Described,
    /// A weight, a target, a need, a gate or a setting
    Scored,
    /// Another band of a role for more people than allowed
    Band,
    /// Another first role for more people than allowed
    FirstRole,
    /// An item that is gone, or a key that is another
    Key,
}

/// An output format of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For reading in a terminal, with the lines of the file
    Human,
    /// Comment on a pull request
    Markdown,
    /// One object with everything
    Json,
    /// Annotations for GitHub Actions
    Github,
}

/// Parses a share of people, as `5%` or `0.05`.
fn allowed(text: &str) -> Result<f64, String> {
    let (number, whole) = match text.strip_suffix('%') {
        Some(number) => (number, 100.0),
        None => (text, 1.0),
    };
    let share = number.trim().parse::<f64>().map(|number| number / whole);
    share
        .ok()
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "expected a share such as 5% or 0.05".to_owned())
}
