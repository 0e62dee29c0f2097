//! Why a text of configuration was refused: a kind, where in the text, and what would be accepted.

use crate::span::Span;

/// What is wrong with a text that should be JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// It is not JSON.
    Syntax,
    /// It is nested deeper than [`limits::DEPTH_MAX`](crate::limits::DEPTH_MAX).
    TooDeep,
    /// A number has more digits than [`limits::NUMBER_DIGITS_MAX`](crate::limits::NUMBER_DIGITS_MAX).
    NumberTooLong,
}

/// A text that is not JSON, or nested too deeply.
///
/// ```
/// use tidegate_json::{ErrorKind, Json};
/// let error = Json::parse_whole("[1,]").unwrap_err();
/// assert_eq!((error.kind, error.span.start), (ErrorKind::Syntax, 3));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub kind: ErrorKind,
    /// Where; between two bytes if something is missing there.
    pub span: Span,
    /// What is wrong in words: lower case, no full stop.
    pub message: String,
    /// What would be accepted; `None` if the message says it.
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
