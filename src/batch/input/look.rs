//! The result of looking at one place in an input, to recognise the kind of input. `recognise` looks at one place after
//! the other until one decides.

use tidegate::Source;

use super::decision::Decision;
use super::kind::InputKind;

/// The result of looking at one place.
pub(crate) enum Look {
    Decided(Decision),
    /// The place is too near to the end of what has been read.
    More,
    /// The line at this place decides nothing. It may be a damaged record.
    Line(Option<Damaged>),
}

/// A row that has the keys of a record, but is not a whole JSON object.
#[derive(Clone, Copy)]
pub(crate) struct Damaged {
    pub(crate) source: Source,
    pub(crate) kind: InputKind,
}
