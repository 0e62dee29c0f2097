//! The types of the tree: a value's kind, and its place in the text.

use crate::span::Span;

/// A JSON value and its place in the text.
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
    /// The range of the value in its text, quotes and brackets included.
    pub span: Span,
    /// The kind of the value, with its content.
    pub kind: JsonKind,
}

/// The kind of a JSON value, with its content.
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
    /// The text of a number, as written.
    Number(String),
    /// A string, unescaped, as WTF-8: like UTF-8, but a lone surrogate is kept as three bytes (`ED A0 80` to `ED BF BF`).
    String(Vec<u8>),
    /// The elements of a list, in order.
    Array(Vec<Json>),
    /// The members of an object, in the order written and with repeated keys.
    Object(Vec<Member>),
}

impl JsonKind {
    /// Returns what messages call a value of this kind, with its article: `a list`.
    #[must_use]
    pub const fn noun(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
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
    /// The range of the key in the text, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: Json,
}

impl Json {
    /// The string as UTF-8; `None` if this is not a string or has a lone surrogate.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            JsonKind::String(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// The members of an object, in the order written; empty if this is not an object.
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

    /// The value of the first member with this key; `None` if this is not an object or has no such key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let mut members = self.members().iter();
        let found = members.find(|member| member.key == key.as_bytes());
        found.map(|member| &member.value)
    }
}
