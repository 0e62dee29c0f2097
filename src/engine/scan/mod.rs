//! Record bytes in, fields out: the leaves on paths that some pattern asks for, with the array elements they lie in.
//!
//! The whole text is checked to be JSON, asked-for or not; a field nobody asked for is checked but not built.
//! Where a kernel of `arch` can tell that a text is JSON, `checked` walks over its tokens in a row. Else `index` finds the
//! tokens, `reader` checks the grammar token by token, `walk` follows the path trie. A text known to be JSON is not checked:
//! `sketches` finds what leads to its values, `trusted` follows that. `guide` is what all walks do at a value asked for.
//! For the envelopes around records, `outline` hands out members as spans, `layout` compares a text with one read
//! before, and `unescape` decodes strings.

mod arch;
mod checked;
mod guide;
mod index;
mod layout;
mod outline;
mod reader;
mod sketches;
mod trusted;
mod unescape;
mod walk;

pub(crate) use guide::{Element, ElementId, Field, Root};
pub use layout::{Fit, Layout};
pub use outline::{Member, Outline, RawString};
pub use unescape::Unescaper;
pub(crate) use walk::{Trust, Walker};

/// Why a text was not taken as JSON.
///
/// ```
/// use tidegate::{InvalidKind, Pattern, Profile, Program, Rule};
/// let rule = Rule::lower(&Pattern::parse(r#"{"a":[1]}"#)?, Profile::EventBridge)?;
/// let mut matcher = Program::compile(&[rule])?.matcher();
/// let invalid = matcher.event(br#"{"b":01}"#).unwrap_err();
/// assert_eq!((invalid.offset, invalid.kind), (6, InvalidKind::UnexpectedByte));
/// # Ok::<(), tidegate::Error>(())
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
/// use tidegate::{InvalidKind, Program};
/// let mut matcher = Program::compile(&[])?.matcher();
/// assert_eq!(matcher.event(b"{").unwrap_err().kind, InvalidKind::Truncated);
/// assert_eq!(matcher.event(b"[]").unwrap_err().kind, InvalidKind::NotAnObject);
/// # Ok::<(), tidegate::Error>(())
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
            InvalidKind::TrailingText => "text behind the value",
        };
        write!(f, "{what} at byte {}", self.offset)
    }
}

impl std::error::Error for Invalid {}
