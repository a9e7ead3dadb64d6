//! What can be typed. The doc comments here are the help texts.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{EnumValueParser, OsStringValueParser, PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Args, Error, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use colorchoice_clap::Color;
use encoding_rs::Encoding;

use crate::load::Format;
use crate::load::date::Date;
use crate::load::mapping;
use crate::load::preset::Preset;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// The version with the name of the scoring method.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (method rolefit-2axis/1)");

/// Score a person's answers against role blueprints, on work style and technical judgment
#[derive(Debug, Parser)]
#[command(name = "rolefit", version = VERSION, styles = STYLES, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 done, 1 done with findings, 2 could not do it, 130 interrupted.")]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,

    #[command(flatten)]
    pub global: Global,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// Pack folder to use instead of the built-in one
    // An empty variable is an unset one, so an empty value must get through.
    #[arg(long, value_name = "DIR", env = "ROLEFIT_ROLES", global = true)]
    #[arg(value_parser = OsStringValueParser::new().map(PathBuf::from))]
    pub roles: Option<PathBuf>,

    /// Draw tables and bars with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,

    /// Width of tables in columns [default: the terminal's, or 100]
    #[arg(long, value_name = "COLUMNS", global = true, value_parser = clap::value_parser!(u16).range(30..=500))]
    pub width: Option<u16>,

    #[command(flatten)]
    pub color: Color,
}

/// One command of the program.
#[derive(Debug, Subcommand)]
pub enum Command {
    Score(ScoreArgs),
    Batch(BatchArgs),
    Map(MapArgs),
    Assess(AssessArgs),
    Questions(QuestionsArgs),
    Roles(RolesArgs),
    Method(MethodArgs),
    Check(CheckArgs),
    Rule(RuleArgs),
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

    /// Explain fits: of one role, or without a value of the first one shown
    #[arg(long, value_name = "ROLE", num_args = 0..=1, default_missing_value = "")]
    pub why: Option<String>,

    /// Show only this role; may be given several times
    #[arg(long, value_name = "ID")]
    pub role: Vec<String>,

    /// Show only the first N roles of the ranking
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub top: Option<u32>,

    /// Form of the result
    #[arg(long, value_enum, default_value_t = ResultFormat::Table)]
    pub format: ResultFormat,

    /// Format of answers whose file name does not say it, such as standard input
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub input_format: Option<Format>,

    /// File to write the result to; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// A form of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ResultFormat {
    /// For reading in a terminal
    Table,
    /// One array with everything, numbers in full precision
    Json,
    /// The same objects, one a line
    Ndjson,
    /// For documents and pull requests
    Markdown,
    /// One row per person and role
    Csv,
}

/// Which items to ask, and in which order.
#[derive(Debug, Args)]
pub struct FormArgs {
    /// Ask only what this role needs; may be given several times
    #[arg(long, value_name = "ID")]
    pub role: Vec<String>,

    /// Ask a balanced part: at least five statements of each dimension, two scenarios of each area
    #[arg(long, conflicts_with = "role")]
    pub short: bool,

    /// Seed of the order, in which neighbours measure different things [default: 1]
    // An answers file writes it as a TOML number, which has a sign.
    #[arg(long, value_name = "SEED", value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64))]
    pub seed: Option<u64>,
}

/// Answer the questionnaire in the terminal, in one sitting or several, and see the ranked table
#[derive(Debug, Args)]
#[command(after_help = "Keys: a digit or a letter answers, or the arrows and Enter; b back, s skip, l list and jump,
? why this is asked, q save and quit, Space the rest of a long text. Where a letter names an
answer, it answers: on a scenario with options a to d, Left goes back. Left back, Right next,
Tab skip, Esc list and Ctrl-C hold everywhere; the last line of a question says what holds there.

Every answer is saved at once, and the same command goes on where an earlier run ended. Where
standard input is no terminal, each of its lines answers one question: a number, a letter,
`skip`, `back` or `quit`.

Examples:
  rolefit assess
  rolefit assess -o ana.toml --short
  rolefit assess -o ana.toml --role principal --role manager
  rolefit assess -o ana.toml --no-input")]
pub struct AssessArgs {
    /// Answers file in TOML to begin, or to go on with
    #[arg(short, long, value_name = "FILE", default_value = "answers.toml")]
    pub output: PathBuf,

    #[command(flatten)]
    pub form: FormArgs,

    /// Ask nothing: list the items of the file that have no answer yet, or print the table when all have
    #[arg(long)]
    pub no_input: bool,

    /// Print line after line and redraw nothing, for screen readers; also when ACCESSIBLE is set
    #[arg(long)]
    pub accessible: bool,
}

/// Print the questionnaire without its key, to read, print, build a form from or fill in
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit questions --format toml -o me.toml
  rolefit questions --short --format markdown -o questions.md
  rolefit questions --role principal --format csv -o form.csv")]
pub struct QuestionsArgs {
    #[command(flatten)]
    pub form: FormArgs,

    /// Form of the result
    #[arg(long, value_enum, default_value_t = QuestionsFormat::Text)]
    pub format: QuestionsFormat,

    /// File to write the result to; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// A form of the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum QuestionsFormat {
    /// For reading in a terminal
    Text,
    /// For print, with boxes to tick
    Markdown,
    /// One row per item, to build a form from
    Csv,
    /// An answers file to fill in
    Toml,
    /// One object with everything
    Json,
}

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

    /// Character between cells [default: found out]
    #[arg(long, value_name = "CHARACTER", value_parser = mapping::delimiter)]
    pub delimiter: Option<u8>,

    /// Encoding of tables, such as windows-1252 [default: UTF-8, or what a byte-order mark says]
    #[arg(long, value_name = "NAME", value_parser = mapping::encoding)]
    pub encoding: Option<&'static Encoding>,

    /// What to do when a person comes more than once
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

