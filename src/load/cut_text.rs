//! Unquoted YAML texts that end at ` #` directly before a letter or digit: the rest of the line is a comment, and was most likely
//! meant to be read.

use crate::diagnostic::Diagnostic;
use crate::load::document::Places;
use crate::load::read::capped;
use crate::load::shape::{Shape, free_text_positions};
use crate::load::tree::NodeKind;
use crate::rule;
use crate::text::excerpt;

/// Reports every text that a comment cuts off.
pub fn cut_texts(places: &Places, shape: &Shape) -> Vec<Diagnostic> {
    let Some(tree) = places.tree() else { return Vec::new() };
    let source = places.source();
    let mut texts = free_text_positions(tree, shape);
    texts.sort_unstable();
    texts.dedup();
    let cut = |id: usize| {
        let node = tree.node(id);
        let written = source.slice(&node.span);
        let is_plain = matches!(&node.kind, NodeKind::Scalar(scalar) if !scalar.text.is_empty())
            && !written.is_empty()
            && !written.starts_with(['"', '\'', '|', '>'])
            && !written.ends_with('\n');
        if !is_plain {
            return None;
        }
        let rest = &source.text()[node.span.end..];
        let comment = rest.trim_start_matches([' ', '\t']);
        let start = node.span.end + rest.len() - comment.len();
        let words = comment.strip_prefix('#')?;
        if !words.starts_with(char::is_alphanumeric) || words.starts_with("rolefit:") || comment.len() == rest.len() {
            return None;
        }
        // Looked up here only: many texts may stand in one long line.
        let comment = comment.lines().next()?;
        let message = format!("`{}` is a comment, not part of the text before it", excerpt(comment, 40));
        let finding = Diagnostic::at(&rule::CUT_OFF_TEXT, source, start..start + comment.trim_end().len(), message);
        Some(finding.help("put the text in quotes; or a space after `#`, if a comment is meant"))
    };
    capped(source.name(), texts.into_iter().filter_map(cut))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Format;
    use crate::load::document::{Document, parse};
    use crate::load::role::{RoleFile, SHAPE};
    use crate::source::Source;

    const REST: &str = "id: a\nwork_style: {}\ncompetency: {}\n";

    fn cut(lines: &str) -> Vec<String> {
        let source = Source::new("a.yaml", format!("{REST}{lines}"));
        let Document { places, .. } = parse::<RoleFile>(&source, Format::Yaml, &SHAPE, "role").expect("well-formed");
        cut_texts(&places, &SHAPE).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_letter_or_digit_directly_after_the_sign_was_meant() {
        assert_eq!(
            cut("title: On ticket #4711 and more\n"),
            ["`#4711 and more` is a comment, not part of the text before it"]
        );
        for text in ["a #b", "a\t#1", "a   #élan", "a\n  b #c", "a #b\nresponsibilities: [x]"] {
            assert_eq!(cut(&format!("title: {text}\n")).len(), 1, "{text}");
        }
        assert_eq!(cut("title: t\nresponsibilities:\n  - One #1\n  - Two #2\n").len(), 2);
        assert_eq!(cut("title: t\nresponsibilities: [One #1\n  ]\n").len(), 1);
    }

    #[test]
    fn other_comments_and_texts_are_left_alone() {
        for text in [
            "a # b",
            "a #",
            "a #-b",
            "a #!b",
            "a#1",
            "a # rolefit: ignore[RF110]",
            "a #rolefit: ignore[RF110]",
            "\"a #1\"",
            "\"a\" #1",
            "'a' #todo",
            "a\n#1 above the next key",
            "a\ntrack: management #1",
            "a\nschema: 1 #1",
            "a\nmission: |\n  On ticket #1\n#2",
            "a\nmission: > #1\n  On\n",
            "a\nx-note: a #1",
        ] {
            assert_eq!(cut(&format!("title: {text}\n")), [""; 0], "{text}");
        }
    }
}
