//! Questions as CSV: one row per item, to build a form from.

use crate::pack::Part;
use crate::render::csv::{cell, guarded, quoted};
use crate::render::questions::{QuestionJson, Questions};
use crate::text::printable;

/// The columns, in order.
const HEADER: [&str; 4] = ["id", "part", "text", "options"];

/// Writes the header and one row per question.
///
/// # Errors
///
/// Those of the writer.
pub fn write<W: std::io::Write>(writer: &mut csv::Writer<W>, questions: &Questions<'_>) -> csv::Result<()> {
    writer.write_record(HEADER)?;
    for question in &questions.items {
        let part = question.part.to_string();
        writer.write_record([question.id, &part, &cell(question.text.text), &options(questions, question)])?;
    }
    Ok(())
}

/// One answer a line, as a form-maker splits them.
fn options(questions: &Questions<'_>, question: &QuestionJson<'_>) -> String {
    let options = match question.part {
        Part::WorkStyle => responses(questions),
        Part::TechnicalJudgment => question.listed_options(),
    };
    let lines: Vec<String> = options.iter().map(|option| printable(option)).collect();
    quoted(&guarded(&lines.join("\n"))).into_owned()
}

fn responses(questions: &Questions<'_>) -> Vec<String> {
    let scale = &*questions.scale;
    let option = |response| match scale.label(response) {
        Some(label) => format!("{response}) {label}"),
        None => response.to_string(),
    };
    match questions.responses() {
        Some(responses) => responses.map(option).collect(),
        None => vec![format!("{} to {}", scale.min, scale.max)],
    }
}
