//! An interview as lines that are never taken back: for screen readers, and where nothing can be drawn.

use crate::assess::interview::{Interview, View};
use crate::assess::page::{Hand, Paragraph, ScreenPage};
use crate::text::capitalised;

/// Says what is new since the last time.
#[derive(Clone, Debug)]
pub struct Spoken {
    hand: Hand,
    said: Option<(View, usize)>,
    marked: Option<usize>,
}

impl Spoken {
    pub fn new(hand: Hand) -> Self {
        Self { hand, said: None, marked: None }
    }

    /// Returns the lines that say where the interview stands, or only what the last key changed.
    pub fn say(&mut self, interview: &Interview) -> Vec<String> {
        let page = ScreenPage::of(interview, self.hand);
        let mut lines = Vec::new();
        if let Some(message) = interview.message() {
            lines.push(format!("{}.", capitalised(message)));
        }
        let said = Some((interview.view().clone(), interview.position()));
        if self.is_same_page(interview) {
            if self.marked != page.marked {
                lines.extend(page.marked.map(|marked| format!("> {}", line(&page.body[marked]))));
            }
        } else {
            lines.push(String::new());
            lines.push(page.header.clone());
            lines.extend(page.body.iter().map(line));
            let what = match self.hand {
                Hand::Keys => "Keys",
                Hand::Lines => "Answer",
            };
            if !page.keys.is_empty() {
                lines.push(format!("{what}: {}", page.keys.join("; ")));
            }
        }
        self.said = said;
        self.marked = page.marked;
        lines
    }

    fn is_same_page(&self, interview: &Interview) -> bool {
        match (&self.said, interview.view()) {
            (Some((View::Overview(said), _)), View::Overview(now)) => said.is_review == now.is_review,
            (Some((view, position)), now) => view == now && *position == interview.position(),
            (None, _) => false,
        }
    }
}

fn line(paragraph: &Paragraph) -> String {
    let text = &paragraph.text;
    match paragraph.name.trim_start() {
        "" => text.clone(),
        name if text.is_empty() => name.to_owned(),
        name => format!("{name}: {text}"),
    }
}
