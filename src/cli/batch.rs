//! Arguments of `batch` and `map`, which read survey exports.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use encoding_rs::Encoding;

use crate::cli::output::text_file;
use crate::cli::report::PageArgs;
use crate::load::mapping;
use crate::load::preset::Preset;

/// Score many people at once, from a survey export or a folder of answers files
#[derive(Clone, Debug, Args)]
#[command(after_help = "Examples:
  rolefit batch responses.csv -o scores.csv --rejects rejected.csv
  rolefit batch answers/ --format table
  rolefit batch export.csv --map export.map.toml --duplicates latest -o scores.csv")]
pub struct BatchArgs {
    /// Tables (CSV, TSV, `.xlsx`), NDJSON files with one answers object per line, answers files, texts (`.txt`) with lines that
    /// the HTML form copies, or folders and glob patterns of these; `-` is standard input
    #[arg(value_name = "RESPONSES")]
    pub files: Vec<PathBuf>,

    /// Output file; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Write rows that cannot be scored to this file, with the reasons
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<PathBuf>,

    /// Output format
    #[arg(long, value_enum, default_value_t = BatchFormat::Csv)]
    pub format: BatchFormat,

    /// One row per person, with columns for each role (CSV)
    #[arg(long)]
    pub wide: bool,

    /// Everything that `score` reports for a person (JSON and NDJSON)
    #[arg(long)]
    pub full: bool,

    /// Add ranges, probabilities and contenders (CSV, JSON and NDJSON); many times slower
    #[arg(long)]
    pub certainty: bool,

    /// Show only this role; can be repeated
    #[arg(long, value_name = "ID")]
    pub role: Vec<String>,

    /// Show only the first N roles of the ranking
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,

    #[command(flatten)]
    pub reading: ReadingArgs,

    /// File with the header of a table that has none, such as a part of a larger table
    #[arg(long, value_name = "FILE")]
    pub columns: Option<PathBuf>,

    /// How to handle several rows of one person (rejected rows are ignored)
    #[arg(long, value_enum, value_name = "CHOICE", default_value_t = Duplicates::Error)]
    pub duplicates: Duplicates,

    /// Replace ids and names with pseudonyms derived from the key in this file, which is created if missing
    #[arg(long, value_name = "KEYFILE")]
    pub anonymize: Option<PathBuf>,

    /// Write a Markdown card per person to this folder, as `score --why` shows it
    #[arg(long, value_name = "DIR")]
    pub each: Option<PathBuf>,

    /// Write a report per person to this folder, as `report` does, and `index.html` about all of them
    #[arg(long, value_name = "DIR")]
    pub reports: Option<PathBuf>,

    #[command(flatten)]
    pub page: PageArgs,

    /// Write one row per person to this file: every dimension and area with its range, and how the answers were given (CSV)
    #[arg(long, value_name = "FILE")]
    pub profile: Option<PathBuf>,

    /// Write the summary to this file as JSON
    #[arg(long, value_name = "FILE")]
    pub summary: Option<PathBuf>,

    /// Let others read the files that are written, as far as the umask does; without this only their owner can
    #[arg(long)]
    pub shared: bool,

    /// Hide counts of fewer people in the summary [default: 5 with `--anonymize`, else none]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub min_count: Option<u32>,

    /// Field delimiter of the tables that are written: `,`, `;` or `tab` [default: `,`, with `--decimal-comma` `;`]
    #[arg(long, value_name = "CHARACTER", value_parser = output_delimiter)]
    pub output_delimiter: Option<u8>,

    /// Write decimals with a comma (CSV)
    #[arg(long)]
    pub decimal_comma: bool,

    /// Start CSV with a byte-order mark, for Excel
    #[arg(long)]
    pub bom: bool,

    /// Leave out the header of the tables that are written (CSV)
    #[arg(long)]
    pub no_header: bool,

    /// Worker threads [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,

    /// List every rejected row and every decision, not only the first ten
    #[arg(short, long)]
    pub verbose: bool,

    /// Do not show progress
    #[arg(long)]
    pub no_progress: bool,
}

/// How responses are read.
#[derive(Clone, Debug, Args)]
pub struct ReadingArgs {
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
}

/// Reads a delimiter that cells of results are quoted for.
fn output_delimiter(text: &str) -> Result<u8, String> {
    mapping::delimiter(text)
        .ok()
        .filter(|delimiter| *delimiter != b'|')
        .ok_or_else(|| "expected `,`, `;` or `tab`".to_owned())
}

/// An output format for many people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BatchFormat {
    /// One row per person and role
    Csv,
    /// One compact object per line
    Ndjson,
    /// One array of compact objects
    Json,
    /// For documents
    Markdown,
    /// For reading in a terminal
    Table,
}

/// An input format of responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BatchInput {
    /// A table with a header row: CSV, TSV or similar
    Csv,
    /// One answers object per line
    Ndjson,
    /// Answers files, or lines of answers that the HTML form copies
    Answers,
}

/// How to handle several rows of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Duplicates {
    /// List the duplicates and write nothing
    Error,
    /// Score the row with the latest time, or the last row if there is no time column
    Latest,
    /// Score the first row
    First,
    /// Score the row with the most answers, or the first of these
    MostComplete,
    /// Score every row
    Keep,
}

/// Write a mapping file that says what the columns and answers of a survey export mean
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit map responses.csv
  rolefit map responses.csv --preset qualtrics -o cohort.toml")]
pub struct MapArgs {
    /// Table of responses, CSV, `.xlsx` or similar; `-` is standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Survey tool that wrote the table [default: detected from the columns]
    #[arg(long, value_enum, value_name = "TOOL")]
    pub preset: Option<Preset>,

    /// Mapping of columns and answers, as written by `rolefit map`
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,

    /// Field delimiter: `,`, `;`, `|` or `tab` [default: detected]
    #[arg(long, value_name = "CHARACTER", value_parser = mapping::delimiter)]
    pub delimiter: Option<u8>,

    /// Encoding of tables, such as windows-1252 [default: from the byte-order mark, else UTF-8]
    #[arg(long, value_name = "NAME", value_parser = mapping::encoding)]
    pub encoding: Option<&'static Encoding>,

    /// Sheet of a workbook (`.xlsx`) [default: the only one with columns of items]
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// Output file; `-` is standard output
    #[arg(short, long, value_name = "FILE", value_parser = text_file())]
    pub output: Option<PathBuf>,
}
