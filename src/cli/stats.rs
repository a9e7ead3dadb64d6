//! Arguments of `stats`, which says what answers tell about a questionnaire.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use encoding_rs::Encoding;

use crate::cli::{BatchInput, Duplicates, OutputArgs};
use crate::load::mapping;

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

    /// Print the `evidence` blocks that a questionnaire may declare: reliability, standard deviation and sample
    #[arg(long, conflicts_with_all = ["format", "by"])]
    pub evidence: bool,

    /// Write rows that cannot be read to this file, with the reasons
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,

    /// Mapping of columns and answers, as written by `rolefit map`
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,

    /// Input format, if the file name does not say
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<BatchInput>,

    /// Field delimiter: `,`, `;`, `|` or `tab` [default: detected]
    #[arg(long, value_name = "CHARACTER", value_parser = mapping::delimiter)]
    pub delimiter: Option<u8>,

    /// Encoding of tables, such as windows-1252 [default: from the byte-order mark, else UTF-8]
    #[arg(long, value_name = "NAME", value_parser = mapping::encoding)]
    pub encoding: Option<&'static Encoding>,

    /// Sheet of a workbook (`.xlsx`) [default: the only one with columns of items]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

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
}
