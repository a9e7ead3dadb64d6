//! Arguments of `review`, which shows a person the key beside their answers.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::OutputArgs;
use crate::load::AnswersFormat;

/// Show each scenario with the answer given, the best one and the authors' reasons; this reveals the key
#[derive(Debug, Args)]
#[command(
    after_help = "After reading it you cannot answer the same questions again. What was neither answered nor skipped keeps
its key. Form b is kept for a second sitting; `--reveal-form-b` reveals its key all the same.

Examples:
  rolefit review answers.toml
  rolefit review answers.toml --area service-design
  rolefit review answers.toml --format markdown -o review.md"
)]
pub struct ReviewArgs {
    /// Answers file in TOML, YAML or JSON; `-` is standard input
    #[arg(value_name = "ANSWERS")]
    pub file: PathBuf,

    /// Show only this area; can be repeated
    #[arg(long, value_name = "ID")]
    pub area: Vec<String>,

    /// Show only the areas that this role needs; can be repeated
    #[arg(long, value_name = "ID", conflicts_with = "area")]
    pub role: Vec<String>,

    /// Reveal the key of form b, too
    #[arg(long)]
    pub reveal_form_b: bool,

    /// Output format
    #[arg(long, value_enum, default_value_t = ReviewFormat::Text)]
    pub format: ReviewFormat,

    /// Show questions and titles of areas in this language, by its tag; everything else stays in English
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,

    /// Input format, if the file name does not say; `line` is what the HTML form copies
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<AnswersFormat>,

    #[command(flatten)]
    pub to: OutputArgs,
}

/// An output format of a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReviewFormat {
    /// For reading in a terminal
    Text,
    /// For documents
    Markdown,
    /// One object with everything
    Json,
}
