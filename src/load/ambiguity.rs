//! Unquoted YAML values that are text here and something else to other YAML parsers.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::load::document::Places;
use crate::load::fixes;
use crate::load::plain_scalar::other_reading;
use crate::load::read::capped;
use crate::load::shape::{Shape, text_positions};
use crate::load::tree::{NodeKind, Tree};
use crate::rule;
use crate::source::Source;

/// Reports every unquoted value that some reader of YAML 1.1 or 1.2 would not take for text, where text is meant.
pub fn ambiguous_scalars(places: &Places, shape: &Shape) -> Vec<Diagnostic> {
    places.tree().map_or_else(Vec::new, |tree| ambiguous_in(places.source(), tree, shape))
}

fn ambiguous_in(source: &Arc<Source>, tree: &Tree, shape: &Shape) -> Vec<Diagnostic> {
    let ambiguous = |id| {
        let node = tree.node(id);
        let NodeKind::Scalar(scalar) = &node.kind else { return None };
        let other = other_reading(&scalar.text)?;
        // A quoted value or a block is written differently from what it says.
        let is_plain = source.slice(&node.span) == scalar.text;
        is_plain.then(|| {
            let message = format!("`{}` is text here, but other YAML parsers read it as {other}", scalar.text);
            let quoted = format!("\"{}\"", scalar.text);
            let mut finding = Diagnostic::at(&rule::AMBIGUOUS_SCALAR, source, node.span.clone(), message)
                .help(format!("put it in quotes: `{quoted}`"));
            // Nothing that is ambiguous holds a quote or a backslash.
            fixes::replace(&mut finding, "put it in quotes", quoted);
            finding
        })
    };
    capped(source.name(), text_positions(tree, shape).into_iter().filter_map(ambiguous))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::yaml;

    fn places_in(text: &str) -> Vec<String> {
        let source = Source::new("a.yaml", text);
        let tree = yaml::tree(&source).expect("well-formed");
        let fields = Shape::Either(vec![Shape::Number, Shape::Text]);
        let found = ambiguous_in(&source, &tree, &Shape::Map(Box::new(fields)));
        found.iter().map(|finding| format!("{}: {}", finding.offset(), finding.message)).collect()
    }

    #[test]
    fn only_plain_values_and_keys_are_ambiguous() {
        assert_eq!(places_in("a: \"no\"\nb: 'on'\nc: >-\n  yes\nd: |\n  1:30\n'n': x\n"), [""; 0]);
        assert_eq!(
            places_in("n: north\na: no # a comment\n"),
            [
                "0: `n` is text here, but other YAML parsers read it as false",
                "12: `no` is text here, but other YAML parsers read it as false"
            ]
        );
    }

    #[test]
    fn a_number_may_stand_where_numbers_may() {
        assert_eq!(places_in("a: 70\nb: 1e3\n"), [""; 0]);
        assert_eq!(places_in("a: 1:30\n"), ["3: `1:30` is text here, but other YAML parsers read it as a number"]);
    }
}
