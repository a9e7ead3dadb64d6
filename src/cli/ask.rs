//! `assess` and `questions`: what puts the questionnaire to a person.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

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
