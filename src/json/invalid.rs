//! Why a text was refused as JSON, and at which byte.

/// Why a text was not taken as JSON.
///
/// ```
/// use tidegate_json::{Invalid, InvalidKind};
/// let invalid = Invalid { offset: 6, kind: InvalidKind::UnexpectedByte };
/// assert_eq!(invalid.to_string(), "a byte that can't stand there at byte 6");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Byte offset at which it stopped being JSON.
    pub offset: usize,
    /// What was wrong there.
    pub kind: InvalidKind,
}

/// What was wrong with a text that is not JSON.
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
    /// A byte that can't stand there.
    UnexpectedByte,
    /// The root is not an object (nor, for a payload, a list).
    NotAnObject,
    /// Nested deeper than [`limits::DEPTH_MAX`](crate::limits::DEPTH_MAX).
    TooDeep,
    /// A number of more than [`limits::NUMBER_DIGITS_MAX`](crate::limits::NUMBER_DIGITS_MAX) digits or a key of more than
    /// [`limits::KEY_UNITS_MAX`](crate::limits::KEY_UNITS_MAX) UTF-16 units: JSON, but not to AWS's reader.
    TooLong,
    /// A string is not UTF-8.
    NotUtf8,
    /// Text behind the value, where the value has to be all.
    TrailingText,
}

impl std::fmt::Display for Invalid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self.kind {
            InvalidKind::Truncated => "the text ends inside a value",
            InvalidKind::UnexpectedByte => "a byte that can't stand there",
            InvalidKind::NotAnObject => "not a JSON object",
            InvalidKind::TooDeep => "nested too deeply",
            InvalidKind::TooLong => {
                "a number of more than 1,000 digits or a key of more than 50,000"
            }
            InvalidKind::NotUtf8 => "not UTF-8",
            InvalidKind::TrailingText => "text after the value",
        };
        write!(f, "{what} at byte {}", self.offset)
    }
}

impl std::error::Error for Invalid {}
