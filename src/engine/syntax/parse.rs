//! A pattern's text to its tree.

use crate::error::Error;
use crate::span::Span;

use super::json;
use super::tree::Pattern;

impl Pattern {
    /// Reads a pattern. Text after the first JSON value is ignored, as event-ruler 2.0.1 does
    /// (`JsonRuleCompiler.doCompile` closes its parser there).
    ///
    /// # Errors
    /// `E0101` where the text is not JSON, `E0102` where it nests too deeply.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let (root, _) = json::first(text)?;
        Ok(Self {
            text: text.to_owned(),
            root,
        })
    }

    /// What can be read of a text that is no pattern, and the span of what stands where reading stopped: nothing that
    /// AWS takes.
    pub(crate) fn parse_up_to_failure(text: &str) -> (Self, Span) {
        let pattern = Self {
            text: text.to_owned(),
            root: json::up_to_failure(text),
        };
        (pattern, json::cut_span(text))
    }
}
