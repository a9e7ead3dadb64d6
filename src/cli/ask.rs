//! Arguments of `assess` and `questions`, which put the questionnaire to a person.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::output::text_file;

/// Which items to ask, and in what order.
#[derive(Debug, Args)]
pub struct FormArgs {
    /// Ask only what this role needs; can be repeated
    #[arg(long, value_name = "ID")]
    pub role: Vec<String>,

    /// Ask a selection that takes at most 20 minutes; with `--role`, of what that role needs
    #[arg(long)]
    pub short: bool,

    /// Parallel form: the first situation of each pair, or the second with the same answers to choose from [default: a]
    #[arg(long, value_enum, value_name = "FORM")]
    pub form: Option<ParallelForm>,

    /// Seed for the order of the questions [default: 1]
    // An answers file writes it as a TOML number, which has a sign.
    #[arg(long, value_name = "SEED", value_parser = clap::value_parser!(u64).range(..=i64::MAX as u64))]
    pub seed: Option<u64>,

    /// Ask in this language, by its tag; the pack must have a translation to it, such as `i18n/de.yaml`
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<String>,
}

/// A parallel form of the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ParallelForm {
    /// The first situation of each pair
    A,
    /// The second one
    B,
}

/// Answer the questionnaire in the terminal, in one sitting or several, and see the ranking
#[derive(Debug, Args)]
#[command(after_help = "Keys: answer with a digit or letter, or with the arrows and Enter. Left or Backspace back,
s or Tab skip, l or Esc list of questions, ? why this is asked, q or Ctrl-C save and quit, Right
next, Space more of a long text. Where an option of the questionnaire has one of these letters
for its name, only the other key works; the last line of the screen lists the keys.

The statements come first, then your work style, then the scenarios, role by role with --role.

Text that was typed or pasted before a question is shown does not answer it, and a key held down
answers once. Ctrl-Z stops, and `fg` resumes.

Every answer is saved at once, and the same command resumes an earlier run. If standard input
is not a terminal, or TERM is `dumb` or not set, each line answers one question: a number, a
letter, the words of an answer, `skip`, `back` or `quit`.

Examples:
  rolefit assess
  rolefit assess -o ana.toml --short
  rolefit assess -o ana.toml --role principal --role manager
  rolefit assess -o ana.toml --from answers-ana.txt
  rolefit assess -o ana.toml --no-input")]
pub struct AssessArgs {
    /// TOML answers file to create or resume
    #[arg(short, long, value_name = "FILE", default_value = "answers.toml", value_parser = text_file())]
    pub output: PathBuf,

    /// Start a new file from answers given elsewhere: an answers file, or a text (`.txt`) with the line that the HTML form copies
    #[arg(long, value_name = "ANSWERS", conflicts_with = "no_input")]
    pub from: Option<PathBuf>,

    #[command(flatten)]
    pub form: FormArgs,

    /// Ask nothing: list the unanswered items, or print the ranking if there are none
    #[arg(long)]
    pub no_input: bool,

    /// Print line by line without redrawing, for screen readers; also if ACCESSIBLE is set
    #[arg(long)]
    pub accessible: bool,
}

/// Print the questionnaire without its key: to read, print, fill in or turn into a form
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolefit questions --format html -o form.html
  rolefit questions --format html --with-result -o self.html
  rolefit questions --format html --lang de -o formular.html
  rolefit questions --format toml -o me.toml
  rolefit questions --short --format markdown -o questions.md
  rolefit questions --role principal --format csv -o form.csv")]
pub struct QuestionsArgs {
    #[command(flatten)]
    pub form: FormArgs,

    /// Output format
    #[arg(long, value_enum, default_value_t = QuestionsFormat::Text)]
    pub format: QuestionsFormat,

    /// With `--format html`: put the key and the scoring into the page, which then shows the result itself; for self-assessment
    #[arg(long)]
    pub with_result: bool,

    /// Output file; `-` is standard output
    #[arg(short, long, value_name = "FILE", value_parser = text_file())]
    pub output: Option<PathBuf>,
}

/// An output format of the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum QuestionsFormat {
    /// For reading in a terminal
    Text,
    /// For printing, with boxes to tick
    Markdown,
    /// One file to fill in with a browser, without a network; it prints as a paper form
    Html,
    /// One row per item, to turn into a form
    Csv,
    /// An answers file to fill in
    Toml,
    /// One object with everything
    Json,
}
