//! What a splitter hands to a judge: a run of records, in input order, in one piece of memory that is used again.

use std::ops::Range;

use crate::disposition::UnreadableReason;

/// A chunk is handed on once it holds this many bytes: some thousand records, a millisecond or two of work.
pub(crate) const CHUNK_BYTES: usize = 1 << 20;
/// The same where chunks are not handed over but judged at once: what was just read is still in the nearest caches.
// PERF: records are first touched by the search for line breaks (bench `batch`).
pub(crate) const CHUNK_BYTES_ALONE: usize = 1 << 16;

/// Records and where they stand. A splitter clears it when it begins to fill it.
#[derive(Debug, Default)]
pub(crate) struct Chunk<'r> {
    /// What was read for it. Bytes that no piece covers mean nothing.
    pub(crate) bytes: Vec<u8>,
    /// The whole input, where it is in memory already; then nothing is read for it.
    pub(crate) lent: Option<&'r [u8]>,
    pub(crate) pieces: Vec<Piece>,
}

/// One record, or what stands in place of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its bytes in the chunk's text.
    pub(crate) span: Range<usize>,
    /// Where it begins in the unpacked input.
    pub(crate) offset: u64,
    pub(crate) note: Note,
}

/// What the splitter knows of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// Nothing: judge it.
    Whole,
    /// It ends where the input ends, without a line break: judge it, it may be cut.
    AtEnd,
    /// It can't be judged.
    Unreadable(UnreadableReason),
}

impl Chunk<'_> {
    /// What the pieces' spans point into.
    pub(crate) fn text(&self) -> &[u8] {
        self.lent.unwrap_or(&self.bytes)
    }

    /// Bytes from the beginning of the first piece to the end of the last.
    pub(crate) fn piece_bytes(&self) -> usize {
        let [Some(first), Some(last)] = [self.pieces.first(), self.pieces.last()] else {
            return 0;
        };
        last.span.end.saturating_sub(first.span.start)
    }

    pub(crate) fn push(&mut self, span: Range<usize>, offset: u64, note: Note) {
        self.pieces.push(Piece { span, offset, note });
    }

    /// A piece without bytes.
    pub(crate) fn push_unreadable(&mut self, offset: u64, reason: UnreadableReason) {
        self.push(0..0, offset, Note::Unreadable(reason));
    }
}
