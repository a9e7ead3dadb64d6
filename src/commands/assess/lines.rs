//! The interview line by line: where no terminal is, and on a terminal that can only print.

use std::io::{BufRead, Write};

use anyhow::{Context, Result, bail};

use crate::assess::{End, Given, Hand, Interview, Key, KeyOutcome, Question, Spoken, View};
use crate::render::page_text::wrap;

/// Where the lines come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineSource {
    /// Somebody reads each question before answering it, and is asked again after a slip.
    Person,
    /// Everything was written before. A line that is no answer ends the run: with answers that may have slipped by one,
    /// nothing after it can be trusted.
    Script,
}

/// Asks what is open, in order, and reads a line for each question. What is said is broken between words at a width, in columns.
pub(super) fn run(
    interview: &mut Interview,
    mut input: impl BufRead,
    source: LineSource,
    width: u16,
    mut keep: impl FnMut(&Question, Given) -> Result<()>,
) -> Result<End> {
    let mut spoken = Spoken::new(Hand::Lines);
    let say = |lines: &[String]| say(lines, width);
    say(&spoken.say(interview));
    interview.begin();
    let mut problem = None;
    for number in 1.. {
        if source == LineSource::Person && !is_done(interview) {
            drop_typed();
        }
        say(problem.take().as_slice());
        say(&spoken.say(interview));
        if matches!(interview.view(), View::Style(_)) {
            // Nothing to answer.
            interview.press(Key::Enter);
            say(&spoken.say(interview));
        }
        if source == LineSource::Person && is_done(interview) {
            break;
        }
        let mut line = String::new();
        let read = input.read_line(&mut line);
        if read.with_context(|| format!("reading line {number} of standard input"))? == 0 {
            break;
        }
        if is_done(interview) {
            if line.trim().is_empty() {
                continue;
            }
            bail!("unexpected line {number} of standard input: every question is answered or skipped");
        }
        match (interview.take_line(&line), source) {
            (Ok(KeyOutcome::Keep(position, given)), _) => keep(&interview.questions()[position], given)?,
            (Ok(KeyOutcome::End(end)), _) => return Ok(end),
            (Ok(KeyOutcome::Stay), _) => {}
            (Err(why), LineSource::Person) => problem = Some(format!("{why}; type {}", takes(interview.question()))),
            (Err(why), LineSource::Script) => bail!(
                "line {number} of standard input: {why}; `{}` takes {}",
                interview.question().id,
                takes(interview.question())
            ),
        }
    }
    Ok(if is_done(interview) { End::Finished } else { End::Quit })
}

fn takes(question: &Question) -> String {
    format!("{}, `skip`, `back` or `quit`", question.keys())
}

fn is_done(interview: &Interview) -> bool {
    matches!(interview.view(), View::Overview(_))
}

fn say(lines: &[String], width: u16) {
    let text: String = lines.iter().map(|line| wrap(line, usize::from(width), "") + "\n").collect();
    // The lines are an echo; nothing is lost when nobody listens.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Leaves out lines that were typed or pasted before a question is shown.
#[cfg(unix)]
fn drop_typed() {
    // A terminal that cannot do that has answers that can be taken back.
    let _ = rustix::termios::tcflush(std::io::stdin(), rustix::termios::QueueSelector::IFlush);
}

#[cfg(not(unix))]
fn drop_typed() {}
