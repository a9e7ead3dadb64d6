//! What a page has in addition that shows its own result: the key, the scorer as WebAssembly, and the report's style sheet.
//!
//! `scorer.wasm.gz` is built from the crate in `scorer` by `.ci/scorer`, so that a plain build needs no further target.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use maud::{Markup, PreEscaped, html};

use super::hash;
use crate::answers::Form;
use crate::pack::Pack;
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

    pub(super) fn body(&self) -> Markup {
        html! {
            div id="result" hidden {
                p.result-buttons {
                    button type="button" id="back" { "Back to the questions" }
                    button type="button" id="save-result" { "Save this result" }
                    button type="button" id="print-result" { "Print" }
                    span id="saved-result" role="status" {}
                }
                div id="report" {}
            }
            script type="application/gzip" id="key-data" { (self.key) }
            script type="application/gzip" id="scorer-data" { (STANDARD.encode(SCORER)) }
            script { (PreEscaped(SCRIPT)) }
        }
    }
}

/// What has to be known before anyone answers.
pub(super) fn warning() -> Markup {
    html! {
        p.warning {
            b { "For self-assessment only: this page contains the key. " }
            "It computes your result itself, on this device. Whoever has this file can look up what each answer earns, so a \
             result from it proves nothing to anybody else."
        }
    }
}

pub(super) fn button() -> Markup {
    html! {
        p.lead { "Your result is computed on this page, and nothing is sent. Questions that you skip never count as wrong." }
        p.buttons { button.main type="button" id="show" { "Show my result" } }
        p id="result-status" role="status" {}
    }
}
