//! `batch` and `map`: what reads a survey's export.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use encoding_rs::Encoding;

use crate::load::mapping;
use crate::load::preset::Preset;

/// Score many people at once, from a survey export or a folder of answers files
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit batch responses.csv -o scores.csv --rejects rejected.csv
  rolefit batch answers/ --format table
  rolefit batch export.csv --map export.map.toml --duplicates latest -o scores.csv")]
pub struct BatchArgs {
    /// Tables (CSV, TSV), files with one JSON answers object a line, answers files, and folders or patterns of these;
    /// `-` is standard input
    #[arg(value_name = "RESPONSES")]
    pub files: Vec<PathBuf>,

    /// File to write the result to; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// File for the rows that could not be scored, each with its reasons
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,

    /// Form of the result
    #[arg(long, value_enum, default_value_t = BatchFormat::Csv)]
    pub format: BatchFormat,

    /// One row per person, with columns for each role (CSV)
    #[arg(long)]
    pub wide: bool,

    /// Everything that `score` says of a person (JSON and NDJSON)
    #[arg(long)]
    pub full: bool,

    /// Add intervals and probabilities (CSV, JSON and NDJSON); this takes some 100 times as long
    #[arg(long)]
    pub certainty: bool,

    /// Show only this role; may be given several times
    #[arg(long, value_name = "ID")]
    pub role: Vec<String>,

    /// Show only the first N roles of each ranking
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,

    /// Mapping of columns and answers, as `rolefit map` proposes it
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,

    /// What the input is, where its name does not say it
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<BatchInput>,

    /// Character between cells of tables [default: found out]
    #[arg(long, value_name = "CHARACTER", value_parser = mapping::delimiter)]
    pub delimiter: Option<u8>,

    /// Encoding of tables, such as windows-1252 [default: UTF-8, or what a byte-order mark says]
    #[arg(long, value_name = "NAME", value_parser = mapping::encoding)]
    pub encoding: Option<&'static Encoding>,

    /// What to do when a person comes more than once; rows that are rejected do not count
    #[arg(long, value_enum, value_name = "CHOICE", default_value_t = Duplicates::Error)]
    pub duplicates: Duplicates,

    /// Replace ids and names by pseudonyms made with the key in this file, which is written if it is not there
    #[arg(long, value_name = "KEYFILE")]
    pub anonymize: Option<PathBuf>,

    /// Folder for a card per person in Markdown, as `score --why` shows it
    #[arg(long, value_name = "DIR")]
    pub each: Option<PathBuf>,

    /// File for the summary, as JSON
    #[arg(long, value_name = "FILE")]
    pub summary: Option<PathBuf>,

    /// Show counts of fewer than five people in the summary
    #[arg(long)]
    pub small_cells: bool,

    /// Begin CSV with a byte-order mark, as Excel wants it
    #[arg(long)]
    pub bom: bool,

    /// Worker threads [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,

    /// Say every rejected row and every decision, not only the first ten
    #[arg(short, long)]
    pub verbose: bool,

    /// Show no progress
    #[arg(long)]
    pub no_progress: bool,
}

/// A form of the results of many people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BatchFormat {
    /// One row per person and role
    Csv,
    /// One compact object a line
    Ndjson,
    /// One array of the same objects
    Json,
    /// For documents
    Markdown,
    /// For reading in a terminal
    Table,
}

/// A form of responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BatchInput {
    /// A table with a header: CSV, TSV and their like
    Csv,
    /// One answers object a line
    Ndjson,
    /// An answers file
    Answers,
}

/// What to do when a person comes more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Duplicates {
    /// Write nothing and list them
    Error,
    /// Score the row with the latest time, or the last row where there is no column of times
    Latest,
    /// Score the first row
    First,
    /// Score the row with the most answers, the first of several
    MostComplete,
    /// Score every row
    Keep,
}

/// Show what the columns and answers of a survey's export mean, as a mapping to edit
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit map responses.csv
  rolefit map responses.csv --preset qualtrics -o cohort.toml")]
pub struct MapArgs {
    /// Table of responses, CSV or the like; `-` is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Survey tool that wrote the table [default: the one that its columns give away]
    #[arg(long, value_enum, value_name = "TOOL")]
    pub preset: Option<Preset>,

    /// Mapping to go on from
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,

    /// What stands between cells: `,`, `;`, `|` or `tab` [default: what fits best]
    #[arg(long, value_name = "CHARACTER", value_parser = mapping::delimiter)]
    pub delimiter: Option<u8>,

    /// Encoding of the table, such as `windows-1252` [default: UTF-8, or what its mark says]
    #[arg(long, value_name = "NAME", value_parser = mapping::encoding)]
    pub encoding: Option<&'static Encoding>,

    /// File to write the mapping to; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
