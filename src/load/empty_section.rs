//! Described parts of a role file that say nothing: empty lists and mappings, blank texts, and words that keep a place free.

use crate::diagnostic::Diagnostic;
use crate::load::document::Places;
use crate::load::read::capped;
use crate::load::tree::{NodeId, NodeKind, Tree};
use crate::rule;
use crate::source::Span;
use crate::text::excerpt;

/// The keys of a role file under which everything is described.
const DESCRIBED: [&str; 3] = ["responsibilities", "signals", "context"];

/// What people write where something is still to be written.
const PLACEHOLDERS: [&str; 7] = ["todo", "tbd", "tba", "fixme", "xxx", "...", "…"];

/// Reports every described part that is there and says nothing.
pub fn empty_sections(places: &Places) -> Vec<Diagnostic> {
    let Some(tree) = places.tree() else { return Vec::new() };
    let Some(root) = tree.root() else { return Vec::new() };
    let mut found = Vec::new();
    described(tree, root, &mut found);
    let is_variants = |(key, _): &&(NodeId, NodeId)| tree.key_text(*key) == Some("variants");
    for (_, variants) in tree.entries(root).iter().filter(is_variants) {
        tree.entries(*variants).iter().for_each(|(_, variant)| described(tree, *variant, &mut found));
    }
    let finding = |(name, what, span): (String, String, Span)| {
        Diagnostic::at(&rule::EMPTY_SECTION, places.source(), span, format!("{name} {what}"))
            .help("write what belongs here, or remove the key until someone can")
    };
    capped(places.source().name(), found.into_iter().map(finding))
}

/// Looks below the described keys of a mapping.
fn described(tree: &Tree, mapping: NodeId, found: &mut Vec<(String, String, Span)>) {
    for (key, value) in tree.entries(mapping) {
        if let Some(name) = tree.key_text(*key).filter(|name| DESCRIBED.contains(name)) {
            empty_parts(tree, &format!("`{name}`"), *key, *value, found);
        }
    }
}

/// Collects what is empty at and below a value; `at` is the key or the entry that is pointed at.
fn empty_parts(tree: &Tree, name: &str, at: NodeId, value: NodeId, found: &mut Vec<(String, String, Span)>) {
    // What an alias stands for is looked at where it is written.
    let mut add = |what: String| found.push((name.to_owned(), what, tree.node(at).span.clone()));
    match &tree.node(value).kind {
        NodeKind::Map(entries) if entries.is_empty() => add("has no entries".to_owned()),
        NodeKind::Seq(elements) if elements.is_empty() => add("has no entries".to_owned()),
        NodeKind::Scalar(scalar) if scalar.text.trim().is_empty() => add("is blank".to_owned()),
        NodeKind::Scalar(scalar) if is_placeholder(&scalar.text) => {
            add(format!("says only `{}`", excerpt(scalar.text.trim(), 20)));
        }
        NodeKind::Map(entries) => {
            for (key, value) in entries {
                let name = tree.key_text(*key).map_or_else(|| name.to_owned(), |key| format!("`{}`", excerpt(key, 40)));
                empty_parts(tree, &name, *key, *value, found);
            }
        }
        NodeKind::Seq(elements) => {
            for element in elements {
                empty_parts(
                    tree,
                    &format!("an entry of {}", name.trim_start_matches("an entry of ")),
                    *element,
                    *element,
                    found,
                );
            }
        }
        NodeKind::Scalar(_) | NodeKind::Alias(_) | NodeKind::Unread => {}
    }
}

fn is_placeholder(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let word = text.trim_end_matches([':', '.', '!', '?']);
    PLACEHOLDERS.contains(&text.as_str()) || PLACEHOLDERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Format;
    use crate::load::document::{Document, parse};
    use crate::load::role::{RoleFile, SHAPE};
    use crate::source::Source;

    const REST: &str = "id: a\ntitle: A\nwork_style: {}\ncompetency: {}\n";

    fn empty(lines: &str) -> Vec<String> {
        let source = Source::new("a.yaml", format!("{REST}{lines}"));
        let Document { places, .. } = parse::<RoleFile>(&source, Format::Yaml, &SHAPE, "role").expect("well-formed");
        empty_sections(&places).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_part_without_content_is_named_with_what_it_lacks() {
        for (lines, message) in [
            ("context: {}", "`context` has no entries"),
            ("context: { outcomes: [] }", "`outcomes` has no entries"),
            ("context: { decisions: { alone: [] } }", "`alone` has no entries"),
            ("context: { deliverables: { Operations: [] } }", "`Operations` has no entries"),
            ("context: { day: '' }", "`day` is blank"),
            ("context: { goals: [TBD] }", "an entry of `goals` says only `TBD`"),
            ("context: { faq: { Why?: '...' } }", "`Why?` says only `...`"),
            ("context: { exercises: [{ title: t, give: 'TODO:', look_for: [x] }] }", "`give` says only `TODO:`"),
            ("signals: { strong: [' '] }", "an entry of `strong` is blank"),
            ("responsibilities: []", "`responsibilities` has no entries"),
        ] {
            assert_eq!(empty(lines), [message], "{lines}");
        }
    }

    #[test]
    fn what_says_something_and_what_is_absent_are_left_alone() {
        for lines in ["", "context: { day: Todo lists are read at nine. }", "career: { next: [] }", "x-notes: TODO"] {
            assert_eq!(empty(lines), [""; 0], "{lines}");
        }
    }
}
