//! The command line. The doc comments here are the help texts.

mod ask;
mod audit;
mod batch;
mod check;
mod diff;
mod fmt;
mod kit;
mod output;
mod panel;
mod report;
mod review;
mod roles;
mod stats;
mod test;

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use colorchoice_clap::Color;

pub use ask::{AssessArgs, FormArgs, ParallelForm, QuestionsArgs, QuestionsFormat};
pub use audit::{AuditArgs, AuditFormat, AuditOutcome};
pub use batch::{BatchArgs, BatchFormat, BatchInput, Duplicates, MapArgs, ReadingArgs};
pub use check::{CheckArgs, FailOn, LeastSeverity};
pub use diff::{DiffArgs, DiffFailOn, DiffFormat};
pub use fmt::FmtArgs;
pub use kit::{DocumentArgs, DocumentFormat, KitArgs};
pub use output::FormatOutput;
use output::text_file;
pub use panel::{PanelAction, PanelArgs, PanelReportArgs, SealArgs, ShowArgs};
pub use report::{CompareArgs, PageArgs, ReportArgs, ReportPaper};
pub use review::{ReviewArgs, ReviewFormat};
pub use roles::{RolesArgs, RolesFormat};
pub use stats::{StatsArgs, StatsFormat};
pub use test::{TestArgs, TestFormat};

use crate::load::AnswersFormat;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// The version with the name of the scoring method.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (method rolefit-2axis/2)");

/// Score a person's answers against role blueprints, on personality (work style) and competency (technical judgment)
#[derive(Debug, Parser)]
#[command(name = "rolefit", version = VERSION, styles = STYLES, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 success, 1 findings, 2 error, 130 interrupted.")]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,

    #[command(flatten)]
    pub global: Global,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// Pack folder to use [default: the pack in `roles` or here, else the built-in one]
    // An empty variable counts as unset, so an empty value must be accepted.
    #[arg(long, value_name = "DIR", env = "ROLEFIT_ROLES", global = true)]
    #[arg(value_parser = OsStringValueParser::new().map(PathBuf::from))]
    pub roles: Option<PathBuf>,

    /// Use the built-in pack, whatever is here or named by `--roles`
    #[arg(long, global = true)]
    pub built_in: bool,

    /// Use roles as this variant, where they have it, such as `startup`
    #[arg(long, value_name = "NAME", global = true)]
    pub variant: Option<String>,

    /// Draw tables and bars with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,

    /// Width of tables in columns [default: terminal width, else 100]
    #[arg(long, value_name = "COLUMNS", global = true, value_parser = clap::value_parser!(u16).range(30..=500))]
    pub width: Option<u16>,

    #[command(flatten)]
    pub color: Color,
}

