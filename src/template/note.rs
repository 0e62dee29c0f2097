//! Remarks about a template.

use std::ops::Range;

/// The subject of a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// A filter, or a part of one, stands where AWS does not look for it.
    Misplaced,
    /// A part of the file that may hold filters is not read.
    Unread,
    /// Something that looks like a filter of events is in another language, or filters nothing.
    OtherLanguage,
    /// A setting has a value of the wrong kind.
    WrongValue,
    /// Filters on a source without filtering.
    Unfiltered,
    /// A module that is not on disk, of which only arguments are read that are called like filters.
    Remote,
    /// Another file has a part of a pattern.
    Elsewhere,
    /// A decision that was made to read the file, or a fact about it.
    Remark,
}

/// Something about a template that its reader should know: what is not read, or may be misread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its subject.
    pub kind: NoteKind,
    /// One sentence, in lower case and without a full stop.
    pub message: String,
    /// The place in the file.
    pub range: Range<usize>,
    /// What would help; empty if nothing would.
    pub help: String,
}
