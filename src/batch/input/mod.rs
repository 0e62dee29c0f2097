//! A reader in; chunks of records out, with what was found out about the input: how it is packed, what it holds, why.
//! Decided once, from the beginning of the input, and the same however the reads cut it.

mod chunk;
mod error;
mod events;
mod facts;
mod lines;
mod recognise;
mod unpack;

use std::io::{self, ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tidegate::Source as EventSource;

pub(crate) use chunk::{CHUNK_BYTES, CHUNK_BYTES_ALONE, Chunk, Note};
pub use error::InputError;
pub use unpack::{Compression, unpacked};

use crate::judge::{RecordForm, payload_bytes_max};
use crate::origin::Origin;
use events::{Events, Layout};
use lines::{LentLines, Lines};
use recognise::{Decision, recognise};

/// What a record's envelope may add to its payload, in bytes, before the record is given up unread.
const ENVELOPE_BYTES_MAX: usize = 1024 * 1024;
/// How much is read at a time while it is not clear what the input holds.
const HEAD_STEP_BYTES: usize = 64 * 1024;
/// Enough to know a format by.
const MAGIC_BYTES: usize = 16;

/// Formats that people hand over and that are no text, by their first bytes.
const BINARY_FORMATS: [(&[u8], &str); 9] = [
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\0", "xz data"),
    (b"\x04\x22\x4d\x18", "lz4 data"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PAR1", "a Parquet file"),
    (b"Obj\x01", "an Avro file"),
    (b"SQLite format 3\0", "an SQLite database"),
];

/// What an input holds.
///
/// ```
/// use tidegate_batch::{Input, InputKind, Options, Origin};
/// let sqs: Origin = "sqs".parse().unwrap();
/// let options = Options { input: Some(InputKind::Payload), ..Options::default() };
/// let input = Input::open(&br#"{"body":"x"}"#[..], sqs, &options)?;
/// assert_eq!(input.detected().kind.name(), "payload");
/// # Ok::<(), tidegate_batch::InputError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputKind {
    /// Lambda events of the source, whose records are taken one by one; or EventBridge events in any layout.
    Event,
    /// One record of the source per line.
    Record,
    /// One bare payload, or EventBridge event, per line.
    Payload,
}

impl InputKind {
    /// `event`, `record` or `payload`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Record => "record",
            Self::Payload => "payload",
        }
    }
}

/// How inputs are to be read and judged.
///
/// ```
/// use tidegate_batch::Options;
/// let options = Options { threads: 1, max_record_bytes: Some(16 << 20), ..Options::default() };
/// assert_eq!(options.input, None, "what the input holds is found out");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What the input holds; `None`: decided from its beginning.
    pub input: Option<InputKind>,
    /// Threads that judge; 0: one per core. What comes out does not depend on it.
    pub threads: usize,
    /// Largest payload, in bytes; `None`: what AWS takes (6 MB for streams and topics, 1 MiB for SQS and EventBridge).
    pub max_record_bytes: Option<u64>,
}

/// What was found out about an input, and why; `Display` is one line for people.
///
/// ```
/// use tidegate_batch::{Compression, Input, InputKind, Options, Origin};
/// let sqs: Origin = "sqs".parse().unwrap();
/// let input = Input::open(&br#"{"body":"x"}"#[..], sqs, &Options::default())?;
/// let detected = input.detected();
/// assert_eq!((detected.kind, detected.compression), (InputKind::Record, Compression::None));
/// # Ok::<(), tidegate_batch::InputError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// What the input holds.
    pub kind: InputKind,
    /// How it is packed.
    pub compression: Compression,
    /// What decided it, for people.
    pub reason: String,
    /// It holds nothing but white space, if anything.
    pub is_empty: bool,
}

impl std::fmt::Display for Detected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.reason)?;
        match self.compression {
            Compression::None => Ok(()),
            packed => write!(f, ", {}", packed.name()),
        }
    }
}

/// An opened, unpacked, recognised input, to be handed to [`evaluate`](crate::evaluate).
///
/// ```
/// use tidegate_batch::{Input, InputKind, Options, Origin};
/// let sqs: Origin = "sqs".parse().unwrap();
/// let input = Input::open(&br#"{"Records":[{"body":"x"}]}"#[..], sqs, &Options::default())?;
/// assert_eq!(input.detected().kind, InputKind::Event);
/// # Ok::<(), tidegate_batch::InputError>(())
/// ```
pub struct Input<'r> {
    detected: Detected,
    reader: Box<dyn Read + Send + 'r>,
    splitter: Splitter<'r>,
    bytes_read: Arc<AtomicU64>,
}

