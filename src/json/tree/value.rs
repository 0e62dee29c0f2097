//! The types of the tree: what a value is, and where it stands.

use crate::span::Span;

/// A JSON value and the place it stands at.
///
/// ```
/// use tidegate_json::Json;
/// let json = Json::parse_whole(r#"{"a": [1.50, "x"]}"#)?;
/// let list = json.get("a").unwrap();
/// assert_eq!(list.span.range(), 6..17);
/// assert_eq!(list.to_string(), r#"[1.50,"x"]"#);
/// # Ok::<(), tidegate_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json {
    /// Where the value stands in its text, quotes and brackets included.
    pub span: Span,
    /// What it is.
    pub kind: JsonKind,
}

/// What a JSON value is.
///
/// ```
/// use tidegate_json::{Json, JsonKind};
/// let json = Json::parse_whole("1.50")?;
/// assert_eq!(json.kind, JsonKind::Number("1.50".to_owned()));
/// # Ok::<(), tidegate_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number: its text, as written.
    Number(String),
    /// A string, unescaped, as WTF-8: UTF-8, but a lone surrogate escape keeps its three bytes (`ED A0 80` to
    /// `ED BF BF`).
    String(Vec<u8>),
    /// The elements in order.
    Array(Vec<Json>),
    /// The members in the order written, repeated keys kept.
    Object(Vec<Member>),
}

/// One `"key": value` of an object.
///
/// ```
/// use tidegate_json::{Json, JsonKind};
/// let json = Json::parse_whole(r#"{"a": 1, "a": 2}"#)?;
/// let JsonKind::Object(members) = json.kind else { unreachable!() };
/// assert_eq!((&members[1].key[..], members[1].key_span.range()), (&b"a"[..], 9..12));
/// # Ok::<(), tidegate_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The key, unescaped, as WTF-8.
    pub key: Vec<u8>,
    /// Where the key stands, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Json,
}

impl Json {
    /// The string as UTF-8; `None` if this is no string or holds a lone surrogate.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            JsonKind::String(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// The members of an object, in the order written; none of anything else.
    ///
    /// ```
    /// use tidegate_json::Json;
    /// let object = Json::parse_first(r#"{"a":1,"a":2}"#).unwrap();
    /// assert_eq!(object.members().len(), 2);
    /// assert!(object.members()[0].value.members().is_empty());
    /// ```
    #[must_use]
    pub fn members(&self) -> &[Member] {
        match &self.kind {
            JsonKind::Object(members) => members,
            JsonKind::Null
            | JsonKind::Bool(_)
            | JsonKind::Number(_)
            | JsonKind::String(_)
            | JsonKind::Array(_) => &[],
        }
    }

    /// The value of the first member with this key; `None` if this is no object or has no such key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let mut members = self.members().iter();
        let found = members.find(|member| member.key == key.as_bytes());
        found.map(|member| &member.value)
    }
}
