//! What a page has in addition that shows its own result: the key, the scorer as WebAssembly, and the report's style sheet.
//!
//! `scorer.wasm.gz` is built from the crate in `scorer` by `.ci/scorer`, so that a plain build needs no further target.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use maud::{Markup, PreEscaped, html};

use super::{hash, word};
use crate::answers::Form;
use crate::pack::{FormWord, Pack};
use crate::render::questions::Questions;
use crate::render::report::frame::{Paper, style};

const SCORER: &[u8] = include_bytes!("scorer.wasm.gz");
const SCRIPT: &str = include_str!("result.js");
const STYLE: &str = include_str!("result.css");

/// Everything that a page needs to show a result.
#[derive(Debug)]
pub struct HeldResult {
    style: String,
    /// The pack and the form, compressed.
    key: String,
}

impl HeldResult {
    /// Takes over all of a pack that a result needs, key included.
    ///
    /// # Errors
    ///
    /// None is expected: texts and numbers can be written, and memory can be written to.
    pub fn of(pack: &Pack, form: &Form) -> io::Result<Self> {
        let mut compressed = GzEncoder::new(Vec::new(), Compression::best());
        compressed.write_all(serde_json::to_string(&(pack, form))?.as_bytes())?;
        Ok(Self { style: style(Paper::A4) + STYLE, key: STANDARD.encode(compressed.finish()?) })
    }

    /// Returns what the page's policy has to allow: styles, and scripts.
    pub(super) fn allowed(&self) -> (String, String) {
        (format!(" {}", hash(&self.style)), format!(" {} 'wasm-unsafe-eval'", hash(SCRIPT)))
    }

    /// The report's style sheet, for when its result is shown.
    pub(super) fn head(&self) -> Markup {
        html! { style id="result-style" media="not all" { (PreEscaped(&self.style)) } }
    }

    /// The result is in English, whatever the language of the questions.
    pub(super) fn body(&self, questions: &Questions<'_>) -> Markup {
        let language = questions.translation.map(|_| ("en", "ltr"));
        html! {
            div id="result" hidden {
                p.result-buttons {
                    button type="button" id="back" { (word(questions, FormWord::BackToQuestions)) }
                    button type="button" id="save-result" { (word(questions, FormWord::SaveResult)) }
                    button type="button" id="print-result" { (word(questions, FormWord::Print)) }
                    span id="saved-result" role="status" {}
                }
                div id="report" lang=[language.map(|(tag, _)| tag)] dir=[language.map(|(_, direction)| direction)] {}
            }
            script type="application/gzip" id="key-data" { (self.key) }
            script type="application/gzip" id="scorer-data" { (STANDARD.encode(SCORER)) }
            script { (PreEscaped(SCRIPT)) }
        }
    }
}

/// What has to be known before anyone answers.
pub(super) fn warning(questions: &Questions<'_>) -> Markup {
    html! {
        p.warning {
            b { (word(questions, FormWord::HasKey)) " " }
            (word(questions, FormWord::HasKeyWhy))
        }
    }
}

pub(super) fn button(questions: &Questions<'_>) -> Markup {
    html! {
        p.lead { (word(questions, FormWord::ResultHere)) }
        p.buttons { button.main type="button" id="show" { (word(questions, FormWord::ShowResult)) } }
        p id="result-status" role="status" {}
    }
}
