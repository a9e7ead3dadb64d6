//! What stands in front of the person, before anyone decides how wide it is or whether it is read aloud.

use crate::assess::interview::{Interview, View};
use crate::assess::key::KeyCommand;
use crate::assess::overview::Overview;
use crate::assess::question::Given;
use crate::assess::style::StyleLine;
use crate::assess::words;
use crate::text::{capitalised, columns, excerpt};

/// How a person answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Key by key.
    Keys,
    /// Line by line, where there is no terminal.
    Lines,
}

/// A header, paragraphs, and what can be pressed or typed.
#[derive(Clone, Debug)]
pub(super) struct ScreenPage {
    pub header: String,
    pub body: Vec<Paragraph>,
    /// The index of the paragraph that Enter takes.
    pub marked: Option<usize>,
    pub keys: Vec<String>,
}

/// Some text, or one of several things to choose.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    /// What to press or type for it; empty where it is no choice.
    pub name: String,
    pub text: String,
}

/// How much of a question a list shows.
const IN_A_LIST: usize = 60;

impl ScreenPage {
    pub(super) fn of(interview: &Interview, hand: Hand) -> Self {
        match interview.view() {
            View::Welcome => welcome(interview, hand),
            View::Question => question(interview, hand),
            View::Why => why(interview),
            View::Style(lines) => style(interview, lines, hand),
            View::Overview(overview) if overview.is_review => review(interview, overview, hand),
            View::Overview(overview) => list(interview, overview),
        }
    }
}

impl Paragraph {
    fn prose(text: impl Into<String>) -> Self {
        Self { name: String::new(), text: text.into() }
    }

    pub(super) fn is_choice(&self) -> bool {
        !self.name.is_empty()
    }
}

fn welcome(interview: &Interview, hand: Hand) -> ScreenPage {
    let mut texts = words::welcome(interview, hand).into_iter();
    let is_new = interview.open() == interview.questions().len();
    let keys: &[&str] = match hand {
        Hand::Lines => &[],
        Hand::Keys if is_new => &["Enter begin", "q quit"],
        Hand::Keys => &["y or Enter go on", "n leave unchanged"],
    };
    ScreenPage {
        header: texts.next().unwrap_or_default(),
        body: texts.map(Paragraph::prose).collect(),
        marked: None,
        keys: owned(keys),
    }
}

fn question(interview: &Interview, hand: Hand) -> ScreenPage {
    let question = interview.question();
    let given = interview.given()[interview.position()];
    let mut body = vec![Paragraph::prose(question.text.clone())];
    if given == Some(Given::Skip) {
        body.push(Paragraph::prose("(you skipped this)"));
    }
    let before = body.len();
    let width = question.choices.iter().map(|choice| choice.name.len()).max().unwrap_or_default();
    for (index, choice) in question.choices.iter().enumerate() {
        let earlier = if given == Some(Given::Choice(index)) { " (your answer)" } else { "" };
        let text = format!("{}{earlier}", choice.text).trim_start().to_owned();
        body.push(Paragraph { name: format!("{:>width$}", choice.name), text });
    }
    let keys = match hand {
        Hand::Lines => [question.keys()].into_iter().chain(owned(&["skip", "back", "quit"])).collect(),
        Hand::Keys => [format!("{} answer", question.keys()), "arrows and Enter".to_owned()]
            .into_iter()
            .chain(KeyCommand::keys(interview.questions()))
            .collect(),
    };
    ScreenPage {
        header: words::header(interview),
        body,
        marked: interview.marked().map(|choice| before + choice),
        keys,
    }
}

fn why(interview: &Interview) -> ScreenPage {
    let part = interview.question().part;
    ScreenPage {
        header: words::header(interview),
        body: words::why(part, interview.occasion().instruction).into_iter().map(Paragraph::prose).collect(),
        marked: None,
        keys: owned(&["any key back to the question", "q quit"]),
    }
}

/// What the statements say, and that it is not yet a fit.
fn style(interview: &Interview, lines: &[StyleLine], hand: Hand) -> ScreenPage {
    let [before, after] = words::style(interview);
    let mut body = vec![Paragraph::prose(before)];
    let width = lines.iter().map(|line| columns(&line.dimension)).max().unwrap_or_default();
    body.extend(lines.iter().map(|line| {
        let padding = " ".repeat(width - columns(&line.dimension));
        Paragraph { name: format!("{padding}{}", line.dimension), text: line.words.clone() }
    }));
    body.push(Paragraph::prose(after));
    let keys: &[&str] = match hand {
        Hand::Lines => &[],
        Hand::Keys => &["Enter go on", "Left back", "l list", "q quit"],
    };
    ScreenPage { header: "How you work".to_owned(), body, marked: None, keys: owned(keys) }
}

fn review(interview: &Interview, overview: &Overview, hand: Hand) -> ScreenPage {
    let mut texts = vec![format!("{}.", capitalised(&words::progress(interview)))];
    if interview.is_all_alike() {
        texts.push(format!("Warning: {}", words::all_alike()));
    }
    let next = match (hand, overview.positions.is_empty()) {
        (Hand::Keys, true) => "You can still look at any answer, or finish and see the ranking.",
        (Hand::Keys, false) => "These have no answer. You can go to any of them, or finish and see the ranking.",
        // Lines cannot choose any more: the run is over.
        (Hand::Lines, true) => "The ranking follows.",
        (Hand::Lines, false) => "These have no answer. The ranking follows.",
    };
    texts.push(next.to_owned());
    if hand == Hand::Lines {
        return overview_page("Before the end", texts, interview, overview, &[]);
    }
    let again: &[&str] = if overview.positions.is_empty() { &[] } else { &["a answer these"] };
    let keys = [&["f finish"], again, &["number or arrows, Enter go to", "l list all", "Left back", "q quit"]].concat();
    overview_page("Before the end", texts, interview, overview, &keys)
}

fn list(interview: &Interview, overview: &Overview) -> ScreenPage {
    let texts = vec![format!("{}.", capitalised(&words::progress(interview)))];
    let keys = ["number or arrows, Enter go to", "Left back", "q quit"];
    overview_page("All questions", texts, interview, overview, &keys)
}

fn overview_page(
    header: &str,
    texts: Vec<String>,
    interview: &Interview,
    overview: &Overview,
    keys: &[&str],
) -> ScreenPage {
    let before = texts.len();
    let mut body: Vec<Paragraph> = texts.into_iter().map(Paragraph::prose).collect();
    let width = interview.questions().len().to_string().len();
    body.extend(overview.positions.iter().map(|position| {
        let question = &interview.questions()[*position];
        let given = match interview.given()[*position] {
            Some(Given::Choice(choice)) => question.choices[choice].name.as_str(),
            Some(Given::Skip) => "skipped",
            None => "open",
        };
        let text = format!("{given}: {}", excerpt(&question.text, IN_A_LIST));
        Paragraph { name: format!("{:>width$}", position + 1), text }
    }));
    ScreenPage {
        header: header.to_owned(),
        body,
        marked: overview.marked.map(|marked| before + marked),
        keys: owned(keys),
    }
}

fn owned(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}
