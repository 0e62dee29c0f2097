//! The operators that `anything-but` can hold, each with a string or a list of strings.

use tidegate_json::{Json, JsonKind};

use crate::error::Error;
use crate::ir::glob;
use crate::ir::leaf_test::{Part, Test};
use crate::ir::text::quoted;
use crate::ir::words::folded;
use crate::nearest::nearest;

use crate::ir::operator::ignore_case::{IgnoreCase, ignore_case};
use crate::ir::operator::operand::{Spelling, bad_operand};
use crate::ir::operator::prefix::Prefix;
use crate::ir::operator::suffix::Suffix;
use crate::ir::operator::wildcard::{self, Wildcard, wildcard};

/// An operator inside `anything-but`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Prefix,
    Suffix,
    IgnoreCase,
    Wildcard,
}

impl Form {
    const ALL: [Self; 4] = [Self::Prefix, Self::Suffix, Self::IgnoreCase, Self::Wildcard];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Prefix => Prefix::NAME,
            Self::Suffix => Suffix::NAME,
            Self::IgnoreCase => IgnoreCase::NAME,
            Self::Wildcard => Wildcard::NAME,
        }
    }

    /// The form that this key names.
    pub(super) fn named(key: &[u8]) -> Option<Self> {
        let mut forms = Self::ALL.into_iter();
        forms.find(|form| form.name().as_bytes() == key)
    }

    /// The name of the form that this key was probably meant to be.
    pub(super) fn near(key: &str) -> Option<&'static str> {
        nearest(key, &Self::ALL.map(Self::name))
    }

    /// Reads one string of its operand.
    pub(super) fn text(self, value: &Json) -> Result<Box<[u8]>, Error> {
        let JsonKind::String(text) = &value.kind else {
            return Err(self.not_text(value));
        };
        match self {
            Self::Prefix | Self::Suffix if text.is_empty() => {
                let aws = "Null prefix/suffix not allowed";
                let message = "an empty prefix or suffix would exclude every string";
                return Err(bad_operand(value, message, aws)
                    .help("to ask that the field is absent write {\"exists\": false}"));
            }
            Self::Wildcard => wildcard::check(value, text)?,
            Self::Prefix | Self::Suffix | Self::IgnoreCase => {}
        }
        Ok(text[..].into())
    }

    pub(super) fn not_text(self, value: &Json) -> Error {
        let aws = match self {
            Self::IgnoreCase => {
                "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported."
            }
            Self::Wildcard => "wildcard match pattern must be a string",
            Self::Prefix | Self::Suffix => "prefix/suffix match pattern must be a string",
        };
        bad_operand(value, "this takes a string or a list of strings", aws)
    }

    /// The test of the leaves to exclude.
    pub(super) fn test(self, text: &[u8]) -> Test {
        match self {
            Self::Prefix => Test::Affix(Part::Start, quoted(Part::Start, text)),
            Self::Suffix => Test::Affix(Part::End, quoted(Part::End, text)),
            Self::IgnoreCase => ignore_case(text),
            Self::Wildcard => wildcard(text),
        }
    }

    /// Whether a string is excluded because of this text.
    pub(super) fn excludes(self, text: &[u8], found: &[u8]) -> bool {
        match self {
            Self::Prefix => found.starts_with(text),
            Self::Suffix => found.ends_with(text),
            Self::IgnoreCase => folded(found) == folded(text),
            Self::Wildcard => glob::holds(text, found),
        }
    }

    /// Describes an excluded string by the text that excludes it.
    pub(super) fn phrase(self, text: &str) -> String {
        match self {
            Self::Prefix => format!("begins with {text}"),
            Self::Suffix => format!("ends with {text}"),
            Self::IgnoreCase => format!("is {text} except for case"),
            Self::Wildcard => format!("matches {text}"),
        }
    }
}
