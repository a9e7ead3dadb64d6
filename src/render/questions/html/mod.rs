//! Questions as one HTML file that is filled in without a network: no key, no request, a draft in the browser, a file and a
//! line of text to send. Without scripts, and in print, it is a paper form. A page that shows its own result, which has the
//! key in it, is this page with a [`HeldResult`].

mod result;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::pack::{Part, Scale};
use crate::render::questions::{QuestionJson, Questions, length, toml};
use crate::render::report::palette;
use crate::text::{capitalised, printable};

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
}

/// Writes the page; `blank_command` writes a blank with the same questions in the same order.
pub fn page(questions: &Questions<'_>, blank_command: &str, result: Option<&HeldResult>) -> serde_json::Result<String> {
    let title = printable(questions.title);
    let data = data(questions)?;
    let style = format!("{}{STYLE}", palette::declarations());
    let page = html! {
        (DOCTYPE)
        html lang="en" {
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
                @if let Some(result) = result { (result.body()) }
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
    };
    // Nothing in it may end the element that holds it.
    Ok(serde_json::to_string(&data)?.replace('<', "\\u003c"))
}

fn head(questions: &Questions<'_>, title: &str, result: Option<&HeldResult>) -> Markup {
    html! {
        header {
            h1 { (title) }
            p.lead { (length(questions)) }
            @if result.is_some() { (result::warning()) }
            p.paper { "Name or code: " span.gap {} }
            p.unscripted {
                "This page can only be read and printed here: scripts are off, or this program cannot run them. To answer on \
                 the screen, open the file in a browser. To answer on paper, print it."
            }
            div.scripted-only {
                p {
                    "This page works without a network and sends nothing. At its end you "
                    @if result.is_some() { "see your result. You can also " }
                    "save your answers as a file, or copy them as one line of text"
                    @if result.is_none() { ", and send them yourself" }
                    "."
                }
                p id="kept" role="status" {}
                p id="name" {
                    label for="person" { "Name or code" }
                    input id="person" type="text" maxlength="200" spellcheck="false";
                }
                details {
                    summary { "Continue with answers that you saved" }
                    p {
                        label for="file" { "From a file" }
                        input id="file" type="file" accept=".toml,.json,.txt";
                    }
                    p {
                        label for="pasted" { "Or from a line of text" }
                        textarea id="pasted" rows="2" spellcheck="false" {}
                        button type="button" id="take" { "Continue with this line" }
                    }
                    p id="open-status" role="status" {}
                }
                details {
                    summary { "Keyboard" }
                    p {
                        "In a question, its digits or letters answer it and go on to the next. "
                        kbd { "S" } " skips, " kbd { "Enter" } " goes on, " kbd { "Tab" } " and the arrows work as everywhere."
                    }
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
                h2 id=(name) { (capitalised(&part.to_string())) }
                p.lead { (questions.instruction(part)) }
                @for (number, question) in questions.of_part(part) {
                    fieldset id={ "q" (number) } {
                        legend { span.number { (number) } " " (printable(question.text)) }
                        (choices(questions, number, question))
                    }
                }
            }
        }
    }
}

fn choices(questions: &Questions<'_>, number: usize, question: &QuestionJson<'_>) -> Markup {
    let group = format!("q{number}");
    match question.part {
        Part::TechnicalJudgment => html! {
            div.options {
                @for option in &question.options { (choice(&group, option.id, option.id, option.text)) }
                (skip(&group))
            }
        },
        Part::WorkStyle => match questions.responses() {
            Some(responses) => html! {
                div.scale {
                    @for response in responses {
                        (choice(&group, response, response, questions.scale.label(response).unwrap_or_default()))
                    }
                    (skip(&group))
                }
            },
            None => {
                let Scale { min, max, .. } = questions.scale;
                html! {
                    label.number-field {
                        "From " (min) " to " (max) " "
                        input type="number" name=(group) min=(min) max=(max) step="1" inputmode="numeric";
                    }
                }
            }
        },
    }
}

fn choice(group: &str, value: impl maud::Render, mark: impl maud::Render, text: &str) -> Markup {
    html! {
        label { input type="radio" name=(group) value=(value); span { b { (mark) } " " (printable(text)) } }
    }
}

fn skip(group: &str) -> Markup {
    html! { label.skip { input type="radio" name=(group) value="skip"; span { "skip" } } }
}

fn end(questions: &Questions<'_>, blank_command: &str, result: Option<&HeldResult>) -> Markup {
    let form = if questions.has_twins { format!(", form {}", questions.parallel) } else { String::new() };
    html! {
        section.scripted-only aria-labelledby="end" {
            h2 id="end" { "Your answers" }
            @if result.is_some() {
                (result::button())
            } @else {
                p.lead {
                    "Send them to whoever gave you this form: as a file, or as one line of text where a file is hard to send."
                }
            }
            p.buttons {
                button.main[result.is_none()] type="button" id="save" { "Save answers as a file" }
                button type="button" id="copy" { "Copy answers as one line of text" }
                button type="button" id="print" { "Print" }
            }
            p id="save-status" role="status" {}
            p id="line-status" role="status" {}
            textarea id="line" rows="4" readonly hidden aria-label="Your answers as one line of text" {}
            p { "On a shared computer, delete your answers here once you have sent them." }
            p.buttons { button type="button" id="delete" { "Delete my answers" } }
        }
        footer {
            p { "Questionnaire " (printable(&questions.reference)) (form) "." }
            p.paper { "To type the answers into a text file with the same numbers: " code { (printable(blank_command)) } }
        }
    }
}

fn bar(questions: &Questions<'_>) -> Markup {
    let items = questions.items.len();
    html! {
        div.bar.scripted-only role="region" aria-label="Progress" {
            progress id="progress" max=(items) value="0" aria-labelledby="count" {}
            span id="count" { "0 of " (items) " answered" }
            button type="button" id="next" { "Next unanswered" }
        }
    }
}
