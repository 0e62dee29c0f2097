//! The error of a record that is refused as JSON: the kind of fault, and at which byte.

/// The fault of a text that is refused as JSON.
///
/// ```
/// use tidegate_json::{Invalid, InvalidKind};
/// let invalid = Invalid { offset: 6, kind: InvalidKind::UnexpectedByte };
/// assert_eq!(invalid.to_string(), "unexpected character at byte 6");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Byte offset of the fault.
    pub offset: usize,
    /// The kind of fault.
    pub kind: InvalidKind,
}

/// The kind of an [`Invalid`].
///
/// ```
/// use tidegate_json::{Invalid, InvalidKind};
/// let invalid = Invalid { offset: 0, kind: InvalidKind::NotAnObject };
/// assert_eq!(invalid.to_string(), "not a JSON object at byte 0");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidKind {
    /// The text ends inside a value.
    Truncated,
    /// A byte that is not allowed at its place.
    UnexpectedByte,
    /// The root is not an object (nor a list, if one is allowed).
    NotAnObject,
    /// Nested deeper than [`limits::DEPTH_MAX`](crate::limits::DEPTH_MAX).
    TooDeep,
    /// A number of more than [`limits::NUMBER_DIGITS_MAX`](crate::limits::NUMBER_DIGITS_MAX) digits or a key of more than
    /// [`limits::KEY_UNITS_MAX`](crate::limits::KEY_UNITS_MAX) UTF-16 units: valid JSON, but AWS's reader refuses it.
    TooLong,
    /// A string is not UTF-8.
    NotUtf8,
    /// Text after the value, where only one value is allowed.
    TrailingText,
}

impl std::fmt::Display for Invalid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self.kind {
            InvalidKind::Truncated => "the text ends inside a value",
            InvalidKind::UnexpectedByte => "unexpected character",
            InvalidKind::NotAnObject => "not a JSON object",
            InvalidKind::TooDeep => "nested too deeply",
            InvalidKind::TooLong => {
                "a number of more than 1,000 digits or a key of more than 50,000 UTF-16 units"
            }
            InvalidKind::NotUtf8 => "not UTF-8",
            InvalidKind::TrailingText => "text after the value",
        };
        write!(f, "{what} at byte {}", self.offset)
    }
}

impl std::error::Error for Invalid {}
