//! Tells a text that is not JSON from one whose end is missing.

/// Why a text could not be read: it is cut, or it is broken.
///
/// ```
/// use tidegate_json::{Flaw, Outline};
/// let read = |text: &str| Outline::default().whole(text.as_bytes(), |root| root.skip());
/// assert_eq!(read(r#"{"a":[1, tr"#), Err(Flaw::Ended));
/// assert_eq!(read(r#"{"a":[1, tx"#), Err(Flaw::Broken));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The text ends inside a value. Up to there it is valid, so more text could complete it.
    Ended,
    /// The text is not JSON, or has another value than the caller expects, such as a number instead of a string.
    Broken,
}

impl Flaw {
    /// Returns the flaw of a text that is not UTF-8: `Ended` if only its last character is incomplete.
    #[cold]
    pub(crate) fn of_not_utf8(text: &[u8]) -> Self {
        match std::str::from_utf8(text) {
            Err(error) if error.error_len().is_none() => Self::Ended,
            _ => Self::Broken,
        }
    }
}
