//! One tree with byte spans for YAML, TOML and JSON alike: it has the place of every key and value.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::route::{Aim, Step};
use crate::source::Span;

/// The number of a node in its [`Tree`].
pub type NodeId = usize;

/// A parsed document: nodes with spans, and the comments between them.
#[derive(Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    root: Option<NodeId>,
    comments: Vec<Span>,
    /// Whether any node is unread.
    has_gaps: bool,
    /// The position of each key in the mappings that are long; made when it is first needed.
    long_mappings: OnceLock<HashMap<NodeId, HashMap<String, usize>>>,
}

/// Entries of a mapping that are searched from the front; in a longer one, a finding for each would take hours.
const LONG: usize = 64;

/// A key or a value, with the text it covers. The span of a collection ends with its last child.
#[derive(Debug)]
pub struct Node {
    pub kind: NodeKind,
    pub span: Span,
}

/// What a node is.
#[derive(Debug)]
pub enum NodeKind {
    Scalar(Scalar),
    Map(Vec<(NodeId, NodeId)>),
    Seq(Vec<NodeId>),
    /// A YAML alias, standing for the node of its anchor.
    Alias(NodeId),
    /// A value that has been reported, or that is missing and has been: nothing is known of it, and nothing more is said.
    Unread,
}

/// A value without parts: the text after escapes, and what a reader takes it for.
#[derive(Debug)]
pub struct Scalar {
    pub text: String,
    pub class: ScalarClass,
}

/// What a reader takes an unquoted value for; quoted values are always text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarClass {
    Null,
    Boolean,
    Integer,
    Float,
    /// A date of TOML, which has them without quotes.
    Date,
    Text,
}

impl Tree {
    /// Adds a node and returns its number.
    pub fn add(&mut self, kind: NodeKind, span: Span) -> NodeId {
        self.nodes.push(Node { kind, span });
        self.nodes.len() - 1
    }

