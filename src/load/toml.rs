//! Reads TOML: the span tree from the parser's spanned table.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Diagnostic;
use crate::load::read::{MAX_VALUES, too_many_values};
use crate::load::tree::{NodeId, NodeKind, Scalar, ScalarClass, Tree};
use crate::rule;
use crate::source::{Source, Span};
use crate::text::{excerpt, printable};

/// Up to this size every syntax error is reported; each of them holds memory, and a larger file of nothing but faults would
/// take all there is.
const RECOVERABLE_BYTES: usize = 64 * 1024;

/// Parses a TOML document into a tree.
///
/// # Errors
///
/// Every syntax error that the parser could go on after; in a large file the first.
pub fn tree(source: &Arc<Source>) -> Result<Tree, Vec<Diagnostic>> {
    if has_too_many_values(source.text()) {
        return Err(vec![too_many_values(source.name())]);
    }
    let (document, errors) = if source.text().len() <= RECOVERABLE_BYTES {
        DeTable::parse_recoverable(source.text())
    } else {
        let document = DeTable::parse(source.text()).map_err(|error| {
            vec![if is_too_deep(&error) { too_deep(source, &error) } else { syntax_error(source, &error) }]
        })?;
        (document, Vec::new())
    };
    // What the parser says after it gave up on depth follows from that alone.
    if let Some(error) = errors.iter().find(|error| is_too_deep(error)) {
        return Err(vec![too_deep(source, error)]);
    }
    if !errors.is_empty() {
        return Err(errors.iter().map(|error| syntax_error(source, error)).collect());
    }
    let mut tree = Tree::default();
    // A file of comments has a top node for the parser, but nothing in it to point at.
    if document.get_ref().is_empty() {
        add_comments(&mut tree, source.text());
        return Ok(tree);
    }
    let span = document.span();
    let root = add_table(&mut tree, document.get_ref(), span.start..span.end);
    tree.set_root(root);
    add_comments(&mut tree, source.text());
    Ok(tree)
}

/// The parser drops comments: they begin at each `#` that is in no key or value.
fn add_comments(tree: &mut Tree, text: &str) {
    let keys = tree.all_entries().map(|(key, _)| tree.node(key));
    let mut values: Vec<Span> =
        keys.chain(tree.scalars().map(|(_, value)| value)).map(|node| node.span.clone()).collect();
    values.sort_by_key(|span| span.start);
    let mut values = values.into_iter().peekable();
    let mut from = 0;
    while let Some(start) = text[from..].find('#').map(|at| from + at) {
        while values.next_if(|value| value.end <= start).is_some() {}
        from = match values.peek() {
            Some(value) if value.contains(&start) => value.end,
            Some(_) | None => {
                let end = text[start..].find(['\r', '\n']).map_or(text.len(), |at| start + at);
                tree.add_comment(start..end);
                end
            }
        };
    }
}

/// The parser holds all of a file at once, whatever is in it: what parts values is counted before. A value and its line
/// take two marks, and prose that long holds fewer.
fn has_too_many_values(text: &str) -> bool {
    let is_mark = |byte: &&u8| matches!(byte, b'=' | b',' | b'.' | b'[' | b'{' | b'#' | b'"' | b'\'' | b'\n');
    text.len() > 2 * MAX_VALUES && text.as_bytes().iter().filter(is_mark).count() > 2 * MAX_VALUES
}

fn add_table(tree: &mut Tree, table: &DeTable<'_>, span: std::ops::Range<usize>) -> NodeId {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let name = Scalar { text: key.get_ref().to_string(), class: ScalarClass::Text };
            let key = tree.add(NodeKind::Scalar(name), key.span());
            (key, add_value(tree, value))
        })
        .collect();
    // The parser keeps tables in order of their keys; people read files from the top.
    entries.sort_by_key(|(key, _)| tree.node(*key).span.start);
    tree.add(NodeKind::Map(entries), span)
}

fn add_value(tree: &mut Tree, value: &Spanned<DeValue<'_>>) -> NodeId {
    let span = value.span();
    let (text, class) = match value.get_ref() {
        DeValue::Table(table) => return add_table(tree, table, span),
        DeValue::Array(array) => {
            let elements = array.iter().map(|element| add_value(tree, element)).collect();
            return tree.add(NodeKind::Seq(elements), span);
        }
        DeValue::String(text) => (text.to_string(), ScalarClass::Text),
        DeValue::Integer(number) => (number.to_string(), ScalarClass::Integer),
        DeValue::Float(number) => (number.as_str().to_owned(), ScalarClass::Float),
        DeValue::Boolean(truth) => (truth.to_string(), ScalarClass::Boolean),
        DeValue::Datetime(date) => (date.to_string(), ScalarClass::Date),
    };
    tree.add(NodeKind::Scalar(Scalar { text, class }), span)
}

/// Dotted keys and brackets have a limit each, in words of their own.
fn is_too_deep(error: &toml::de::Error) -> bool {
    error.message().contains("recursion limit") || error.message().contains("max recursion depth")
}

/// Of dotted keys that go too deep the parser does not tell the place.
fn too_deep(source: &Arc<Source>, error: &toml::de::Error) -> Diagnostic {
    let message = "the file is nested too deeply";
    let finding = match error.span() {
        Some(span) => Diagnostic::at(&rule::OVERSIZED_FILE, source, span, message),
        None => Diagnostic::about_file(&rule::OVERSIZED_FILE, source.name(), message),
    };
    finding.help("use at most ten levels of nesting")
}

fn syntax_error(source: &Arc<Source>, error: &toml::de::Error) -> Diagnostic {
    let message = printable(error.message());
    let span = error.span().unwrap_or(0..1);
    let span = span.start..span.end.max(span.start + 1);
    if message.contains("duplicate key") {
        let key = excerpt(source.slice(&span), 40);
        return Diagnostic::at(&rule::DUPLICATE_KEY, source, span, format!("duplicate key `{key}`"))
            .help("remove one of the two");
    }
    Diagnostic::at(&rule::SYNTAX_ERROR, source, span, format!("not valid TOML: {message}"))
        .help("a line is `key = value`, with text in quotes")
}
