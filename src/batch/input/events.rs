//! Cuts the records out of Lambda events, in a single pass over a stream of JSON documents. The documents may be
//! pretty-printed, one per line or one after the other; only the current record is held in memory. EventBridge events
//! are cut out the same way: each document is a record.
//!
//! Nothing is lost silently: garbage, a document without records, and a cut each count as one unreadable record.
//!
//! An example with garbage between two records, where the level and the token that is due are those before each step:
//!
//! ```text
//! bytes          level     due     step
//! {              Outside   First   begin a document
//! "Records"      Event     First   read a key
//! :              Event     Colon
//! [              Event     Value   begin the list, because the key is that of the records
//! {"body":"a"}   List      First   cut out a record
//! ,              List      Next
//! junk           List      Item    cut out a record, which the judge finds unreadable
//! ,              List      Next
//! {"body":"b"}   List      Item    cut out a record
//! ]              List      Next    leave the list
//! }              Event     Next    leave the document, which had records
//! ```
//!
//! An event that is cut in the middle must not swallow the next one. A brace at the start of a line, followed by the
//! first key of the first document, therefore begins a new document, even inside a value.

use std::io::{self, Read};

use tidegate_json::{Kept, Restart, Skim, Step};

use super::chunk::{CHUNK_BYTES, Chunk, Note};
use super::read::read_some;
use crate::disposition::UnreadableReason;
use crate::source::Containers;

/// The number of bytes read at a time.
const BUFFER_BYTES: usize = 256 * 1024;
/// The longest key that is kept, quotes included. No key that is looked for is longer.
const KEY_BYTES_MAX: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// Between documents.
    Outside,
    /// In a document.
    Event,
    /// In an object of lists.
    Groups,
    /// In a list of records.
    List,
}

/// The meaning of a bracket between documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lists {
    /// Garbage.
    Unknown,
    /// The beginning of a list of records.
    OfRecords,
    /// The beginning of a list of documents. Brackets and commas between documents are ignored.
    OfDocuments,
}

/// The token that is expected next at the level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    /// The first key or element, or the end.
    First,
    /// A key, or an element of a list.
    Item,
    Colon,
    Value,
    /// A comma or the end.
    Next,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Key,
    Skipped,
    Record,
    Garbage,
}

/// The value that is being read.
#[derive(Debug)]
struct Current {
    kind: Kind,
    skim: Skim,
    offset: u64,
    is_over: bool,
}

/// Cuts records out of a stream of events.
#[derive(Debug)]
pub(crate) struct Events {
    containers: Containers,
    /// The meaning of brackets between documents.
    lists: Lists,
    record_bytes_max: usize,
    buffer: Vec<u8>,
    /// The unread part of `buffer`.
    at: usize,
    filled: usize,
    /// The offset of `buffer` in the input.
    offset: u64,
    level: Level,
    due: Due,
    /// The level that the current list belongs to.
    around: Level,
    has_records: bool,
    current: Option<Current>,
    key: Vec<u8>,
    restart: Restart,
    /// The beginning of a record whose end belongs to the next chunk.
    carry: Vec<u8>,
    /// The start of the current record in the chunk.
    record_start: usize,
}

impl Events {
    /// Makes a splitter. `first_key` is the first key of the first document, without quotes, or empty if it is not
    /// known.
    pub(crate) fn new(
        containers: Containers,
        lists: Lists,
        first_key: &[u8],
        offset: u64,
        record_bytes_max: usize,
    ) -> Self {
        Self {
            containers,
            lists,
            record_bytes_max,
            buffer: vec![0; BUFFER_BYTES],
            at: 0,
            filled: 0,
            offset,
            level: Level::Outside,
            due: Due::First,
            around: Level::Outside,
            has_records: false,
            current: None,
            key: Vec::new(),
            restart: Restart::new(first_key),
            carry: Vec::new(),
            record_start: 0,
        }
    }

    /// Fills `chunk` with records until it is full, or until it has a record and the source has no more bytes at the
    /// moment. Returns `false` at the end of the input. On an error the chunk holds the records before it, and the
    /// current one as truncated.
    pub(crate) fn fill(
        &mut self,
        source: &mut dyn Read,
        chunk: &mut Chunk<'_>,
    ) -> io::Result<bool> {
        chunk.pieces.clear();
        chunk.bytes.clear();
        chunk.bytes.append(&mut self.carry);
        self.record_start = 0;
        loop {
            let read = read_some(source, &mut self.buffer);
            let Ok(got @ 1..) = read else {
                (self.at, self.filled) = (0, 0);
                self.break_off(chunk);
                return read.map(|_| false);
            };
            (self.at, self.filled) = (0, got);
            self.advance(chunk);
            self.offset += got as u64;
            let is_enough = got < self.buffer.len() || chunk.bytes.len() >= CHUNK_BYTES;
            if is_enough && !chunk.pieces.is_empty() {
                self.carry
                    .extend_from_slice(&chunk.bytes[self.record_start..]);
                return Ok(true);
            }
        }
    }

