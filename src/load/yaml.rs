//! Reads YAML: the span tree from parser events.

use std::collections::HashMap;
use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle};
use serde::de::IgnoredAny;

use crate::diagnostic::Diagnostic;
use crate::load::invisible::odd_indentation;
use crate::load::read::{MAX_EXPANDED_BYTES, MAX_VALUES, MOST_PROBLEMS, stopped, too_many_values};
use crate::load::tree::{NodeId, NodeKind, Scalar, ScalarClass, Tree};
use crate::rule;
use crate::source::{Source, Span};
use crate::text::printable;

/// Parses a YAML document into a tree.
///
/// # Errors
///
/// The syntax error, or every construct that YAML readers disagree about: a second document, a merge key, a tag.
pub fn tree(source: &Arc<Source>) -> Result<Tree, Vec<Diagnostic>> {
    let mut builder = Builder::new(source);
    for event in Parser::new_from_str(source.text()) {
        match event {
            Ok((event, span)) => {
                let tag = span.tag_span().and_then(|tag| tag.byte_range());
                builder.take(event, span.byte_range().unwrap_or_default(), tag);
                if builder.expanded.len() > MAX_VALUES {
                    return Err(vec![too_many_values(source.name())]);
                }
                if builder.problems.len() >= MOST_PROBLEMS {
                    return Err(builder.stopped());
                }
            }
            Err(error) => {
                let offset = error.marker().byte_offset().unwrap_or_default();
                return Err(vec![syntax_error(source, offset, &error.info())]);
            }
        }
    }
    let tree = builder.finish()?;
    other_reader(source)?;
    Ok(tree)
}

/// What the parser takes and libyaml does not, as in `{ a:, b: 1 }`, is not safe to share: many readers of YAML are built on it.
/// Of 6,860 role files with one wrong character that the parser takes, libyaml refuses 26. So YAML alone is read twice.
fn other_reader(source: &Arc<Source>) -> Result<(), Vec<Diagnostic>> {
    let read: Result<IgnoredAny, _> = serde_yaml::from_str(source.text());
    read.map(drop).map_err(|error| {
        let offset = error.location().map_or(0, |location| location.index());
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        vec![syntax_error(source, offset, message)]
    })
}

/// How many values aliases may add to those that are written out.
const MAX_EXPANSION: usize = 1_000_000;

struct Builder<'a> {
    source: &'a Arc<Source>,
    tree: Tree,
    open: Vec<Open>,
    anchors: HashMap<usize, NodeId>,
    /// What each node stands for, aliases counted as often as they are used.
    expanded: Vec<Expanded>,
    documents: usize,
    problems: Vec<Diagnostic>,
}

/// How many nodes there are, and the bytes of their texts.
#[derive(Clone, Copy)]
struct Expanded {
    nodes: usize,
    bytes: usize,
}

impl Expanded {
    fn plus(self, other: Self) -> Self {
        Self { nodes: self.nodes.saturating_add(other.nodes), bytes: self.bytes.saturating_add(other.bytes) }
    }
}

/// A collection whose end has not been read yet, and the key that waits for its value.
struct Open {
    node: NodeId,
    key: Option<NodeId>,
    anchor: usize,
}

impl<'a> Builder<'a> {
    fn new(source: &'a Arc<Source>) -> Self {
        Self {
            source,
            tree: Tree::default(),
            open: Vec::new(),
            anchors: HashMap::new(),
            expanded: Vec::new(),
            documents: 0,
            problems: Vec::new(),
        }
    }

