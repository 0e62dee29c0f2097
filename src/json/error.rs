//! The error of a configuration text that is refused: its kind, its place in the text, and what would be accepted.

use crate::span::Span;

/// The kind of an [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The text is not JSON.
    Syntax,
    /// The text is nested deeper than [`limits::DEPTH_MAX`](crate::limits::DEPTH_MAX).
    TooDeep,
    /// A number has more digits than [`limits::NUMBER_DIGITS_MAX`](crate::limits::NUMBER_DIGITS_MAX).
    NumberTooLong,
}

/// The first fault of a text that is not JSON or passes a limit.
///
/// ```
/// use tidegate_json::{ErrorKind, Json};
/// let error = Json::parse_whole("[1,]").unwrap_err();
/// assert_eq!((error.kind, error.span.start), (ErrorKind::Syntax, 3));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The kind of fault.
    pub kind: ErrorKind,
    /// Where the fault is; an empty span if something is missing there.
    pub span: Span,
    /// The fault in words, in lower case and without a full stop.
    pub message: String,
    /// A hint at the texts that would be accepted; `None` if the message says it.
    pub help: Option<String>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, span: Span, message: impl Into<String>) -> Self {
        Self {
            kind,
            span,
            message: message.into(),
            help: None,
        }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