/// One command of the program.
#[derive(Debug, Subcommand)]
pub enum Command {
    Score(ScoreArgs),
    Report(ReportArgs),
    Compare(CompareArgs),
    Review(ReviewArgs),
    Batch(BatchArgs),
    Map(MapArgs),
    Stats(StatsArgs),
    Audit(AuditArgs),
    Assess(AssessArgs),
    Questions(QuestionsArgs),
    Roles(RolesArgs),
    Kit(KitArgs),
    Panel(PanelArgs),
    Method(MethodArgs),
    Check(CheckArgs),
    Fmt(FmtArgs),
    Rule(RuleArgs),
    Test(TestArgs),
    Diff(DiffArgs),
    Simulate(SimulateArgs),
    Init(InitArgs),
    Schema(SchemaArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Rank every role for each person's answers
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit score ana.toml
  rolefit score ana.toml --why principal
  rolefit score team/*.toml --format csv -o fits.csv")]
pub struct ScoreArgs {
    /// Answers files in TOML, YAML or JSON; `-` is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Explain the fit of this role, or of the first one shown
    #[arg(long, value_name = "ROLE", num_args = 0..=1, default_missing_value = "")]
    pub why: Option<String>,

    /// Show notices, response quality and main gaps in full
    #[arg(long)]
    pub verbose: bool,

    /// Show only this role; can be repeated
    #[arg(long, value_name = "ID")]
    pub role: Vec<String>,

    /// Show only the first N roles of the ranking
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,

    /// Say where scores lie in this sample: a table as `batch --profile` writes it, with `# n:`, `# date:`, `# source:` and
    /// `# questionnaire:` above its header
    #[arg(long, value_name = "FILE")]
    pub reference: Option<PathBuf>,

    /// Output format
    #[arg(long, value_enum, default_value_t = ResultFormat::Table)]
    pub format: ResultFormat,

    /// Show questions and titles of areas in this language, by its tag; everything else stays in English
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,

    /// Input format, if the file name does not say; `line` is what the HTML form copies
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<AnswersFormat>,

    #[command(flatten)]
    pub to: OutputArgs,
}

/// Where a result about people goes, and who may read it.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// Output file; `-` is standard output
    #[arg(short, long, value_name = "FILE", value_parser = text_file())]
    pub output: Option<PathBuf>,

    /// Let others read the files that are written, as far as the umask does; without this only their owner can
    #[arg(long)]
    pub shared: bool,
}

/// An output format of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ResultFormat {
    /// For reading in a terminal
    Table,
    /// One array with everything, in full precision
    Json,
    /// The same objects, one per line
    Ndjson,
    /// For documents and pull requests
    Markdown,
    /// One row per person and role
    Csv,
}

/// Print the scoring method, the settings in force and the limits
#[derive(Debug, Args)]
pub struct MethodArgs {}

/// List the rules of `check`, or explain one with examples
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// Rule to explain, by code or name, such as `RF102` or `weights-sum`
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
}

/// Simulate known kinds of respondents, to see whether the pack tells them apart
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit simulate --people 5000
  rolefit simulate --roles roles --role principal --format json")]
pub struct SimulateArgs {
    /// Number of people of each kind
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub people: u32,

    /// Seed of the simulation
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    pub seed: u64,

    /// Probability that a skilled respondent chooses the best option, 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.7, value_parser = share)]
    pub probability: f64,

    /// Probability that the ideal person of a role answers at random, 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.2, value_parser = share)]
    pub noise: f64,

    /// Show only this role; can be repeated
    #[arg(long, value_name = "ID")]
    pub role: Vec<String>,

    /// Output format
    #[arg(long, value_enum, default_value_t = SimulationFormat::Table)]
    pub format: SimulationFormat,

    /// Output file; `-` is standard output
    #[arg(short, long, value_name = "FILE", value_parser = text_file())]
    pub output: Option<PathBuf>,
}

/// An output format of simulation results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SimulationFormat {
    /// For reading in a terminal
    Table,
    /// One object with everything, in full precision
    Json,
    /// For documents
    Markdown,
}

/// Parses a probability from 0 to 1.
fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        Ok(_) | Err(_) => Err("expected a number from 0 to 1".to_owned()),
    }
}

/// Write a starter folder: a pack, its schemas, an answers file and a CI workflow
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder to write to; existing files are not overwritten
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// Print the JSON Schema of a file or of JSON output, for editors and other programs
///
/// With `--roles DIR` the schemas of role, questionnaire, answers and rating files list the names of that pack: dimensions
/// with their targets, areas, levels, items and role ids.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    #[arg(value_enum)]
    pub kind: SchemaKind,
}

/// A kind of file or of result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaKind {
    /// A role file of a pack
    Role,
    /// The questionnaire of a pack
    Questionnaire,
    /// One person's answers
    Answers,
    /// A mapping of a survey export
    Mapping,
    /// Cases of `test`
    Cases,
    /// Ratings for `panel`
    Ratings,
    /// A translation of a questionnaire
    Translation,
    /// Output of `score --format json`
    Score,
    /// Output of `check --format json`
    Check,
    /// Output of `batch --summary`
    Summary,
    /// Output of `questions --format json`
    Questions,
    /// Output of `review --format json`
    Review,
    /// Output of `roles --format json`
    Roles,
    /// Output of `stats --format json`
    Stats,
    /// Output of `audit --format json`
    Audit,
    /// Output of `diff --format json`
    Diff,
}

/// Print a completion script for a shell
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Print a manual page
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Command to describe [default: the program as a whole]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}
