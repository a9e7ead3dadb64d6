//! Arguments of `test`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::output::{FormatOutput, FormatOutputParser};

/// Compare what the pack says of people with what its tests expect
///
/// Cases are in the folder `_tests` of the pack: answers files or simulated people, and what must hold of them. Only what is named
/// is compared.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit test
  rolefit test team/roles --format junit=tests.xml
  rolefit test --update")]
pub struct TestArgs {
    /// Pack folder [default: the pack in `roles` or here]
    #[arg(value_name = "PACK")]
    pub pack: Option<PathBuf>,

    /// Write what is observed in the place of every expectation that does not hold, and print the difference
    #[arg(long, conflicts_with = "format")]
    pub update: bool,

    /// Output format, to standard output or to a file; can be repeated [default: human]
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = FormatOutputParser::<TestFormat>::new())]
    pub format: Vec<FormatOutput<TestFormat>>,
}

/// An output format of test results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    /// For reading in a terminal, with the lines of the file
    Human,
    /// Test report for CI services
    Junit,
    /// Annotations for GitHub Actions
    Github,
}
