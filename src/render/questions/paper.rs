//! Questions for reading: on a screen, and on paper with boxes to tick.

use crate::pack::{Direction, FormWord, Part};
use crate::render::page::{Choices, GAP, NumberedQuestion, Page};
use crate::render::questions::{Questions, length};

/// Builds the page for a terminal; `blank_command` writes a blank with the same questions in the same order.
pub fn screen(questions: &Questions<'_>, blank_command: &str) -> Page {
    let mut page = Page::default();
    page.title(questions.title.text);
    begin(questions, &mut page);
    parts(questions, &mut page, &Choices::Elsewhere);
    page.paragraph(questions.say(FormWord::TextFile, &[]));
    page.code(blank_command);
    page
}

/// Writes the page for print as Markdown, in the direction of its language.
pub fn markdown(questions: &Questions<'_>, blank_command: &str) -> String {
    let page = print(questions, blank_command).to_markdown();
    match questions.translation {
        Some(translation) if translation.direction() == Direction::RightToLeft => {
            format!("<div lang=\"{}\" dir=\"rtl\">\n\n{page}\n</div>\n", translation.language)
        }
        Some(_) | None => page,
    }
}

/// Builds the page for print; `blank_command` as above.
fn print(questions: &Questions<'_>, blank_command: &str) -> Page {
    let mut page = Page::default();
    page.title(questions.title.text);
    page.paragraph(format!("{}: {GAP}", questions.say(FormWord::Name, &[])));
    begin(questions, &mut page);
    parts(questions, &mut page, &questions.named_responses().map_or(Choices::Gap, Choices::Row));
    page.aside(format!("{} {}", questions.colophon(), questions.say(FormWord::TextFile, &[])));
    page.code(blank_command);
    page
}

/// Adds what has to be known first.
fn begin(questions: &Questions<'_>, page: &mut Page) {
    if let Some(draft) = questions.draft() {
        page.paragraph(draft.text);
    }
    page.paragraph(length(questions));
}

/// Adds both parts; `responses` are printed under each statement.
fn parts(questions: &Questions<'_>, page: &mut Page, responses: &Choices) {
    for part in Part::ALL {
        if questions.of_part(part).next().is_none() {
            continue;
        }
        page.heading(questions.heading(part).text);
        page.paragraph(questions.instruction(part));
        for (number, question) in questions.of_part(part) {
            let choices = match part {
                Part::WorkStyle => responses.clone(),
                Part::TechnicalJudgment => Choices::Lines(question.listed_options()),
            };
            page.item(NumberedQuestion { number, text: question.text.text.to_owned(), choices });
        }
    }
}
