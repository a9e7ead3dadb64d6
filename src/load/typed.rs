//! Reads typed values from the span tree, so that a file is parsed once. Where the tree has a gap, which has been reported,
//! a blank value takes their place: what is made of it is never used, and the checks of meaning say nothing about it.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use crate::load::tree::{NodeId, NodeKind, Scalar, ScalarClass, Tree};

/// A date of TOML reads as a mapping of this key to its text: it fits no other value.
pub const DATE: &str = "$date";

/// Reads the whole document.
///
/// # Errors
///
/// A value that does not fit the type. None is expected of a document that was compared with the shape of the type.
pub fn typed<T: DeserializeOwned>(tree: &Tree) -> Result<T, Error> {
    T::deserialize(NodeReader { tree, node: tree.root() })
}

/// One value of the document; without a node, a gap.
#[derive(Clone, Copy)]
struct NodeReader<'a> {
    tree: &'a Tree,
    node: Option<NodeId>,
}

impl<'a> NodeReader<'a> {
    fn at(self, node: NodeId) -> Self {
        Self { node: Some(node), ..self }
    }

    fn kind(self) -> &'a NodeKind {
        self.node.map_or(&NodeKind::Unread, |node| &self.tree.node(self.tree.resolve(node)).kind)
    }

    fn scalar(self) -> Option<&'a Scalar> {
        match self.kind() {
            NodeKind::Scalar(scalar) => Some(scalar),
            NodeKind::Map(_) | NodeKind::Seq(_) | NodeKind::Alias(_) | NodeKind::Unread => None,
        }
    }

    fn is_unread(self) -> bool {
        matches!(self.kind(), NodeKind::Unread)
    }

    /// Whether nothing is written, or nothing is known.
    fn is_nothing(self) -> bool {
        self.is_unread() || self.scalar().is_some_and(|scalar| scalar.class == ScalarClass::Null)
    }

    fn visit_scalar<V: Visitor<'a>>(scalar: &'a Scalar, visitor: V) -> Result<V::Value, Error> {
        let text = scalar.text.as_str();
        match scalar.class {
            ScalarClass::Null => visitor.visit_unit(),
            ScalarClass::Boolean => visitor.visit_bool(text.eq_ignore_ascii_case("true")),
            ScalarClass::Float => visitor.visit_f64(float(text)),
            ScalarClass::Text => visitor.visit_borrowed_str(text),
            ScalarClass::Date => visitor.visit_map(MapDeserializer::new(std::iter::once((DATE, text)))),
            ScalarClass::Integer => match integer(text) {
                Some(number) => match (i64::try_from(number), u64::try_from(number)) {
                    (Ok(number), _) => visitor.visit_i64(number),
                    (_, Ok(number)) => visitor.visit_u64(number),
                    _ => visitor.visit_i128(number),
                },
                None => visitor.visit_f64(float(text)),
            },
        }
    }
}

/// Reads a whole number as YAML and TOML write them; nothing when it is too long to hold.
pub(super) fn integer(text: &str) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let radix = [("0x", 16), ("0o", 8), ("0b", 2)];
    let (digits, radix) =
        radix.iter().find_map(|(prefix, radix)| Some((digits.strip_prefix(prefix)?, *radix))).unwrap_or((digits, 10));
    i128::from_str_radix(&format!("{sign}{digits}"), radix).ok()
}

/// Reads a number; too large a one is infinite, and YAML has a dot before `inf` and `nan`.
fn float(text: &str) -> f64 {
    let (sign, digits) = text.split_at(usize::from(text.starts_with(['+', '-'])));
    let digits = digits.to_ascii_lowercase();
    let digits = digits.strip_prefix('.').filter(|word| matches!(*word, "inf" | "nan")).unwrap_or(&digits);
    format!("{sign}{digits}").parse().unwrap_or(f64::NAN)
}

impl<'de> Deserializer<'de> for NodeReader<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.kind() {
            NodeKind::Scalar(scalar) => Self::visit_scalar(scalar, visitor),
            NodeKind::Map(_) => self.deserialize_map(visitor),
            NodeKind::Seq(_) => self.deserialize_seq(visitor),
            NodeKind::Alias(_) | NodeKind::Unread => visitor.visit_unit(),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_unread() { visitor.visit_bool(false) } else { self.deserialize_any(visitor) }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_unread() { visitor.visit_i64(0) } else { self.deserialize_any(visitor) }
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_f64(self.scalar().map_or(0.0, |scalar| float(&scalar.text)))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.kind() {
            // YAML takes any plain value for text where text is meant.
            NodeKind::Scalar(scalar) => visitor.visit_borrowed_str(&scalar.text),
            NodeKind::Unread => visitor.visit_borrowed_str(""),
            NodeKind::Map(_) | NodeKind::Seq(_) | NodeKind::Alias(_) => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_nothing() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.kind() {
            NodeKind::Seq(elements) => {
                visitor.visit_seq(SeqDeserializer::new(elements.iter().map(|element| self.at(*element))))
            }
            NodeKind::Unread => visitor.visit_seq(SeqDeserializer::new(std::iter::empty::<Self>())),
            NodeKind::Scalar(_) | NodeKind::Map(_) | NodeKind::Alias(_) => self.deserialize_any(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.kind() {
            NodeKind::Map(entries) => visitor.visit_map(Entries { of: self, entries: entries.iter(), value: None }),
            NodeKind::Unread => visitor.visit_map(MapDeserializer::new(std::iter::empty::<(Self, Self)>())),
            NodeKind::Scalar(_) | NodeKind::Seq(_) | NodeKind::Alias(_) => self.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.is_unread() {
            return visitor.visit_map(MapDeserializer::new(fields.iter().map(|field| (*field, self))));
        }
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let word = self.scalar().map(|scalar| scalar.text.as_str()).or(variants.first().copied());
        visitor.visit_enum(word.unwrap_or_default().into_deserializer())
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i128 u8 u16 u128 f32 char bytes byte_buf unit unit_struct tuple tuple_struct
    }
}

impl<'de> IntoDeserializer<'de> for NodeReader<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The entries of a mapping that are still to be read.
struct Entries<'a> {
    of: NodeReader<'a>,
    entries: std::slice::Iter<'a, (NodeId, NodeId)>,
    value: Option<NodeId>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some(*value);
        seed.deserialize(self.of.at(*key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(NodeReader { node: self.value.take(), ..self.of })
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}
