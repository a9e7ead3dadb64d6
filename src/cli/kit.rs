//! Arguments of `kit`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::ReportPaper;
use crate::cli::output::text_file;

/// Write an interview kit for a role: exercises, probes for each area, signals and a blank scorecard
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit kit senior
  rolefit kit senior --variant regulated --format html -o kit.html")]
pub struct KitArgs {
    /// Role to interview for
    #[arg(value_name = "ROLE")]
    pub role: String,

    #[command(flatten)]
    pub document: DocumentArgs,
}

/// How a document is written, and where to.
#[derive(Debug, Args)]
pub struct DocumentArgs {
    /// Output format
    #[arg(long, value_enum, default_value_t = DocumentFormat::Markdown)]
    pub format: DocumentFormat,

    /// Paper size of a page, for printing
    #[arg(long, value_enum, value_name = "SIZE", default_value_t = ReportPaper::A4)]
    pub paper: ReportPaper,

    /// Output file; `-` is standard output
    #[arg(short, long, value_name = "FILE", value_parser = text_file())]
    pub output: Option<PathBuf>,
}

/// An output format of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DocumentFormat {
    /// For documents
    Markdown,
    /// One page to read and print
    Html,
}
