//! Whether a text that was refused could still have become JSON.

/// Why the members of a text could not be read.
///
/// ```
/// use tidegate_json::{Flaw, Outline};
/// let read = |text: &str| Outline::default().whole(text.as_bytes(), |root| root.skip());
/// assert_eq!(read(r#"{"a":[1, tr"#), Err(Flaw::Ended));
/// assert_eq!(read(r#"{"a":[1, tx"#), Err(Flaw::Broken));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The text ends inside a value; up to there it may be JSON of the form that was asked for.
    Ended,
    /// It is not JSON, or not of the form that was asked for.
    Broken,
}

impl Flaw {
    /// The flaw of a text that is not UTF-8: `Ended` if only its last character is cut.
    #[cold]
    pub(crate) fn of_not_utf8(text: &[u8]) -> Self {
        match std::str::from_utf8(text) {
            Err(error) if error.error_len().is_none() => Self::Ended,
            _ => Self::Broken,
        }
    }
}
