//! Reads JSON: the span tree by a walk over a text that serde has accepted.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::load::read::{MAX_VALUES, too_many_values};
use crate::load::tree::{NodeId, NodeKind, Scalar, ScalarClass, Tree};
use crate::rule;
use crate::source::{Source, Span};
use crate::text::printable;

/// Parses a JSON document into a tree.
///
/// # Errors
///
/// The syntax error.
pub fn tree(source: &Arc<Source>) -> Result<Tree, Vec<Diagnostic>> {
    let ignored: Result<serde::de::IgnoredAny, _> = serde_json::from_str(source.text());
    match ignored {
        Ok(_) => JsonWalk { source, at: 0, depth: 0, tree: Tree::default() }.finish(),
        Err(error) => Err(vec![syntax_error(source, &error)]),
    }
}

/// Collections inside each other that are read. Serde counts them as well, but not in what it skips.
const MAX_DEPTH: usize = 128;

/// Goes through a text that is known to be JSON, to record where everything is.
struct JsonWalk<'a> {
    source: &'a Arc<Source>,
    at: usize,
    depth: usize,
    tree: Tree,
}

impl JsonWalk<'_> {
    fn finish(mut self) -> Result<Tree, Vec<Diagnostic>> {
        let root = self.value()?;
        self.tree.set_root(root);
        Ok(self.tree)
    }

    fn value(&mut self) -> Result<NodeId, Vec<Diagnostic>> {
        if self.tree.len() >= MAX_VALUES {
            return Err(vec![too_many_values(self.source.name())]);
        }
        let first = self.next();
        let start = self.at;
        let kind = match first {
            b'{' | b'[' if self.depth == MAX_DEPTH => return Err(vec![too_deep(self.source, start..start + 1)]),
            b'{' => self.map()?,
            b'[' => self.seq()?,
            b'"' => self.string()?,
            _ => self.word(),
        };
        Ok(self.tree.add(kind, start..self.at))
    }

    /// Skips blanks and returns the byte that follows.
    fn next(&mut self) -> u8 {
        let rest = &self.source.text()[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        self.source.text().as_bytes()[self.at]
    }

    fn map(&mut self) -> Result<NodeKind, Vec<Diagnostic>> {
        let mut entries = Vec::new();
        self.depth += 1;
        while self.has_more(b'}') {
            let key = self.value()?;
            self.next();
            // The colon.
            self.at += 1;
            entries.push((key, self.value()?));
        }
        self.depth -= 1;
        Ok(NodeKind::Map(entries))
    }

    fn seq(&mut self) -> Result<NodeKind, Vec<Diagnostic>> {
        let mut elements = Vec::new();
        self.depth += 1;
        while self.has_more(b']') {
            elements.push(self.value()?);
        }
        self.depth -= 1;
        Ok(NodeKind::Seq(elements))
    }

    /// Steps over the opening bracket or a comma, and over the closing bracket if it comes next.
    fn has_more(&mut self, closing: u8) -> bool {
        if self.next() != closing {
            self.at += 1;
        }
        let is_closed = self.next() == closing;
        self.at += usize::from(is_closed);
        !is_closed
    }

    fn string(&mut self) -> Result<NodeKind, Vec<Diagnostic>> {
        let start = self.at;
        let mut is_escaped = false;
        let rest = &self.source.text()[start + 1..];
        let end = rest.bytes().position(|byte| {
            let is_end = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            is_end
        });
        self.at += end.map_or(rest.len(), |end| end + 1) + 1;
        // Half a surrogate pair is the one thing that serde accepts when it skips a text, and refuses when it reads it.
        let text = serde_json::from_str(self.source.slice(&(start..self.at)))
            .map_err(|error| vec![finding(self.source, start..self.at, &error)])?;
        Ok(NodeKind::Scalar(Scalar { text, class: ScalarClass::Text }))
    }

    fn word(&mut self) -> NodeKind {
        let rest = &self.source.text()[self.at..];
        let end = rest.find([',', ']', '}', ' ', '\t', '\r', '\n']).unwrap_or(rest.len());
        let text = rest[..end].to_owned();
        self.at += end;
        let class = match text.as_str() {
            "null" => ScalarClass::Null,
            "true" | "false" => ScalarClass::Boolean,
            text if text.contains(['.', 'e', 'E']) => ScalarClass::Float,
            _ => ScalarClass::Integer,
        };
        NodeKind::Scalar(Scalar { text, class })
    }
}

fn syntax_error(source: &Arc<Source>, error: &serde_json::Error) -> Diagnostic {
    let offset = offset_of(source.text(), error.line(), error.column());
    finding(source, offset..offset + 1, error)
}

fn finding(source: &Arc<Source>, span: Span, error: &serde_json::Error) -> Diagnostic {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    if message.contains("recursion limit") {
        return too_deep(source, span);
    }
    Diagnostic::at(&rule::SYNTAX_ERROR, source, span, format!("not valid JSON: {}", printable(message)))
        .help("look for a missing or extra comma, quote or bracket here or on the line before")
}

fn too_deep(source: &Arc<Source>, span: Span) -> Diagnostic {
    Diagnostic::at(&rule::OVERSIZED_FILE, source, span, "the file is nested too deeply")
        .help("use at most ten levels of nesting")
}

/// The JSON parser counts lines from 1 and columns in bytes of the line already read.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let line_start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    line_start + column.saturating_sub(1)
}
