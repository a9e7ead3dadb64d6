//! What is around every page: its head, its style sheet and its mark, and small pieces that all of them use.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::render::report::palette;
use crate::render::report::view::{ShownNumber, ShownRange};
use crate::text::marked;

/// How everything looks; the colours are declared apart.
pub(super) const STYLE: &str = include_str!("style.css");

/// Nothing may be fetched, and nothing may run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The size of a printed page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    A4,
    Letter,
}

impl Paper {
    /// Returns the name that style sheets have for it.
    fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "letter",
        }
    }
}

/// Writes a page. Whatever its texts say, they stay text; no mark in them turns the direction of others.
pub(crate) fn document(title: &str, paper: Paper, body: &Markup) -> String {
    let style = PreEscaped(style(paper));
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="referrer" content="no-referrer";
                meta name="generator" content=(concat!("rolefit ", env!("CARGO_PKG_VERSION")));
                title { (title) }
                style { (style) }
            }
            body { (body) }
        }
    };
    marked(&page.into_string()).into_owned() + "\n"
}

/// Returns the whole style sheet of a page.
pub(crate) fn style(paper: Paper) -> String {
    format!("\n@page{{size:{}}}\n{}{STYLE}", paper.name(), palette::declarations())
}

/// The line at the top of a page.
pub(super) fn masthead(name: &str, questionnaire: &str) -> Markup {
    html! {
        header.masthead {
            (mark())
            span.name { (name) }
            span.source { (questionnaire) }
        }
    }
}

/// The program's mark, and the shapes that charts of the page use by name.
fn mark() -> Markup {
    html! {
        svg.mark width="18" height="18" viewBox="0 0 18 18" role="img" aria-label="rolefit" {
            defs {
                circle #shape-0 r="9" {}
                rect #shape-1 x="-8" y="-8" width="16" height="16" rx="1" {}
                path #shape-2 d="M0-11.5 11.5 0 0 11.5-11.5 0Z" {}
                path #shape-3 d="M-10 6.5 0-11.5 10 6.5Z" {}
                path #shape-4 d="M-5.2-9H5.2L10.4 0 5.2 9H-5.2L-10.4 0Z" {}
                path #shape-5 d="M-10-6.5H10L0 11.5Z" {}
                path #gate d="M0 0 5 8.5H-5Z" {}
            }
            path.stroke d="M2.5 1V15.5H17" {}
            circle.dot cx="11.5" cy="6.5" r="3.5" {}
        }
    }
}

/// A number: its text for readers, its value for programs.
pub(super) fn number(number: &ShownNumber) -> Markup {
    html! { data value=(number.value) { (number.text) } }
}

/// A value with its range.
pub(super) fn estimate(estimate: &ShownRange) -> Markup {
    html! {
        span.estimate { b { (number(&estimate.value)) } " " span.range { (range(estimate)) } }
    }
}

/// The range of a value.
pub(super) fn range(estimate: &ShownRange) -> Markup {
    html! { (number(&estimate.low)) "–" (number(&estimate.high)) }
}