    /// Returns how many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns a node by number.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    /// Returns a node to be completed by the reader that builds the tree.
    pub fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id]
    }

    /// Names the top node of the document.
    pub fn set_root(&mut self, root: NodeId) {
        self.root = Some(root);
    }

    /// Returns the top node, absent in an empty document.
    pub fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// Records where a comment is.
    pub fn add_comment(&mut self, span: Span) {
        self.comments.push(span);
    }

    /// Returns the places of all comments, in file order, each from its `#` to the end of its line.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// Returns a node with aliases followed to what they stand for.
    pub fn resolve(&self, mut id: NodeId) -> NodeId {
        while let NodeKind::Alias(target) = self.nodes[id].kind {
            id = target;
        }
        id
    }

    /// Returns the entries of a mapping, nothing for any other node.
    pub fn entries(&self, id: NodeId) -> &[(NodeId, NodeId)] {
        match &self.nodes[self.resolve(id)].kind {
            NodeKind::Map(entries) => entries,
            NodeKind::Scalar(_) | NodeKind::Seq(_) | NodeKind::Alias(_) | NodeKind::Unread => &[],
        }
    }

    /// Returns every value without parts that is no key, with its key where it has one.
    pub fn scalars(&self) -> impl Iterator<Item = (Option<&Node>, &Node)> {
        let entries = self.all_entries().map(|(key, value)| (Some(&self.nodes[key]), &self.nodes[value]));
        let elements = self.nodes.iter().flat_map(|node| match &node.kind {
            NodeKind::Seq(elements) => elements.as_slice(),
            NodeKind::Scalar(_) | NodeKind::Map(_) | NodeKind::Alias(_) | NodeKind::Unread => &[],
        });
        let elements = elements.map(|element| (None, &self.nodes[*element]));
        entries.chain(elements).filter(|(_, value)| matches!(value.kind, NodeKind::Scalar(_)))
    }

    /// Returns the entries of every mapping in the document.
    pub fn all_entries(&self) -> impl Iterator<Item = (NodeId, NodeId)> {
        self.nodes.iter().flat_map(|node| {
            match &node.kind {
                NodeKind::Map(entries) => entries.as_slice(),
                NodeKind::Scalar(_) | NodeKind::Seq(_) | NodeKind::Alias(_) | NodeKind::Unread => &[],
            }
            .iter()
            .copied()
        })
    }

    /// Returns the text of a key; a key that is itself a collection has none.
    pub fn key_text(&self, id: NodeId) -> Option<&str> {
        match &self.nodes[self.resolve(id)].kind {
            NodeKind::Scalar(scalar) => Some(&scalar.text),
            NodeKind::Map(_) | NodeKind::Seq(_) | NodeKind::Alias(_) | NodeKind::Unread => None,
        }
    }

    /// Returns the entry of a mapping under `key`; the first, should there be several.
    pub fn get(&self, id: NodeId, key: &str) -> Option<(NodeId, NodeId)> {
        let entries = self.entries(id);
        if entries.len() <= LONG {
            return entries.iter().copied().find(|(name, _)| self.key_text(*name) == Some(key));
        }
        let positions = self.long_mappings.get_or_init(|| self.index_long_mappings()).get(&self.resolve(id))?;
        positions.get(key).map(|position| entries[*position])
    }

    fn index_long_mappings(&self) -> HashMap<NodeId, HashMap<String, usize>> {
        let mut index = HashMap::new();
        for (id, node) in self.nodes.iter().enumerate() {
            let NodeKind::Map(entries) = &node.kind else { continue };
            if entries.len() > LONG {
                // From the end, so that of equal keys the first stays.
                let keys = entries.iter().enumerate().rev();
                let named = keys.filter_map(|(position, (key, _))| Some((self.key_text(*key)?.to_owned(), position)));
                index.insert(id, named.collect());
            }
        }
        index
    }

    /// Returns the span at the end of a route, or that of the deepest node on it that exists.
    pub fn locate(&self, steps: &[Step], aim: Aim) -> Option<Span> {
        let mut node = self.root?;
        let mut key = None;
        for step in steps {
            match self.follow(node, step) {
                Some((name, value)) => (key, node) = (name, value),
                // The rest of the route is missing from the file: its parent's key is the best place to point at.
                None => return Some(self.spot(key, node, Aim::Key)),
            }
        }
        Some(self.spot(key, node, aim))
    }

    /// Returns all that the key and the value at the end of a route cover, if there is anything.
    pub fn entry_spans(&self, steps: &[Step]) -> Option<(Option<Span>, Span)> {
        let follow = |(_, node), step| self.follow(node, step);
        let (key, value) = steps.iter().try_fold((None, self.root?), follow)?;
        Some((key.map(|key| self.nodes[key].span.clone()), self.nodes[value].span.clone()))
    }

    /// Whether there is anything at the end of a route.
    pub fn has(&self, steps: &[Step]) -> bool {
        let follow = |node, step| self.follow(node, step).map(|(_, value)| value);
        self.root.and_then(|root| steps.iter().try_fold(root, follow)).is_some()
    }

    /// Takes a node out of reading, after it has been reported.
    pub fn set_unread(&mut self, id: NodeId) {
        self.nodes[id].kind = NodeKind::Unread;
        self.note_change();
    }

    /// Takes entries out of their mappings by their keys, after they have been reported.
    pub fn remove_entries(&mut self, keys: &HashSet<NodeId>) {
        for node in &mut self.nodes {
            if let NodeKind::Map(entries) = &mut node.kind {
                entries.retain(|(key, _)| !keys.contains(key));
            }
        }
        self.note_change();
    }

    /// Reads a key as another name from here on.
    pub fn rename(&mut self, key: NodeId, name: &str) {
        self.nodes[key].kind = NodeKind::Scalar(Scalar { text: name.to_owned(), class: ScalarClass::Text });
        self.note_change();
    }

    /// Adds an entry that is missing, with a place for what is said about it.
    pub fn add_unread(&mut self, map: NodeId, name: &str, place: Span) {
        let map = self.resolve(map);
        // Through aliases one mapping is compared as often as it is used.
        if self.entries(map).iter().any(|(key, _)| self.key_text(*key) == Some(name)) {
            return;
        }
        let key = self.add(NodeKind::Scalar(Scalar { text: name.to_owned(), class: ScalarClass::Text }), place.clone());
        let value = self.add(NodeKind::Unread, place);
        if let NodeKind::Map(entries) = &mut self.nodes[map].kind {
            entries.push((key, value));
        }
        self.note_change();
    }

    fn note_change(&mut self) {
        self.has_gaps = true;
        self.long_mappings.take();
    }

    /// Whether something in the document was reported and taken out of reading.
    pub fn has_gaps(&self) -> bool {
        self.has_gaps
    }

    /// Whether a route ends at, or passes through, something that was left out of reading.
    pub fn is_unread(&self, steps: &[Step]) -> bool {
        let is_unread = |node| matches!(self.nodes[self.resolve(node)].kind, NodeKind::Unread);
        let Some(mut node) = self.root else { return false };
        for step in steps {
            match self.follow(node, step) {
                Some((_, value)) => node = value,
                None => break,
            }
        }
        is_unread(node)
    }

    /// Whether nothing at or below the end of a route was taken out of reading.
    pub fn is_whole(&self, steps: &[Step]) -> bool {
        let follow = |node, step| self.follow(node, step).map(|(_, value)| value);
        let end = self.root.and_then(|root| steps.iter().try_fold(root, follow));
        end.is_none_or(|node| self.is_whole_below(node))
    }

    fn is_whole_below(&self, node: NodeId) -> bool {
        match &self.nodes[self.resolve(node)].kind {
            NodeKind::Scalar(_) | NodeKind::Alias(_) => true,
            NodeKind::Unread => false,
            NodeKind::Map(entries) => entries.iter().all(|(_, value)| self.is_whole_below(*value)),
            NodeKind::Seq(elements) => elements.iter().all(|element| self.is_whole_below(*element)),
        }
    }

    /// Goes one step of a route: to a key with its value, or to an element, which has no key.
    fn follow(&self, node: NodeId, step: &Step) -> Option<(Option<NodeId>, NodeId)> {
        match step {
            Step::Key(name) => self.get(node, name).map(|(key, value)| (Some(key), value)),
            Step::Index(index) => match &self.nodes[self.resolve(node)].kind {
                NodeKind::Seq(elements) => elements.get(*index).map(|element| (None, *element)),
                NodeKind::Scalar(_) | NodeKind::Map(_) | NodeKind::Alias(_) | NodeKind::Unread => None,
            },
        }
    }

    fn spot(&self, key: Option<NodeId>, node: NodeId, aim: Aim) -> Span {
        match (aim, key) {
            (Aim::Key, Some(key)) => self.nodes[key].span.clone(),
            (Aim::Key, None) | (Aim::Value, _) => self.first_line_or_all(node),
        }
    }

    /// A collection in block style is shown by its first entry's key: underlining pages of text does not help.
    fn first_line_or_all(&self, id: NodeId) -> Span {
        let node = &self.nodes[id];
        match &node.kind {
            NodeKind::Map(entries) if !entries.is_empty() && node.span.len() > 120 => {
                self.nodes[entries[0].0].span.clone()
            }
            NodeKind::Seq(elements) if !elements.is_empty() && node.span.len() > 120 => {
                self.first_line_or_all(elements[0])
            }
            NodeKind::Scalar(_) | NodeKind::Map(_) | NodeKind::Seq(_) | NodeKind::Alias(_) | NodeKind::Unread => {
                node.span.clone()
            }
        }
    }

    /// Returns each duplicate key of a mapping: the first place and the later one, in file order.
    pub fn duplicate_keys(&self) -> Vec<(NodeId, NodeId)> {
        let mut duplicates = Vec::new();
        for node in &self.nodes {
            let NodeKind::Map(entries) = &node.kind else { continue };
            let mut seen = HashMap::with_capacity(entries.len());
            for (key, _) in entries {
                let Some(text) = self.key_text(*key) else { continue };
                if let Some(first) = seen.insert(text, *key) {
                    seen.insert(text, first);
                    duplicates.push((first, *key));
                }
            }
        }
        duplicates.sort_by_key(|(_, later)| self.nodes[*later].span.start);
        duplicates
    }
}
