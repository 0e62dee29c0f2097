//! Reads pattern text into a tree that keeps every byte span. It knows JSON, but no AWS rule.
//!
//! Invariant: the span of a node is the text it was read from, so an error can always point at it.

use tidegate_json::{Json, Span};

use crate::error::Error;

/// A pattern as written: its text and its tree. Not yet checked against any AWS rule.
///
/// ```
/// let pattern = tidegate::Pattern::parse(r#"{"a":[{"prefix":"x"}]} ignored"#)?;
/// assert_eq!(pattern.to_string(), r#"{"a":[{"prefix":"x"}]}"#);
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    root: Json,
}

impl Pattern {
    /// The text it was read from.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The tree.
    pub(crate) fn root(&self) -> &Json {
        &self.root
    }
}

impl std::fmt::Display for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.root.fmt(f)
    }
}

impl Pattern {
    /// Reads a pattern. Text after the first JSON value is ignored, as event-ruler 2.0.1 does
    /// (`JsonRuleCompiler.doCompile` closes its parser there).
    ///
    /// # Errors
    /// `E0101` if the text is not JSON, `E0102` if it nests too deeply, `E0103` if a number is too long.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let root = Json::parse_first(text)?;
        Ok(Self {
            text: text.to_owned(),
            root,
        })
    }

    /// Reads as much as possible of a text that is not JSON. Returns that part, and the span of the text where reading
    /// stopped; AWS accepts nothing there.
    pub(crate) fn parse_up_to_failure(text: &str) -> (Self, Span) {
        let pattern = Self {
            text: text.to_owned(),
            root: Json::parse_up_to_failure(text),
        };
        (pattern, Json::cut_span(text))
    }
}
