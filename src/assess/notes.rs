//! The short notes below a question: what was kept, and what was left out.

use crate::assess::key::LeftOut;
use crate::assess::question::{Given, Question};
use crate::pack::Part;

/// Says that something was kept.
pub(super) fn kept(question: &Question, given: Given) -> String {
    match given {
        Given::Choice(choice) => {
            let choice = &question.choices[choice];
            let words = match (question.part, choice.text.as_str()) {
                (Part::WorkStyle, label) if !label.is_empty() => format!(", {label}"),
                _ => String::new(),
            };
            format!("saved {}{words}", choice.name)
        }
        Given::Skip => "skipped".to_owned(),
    }
}

/// Says why something that arrived does nothing.
pub(super) fn left_out(why: LeftOut) -> &'static str {
    match why {
        LeftOut::Pasted => "pasted text answers nothing; press a key",
        LeftOut::Held => "a key held down answers once; let go, then press",
        LeftOut::NoShell => "Ctrl-Z needs a shell to come back from; q saves and quits",
    }
}
