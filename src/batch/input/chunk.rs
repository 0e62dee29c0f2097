//! A chunk: consecutive records of an input, which a splitter fills and a judge reads. Its records are ranges of one
//! buffer, which is reused. A record that can't be held or found has a piece without bytes that says why.

use std::ops::Range;

use crate::disposition::UnreadableReason;

/// The bytes after which a chunk is passed on: a few thousand records, a millisecond or two of work.
pub(crate) const CHUNK_BYTES: usize = 1 << 20;
/// The same for a single thread, which judges each chunk at once: the bytes just read are still in the nearest caches.
// PERF: the search for line breaks touches the records first (bench `batch`).
pub(crate) const CHUNK_BYTES_ALONE: usize = 1 << 16;

/// Records and their places. A splitter clears the chunk before filling it.
#[derive(Debug, Default)]
pub(crate) struct Chunk<'r> {
    /// The bytes read for this chunk. Bytes outside of all pieces have no meaning.
    pub(crate) bytes: Vec<u8>,
    /// The whole input, if it is in memory already. Nothing is read into `bytes` then.
    pub(crate) lent: Option<&'r [u8]>,
    pub(crate) pieces: Vec<Piece>,
}

/// One record, or a placeholder for a record that can't be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The record's place in the chunk's text.
    pub(crate) span: Range<usize>,
    /// The offset of its first byte in the unpacked input.
    pub(crate) offset: u64,
    pub(crate) note: Note,
}

/// The splitter's note about a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// A whole record.
    Whole,
    /// A record that ends with the input, without a line break. It is judged, but it may be cut.
    AtEnd,
    /// A record that can't be judged.
    Unreadable(UnreadableReason),
}

impl Chunk<'_> {
    /// Returns the text that the pieces' spans refer to.
    pub(crate) fn text(&self) -> &[u8] {
        self.lent.unwrap_or(&self.bytes)
    }

    /// Returns the number of bytes from the start of the first piece to the end of the last.
    pub(crate) fn piece_bytes(&self) -> usize {
        let [Some(first), Some(last)] = [self.pieces.first(), self.pieces.last()] else {
            return 0;
        };
        last.span.end.saturating_sub(first.span.start)
    }

    pub(crate) fn push(&mut self, span: Range<usize>, offset: u64, note: Note) {
        self.pieces.push(Piece { span, offset, note });
    }

    /// Adds a piece without bytes.
    pub(crate) fn push_unreadable(&mut self, offset: u64, reason: UnreadableReason) {
        self.push(0..0, offset, Note::Unreadable(reason));
    }
}
