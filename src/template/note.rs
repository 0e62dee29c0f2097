//! Remarks about a template.

use std::ops::Range;

/// Something about a template that its reader should know: what is not read, or may be misread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// One sentence, in lower case and without a full stop.
    pub message: String,
    /// The place in the file.
    pub range: Range<usize>,
    /// What would help; empty if nothing would.
    pub help: String,
}
