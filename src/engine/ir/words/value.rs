//! A value found in a record, and texts as phrases show them.

use std::borrow::Cow;

use tidegate_json::{Json, JsonKind, Span};

use crate::ir::profile::Profile;
use crate::ir::source::Source;

/// A value found: unescaped and without quotes if it is a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value<'v> {
    String(&'v [u8]),
    Number(&'v str),
    Bool(bool),
    Null,
}

impl<'v> Value<'v> {
    /// The value of a leaf's bytes, which include quotes.
    pub(crate) fn of(leaf: &'v [u8]) -> Self {
        match leaf {
            [b'"', text @ .., b'"'] => Self::String(text),
            b"true" => Self::Bool(true),
            b"false" => Self::Bool(false),
            b"null" => Self::Null,
            number => Self::Number(std::str::from_utf8(number).unwrap_or_default()),
        }
    }

    pub(in crate::ir) fn noun(self) -> &'static str {
        match self {
            Self::String(_) => "a string",
            Self::Number(_) => "a number",
            Self::Bool(_) => "a boolean",
            Self::Null => "null",
        }
    }

    /// The value as JSON text.
    pub(crate) fn json(self) -> String {
        match self {
            Self::String(text) => Json {
                span: Span::default(),
                kind: JsonKind::String(text.to_vec()),
            }
            .to_string(),
            Self::Number(text) => text.to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Null => "null".to_owned(),
        }
    }
}

/// The facts about a field that phrases use, besides its values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'c> {
    pub(crate) profile: Profile,
    pub(crate) path: &'c [u8],
}

impl Context<'_> {
    /// DynamoDB writes numbers as strings under `N`.
    pub(in crate::ir) fn is_dynamodb_number(&self) -> bool {
        self.profile.source() == Some(Source::DynamoDb) && self.path.ends_with(b".N")
    }
}

pub(super) fn lossy(text: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(text)
}

/// The longest text quoted in a phrase, in characters.
const QUOTED_CHARS_MAX: usize = 24;

/// A JSON text, cut to [`QUOTED_CHARS_MAX`] characters.
pub(crate) fn short(text: &str) -> String {
    match text.char_indices().nth(QUOTED_CHARS_MAX) {
        Some((end, _)) => format!("{}\u{2026}", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text of the pattern or the record in quotes, escaped and cut.
pub(in crate::ir) fn quote(text: &[u8]) -> String {
    short(&Value::String(text).json())
}
