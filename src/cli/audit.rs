//! Arguments of `audit`, which compares how often groups have an outcome.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use encoding_rs::Encoding;

use crate::cli::{OutputArgs, ReportPaper};
use crate::load::mapping;

/// Compare how often groups have an outcome: a screen of scores for adverse impact
///
/// Groups enter no score. The page says first what so many people can tell. It is no legal advice and no proof of fairness.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit batch responses.csv -o scores.csv
  rolefit audit scores.csv groups.csv
  rolefit audit scores.csv groups.csv --outcome first --format json -o audit.json")]
pub struct AuditArgs {
    /// What `batch` or `score` wrote: CSV with one row per role or per person, a workbook (`.xlsx`), JSON or NDJSON; `-` is standard
    /// input
    #[arg(value_name = "SCORES")]
    pub scores: PathBuf,

    /// A table with a column of ids and a column for each way of grouping
    #[arg(value_name = "GROUPS")]
    pub groups: PathBuf,

    /// What counts, for each role
    #[arg(long, value_enum, value_name = "KIND", default_value_t = AuditOutcome::Band)]
    pub outcome: AuditOutcome,

    /// Band that counts; can be repeated [default: primary-fit and near-primary-fit]
    #[arg(long, value_name = "CODE")]
    pub band: Vec<String>,

    /// Overall fit from which on a person counts, in points, or `median`: above the median of everybody
    #[arg(long, value_name = "POINTS")]
    pub threshold: Option<String>,

    /// Show only this role; can be repeated
    #[arg(long, value_name = "ID")]
    pub role: Vec<String>,

    /// Use only this column of the groups; can be repeated
    #[arg(long, value_name = "NAME")]
    pub column: Vec<String>,

    /// Encoding of a table that is not UTF-8, such as windows-1252 [default: from the byte-order mark, else UTF-8]
    #[arg(long, value_name = "NAME", value_parser = mapping::encoding)]
    pub encoding: Option<&'static Encoding>,

    /// Hide groups of fewer people
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pub min_count: u32,

    /// Output format
    #[arg(long, value_enum, default_value_t = AuditFormat::Table)]
    pub format: AuditFormat,

    /// Paper size of a page, for printing
    #[arg(long, value_enum, value_name = "SIZE", default_value_t = ReportPaper::A4)]
    pub paper: ReportPaper,

    #[command(flatten)]
    pub to: OutputArgs,
}

/// What counts as an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AuditOutcome {
    /// The fit has one of the bands of `--band`
    Band,
    /// The role comes first for the person
    First,
    /// The overall fit reaches `--threshold`
    Threshold,
}

/// An output format of an audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AuditFormat {
    /// For reading in a terminal
    Table,
    /// One object with everything, in full precision
    Json,
    /// One row per way of grouping, role and group
    Csv,
    /// For documents
    Markdown,
    /// One page to read and print
    Html,
}