    /// Reads all bytes of the buffer.
    fn advance(&mut self, chunk: &mut Chunk<'_>) {
        while self.at < self.filled {
            if self.current.is_some() {
                self.follow(chunk);
                continue;
            }
            let byte = self.buffer[self.at];
            let is_space = matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
            if is_space || self.is_structure(byte, chunk) {
                self.restart.between(byte);
                self.at += 1;
            }
        }
    }

    /// Reads a byte between values. Returns `true` if the byte is used up. Returns `false` if it must be looked at
    /// again, as the first byte of a value or as the byte after a missing value.
    fn is_structure(&mut self, byte: u8, chunk: &mut Chunk<'_>) -> bool {
        match (self.level, self.due, byte) {
            (Level::Outside, _, b'{') if !self.containers.is_bare() => {
                self.enter(Level::Event);
                self.has_records = false;
            }
            (Level::Outside, _, b'{') => {
                self.restart.between(byte);
                return self.begin(Kind::Record, byte);
            }
            // A missing comma is ignored, like a missing value below: the records are still there.
            (Level::Event | Level::Groups, Due::First | Due::Item | Due::Next, b'"') => {
                self.key.clear();
                return self.begin(Kind::Key, byte);
            }
            (Level::Event | Level::Groups, Due::Colon, b':') => self.due = Due::Value,
            (Level::Event | Level::Groups, Due::Value, b',' | b'}') => {
                self.due = Due::Next;
                return false;
            }
            (Level::Event, Due::Value, _) => return self.event_value(byte),
            (Level::Groups, Due::Value, b'[') => self.enter_list(Level::Groups),
            (Level::Outside, _, b'[' | b',' | b']') if self.lists == Lists::OfDocuments => {}
            (Level::Outside, _, b'[') if self.lists == Lists::OfRecords => {
                self.enter_list(Level::Outside);
            }
            (Level::List, Due::Item, b',' | b']') => {
                chunk.push_unreadable(self.position(), UnreadableReason::BadEnvelope);
                return self.leave_list_if(byte);
            }
            (Level::Event | Level::Groups | Level::List, Due::Next, b',') => self.due = Due::Item,
            (Level::List, Due::First | Due::Next, b']') => return self.leave_list_if(byte),
            (Level::List, _, _) => {
                if self.lists == Lists::OfRecords {
                    self.restart.between(byte);
                }
                return self.begin(Kind::Record, byte);
            }
            (Level::Groups, Due::First | Due::Next, b'}') => self.leave(Level::Event),
            (Level::Event, Due::First | Due::Item | Due::Next, b'}') => self.leave_event(chunk),
            _ => return self.begin(Kind::Garbage, byte),
        }
        true
    }

    fn event_value(&mut self, byte: u8) -> bool {
        match byte {
            b'[' if is_key(&self.key, self.containers.list) => {
                self.enter_list(Level::Event);
            }
            b'{' if is_key(&self.key, self.containers.groups) => {
                self.enter(Level::Groups);
            }
            // Tools print `null` for a list without records.
            b'n' if is_key(&self.key, self.containers.list) => {
                self.has_records = true;
                return self.begin(Kind::Skipped, byte);
            }
            _ => return self.begin(Kind::Skipped, byte),
        }
        self.has_records = true;
        true
    }

    fn enter(&mut self, level: Level) {
        (self.level, self.due) = (level, Due::First);
    }

    fn enter_list(&mut self, around: Level) {
        self.around = around;
        self.enter(Level::List);
    }

    fn leave(&mut self, to: Level) {
        (self.level, self.due) = (to, Due::Next);
    }

    /// Leaves the list if `byte` is a bracket. After a comma the list continues, even if an element is missing.
    fn leave_list_if(&mut self, byte: u8) -> bool {
        if byte == b']' {
            self.leave(self.around);
        }
        true
    }

    fn leave_event(&mut self, chunk: &mut Chunk<'_>) {
        if !self.has_records {
            chunk.push_unreadable(self.position(), UnreadableReason::BadEnvelope);
        }
        self.enter(Level::Outside);
    }

    fn begin(&mut self, kind: Kind, first: u8) -> bool {
        let skim = if self.level == Level::Outside && kind == Kind::Garbage {
            Skim::garbage()
        } else {
            Skim::value(first)
        };
        let offset = self.position();
        self.current = Some(Current {
            kind,
            skim,
            offset,
            is_over: false,
        });
        false
    }