    fn take(&mut self, event: Event<'_>, span: Span, tag: Option<Span>) {
        if let Some(tag) = tag {
            self.problems.push(
                Diagnostic::at(&rule::YAML_TAG, self.source, tag, "YAML tags are not supported")
                    .help("remove the word that begins with `!`"),
            );
        }
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let class = if style == ScalarStyle::Plain { class_of(&text) } else { ScalarClass::Text };
                let id = self.add(NodeKind::Scalar(Scalar { text: text.into_owned(), class }), span);
                self.anchor(anchor, id);
                self.place(id);
            }
            Event::Alias(anchor) => {
                let target = self.anchors.get(&anchor).copied();
                if target.is_none() {
                    // Its node is not finished yet; an alias without an anchor is a syntax error.
                    let message = "this alias is inside the value it stands for";
                    self.problems.push(
                        Diagnostic::at(&rule::SYNTAX_ERROR, self.source, span.clone(), message)
                            .help("write the value out here"),
                    );
                }
                let kind = target.map_or_else(
                    || NodeKind::Scalar(Scalar { text: String::new(), class: ScalarClass::Null }),
                    NodeKind::Alias,
                );
                let id = self.add(kind, span);
                if let Some(target) = target {
                    self.expanded[id] = self.expanded[target];
                }
                self.place(id);
            }
            Event::SequenceStart(_, anchor, _) => self.start(NodeKind::Seq(Vec::new()), span, anchor),
            Event::MappingStart(_, anchor, _) => self.start(NodeKind::Map(Vec::new()), span, anchor),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Comment(_, _) => self.tree.add_comment(span),
            Event::DocumentStart(_, _) => {
                self.documents += 1;
                if self.documents == 2 {
                    self.problems.push(
                        Diagnostic::at(&rule::SECOND_DOCUMENT, self.source, span, "a second YAML document starts here")
                            .help("keep one document per file; remove the `---`, or move the rest to another file"),
                    );
                }
            }
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            // Kinds that the parser only sends when asked to; an unknown alias is a syntax error then.
            _ => {}
        }
    }

    fn add(&mut self, kind: NodeKind, span: Span) -> NodeId {
        let bytes = if let NodeKind::Scalar(scalar) = &kind { scalar.text.len() } else { 0 };
        self.expanded.push(Expanded { nodes: 1, bytes });
        self.tree.add(kind, span)
    }

    fn start(&mut self, kind: NodeKind, span: Span, anchor: usize) {
        let node = self.add(kind, span);
        self.open.push(Open { node, key: None, anchor });
    }

    fn end(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        let start = self.tree.node(open.node).span.start;
        let last = match &self.tree.node(open.node).kind {
            NodeKind::Map(entries) => entries.last().map(|(_, value)| *value),
            NodeKind::Seq(elements) => elements.last().copied(),
            NodeKind::Scalar(_) | NodeKind::Alias(_) | NodeKind::Unread => None,
        };
        // Only a flow collection has an end of its own; a block ends where its last child does.
        let end = if span.is_empty() { last.map_or(start, |id| self.tree.node(id).span.end) } else { span.end };
        self.tree.node_mut(open.node).span.end = end.max(start);
        // The anchor counts from here on: an alias to it from inside would be a cycle.
        self.anchor(open.anchor, open.node);
        self.place(open.node);
    }

    /// Remembers a finished node under the number of its anchor; 0 means that it has none.
    fn anchor(&mut self, anchor: usize, node: NodeId) {
        if anchor > 0 {
            self.anchors.insert(anchor, node);
        }
    }

    /// Puts a finished node where it belongs: at the top, into a sequence, or into a mapping as key or value.
    fn place(&mut self, node: NodeId) {
        let Some(open) = self.open.last_mut() else {
            if self.documents <= 1 {
                self.tree.set_root(node);
            }
            return;
        };
        let parent = open.node;
        self.expanded[parent] = self.expanded[parent].plus(self.expanded[node]);
        match (&mut self.tree.node_mut(parent).kind, open.key) {
            (NodeKind::Seq(elements), _) => elements.push(node),
            (NodeKind::Map(entries), Some(key)) => {
                entries.push((key, node));
                open.key = None;
            }
            (NodeKind::Map(_), None) => open.key = Some(node),
            (NodeKind::Scalar(_) | NodeKind::Alias(_) | NodeKind::Unread, _) => {}
        }
    }

    fn finish(mut self) -> Result<Tree, Vec<Diagnostic>> {
        self.refuse_merge_keys();
        self.refuse_odd_line_breaks();
        self.refuse_alias_bombs();
        match self.problems.len() {
            0 => Ok(self.tree),
            1..MOST_PROBLEMS => Err(self.problems),
            _ => Err(self.stopped()),
        }
    }

    /// Says that there may be more of what is wrong.
    fn stopped(mut self) -> Vec<Diagnostic> {
        self.problems.truncate(MOST_PROBLEMS);
        self.problems.push(stopped(self.source.name()));
        self.problems
    }

    /// A few lines of aliases to aliases can stand for more values than any memory holds, and so can many aliases to one
    /// long text.
    fn refuse_alias_bombs(&mut self) {
        let Some(root) = self.tree.root() else { return };
        let Expanded { nodes, bytes } = self.expanded[root];
        let problem = if nodes > self.expanded.len().saturating_add(MAX_EXPANSION) {
            "aliases expand to too many values".to_owned()
        } else if bytes > MAX_EXPANDED_BYTES {
            format!("aliases expand to more than {} MiB", MAX_EXPANDED_BYTES / 1024 / 1024)
        } else {
            return;
        };
        self.problems.push(
            Diagnostic::about_file(&rule::OVERSIZED_FILE, self.source.name(), problem)
                .help("replace aliases with their values"),
        );
    }

    /// YAML 1.1 ends lines at these characters, YAML 1.2 does not: after one, the two may see other keys.
    fn refuse_odd_line_breaks(&mut self) {
        let breaks = self.source.text().match_indices(['\u{85}', '\u{2028}', '\u{2029}']);
        for (start, found) in breaks.take(MOST_PROBLEMS) {
            let code: u32 = found.chars().map(u32::from).sum();
            let message = format!("only some YAML parsers treat the character U+{code:04X} as a line break");
            self.problems.push(
                Diagnostic::at(&rule::SYNTAX_ERROR, self.source, start..start + found.len(), message)
                    .help("replace it with a space or a line break"),
            );
        }
    }

    fn refuse_merge_keys(&mut self) {
        for (key, _) in self.tree.all_entries() {
            let node = self.tree.node(key);
            if matches!(&node.kind, NodeKind::Scalar(scalar) if scalar.text == "<<") {
                self.problems.push(
                    Diagnostic::at(
                        &rule::MERGE_KEY,
                        self.source,
                        node.span.clone(),
                        "the merge key `<<` is not supported",
                    )
                    .help("write the keys out, or share a whole value with `&name` and `*name`"),
                );
            }
        }
    }
}

