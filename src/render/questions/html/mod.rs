//! Questions as one HTML file that is filled in without a network: no key, no request, a draft in the browser, a file and a
//! line of text to send. Without scripts, and in print, it is a paper form. A page that shows its own result, which has the
//! key in it, is this page with a [`HeldResult`].

mod result;

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::pack::{FormWord, Part, Scale};
use crate::render::questions::wording::ShownText;
use crate::render::questions::{QuestionJson, Questions, length, toml};
use crate::render::report::palette;
use crate::text::printable;

pub use result::HeldResult;

const STYLE: &str = include_str!("form.css");
const SCRIPT: &str = include_str!("form.js");

/// What the script has to know and the page does not show.
#[derive(Serialize)]
struct FormData<'a> {
    /// What a line of answers says before the person.
    line: &'a str,
    /// What a file of answers says before the person.
    top: &'a str,
    /// Its table `form`.
    table: &'a str,
    questionnaire: &'a str,
    /// How many of the items are statements; these come first.
    statements: usize,
    /// Ids in the order of the questions, which have numbers: an id would say what its question measures.
    items: Vec<&'a str>,
    /// What the page says while it is filled in, by name.
    words: BTreeMap<&'static str, &'a str>,
}

/// The words of the script.
const SCRIPT_WORDS: [FormWord; 21] = [
    FormWord::Answered,
    FormWord::AnsweredSkipped,
    FormWord::Kept,
    FormWord::NotKept,
    FormWord::Back,
    FormWord::Taken,
    FormWord::NotTaken,
    FormWord::NoAnswers,
    FormWord::OtherQuestionnaire,
    FormWord::OtherForm,
    FormWord::LineCut,
    FormWord::LineDamaged,
    FormWord::Unreadable,
    FormWord::Saved,
    FormWord::SendFile,
    FormWord::Copied,
    FormWord::CopyYourself,
    FormWord::DeleteAll,
    FormWord::Deleted,
    FormWord::DeletedHere,
    FormWord::ResultFailed,
];

/// Writes the page; `blank_command` writes a blank with the same questions in the same order.
pub fn page(questions: &Questions<'_>, blank_command: &str, result: Option<&HeldResult>) -> serde_json::Result<String> {
    let title = printable(questions.title.text);
    let language = questions.translation.map_or("en", |translation| translation.language.as_str());
    let direction = questions.translation.map(|translation| translation.direction().code());
    let data = data(questions)?;
    let style = format!("{}{STYLE}", palette::declarations());
    let page = html! {
        (DOCTYPE)
        html lang=(language) dir=[direction] {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(&style, result));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style id="form-style" { (PreEscaped(style)) }
                @if let Some(result) = result { (result.head()) }
            }
            body {
                main id="questions" {
                    form id="form" autocomplete="off" {
                        (head(questions, &title, result))
                        @for part in Part::ALL { (section(questions, part)) }
                        (end(questions, blank_command, result))
                    }
                }
                (bar(questions))
                script type="application/json" id="form-data" { (PreEscaped(data)) }
                script { (PreEscaped(SCRIPT)) }
                @if let Some(result) = result { (result.body(questions)) }
            }
        }
    };
    Ok(page.into_string() + "\n")
}

/// Nothing but this page's own styles and scripts is allowed, and no request at all.
fn policy(style: &str, result: Option<&HeldResult>) -> String {
    let (styles, scripts) = result.map(HeldResult::allowed).unwrap_or_default();
    format!(
        "default-src 'none'; style-src {}{styles}; script-src {}{scripts}; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(SCRIPT)
    )
}

/// Returns what a policy calls the style or script with this text.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

fn data(questions: &Questions<'_>) -> serde_json::Result<String> {
    let data = FormData {
        line: &questions.line_head,
        top: &toml::top(questions),
        table: &toml::form_table(questions),
        questionnaire: &questions.reference,
        statements: questions.of_part(Part::WorkStyle).count(),
        items: questions.items.iter().map(|question| question.id).collect(),
        words: SCRIPT_WORDS.into_iter().map(|word| (word.code(), questions.word(word).text)).collect(),
    };
    // Nothing in it may end the element that holds it.
    Ok(serde_json::to_string(&data)?.replace('<', "\\u003c"))
}

/// A piece of the form's own text.
fn word(questions: &Questions<'_>, word: FormWord) -> Markup {
    in_language(questions, questions.word(word), |text| html! { (text) })
}

/// A text with its language, where it is not that of the page.
fn in_language(questions: &Questions<'_>, wording: ShownText<'_>, shown: impl Fn(&str) -> Markup) -> Markup {
    match original(questions, wording) {
        Some((language, direction)) => html! { span lang=(language) dir=(direction) { (shown(wording.text)) } },
        None => shown(wording.text),
    }
}

/// The language and the direction of a text that is not in the language of the page.
fn original<'a>(questions: &Questions<'a>, wording: ShownText<'_>) -> Option<(&'a str, &'static str)> {
    let translation = questions.translation.filter(|_| wording.is_original)?;
    Some((translation.original.as_str(), translation.original.direction().code()))
}

/// Text in which `backticks` are keys.
fn with_keys(text: &str) -> Markup {
    html! {
        @for (index, piece) in text.split('`').enumerate() {
            @if index % 2 == 1 { kbd { (piece) } } @else { (piece) }
        }
    }
}

