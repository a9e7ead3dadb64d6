//! Arguments of `stats`, which says what answers tell about a questionnaire.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::{Duplicates, OutputArgs, ReadingArgs, ReportPaper};

/// Say whether a questionnaire is sound for the people who answered it: reliability, statements, scenarios
///
/// Nobody is scored or ranked. Everything comes with 95% limits, and the first sentence says what so many people can tell.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit stats responses.csv
  rolefit stats responses.csv --verbose
  rolefit stats responses.csv --by groups.csv --format json -o stats.json")]
pub struct StatsArgs {
    /// Tables (CSV, TSV, `.xlsx`), NDJSON files with one answers object per line, answers files, texts (`.txt`) with lines that
    /// the HTML form copies, or folders and glob patterns of these; `-` is standard input
    #[arg(value_name = "RESPONSES")]
    pub files: Vec<PathBuf>,

    /// Show groups side by side: a table with a column of ids and a column for each way of grouping
    #[arg(long, value_name = "GROUPS")]
    pub by: Option<PathBuf>,

    /// Use only this column of the groups; can be repeated
    #[arg(long, value_name = "NAME", requires = "by")]
    pub column: Vec<String>,

    /// Hide groups of fewer people
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pub min_count: u32,

    /// Show every statement and scenario, and list every rejected row
    #[arg(short, long)]
    pub verbose: bool,

    /// Output format
    #[arg(long, value_enum, default_value_t = StatsFormat::Table)]
    pub format: StatsFormat,

    /// Paper size of a page, for printing
    #[arg(long, value_enum, value_name = "SIZE", default_value_t = ReportPaper::A4)]
    pub paper: ReportPaper,

    /// Print the `evidence` blocks that a questionnaire may declare: reliability, standard deviation and sample
    #[arg(long, conflicts_with_all = ["format", "by"])]
    pub evidence: bool,

    /// Write rows that cannot be read to this file, with the reasons
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,

    #[command(flatten)]
    pub reading: ReadingArgs,

    /// How to handle several rows of one person (rejected rows are ignored)
    #[arg(long, value_enum, value_name = "CHOICE", default_value_t = Duplicates::Error)]
    pub duplicates: Duplicates,

    /// Worker threads [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,

    /// Do not show progress
    #[arg(long)]
    pub no_progress: bool,

    #[command(flatten)]
    pub to: OutputArgs,
}

/// An output format of statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatsFormat {
    /// For reading in a terminal
    Table,
    /// One object with everything, in full precision
    Json,
    /// One row per part, item and option, for each group
    Csv,
    /// For documents
    Markdown,
    /// One page to read and print
    Html,
}
