//! Findings as rustc shows them, through annotate-snippets.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Label, Place};
use crate::rule::Severity;
use crate::source::{Position, Source};
use crate::text::{count, marked, printable};

/// How many findings a person is shown; the rest is only counted.
const MOST_SHOWN: usize = 100;

/// Shows findings with a blank line between them, and with colours that a pipe drops.
pub fn human(findings: &[Diagnostic], width: u16) -> String {
    let shown = first(&findings[..findings.len().min(MOST_SHOWN)], width);
    match findings.len().checked_sub(MOST_SHOWN) {
        Some(more @ 1..) => format!("{shown}\nand {} more\n", count(more, "finding")),
        Some(0) | None => shown,
    }
}

fn first(findings: &[Diagnostic], width: u16) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii).term_width(usize::from(width.max(60)));
    let shown: Vec<String> =
        findings.iter().map(|finding| with_columns(renderer.render(&[report(finding)]) + "\n", finding)).collect();
    shown.join("\n")
}

fn report(finding: &Diagnostic) -> Group<'_> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = level.with_name(format!("{}[{}] {}", finding.severity, finding.rule.code, finding.rule.name));
    let message = printable(&finding.message);
    let mut group = match &finding.place {
        Place::File(name) => level.primary_title(message).element(Origin::path(printable(name))),
        Place::Text(primary) => {
            let title = level.primary_title(message);
            let mut group = title.element(snippet(primary, &here(finding, primary)));
            for label in elsewhere(finding, primary) {
                group = group.element(snippet(label, &[]));
            }
            group
        }
    };
    for note in &finding.notes {
        group = group.element(Level::NOTE.message(printable(note)));
    }
    for help in &finding.help {
        group = group.element(Level::HELP.message(printable(help)));
    }
    group
}

/// Shows the lines around a label and further labels of the same source. Only those lines are handed over, and of very
/// long ones only what is near: drawing a finding must not cost more because the file is large.
fn snippet<'a>(primary: &'a Label, others: &[&'a Label]) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = &primary.source;
    let window = window(primary, others);
    // A carriage return at the end of a line is no character to look at; what takes its place is as long.
    let excerpt = format!("{}\n", &source.text()[window.clone()]).replace("\r\n", " \n");
    let excerpt = excerpt.strip_suffix('\n').unwrap_or(&excerpt);
    // A mark may take more bytes than what it stands for.
    let offset = |at: usize| marked(&excerpt[..at - window.start]).len();
    let inside = |label: &Label| {
        let span = source.clamp(&label.span);
        offset(span.start)..offset(span.end)
    };
    let mut snippet = Snippet::source(marked(excerpt).into_owned())
        .line_start(source.position(window.start).line)
        .path(printable(source.name()))
        .annotation(annotation(AnnotationKind::Primary, inside(primary), &primary.text));
    for label in others {
        snippet = snippet.annotation(annotation(AnnotationKind::Context, inside(label), &label.text));
    }
    snippet
}

/// Returns what is shown of a source: everything from the lines of one label to those of another.
fn window(primary: &Label, others: &[&Label]) -> Range<usize> {
    let spans = others.iter().map(|label| &label.span);
    spans.fold(lines_around(&primary.source, &primary.span), |window, span| {
        let lines = lines_around(&primary.source, span);
        window.start.min(lines.start)..window.end.max(lines.end)
    })
}

/// Puts the right column where the renderer was not shown the start of the line and counted from elsewhere.
fn with_columns(shown: String, finding: &Diagnostic) -> String {
    let (primary, here, elsewhere) = match &finding.place {
        Place::File(_) => return shown,
        Place::Text(primary) => (primary, here(finding, primary), elsewhere(finding, primary)),
    };
    let snippets = std::iter::once((primary, here)).chain(elsewhere.into_iter().map(|label| (label, Vec::new())));
    snippets.fold(shown, |shown, (label, others)| {
        let start = label.source.position(window(label, &others).start);
        let Position { line, column } = label.source.position(label.span.start);
        if start.column == 1 || start.line != line {
            return shown;
        }
        let name = printable(label.source.name());
        shown.replacen(&format!("{name}:{line}:{}", column + 1 - start.column), &format!("{name}:{line}:{column}"), 1)
    })
}

/// Labels of one source that are further apart are shown apart.
const NEAR: usize = 64 * 1024;

fn is_near(primary: &Label, label: &Label) -> bool {
    let (a, b) = (&primary.span, &label.span);
    primary.source.name() == label.source.name() && a.end.max(b.end) - a.start.min(b.start) <= NEAR
}

/// The further labels that are shown together with the first.
fn here<'a>(finding: &'a Diagnostic, primary: &Label) -> Vec<&'a Label> {
    finding.related.iter().filter(|label| is_near(primary, label)).collect()
}

/// The further labels that are shown after the first.
fn elsewhere<'a>(finding: &'a Diagnostic, primary: &Label) -> Vec<&'a Label> {
    finding.related.iter().filter(|label| !is_near(primary, label)).collect()
}

fn annotation<'a>(kind: AnnotationKind, span: Range<usize>, text: &str) -> annotate_snippets::Annotation<'a> {
    let annotation = kind.span(span);
    if text.is_empty() { annotation } else { annotation.label(printable(text)) }
}

/// Lines longer than this are cut around what is shown of them.
const LONGEST_LINE: usize = 4096;

/// Returns the lines around a span; of a long line, what is within reach.
fn lines_around(source: &Source, span: &Range<usize>) -> Range<usize> {
    let text = source.text();
    let span = source.clamp(span);
    let reach = source.clamp(&(span.start.saturating_sub(LONGEST_LINE)..span.end.saturating_add(LONGEST_LINE)));
    let start = text[reach.start..span.start].rfind('\n').map_or(reach.start, |newline| reach.start + newline + 1);
    let end = text[span.end..reach.end].find('\n').map_or(reach.end, |newline| span.end + newline);
    start..end
}
