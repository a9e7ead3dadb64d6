//! Reads JSON: the span tree from YAML's parser, of which JSON is a subset, and typed values through serde.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::diagnostic::Diagnostic;
use crate::load::shape::Misfit;
use crate::load::tree::Tree;
use crate::load::yaml;
use crate::rule;
use crate::source::Source;
use crate::text::printable;

/// Parses a JSON document into a tree.
///
/// # Errors
///
/// The syntax error, in the words of the JSON parser: YAML would let too much pass.
pub fn tree(source: &Arc<Source>) -> Result<Tree, Vec<Diagnostic>> {
    let ignored: Result<serde::de::IgnoredAny, _> = serde_json::from_str(source.text());
    match ignored {
        Ok(_) => yaml::tree(source),
        Err(error) => Err(vec![syntax_error(source, &error)]),
    }
}

/// Reads a typed value. The tree has been built before, so that the text is known to be well-formed.
///
/// # Errors
///
/// The first place where the text does not fit the type.
pub fn typed<T: DeserializeOwned>(text: &str) -> Result<T, Misfit> {
    serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(text))
        .map_err(|error| Misfit::new(&error, None))
}

fn syntax_error(source: &Arc<Source>, error: &serde_json::Error) -> Diagnostic {
    let offset = offset_of(source.text(), error.line(), error.column());
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    if message.contains("recursion limit") {
        return Diagnostic::at(&rule::OVERSIZED_FILE, source, offset..offset + 1, "the file is nested too deeply")
            .help("no file of this program needs more than ten levels");
    }
    Diagnostic::at(&rule::SYNTAX_ERROR, source, offset..offset + 1, format!("not valid JSON: {}", printable(message)))
}

/// The JSON parser counts lines from 1 and columns in bytes of the line already read.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let line_start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    line_start + column.saturating_sub(1)
}
