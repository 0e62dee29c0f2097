//! The kinds of values: null, booleans, numbers and texts.

use tidegate_json::{Json, JsonKind};

use crate::field::{one_or_many, operator};

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Null,
    Boolean,
    Number,
    Text,
}

impl Kind {
    /// Returns the kind of a value; `None` for a list or an object.
    pub(crate) fn of(json: &Json) -> Option<Self> {
        match json.kind {
            JsonKind::Null => Some(Self::Null),
            JsonKind::Bool(_) => Some(Self::Boolean),
            JsonKind::Number(_) => Some(Self::Number),
            JsonKind::String(_) => Some(Self::Text),
            JsonKind::Array(_) | JsonKind::Object(_) => None,
        }
    }
}

/// Returns the kind of values that a wanted value is compared with; `None` if it is compared with values of any kind.
pub(crate) fn kind_wanted(wanted: &Json) -> Option<Kind> {
    match operator(wanted) {
        None => Kind::of(wanted),
        Some(("exists", _)) => None,
        Some(("numeric", _)) => Some(Kind::Number),
        Some(("anything-but", operand)) if operand.members().is_empty() => {
            Kind::of(one_or_many(operand).first()?)
        }
        Some(_) => Some(Kind::Text),
    }
}
