//! What a place in an input says of what the input holds.

use tidegate::Source;

use super::decision::Decision;
use super::kind::InputKind;

/// What one place in the input says.
pub(crate) enum Look {
    Decided(Decision),
    /// The place lies too near to the end of what has been read.
    More,
    /// The line that begins there is no JSON value that tells anything.
    Line(Option<Damaged>),
}

/// A row that has the keys of a record, but is no whole JSON object.
#[derive(Clone, Copy)]
pub(crate) struct Damaged {
    pub(crate) source: Source,
    pub(crate) kind: InputKind,
}

/// How much of an input has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// There is more to read.
    Partial,
    /// All of it, or as much as is ever looked at.
    Final,
}
