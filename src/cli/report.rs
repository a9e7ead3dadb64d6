//! Arguments of `report`, which writes pages to read, print and hand on.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::OutputArgs;
use crate::cli::output::text_file;
use crate::load::AnswersFormat;

/// Write a page about a person, with charts, to read, print and hand on
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit report ana.toml -o ana.html
  rolefit report ana.toml -o ana.html --role principal --no-answers
  rolefit report ana.toml -o ana.pdf --pdf --paper letter")]
pub struct ReportArgs {
    /// Answers files in TOML, YAML or JSON; `-` is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Show only this role; can be repeated
    #[arg(long, value_name = "ID")]
    pub role: Vec<String>,

    /// Show only the first N roles of the ranking
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,

    /// Write a PDF beside the page, or alone with `-o NAME.pdf`; an installed Chromium, Chrome or Edge makes it
    #[arg(long)]
    pub pdf: bool,

    #[command(flatten)]
    pub page: PageArgs,

    /// Show questions and titles of areas in this language, by its tag; everything else stays in English
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,

    /// Input format, if the file name does not say; `line` is what the HTML form copies
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<AnswersFormat>,

    #[command(flatten)]
    pub to: OutputArgs,
}

/// Say what changed between two sittings of one person, and what is beyond both errors
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit compare ana-spring.toml ana-autumn.toml
  rolefit compare form-a.toml form-b.toml --report change.html")]
pub struct CompareArgs {
    /// Answers file of the first sitting
    #[arg(value_name = "BEFORE")]
    pub before: PathBuf,

    /// Answers file of the second sitting
    #[arg(value_name = "AFTER")]
    pub after: PathBuf,

    /// Write a page with charts to this file as well
    #[arg(long, value_name = "FILE", value_parser = text_file())]
    pub report: Option<PathBuf>,

    /// Show only this role; can be repeated
    #[arg(long, value_name = "ID")]
    pub role: Vec<String>,

    /// Paper size of a report, for printing
    #[arg(long, value_enum, value_name = "SIZE", default_value_t = ReportPaper::A4)]
    pub paper: ReportPaper,

    #[command(flatten)]
    pub to: OutputArgs,
}

/// How pages about people are written.
#[derive(Clone, Debug, Args)]
pub struct PageArgs {
    /// Leave the answers themselves out of a report
    #[arg(long)]
    pub no_answers: bool,

    /// Paper size of a report, for printing
    #[arg(long, value_enum, value_name = "SIZE", default_value_t = ReportPaper::A4)]
    pub paper: ReportPaper,
}

/// The size of a printed page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportPaper {
    /// 210 x 297 mm
    A4,
    /// 8.5 x 11 in
    Letter,
}
