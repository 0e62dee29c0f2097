//! Cuts an input into lines, one piece per line. Blank lines are skipped; a line break is LF or CRLF. A line over the
//! limit is skipped without being held, so memory is bounded for any input. The result does not depend on how the reads
//! cut the input.

use std::io::{self, Read};
use std::ops::Range;

use memchr::memchr;

use super::chunk::{CHUNK_BYTES, Chunk, Note};
use super::read::read_some;
use crate::disposition::UnreadableReason;

/// Cuts an input at its line breaks.
#[derive(Debug)]
pub(crate) struct Lines {
    /// The beginning of a line whose end has not been read.
    carry: Vec<u8>,
    /// The offset of `carry` in the input.
    offset: u64,
    /// The longest line that is held, in bytes.
    line_bytes_max: usize,
    /// The number of bytes that are read for a chunk.
    chunk_bytes: usize,
    /// Whether the next bytes belong to a line that is too long, and has been counted.
    is_skipping: bool,
}

impl Lines {
    pub(crate) const fn new(offset: u64, line_bytes_max: usize) -> Self {
        Self {
            carry: Vec::new(),
            offset,
            line_bytes_max,
            chunk_bytes: CHUNK_BYTES,
            is_skipping: false,
        }
    }

    /// Sets the approximate size of the next chunks.
    pub(crate) const fn set_chunk_bytes(&mut self, bytes: usize) {
        self.chunk_bytes = bytes;
    }

    /// Returns the same splitter for `bytes`, the whole input, if nothing has been cut yet.
    pub(crate) fn of_bytes<'r>(&self, bytes: &'r [u8]) -> LentLines<'r> {
        let at = usize::try_from(self.offset).map_or(bytes.len(), |at| at.min(bytes.len()));
        LentLines {
            bytes,
            at,
            line_bytes_max: self.line_bytes_max,
            chunk_bytes: self.chunk_bytes,
        }
    }

    /// Fills `chunk` with the whole lines of one read, or of more reads if the first has no line break. A slow pipe is
    /// thus read line by line, without waiting for a full chunk. Returns `false` at the end of the input. On an error
    /// the chunk holds the lines before it, the last one as truncated.
    pub(crate) fn fill(
        &mut self,
        source: &mut dyn Read,
        chunk: &mut Chunk<'_>,
    ) -> io::Result<bool> {
        chunk.pieces.clear();
        let mut filled = self.carry.len();
        make_room(&mut chunk.bytes, filled, self.chunk_bytes);
        chunk.bytes[..filled].copy_from_slice(&self.carry);
        self.carry.clear();
        loop {
            make_room(&mut chunk.bytes, filled, self.chunk_bytes);
            let read = read_some(source, &mut chunk.bytes[filled..]);
            let Ok(got @ 1..) = read else {
                let last = match read {
                    Ok(_) => Note::AtEnd,
                    Err(_) => Note::Unreadable(UnreadableReason::Truncated),
                };
                self.finish(chunk, filled, last);
                return read.map(|_| false);
            };
            let first_break = memchr(b'\n', &chunk.bytes[filled..filled + got]);
            filled += got;
            if let Some(at) = first_break {
                self.cut(chunk, filled - got + at, filled);
                return Ok(true);
            }
            // One byte more than the limit is held: the last may be the CR of a CRLF.
            if self.is_skipping || filled > self.line_bytes_max.saturating_add(1) {
                self.skip(chunk, filled);
                filled = 0;
            }
        }
    }

    /// Skips a part of a line that is too long.
    fn skip(&mut self, chunk: &mut Chunk<'_>, filled: usize) {
        if !self.is_skipping {
            chunk.push_unreadable(self.offset, UnreadableReason::TooLarge);
        }
        self.is_skipping = true;
        self.offset += filled as u64;
    }

    /// Makes pieces of the whole lines and keeps the rest for the next chunk. The first line ends at `first_break`.
    fn cut(&mut self, chunk: &mut Chunk<'_>, first_break: usize, filled: usize) {
        let mut start = 0;
        let mut end = Some(first_break);
        while let Some(at) = end {
            if !std::mem::take(&mut self.is_skipping) {
                self.push_line(chunk, start, at, Note::Whole);
            }
            start = at + 1;
            end = memchr(b'\n', &chunk.bytes[start..filled]).map(|length| start + length);
        }
        self.carry.extend_from_slice(&chunk.bytes[start..filled]);
        self.offset += start as u64;
    }

    /// Makes a piece of the last bytes of the input.
    fn finish(&self, chunk: &mut Chunk<'_>, filled: usize, note: Note) {
        if !self.is_skipping {
            self.push_line(chunk, 0, filled, note);
        }
    }

    fn push_line(&self, chunk: &mut Chunk<'_>, start: usize, end: usize, note: Note) {
        let offset = self.offset + start as u64;
        push_line(chunk, start..end, offset, self.line_bytes_max, note);
    }
}

/// Makes a piece of a line in the chunk's text, unless it is blank.
fn push_line(
    chunk: &mut Chunk<'_>,
    span: Range<usize>,
    offset: u64,
    line_bytes_max: usize,
    note: Note,
) {
    let line = &chunk.text()[span.clone()];
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.iter().all(u8::is_ascii_whitespace) {
        return;
    }
    if line.len() > line_bytes_max {
        chunk.push_unreadable(offset, UnreadableReason::TooLarge);
    } else {
        let end = span.start + line.len();
        chunk.push(span.start..end, offset, note);
    }
}

/// Cuts an input in memory at its line breaks, without copying.
#[derive(Debug)]
pub(crate) struct LentLines<'r> {
    bytes: &'r [u8],
    /// The beginning of the next line.
    at: usize,
    line_bytes_max: usize,
    chunk_bytes: usize,
}

impl<'r> LentLines<'r> {
    /// Sets the approximate size of the next chunks.
    pub(crate) const fn set_chunk_bytes(&mut self, bytes: usize) {
        self.chunk_bytes = bytes;
    }

    /// Returns the offset of the next line.
    pub(crate) const fn offset(&self) -> usize {
        self.at
    }

    /// Makes pieces of the next lines, up to the size of a chunk. Returns `false` at the end of the input.
    pub(crate) fn fill(&mut self, chunk: &mut Chunk<'r>) -> bool {
        chunk.pieces.clear();
        chunk.lent = Some(self.bytes);
        let most = self.at + self.chunk_bytes;
        while self.at < most {
            let start = self.at;
            let Some(length) = memchr(b'\n', &self.bytes[start..]) else {
                self.at = self.bytes.len();
                self.push_line(chunk, start..self.at, Note::AtEnd);
                return false;
            };
            self.at = start + length + 1;
            self.push_line(chunk, start..start + length, Note::Whole);
        }
        true
    }

    fn push_line(&self, chunk: &mut Chunk<'_>, span: Range<usize>, note: Note) {
        let offset = span.start as u64;
        push_line(chunk, span, offset, self.line_bytes_max, note);
    }
}

/// Enlarges `bytes` so that a read has room after `filled`. Memory that exists already is not cleared again.
fn make_room(bytes: &mut Vec<u8>, filled: usize, chunk_bytes: usize) {
    let least = chunk_bytes.max(filled + chunk_bytes / 4);
    if bytes.len() < least {
        bytes.resize(least, 0);
    }
}