enum Splitter<'r> {
    Lines(Lines),
    Lent(LentLines<'r>),
    Events(Box<Events>),
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input")
            .field("detected", &self.detected)
            .finish_non_exhaustive()
    }
}

impl<'r> Input<'r> {
    /// Opens an input of `origin`: recognises how it is packed and, from its first value, what it holds. Reads no
    /// further than it must for that.
    ///
    /// # Errors
    /// If reading or unpacking fails, the input is not text, holds another source's records, or JSON that is spread
    /// over lines and is no event.
    pub fn open(
        reader: impl Read + Send + 'r,
        origin: Origin,
        options: &Options,
    ) -> Result<Self, InputError> {
        let bytes_read = Arc::new(AtomicU64::new(0));
        let (mut reader, compression) = unpack::unpack(reader, Arc::clone(&bytes_read))?;
        let mut head = unpack::read_head(&mut reader, MAGIC_BYTES)
            .map_err(|error| read_error(compression, error))?;
        refuse_binary(&head)?;
        let bom_bytes = if head.starts_with(b"\xef\xbb\xbf") {
            3
        } else {
            0
        };
        head.drain(..bom_bytes);
        let decision = match options.input {
            Some(InputKind::Payload) => Decision::unlooked(InputKind::Payload),
            forced => {
                let mut source = Source {
                    reader: &mut reader,
                    compression,
                };
                source.decide(&mut head, origin, options, forced)?
            }
        };
        let Decision {
            kind,
            reason,
            first_key,
        } = decision;
        let raw_bytes_max = raw_bytes_max(origin, kind, options);
        let splitter = match kind {
            InputKind::Event => {
                let layout = Layout::of(origin);
                let events = Events::new(layout, &first_key, bom_bytes as u64, raw_bytes_max);
                Splitter::Events(Box::new(events))
            }
            _ => Splitter::Lines(Lines::new(bom_bytes as u64, raw_bytes_max)),
        };
        let is_empty = head.iter().all(u8::is_ascii_whitespace);
        let reader = Box::new(io::Cursor::new(head).chain(reader));
        let detected = Detected {
            kind,
            compression,
            reason,
            is_empty,
        };
        Ok(Self {
            detected,
            reader,
            splitter,
            bytes_read,
        })
    }

    /// Opens an input that is in memory, as [`open`](Self::open) does; the lines of one that is not packed are not even
    /// copied. What comes out is the same.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use tidegate_batch::{Filters, Input, Options, Origin, evaluate};
    /// let sqs: Origin = "sqs".parse().unwrap();
    /// let filters = Filters::compile(sqs, sqs.profile(), &[r#"{"body":["x"]}"#])?;
    /// let options = Options::default();
    /// let lines = b"{\"body\":\"x\"}\n{\"body\":\"y\"}\n";
    /// let input = Input::of_bytes(lines, sqs, &options)?;
    /// let tally = evaluate(&filters, input, &options, &mut |_| ControlFlow::Continue(()))?;
    /// assert_eq!((tally.read, tally.delivered), (2, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub fn of_bytes(
        bytes: &'r [u8],
        origin: Origin,
        options: &Options,
    ) -> Result<Self, InputError> {
        let mut input = Self::open(bytes, origin, options)?;
        if let (Splitter::Lines(lines), Compression::None) =
            (&input.splitter, input.detected.compression)
        {
            input.splitter = Splitter::Lent(lines.of_bytes(bytes));
        }
        Ok(input)
    }

    /// What was found out.
    #[must_use]
    pub fn detected(&self) -> &Detected {
        &self.detected
    }

    /// The packed bytes read so far, for a progress display on another thread.
    #[must_use]
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes_read)
    }

    /// How each record of this input is to be read.
    pub(crate) fn form(&self) -> RecordForm {
        match self.detected.kind {
            InputKind::Event | InputKind::Record => RecordForm::Record,
            InputKind::Payload => RecordForm::Payload,
        }
    }

    /// Fills chunks with about so many bytes of lines from now on.
    pub(crate) fn set_chunk_bytes(&mut self, bytes: usize) {
        match &mut self.splitter {
            Splitter::Lines(lines) => lines.set_chunk_bytes(bytes),
            Splitter::Lent(lines) => lines.set_chunk_bytes(bytes),
            Splitter::Events(_) => {}
        }
    }

    /// Fills `chunk` with the next records; `false` at the end of the input. On an error the records read before it
    /// are in the chunk.
    pub(crate) fn fill(&mut self, chunk: &mut Chunk<'r>) -> Result<bool, InputError> {
        let filled = match &mut self.splitter {
            Splitter::Lent(lines) => {
                let more = lines.fill(chunk);
                let read = lines.offset() as u64;
                self.bytes_read.store(read, Ordering::Relaxed);
                Ok(more)
            }
            Splitter::Lines(lines) => lines.fill(&mut *self.reader, chunk),
            Splitter::Events(events) => events.fill(&mut *self.reader, chunk),
        };
        filled.map_err(|error| read_error(self.detected.compression, error))
    }
}

