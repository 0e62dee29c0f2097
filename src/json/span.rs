//! Byte ranges into a pattern's text.

use std::ops::Range;

/// A half-open range of byte offsets into the pattern text it was parsed from.
///
/// ```
/// let span = tidegate_json::Span::new(2, 5);
/// assert_eq!(&"{\"a\":1}"[span.range()], "a\":");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte; equal to `start` where the span points between two bytes.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same as a range, for slicing the text.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}