/// List the roles of the pack, or print one role's card
#[derive(Debug, Args)]
pub struct RolesArgs {
    /// Role to print
    #[arg(value_name = "ID")]
    pub id: Option<String>,
}

/// Print the scoring method with the settings in force, and its limits
#[derive(Debug, Args)]
pub struct MethodArgs {}

/// Report everything that is wrong with a pack, and what could be better
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit check roles
  rolefit check roles --format github --format sarif=findings.sarif")]
pub struct CheckArgs {
    /// Pack folders, single role files beside their questionnaire, and answers files [default: the pack in use]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Least severity that makes the exit code 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Error)]
    pub fail_on: FailOn,

    /// Least severity that is shown
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = LeastSeverity::Note)]
    pub min_severity: LeastSeverity,

    /// Report only this rule, by code or name; may be given several times
    #[arg(long, value_name = "RULE")]
    pub select: Vec<String>,

    /// Leave out this rule, by code or name; may be given several times
    #[arg(long, value_name = "RULE")]
    pub ignore: Vec<String>,

    /// Configuration to use instead of the `rolefit.toml` found upward
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,

    /// Use no configuration
    #[arg(long)]
    pub no_config: bool,

    /// Leave out the findings that this file knows
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,

    /// Write all findings to a file that `--baseline` reads, and count none of them
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub write_baseline: Option<PathBuf>,

    /// Day that `until=` of ignore comments is compared with [default: SOURCE_DATE_EPOCH, or today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub today: Option<Date>,

    /// Run rules by simulation for packs of more than 50 roles as well
    #[arg(long)]
    pub deep: bool,

    /// Mend in the files what leaves nothing to choose, then report the rest
    #[arg(long)]
    pub fix: bool,

    /// Print what `--fix` would change, and change nothing; exit code 1 if there is something
    #[arg(long, conflicts_with_all = ["fix", "format", "write_baseline"])]
    pub diff: bool,

    /// Form of the findings, to standard output or to a file; may be given several times [default: human]
    #[arg(long, value_name = "FORM[=FILE]", value_parser = FindingOutputParser)]
    pub format: Vec<FindingOutput>,
}

/// A form of findings, and the file that gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingOutput {
    pub form: FindingFormat,
    /// Standard output when absent or `-`.
    pub file: Option<PathBuf>,
}

/// The least severity that fails a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

/// The least severity that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LeastSeverity {
    Error,
    Warning,
    Note,
}

/// Reads a day.
fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "expected a day such as 2026-12-31".to_owned())
}

/// A form of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    /// For reading in a terminal: every finding on its line of the file
    Human,
    /// One line per finding
    Concise,
    /// One object with everything
    Json,
    /// One finding a line
    Ndjson,
    /// Annotations for GitHub Actions
    Github,
    /// Code quality report for GitLab
    Gitlab,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Test report for CI services
    Junit,
    /// Table for a pull request or a job summary
    Markdown,
}

/// Reads `FORM` or `FORM=FILE`; a form that does not exist is answered as for every other choice.
#[derive(Clone, Debug)]
struct FindingOutputParser;

impl TypedValueParser for FindingOutputParser {
    type Value = FindingOutput;

    fn parse_ref(&self, command: &clap::Command, arg: Option<&Arg>, value: &OsStr) -> Result<FindingOutput, Error> {
        let text = value.to_str().ok_or_else(|| Error::new(ErrorKind::InvalidUtf8).with_cmd(command))?;
        let (form, file) = match text.split_once('=') {
            None => (text, None),
            Some((_, "")) => {
                let message = format!("no file is named after `=` in `{text}`\n");
                return Err(Error::raw(ErrorKind::ValueValidation, message).with_cmd(command));
            }
            Some((form, file)) => (form, Some(PathBuf::from(file))),
        };
        let form = EnumValueParser::<FindingFormat>::new().parse_ref(command, arg, OsStr::new(form))?;
        Ok(FindingOutput { form, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(FindingFormat::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}

/// List the rules that findings name, or explain one with examples
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// Code or name of the rule to explain, such as `RF102` or `weights-sum`
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
}

/// Send seeded people of known kinds through the pack, to see whether it tells people apart
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit simulate --people 5000
  rolefit simulate --roles roles --role principal --format json")]
pub struct SimulateArgs {
    /// How many people of each kind
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub people: u32,

    /// Seed; the same seed gives the same people
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    pub seed: u64,

    /// How often the skilled kind chooses the best option, 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.7, value_parser = share)]
    pub probability: f64,

    /// How often the ideal person of a role answers by chance, 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.2, value_parser = share)]
    pub noise: f64,

    /// Show only this role; may be given several times
    #[arg(long, value_name = "ID")]
    pub role: Vec<String>,

    /// Form of the result
    #[arg(long, value_enum, default_value_t = SimulationFormat::Table)]
    pub format: SimulationFormat,

    /// File to write the result to; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// A form of simulation results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SimulationFormat {
    /// For reading in a terminal
    Table,
    /// One object with everything, numbers in full precision
    Json,
    /// For documents
    Markdown,
}

/// Reads a share from 0 to 1.
fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        Ok(_) | Err(_) => Err("expected a number from 0 to 1".to_owned()),
    }
}

/// Write a pack, its schemas, an answers file and a CI workflow to start from
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder to write to; nothing in it is overwritten
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// Print the JSON Schema of a kind of file, for editors and other programs
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
    /// How a survey's export names items and answers
    Mapping,
    /// What `score --format json` prints
    Score,
    /// What `check --format json` prints
    Check,
    /// What `batch --summary` writes
    Summary,
    /// What `questions --format json` prints
    Questions,
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
    /// Command to print the page of [default: the program as a whole]
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}