/// Says what a YAML 1.2 reader takes a plain scalar for, as the typed reader does.
pub fn class_of(text: &str) -> ScalarClass {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => ScalarClass::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => ScalarClass::Boolean,
        ".nan" | ".NaN" | ".NAN" | ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" | "-.inf" | "-.Inf"
        | "-.INF" => ScalarClass::Float,
        text if is_integer(text) => ScalarClass::Integer,
        text if is_float(text) => ScalarClass::Float,
        _ => ScalarClass::Text,
    }
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = digits.strip_prefix(prefix) {
            return !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
        }
    }
    let has_leading_zero = digits.len() > 1 && digits.starts_with('0');
    !digits.is_empty() && !has_leading_zero && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_float(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let has_leading_zeros = digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit();
    digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && !has_leading_zeros
        && digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte))
        && text.parse::<f64>().is_ok()
}

fn syntax_error(source: &Arc<Source>, offset: usize, message: &str) -> Diagnostic {
    if let Some(at) = indenting_tab(source, offset, message) {
        return Diagnostic::at(&rule::SYNTAX_ERROR, source, at..at + 1, "YAML cannot be indented with tabs")
            .help("replace the tab with spaces, two for each level");
    }
    if message.contains("recursion limit") {
        return Diagnostic::at(&rule::OVERSIZED_FILE, source, offset..offset + 1, "the file is nested too deeply")
            .help("use at most ten levels of nesting");
    }
    let help = odd_indentation(source, offset).unwrap_or_else(|| {
        "check the indentation, and look for a missing quote or bracket, here or on the line before".to_owned()
    });
    Diagnostic::at(&rule::SYNTAX_ERROR, source, offset..offset + 1, format!("not valid YAML: {}", printable(message)))
        .help(help)
}

/// Finds the tab that indents the line of an error. The parser blames a tab after a plain scalar on the scalar, so that
/// the tab is on a later line.
fn indenting_tab(source: &Source, offset: usize, message: &str) -> Option<usize> {
    let mut line_start = source.text()[..source.clamp(&(offset..offset)).start].rfind('\n').map_or(0, |at| at + 1);
    let lines = if message.contains("found a tab") { usize::MAX } else { 1 };
    for line in source.text()[line_start..].split_inclusive('\n').take(lines) {
        let indent = &line[..line.len() - line.trim_start().len()];
        if let Some(tab) = indent.find('\t') {
            return Some(line_start + tab);
        }
        line_start += line.len();
    }
    None
}
