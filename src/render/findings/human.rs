//! Findings as rustc shows them, through annotate-snippets.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Label, Place};
use crate::rule::Severity;
use crate::source::Source;
use crate::text::printable;

/// Shows findings with a blank line between them, and with colours that a pipe drops.
pub fn human(findings: &[Diagnostic], width: u16) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii).term_width(usize::from(width.max(60)));
    let shown: Vec<String> =
        findings.iter().map(|finding| format!("{}\n", renderer.render(&[report(finding)]))).collect();
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
            let (here, elsewhere): (Vec<&Label>, Vec<&Label>) =
                finding.related.iter().partition(|label| label.source.name() == primary.source.name());
            let mut group = title.element(snippet(primary, &here));
            for label in elsewhere {
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

/// Shows the lines around a label and further labels of the same source. Only those lines are handed over: drawing a
/// finding must not cost more because the file is large.
fn snippet<'a>(primary: &'a Label, others: &[&'a Label]) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = &primary.source;
    let spans = others.iter().map(|label| &label.span).chain([&primary.span]);
    let window = spans.fold(lines_around(source, &primary.span), |window, span| {
        let lines = lines_around(source, span);
        window.start.min(lines.start)..window.end.max(lines.end)
    });
    let inside = |label: &Label| {
        let span = source.clamp(&label.span);
        span.start - window.start..span.end.max(span.start) - window.start
    };
    let mut snippet = Snippet::source(&source.text()[window.clone()])
        .line_start(source.position(window.start).line)
        .path(printable(source.name()))
        .annotation(annotation(AnnotationKind::Primary, inside(primary), &primary.text));
    for label in others {
        snippet = snippet.annotation(annotation(AnnotationKind::Context, inside(label), &label.text));
    }
    snippet
}

fn annotation<'a>(kind: AnnotationKind, span: Range<usize>, text: &str) -> annotate_snippets::Annotation<'a> {
    let annotation = kind.span(span);
    if text.is_empty() { annotation } else { annotation.label(printable(text)) }
}

fn lines_around(source: &Source, span: &Range<usize>) -> Range<usize> {
    let text = source.text();
    let span = source.clamp(span);
    let start = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |newline| span.end + newline);
    start..end
}
