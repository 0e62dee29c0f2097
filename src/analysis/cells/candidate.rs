//! A value that stands for all values that satisfy the same lists.

use tidegate::inspect::Test;
use tidegate_json::Outline;

use super::terms::Terms;
use super::walk::Found;
use super::wtf8::{self, json_string};

/// A value that stands for others.
pub(super) struct Candidate {
    pub(super) json: String,
    /// The string, if a payload in plain text can be this string.
    pub(super) plain: Option<String>,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A string that a pattern names: there is no other string like it.
    Named,
    /// Another string.
    Other,
    /// Not a string, or a value of a field that is not an encoded text.
    NotText,
}

impl Candidate {
    /// A value of a field that is not an encoded text, or a value that is not a string.
    pub(super) fn json(json: String) -> Self {
        Self {
            json,
            plain: None,
            kind: Kind::NotText,
        }
    }

    /// A string that spells an address.
    pub(super) fn address(json: &str) -> Self {
        Self {
            json: json.to_owned(),
            plain: Some(json.trim_matches('"').to_owned()),
            kind: Kind::Other,
        }
    }

    pub(super) fn string(found: &Found, terms: &Terms) -> Self {
        let is_whole = |id: &u32| matches!(terms.texts[*id as usize].test, Test::Literal(_));
        let text = wtf8::plain(&found.text);
        Self {
            json: json_string(&found.text),
            plain: text.filter(|text| !Outline::default().is_container(text.as_bytes())),
            kind: match found.terms.iter().any(is_whole) {
                true => Kind::Named,
                false => Kind::Other,
            },
        }
    }
}
