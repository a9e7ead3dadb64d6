//! Arguments of `roles`, which shows what roles ask for.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::cli::ReportPaper;
use crate::cli::output::text_file;
use crate::render::role_sections::CardSection;

/// List the roles of the pack, print one role's card, or several roles side by side
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit roles
  rolefit roles principal
  rolefit roles senior principal
  rolefit roles senior principal --format html -o roles.html")]
pub struct RolesArgs {
    /// Role to print; several are shown side by side
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,

    /// Print only this section of the card; can be repeated
    #[arg(long, value_name = "NAME", requires = "ids", value_parser = section())]
    pub section: Vec<CardSection>,

    /// Output format
    #[arg(long, value_enum, default_value_t = RolesFormat::Text)]
    pub format: RolesFormat,

    /// Paper size of a page, for printing
    #[arg(long, value_enum, value_name = "SIZE", default_value_t = ReportPaper::A4)]
    pub paper: ReportPaper,

    /// Output file; `-` is standard output
    #[arg(short, long, value_name = "FILE", value_parser = text_file())]
    pub output: Option<PathBuf>,
}

/// Parses the name of a section.
fn section() -> impl TypedValueParser<Value = CardSection> {
    let names = CardSection::ALL.map(CardSection::name);
    PossibleValuesParser::new(names).try_map(|name| CardSection::named(&name).ok_or("unknown section"))
}

/// An output format of roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RolesFormat {
    /// For reading in a terminal
    Text,
    /// One page with charts, to read, print and hand on
    Html,
    /// For documents
    Markdown,
    /// One object with everything
    Json,
}
