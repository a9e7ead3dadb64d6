//! An interview on a screen that is drawn anew each time: wrapped, and cut to the rows there are.

use textwrap::Options;

use crate::assess::interview::{Interview, View};
use crate::assess::page::{Hand, Paragraph, ScreenPage};
use crate::text::{self, cut};

/// Lines longer than this are hard to read.
const WIDEST: usize = 100;
/// Narrower than this nothing can be laid out.
const NARROWEST: usize = 20;

/// Text under a longer name is set in by this much.
const WIDEST_NAME: usize = 8;

/// A screen, and which piece of a text that is longer than it stands there.
#[derive(Clone, Debug)]
pub struct Screen {
    columns: usize,
    rows: usize,
    /// The first line of the text that is shown.
    top: usize,
    /// How many lines stand there, and how many there are.
    window: usize,
    height: usize,
    shown: Option<(View, usize)>,
    marked: Option<usize>,
}

/// A line of the text, and the paragraph it belongs to.
struct Line {
    text: String,
    paragraph: usize,
}

impl Screen {
    pub fn new(columns: u16, rows: u16) -> Self {
        let mut screen = Self { columns: 0, rows: 0, top: 0, window: 0, height: 0, shown: None, marked: None };
        screen.resize(columns, rows);
        screen
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        // The last column stays free: some terminals break the line there by themselves.
        self.columns = usize::from(columns).saturating_sub(1).clamp(NARROWEST, WIDEST);
        self.rows = usize::from(rows).max(1);
    }

    /// Turns to the next piece of a long text, after the last one to the first.
    pub fn turn_forward(&mut self) {
        let is_end = self.top + self.window >= self.height;
        self.top = if is_end { 0 } else { self.top + self.window.saturating_sub(1).max(1) };
    }

    /// Turns to the piece before.
    pub fn turn_back(&mut self) {
        self.top = self.top.saturating_sub(self.window.saturating_sub(1).max(1));
    }

    /// Draws an interview: at most as many lines as there are rows.
    pub fn draw(&mut self, interview: &Interview) -> Vec<String> {
        let page = ScreenPage::of(interview, Hand::Keys);
        let mut drawn: Vec<String> = textwrap::wrap(&page.header, self.columns).into_iter().map(String::from).collect();
        drawn.push(String::new());
        let keys = keys(&page.keys, self.columns);
        let text = self.text(&page);
        self.height = text.len();
        // The message has a row of its own even when there is none, so that nothing jumps.
        self.window = self.rows.saturating_sub(drawn.len() + keys.len() + 1).max(1);
        let is_long = self.height > self.window && self.window > 1;
        if is_long {
            self.window -= 1;
        }
        self.scroll(interview, &page, &text);
        drawn.extend(text.into_iter().skip(self.top).take(self.window).map(|line| line.text));
        if is_long {
            let is_end = self.top + self.window >= self.height;
            drawn.push(if is_end { "-- Space: to top --" } else { "-- Space: more --" }.to_owned());
        }
        if self.rows > drawn.len() + keys.len() {
            drawn.push(self.message(interview));
        }
        drawn.extend(keys);
        drawn.truncate(self.rows);
        drawn
    }

    fn message(&self, interview: &Interview) -> String {
        cut(interview.message().unwrap_or_default(), self.columns).to_owned()
    }

    fn text(&self, page: &ScreenPage) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut was_choice = true;
        for (paragraph, content) in page.body.iter().enumerate() {
            let is_close = was_choice && content.is_choice();
            if !is_close && !lines.is_empty() {
                lines.push(Line { text: String::new(), paragraph });
            }
            was_choice = content.is_choice();
            let wrapped = wrap(content, page.marked == Some(paragraph), self.columns);
            lines.extend(wrapped.into_iter().map(|text| Line { text, paragraph }));
        }
        lines
    }

    /// A new page begins at its top; the mark is kept in sight when it moves; the rest is up to the person.
    fn scroll(&mut self, interview: &Interview, page: &ScreenPage, text: &[Line]) {
        let shown = Some((interview.view().clone(), interview.position()));
        let is_new = match (&self.shown, &shown) {
            (Some((View::Overview(before), _)), Some((View::Overview(now), _))) => before.is_review != now.is_review,
            (before, now) => before != now,
        };
        if is_new {
            self.top = 0;
        }
        let is_list = matches!(interview.view(), View::Overview(_));
        if let Some(marked) = page.marked
            && (is_list || !is_new)
            && (is_new || self.marked != page.marked)
        {
            self.bring_into_sight(marked, text);
        }
        self.shown = shown;
        self.marked = page.marked;
        self.top = self.top.min(text.len().saturating_sub(self.window));
    }

    fn bring_into_sight(&mut self, paragraph: usize, text: &[Line]) {
        let first = text.iter().position(|line| line.paragraph == paragraph).unwrap_or_default();
        let after = text.iter().rposition(|line| line.paragraph == paragraph).map_or(first, |last| last + 1);
        if after > self.top + self.window {
            self.top = after - self.window;
        }
        self.top = self.top.min(first);
    }
}

fn wrap(paragraph: &Paragraph, is_marked: bool, columns: usize) -> Vec<String> {
    let Paragraph { name, text } = paragraph;
    if !paragraph.is_choice() {
        return textwrap::wrap(text, columns).into_iter().map(String::from).collect();
    }
    // Names are padded on the left, which wrapping would lose.
    let padding = " ".repeat(name.len() - name.trim_start().len());
    let first = format!("{} {padding}", if is_marked { ">" } else { " " });
    let rest = " ".repeat((first.len() + name.trim_start().len() + 2).min(WIDEST_NAME));
    let options = Options::new(columns).initial_indent(&first).subsequent_indent(&rest);
    let words = format!("{}  {text}", name.trim_start());
    textwrap::wrap(words.trim_end(), options).into_iter().map(String::from).collect()
}

/// Sets keys beside each other, and never breaks one apart.
fn keys(keys: &[String], columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for key in keys {
        match lines.last_mut() {
            Some(line) if text::columns(line) + 3 + text::columns(key) <= columns => {
                line.push_str("   ");
                line.push_str(key);
            }
            _ => lines.push(cut(key, columns).to_owned()),
        }
    }
    lines
}
