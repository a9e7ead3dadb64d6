//! Questions as a blank answers file in TOML, which is legal as it is: nothing is answered yet.

use toml::Value;

use crate::pack::{Part, Scale};
use crate::render::questions::{QuestionJson, Questions};
use crate::text::{capitalised, printable};

/// Columns of a comment.
const WIDTH: usize = 100;

/// Writes the blank.
pub fn blank(questions: &Questions<'_>) -> String {
    let mut blank = head(questions);
    for part in Part::ALL {
        if questions.of_part(part).next().is_some() {
            let title = capitalised(&part.to_string());
            blank += "\n";
            blank += &prose(&format!("{title}. {}", questions.instruction(part)));
        }
        for (number, question) in questions.of_part(part) {
            blank += "\n";
            blank += &entry(questions, number, question);
        }
    }
    blank
}

fn head(questions: &Questions<'_>) -> String {
    let title = prose(questions.title);
    let how_to = prose(
        "Answer a statement with a number in place of the two quotes, a scenario with a letter between them. Write \"skip\" \
         where you would rather not answer. Then: rolefit score FILE",
    );
    let (top, form) = (top(questions), form_table(questions).replacen('\n', " # leave this as it is\n", 1));
    format!(
        "{title}#\n{how_to}{top}\n\
         [person]\nid = \"\" # a name or a code; the name of this file otherwise\n\n\
         {form}\n\
         [answers]\n"
    )
}

/// What a file of answers begins with.
pub(super) fn top(questions: &Questions<'_>) -> String {
    format!("schema = 1\nquestionnaire = {}\n", text(&questions.reference))
}

/// The table that says what was asked.
pub(super) fn form_table(questions: &Questions<'_>) -> String {
    let kind = questions.form.kind.code();
    let parallel = questions.parallel;
    let roles = questions.form.kind.roles().iter().map(|role| text(role.as_str()));
    let roles = Value::Array(roles.collect());
    let seed = questions.form.seed.map(|seed| format!("seed = {seed}\n")).unwrap_or_default();
    let digest = &questions.items_digest;
    format!(
        "[form]\nkind = \"{kind}\"\nparallel = \"{parallel}\"\nroles = {roles}\n{seed}items_digest = \"{digest}\"\n"
    )
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// A question as comments above the line that answers it.
fn entry(questions: &Questions<'_>, number: usize, question: &QuestionJson<'_>) -> String {
    let mut entry = comment("# ", "#   ", &format!("{number}. {}", question.text));
    for option in question.listed_options() {
        entry += &comment("#   ", "#      ", &option);
    }
    let ends = match question.part {
        Part::WorkStyle => {
            let Scale { min, max, .. } = questions.scale;
            format!(" # {} to {}", questions.scale.named(*min), questions.scale.named(*max))
        }
        Part::TechnicalJudgment => String::new(),
    };
    entry + &format!("{} = \"\"{}\n", question.id, printable(&ends))
}

fn prose(text: &str) -> String {
    comment("# ", "# ", text)
}

/// Wraps text into lines of a comment, whatever is in it.
fn comment(first: &str, rest: &str, text: &str) -> String {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace);
    textwrap::fill(printable(text).trim(), options) + "\n"
}