fn head(questions: &Questions<'_>, title: &str, result: Option<&HeldResult>) -> Markup {
    let offline = if result.is_some() { FormWord::OfflineResult } else { FormWord::Offline };
    html! {
        header {
            h1 { (in_language(questions, questions.title, |_| html! { (title) })) }
            @if let Some(draft) = questions.draft() {
                p.warning { (in_language(questions, draft, |text| html! { (text) })) }
            }
            p.lead { (length(questions)) }
            @if result.is_some() { (result::warning(questions)) }
            p.paper { (word(questions, FormWord::Name)) ": " span.gap {} }
            p.unscripted { (word(questions, FormWord::Unscripted)) }
            div.scripted-only {
                p { (word(questions, offline)) }
                p id="kept" role="status" {}
                p id="name" {
                    label for="person" { (word(questions, FormWord::Name)) }
                    input id="person" type="text" dir="auto" maxlength="200" spellcheck="false";
                }
                details {
                    summary { (word(questions, FormWord::Continue)) }
                    p {
                        label for="file" { (word(questions, FormWord::FromFile)) }
                        input id="file" type="file" accept=".toml,.json,.txt";
                    }
                    p {
                        label for="pasted" { (word(questions, FormWord::FromLine)) }
                        textarea id="pasted" dir="ltr" rows="2" spellcheck="false" {}
                        button type="button" id="take" { (word(questions, FormWord::TakeLine)) }
                    }
                    p id="open-status" role="status" {}
                }
                details {
                    summary { (word(questions, FormWord::Keyboard)) }
                    p { (in_language(questions, questions.word(FormWord::Keys), with_keys)) }
                }
            }
        }
    }
}

fn section(questions: &Questions<'_>, part: Part) -> Markup {
    let name = part.to_string().replace(' ', "-");
    html! {
        @if questions.of_part(part).next().is_some() {
            section aria-labelledby=(name) {
                h2 id=(name) { (in_language(questions, questions.heading(part), |text| html! { (text) })) }
                p.lead { (questions.instruction(part)) }
                @for (number, question) in questions.of_part(part) {
                    fieldset id={ "q" (number) } {
                        legend { span.number { (number) } " " (asked(questions, question.text)) }
                        (choices(questions, number, question))
                    }
                }
            }
        }
    }
}

/// The text of a question or of an option.
fn asked(questions: &Questions<'_>, wording: ShownText<'_>) -> Markup {
    in_language(questions, wording, |text| html! { (printable(text)) })
}

fn choices(questions: &Questions<'_>, number: usize, question: &QuestionJson<'_>) -> Markup {
    let group = format!("q{number}");
    match question.part {
        Part::TechnicalJudgment => html! {
            div.options {
                @for option in &question.options {
                    (choice(&group, option.id, option.id, &asked(questions, option.text)))
                }
                (skip(questions, &group))
            }
        },
        Part::WorkStyle => match questions.responses() {
            Some(responses) => html! {
                div.scale {
                    @for response in responses {
                        (choice(&group, response, response, &label(questions, response)))
                    }
                    (skip(questions, &group))
                }
            },
            None => {
                let Scale { min, max, .. } = *questions.scale;
                let ends = [("min", &*min.to_string()), ("max", &*max.to_string())];
                html! {
                    label.number-field {
                        (questions.say(FormWord::FromTo, &ends)) " "
                        input type="number" name=(group) min=(min) max=(max) step="1" inputmode="numeric";
                    }
                }
            }
        },
    }
}

/// A label of the scale, which has all of them in one language.
fn label(questions: &Questions<'_>, response: i32) -> Markup {
    let text = questions.scale.label(response).unwrap_or_default();
    let is_original = questions.translation.is_some_and(|translation| translation.labels.is_empty());
    asked(questions, ShownText { text, is_original })
}

fn choice(group: &str, value: impl maud::Render, mark: impl maud::Render, text: &Markup) -> Markup {
    html! {
        label { input type="radio" name=(group) value=(value); span { b { (mark) } " " (text) } }
    }
}

fn skip(questions: &Questions<'_>, group: &str) -> Markup {
    html! {
        label.skip { input type="radio" name=(group) value="skip"; span { (word(questions, FormWord::Skip)) } }
    }
}

fn end(questions: &Questions<'_>, blank_command: &str, result: Option<&HeldResult>) -> Markup {
    html! {
        section.scripted-only aria-labelledby="end" {
            h2 id="end" { (word(questions, FormWord::YourAnswers)) }
            @if result.is_some() {
                (result::button(questions))
            } @else {
                p.lead { (word(questions, FormWord::Send)) }
            }
            p.buttons {
                button.main[result.is_none()] type="button" id="save" { (word(questions, FormWord::Save)) }
                button type="button" id="copy" { (word(questions, FormWord::Copy)) }
                button type="button" id="print" { (word(questions, FormWord::Print)) }
            }
            p id="save-status" role="status" {}
            p id="line-status" role="status" {}
            textarea id="line" dir="ltr" rows="4" readonly hidden aria-label=(questions.word(FormWord::Line).text) {}
            p { (word(questions, FormWord::Shared)) }
            p.buttons { button type="button" id="delete" { (word(questions, FormWord::Delete)) } }
        }
        footer {
            p { (printable(&questions.colophon())) }
            p.paper {
                (word(questions, FormWord::TextFile)) " " code dir="ltr" { (printable(blank_command)) }
            }
        }
    }
}

fn bar(questions: &Questions<'_>) -> Markup {
    let items = questions.items.len().to_string();
    html! {
        div.bar.scripted-only role="region" aria-label=(questions.word(FormWord::Progress).text) {
            progress id="progress" max=(items) value="0" aria-labelledby="count" {}
            span id="count" { (questions.say(FormWord::Answered, &[("answered", "0"), ("total", &items)])) }
            button type="button" id="next" { (word(questions, FormWord::NextUnanswered)) }
        }
    }
}
