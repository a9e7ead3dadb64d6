//! Questions as a blank answers file in TOML, which is legal as it is: nothing is answered yet.

use toml::Value;

use crate::pack::{FormWord, Part, Scale};
use crate::render::questions::{QuestionJson, Questions};
use crate::text::printable;

/// Columns of a comment.
const WIDTH: usize = 100;

/// Writes the blank.
pub fn blank(questions: &Questions<'_>) -> String {
    let mut blank = head(questions);
    for part in Part::ALL {
        if questions.of_part(part).next().is_some() {
            blank += "\n";
            blank += &prose(&format!("{}. {}", questions.heading(part).text, questions.instruction(part)));
        }
        for (number, question) in questions.of_part(part) {
            blank += "\n";
            blank += &entry(questions, number, question);
        }
    }
    blank
}

fn head(questions: &Questions<'_>) -> String {
    let title = prose(questions.title.text);
    let draft = questions.draft().map(|draft| prose(draft.text) + "#\n").unwrap_or_default();
    let how_to = prose(&questions.say(FormWord::FillIn, &[("command", "rolefit score FILE")]));
    let leave = printable(&questions.say(FormWord::LeaveThis, &[]));
    let name = printable(&questions.say(FormWord::NameHere, &[]));
    let (top, form) = (top(questions), form_table(questions).replacen('\n', &format!(" # {leave}\n"), 1));
    format!(
        "{title}#\n{draft}{how_to}{top}\n\
         [person]\nid = \"\" # {name}\n\n\
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
    let language = questions.form.language.as_ref();
    let language = language.map(|language| format!("language = \"{language}\"\n")).unwrap_or_default();
    format!(
        "[form]\nkind = \"{kind}\"\nparallel = \"{parallel}\"\nroles = {roles}\n{seed}{language}items_digest = \"{digest}\"\n"
    )
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// A question as comments above the line that answers it.
fn entry(questions: &Questions<'_>, number: usize, question: &QuestionJson<'_>) -> String {
    let mut entry = comment("# ", "#   ", &format!("{number}. {}", question.text.text));
    for option in question.listed_options() {
        entry += &comment("#   ", "#      ", &option);
    }
    let ends = match question.part {
        Part::WorkStyle => {
            let Scale { min, max, .. } = *questions.scale;
            let (low, high) = (questions.scale.named(min), questions.scale.named(max));
            format!(" # {}", questions.say(FormWord::LowToHigh, &[("low", &low), ("high", &high)]))
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
