//! Byte ranges of a text that was read into a tree.

use std::ops::Range;

/// A half-open range of byte offsets in the text that something was parsed from.
///
/// ```
/// let span = tidegate_json::Span::new(2, 5);
/// assert_eq!(&"{\"a\":1}"[span.range()], "a\":");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte; equal to `start` if the span is empty and points between two bytes.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The span as a range, for slicing the text.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}