    /// Reads the current value as far as the buffer goes.
    fn follow(&mut self, chunk: &mut Chunk<'_>) {
        let Some(current) = self.current.as_mut() else {
            return;
        };
        let (bytes, start, bytes_max) = match current.kind {
            Kind::Key => (&mut self.key, 0, KEY_BYTES_MAX),
            Kind::Skipped => (&mut self.key, 0, 0),
            Kind::Record | Kind::Garbage => {
                (&mut chunk.bytes, self.record_start, self.record_bytes_max)
            }
        };
        let end_max = start.saturating_add(bytes_max);
        let mut kept = Kept {
            bytes,
            start,
            end_max,
            is_over: current.is_over,
        };
        let input = &self.buffer[self.at..self.filled];
        let (taken, step) = current.skim.feed(input, &mut kept, &mut self.restart);
        current.is_over = kept.is_over;
        self.at += taken;
        match step {
            Step::More => {}
            Step::Done => self.finish_value(chunk),
            Step::Restart => self.restart_document(chunk),
        }
    }

    fn finish_value(&mut self, chunk: &mut Chunk<'_>) {
        let Some(current) = self.current.take() else {
            return;
        };
        self.due = match (current.kind, self.level) {
            (Kind::Key, _) => {
                if current.is_over {
                    self.key.clear();
                }
                Due::Colon
            }
            (_, Level::Outside) => Due::First,
            _ => Due::Next,
        };
        match current.kind {
            Kind::Key | Kind::Skipped => {}
            Kind::Record => self.push_record(chunk, &current, Note::Whole),
            Kind::Garbage => {
                let note = Note::Unreadable(UnreadableReason::BadEnvelope);
                self.push_record(chunk, &current, note);
            }
        }
    }

    fn push_record(&mut self, chunk: &mut Chunk<'_>, current: &Current, note: Note) {
        if current.is_over {
            chunk.bytes.truncate(self.record_start);
            chunk.push_unreadable(current.offset, UnreadableReason::TooLarge);
        } else {
            chunk.push(self.record_start..chunk.bytes.len(), current.offset, note);
        }
        self.record_start = chunk.bytes.len();
    }

    /// A document has begun inside the current one. Counts the record that was cut, and continues after the first key of
    /// the new document.
    fn restart_document(&mut self, chunk: &mut Chunk<'_>) {
        let brace = self.record_start + self.restart.kept_before;
        chunk.bytes.truncate(brace);
        // The line break inside a cut string does not belong to the record.
        while chunk.bytes.len() > self.record_start && chunk.bytes.ends_with(b"\n") {
            chunk.bytes.pop();
        }
        self.break_off(chunk);
        if self.containers.is_bare() {
            self.record_start = chunk.bytes.len();
            chunk.bytes.push(b'{');
            chunk.bytes.extend_from_slice(self.restart.signature());
            let skim = Skim::in_object();
            let offset = self.position() - self.restart.bytes_after;
            self.current = Some(Current {
                kind: Kind::Record,
                skim,
                offset,
                is_over: false,
            });
            if self.lists == Lists::OfRecords {
                self.enter_list(Level::Outside);
            }
            return;
        }
        self.key = self.restart.signature().to_vec();
        self.has_records = false;
        (self.level, self.due) = (Level::Event, Due::Colon);
    }

    /// The document is cut here. Counts the current record as truncated, or the record that would have followed.
    fn break_off(&mut self, chunk: &mut Chunk<'_>) {
        let truncated = Note::Unreadable(UnreadableReason::Truncated);
        match self.current.take() {
            Some(current) if current.kind == Kind::Record => {
                self.push_record(chunk, &current, truncated);
            }
            Some(current) if current.kind == Kind::Garbage && self.level == Level::Outside => {
                let note = Note::Unreadable(UnreadableReason::BadEnvelope);
                self.push_record(chunk, &current, note);
            }
            _ => {
                chunk.bytes.truncate(self.record_start);
                let is_cut = match self.level {
                    Level::Outside => false,
                    Level::Event => !self.has_records,
                    Level::Groups | Level::List => true,
                };
                if is_cut {
                    chunk.push_unreadable(self.position(), UnreadableReason::Truncated);
                }
            }
        }
        self.enter(Level::Outside);
    }

    /// Returns the offset of the next byte in the input.
    fn position(&self) -> u64 {
        self.offset + self.at as u64
    }
}

fn is_key(quoted: &[u8], wanted: Option<&str>) -> bool {
    let key = quoted
        .strip_prefix(b"\"")
        .and_then(|key| key.strip_suffix(b"\""));
    wanted.is_some() && key == wanted.map(str::as_bytes)
}
