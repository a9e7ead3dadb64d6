//! Questions for reading: on a screen, and on paper with boxes to tick.

use crate::pack::Part;
use crate::render::page::{Choices, GAP, NumberedQuestion, Page};
use crate::render::questions::{Questions, length};
use crate::text::capitalised;

/// Builds the page for a terminal; `blank_command` writes a blank with the same questions in the same order.
pub fn screen(questions: &Questions<'_>, blank_command: &str) -> Page {
    let mut page = Page::default();
    page.title(questions.title);
    page.paragraph(length(questions));
    parts(questions, &mut page, &Choices::Elsewhere);
    page.paragraph("To answer in a text file, with the same numbers:");
    page.code(blank_command);
    page
}

/// Builds the page for print; `blank_command` as above.
pub fn print(questions: &Questions<'_>, blank_command: &str) -> Page {
    let mut page = Page::default();
    page.title(questions.title);
    page.paragraph(format!("Name or code: {GAP}"));
    page.paragraph(length(questions));
    parts(questions, &mut page, &questions.named_responses().map_or(Choices::Gap, Choices::Row));
    let form = if questions.has_twins { format!(", form {}", questions.parallel) } else { String::new() };
    page.aside(format!(
        "Questionnaire {}{form}. A text file for the answers, with the same numbers:",
        questions.reference
    ));
    page.code(blank_command);
    page
}

/// Adds both parts; `responses` are printed under each statement.
fn parts(questions: &Questions<'_>, page: &mut Page, responses: &Choices) {
    for part in Part::ALL {
        if questions.of_part(part).next().is_none() {
            continue;
        }
        page.heading(capitalised(&part.to_string()));
        page.paragraph(questions.instruction(part));
        for (number, question) in questions.of_part(part) {
            let choices = match part {
                Part::WorkStyle => responses.clone(),
                Part::TechnicalJudgment => Choices::Lines(question.listed_options()),
            };
            page.item(NumberedQuestion { number, text: question.text.to_owned(), choices });
        }
    }
}
