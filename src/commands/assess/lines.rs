//! The interview without a terminal: one line of standard input answers one question.

use std::io::{BufRead, Write};

use anyhow::{Context, Result, bail};

use crate::assess::{End, Given, Hand, Interview, Question, Spoken, Step, View};

/// Asks what is open, in order, and reads a line for each question. A line that is no answer ends the run: with answers
/// that may have slipped by one, nothing after it can be trusted.
pub(super) fn run(
    interview: &mut Interview,
    input: impl BufRead,
    mut keep: impl FnMut(&Question, Given) -> Result<()>,
) -> Result<End> {
    let mut spoken = Spoken::new(Hand::Lines);
    say(&spoken.say(interview));
    interview.begin();
    say(&spoken.say(interview));
    for (number, line) in (1..).zip(input.lines()) {
        let line = line.with_context(|| format!("reading line {number} of standard input"))?;
        if is_done(interview) {
            if line.trim().is_empty() {
                continue;
            }
            bail!("unexpected line {number} of standard input: every question is answered or skipped");
        }
        let keys = interview.question().keys();
        match interview.take_line(&line) {
            Ok(Step::Keep(position, given)) => keep(&interview.questions()[position], given)?,
            Ok(Step::End(end)) => return Ok(end),
            Ok(Step::Stay) => {}
            Err(problem) => bail!(
                "line {number} of standard input: {problem}; `{}` takes {keys}, `skip`, `back` or `quit`",
                interview.question().id
            ),
        }
        say(&spoken.say(interview));
    }
    Ok(if is_done(interview) { End::Finished } else { End::Quit })
}

fn is_done(interview: &Interview) -> bool {
    matches!(interview.view(), View::Overview(_))
}

fn say(lines: &[String]) {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    // The lines are an echo; nothing is lost when nobody listens.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}