/// A reader whose input is not recognised yet.
struct Source<'s, 'r> {
    reader: &'s mut Box<dyn Read + Send + 'r>,
    compression: Compression,
}

impl Source<'_, '_> {
    /// Reads into `head` until it is clear what the input holds. A kind that was asked for is not questioned, except
    /// that records of another source are not taken for this one's.
    fn decide(
        &mut self,
        head: &mut Vec<u8>,
        origin: Origin,
        options: &Options,
        forced: Option<InputKind>,
    ) -> Result<Decision, InputError> {
        let found = self.recognise_growing(head, origin, options);
        match (found, forced) {
            (Ok(decision), None) => Ok(decision),
            (Ok(decision), Some(kind)) => Ok(Decision {
                first_key: decision.first_key,
                ..Decision::unlooked(kind)
            }),
            (Err(InputError::NotAnEvent { .. }), Some(kind)) => Ok(Decision::unlooked(kind)),
            (Err(InputError::ForeignSource { .. }), Some(kind))
                if origin == Origin::EventBridge =>
            {
                Ok(Decision::unlooked(kind))
            }
            (Err(error), _) => Err(error),
        }
    }

    fn recognise_growing(
        &mut self,
        head: &mut Vec<u8>,
        origin: Origin,
        options: &Options,
    ) -> Result<Decision, InputError> {
        let head_bytes_max =
            raw_bytes_max(origin, InputKind::Record, options).saturating_add(HEAD_STEP_BYTES);
        let mut is_final = false;
        let mut looked_at = 0;
        loop {
            // Looking again is worth it at a line's end, or when a good part is new.
            let has_line = head[looked_at..].contains(&b'\n');
            if is_final || has_line || head.len() / 4 >= looked_at / 3 {
                looked_at = head.len();
                if let Some(decision) = recognise(head, is_final, origin)? {
                    return Ok(decision);
                }
            }
            let step = HEAD_STEP_BYTES.min(head_bytes_max - head.len());
            is_final = step == 0 || self.read_more(head, step)? == 0;
        }
    }

    fn read_more(&mut self, head: &mut Vec<u8>, bytes: usize) -> Result<usize, InputError> {
        let filled = head.len();
        head.resize(filled + bytes, 0);
        let got = read_some(self.reader, &mut head[filled..]);
        head.truncate(filled + *got.as_ref().unwrap_or(&0));
        got.map_err(|error| read_error(self.compression, error))
    }
}

/// One read, begun again when a signal broke it off. 0: the end.
fn read_some(reader: &mut (impl Read + ?Sized), buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

fn read_error(compression: Compression, error: io::Error) -> InputError {
    match compression {
        Compression::None => InputError::Io(error),
        _ => InputError::Decompress { compression, error },
    }
}

/// Refuses the beginning of an input that is no text.
fn refuse_binary(head: &[u8]) -> Result<(), InputError> {
    let known = BINARY_FORMATS
        .iter()
        .find(|(magic, _)| head.starts_with(magic));
    let found = match known {
        Some((_, name)) => *name,
        None if head.contains(&0) => "binary data",
        None => return Ok(()),
    };
    Err(InputError::NotText {
        found: found.to_owned(),
    })
}

/// The longest record that is held, as it stands in the input. Escapes and base64 make a payload longer than it is; the
/// judge measures the payload itself.
fn raw_bytes_max(origin: Origin, kind: InputKind, options: &Options) -> usize {
    let payload = options
        .max_record_bytes
        .unwrap_or(payload_bytes_max(origin));
    let payload = usize::try_from(payload).unwrap_or(usize::MAX);
    let growth = match (origin, kind) {
        (_, InputKind::Payload) => return payload,
        (Origin::EventBridge | Origin::Esm(EventSource::DynamoDb), _) => return payload,
        (Origin::Esm(EventSource::Sqs), _) => 6,
        (Origin::Esm(_), _) => 2,
    };
    payload
        .saturating_mul(growth)
        .saturating_add(ENVELOPE_BYTES_MAX)
}
