//! A reader in; an [`Input`] out that knows how it is packed, what it holds, and how its records are cut out of it.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tidegate::Source;

use super::binary::refuse_binary;
use super::chunk::Chunk;
use super::compression::Compression;
use super::error::InputError;
use super::events::Events;
use super::lines::{LentLines, Lines};
use super::options::{Detected, InputKind, Options};
use super::read::read_some;
use super::recognise::{Decision, recognise};
use super::unpack;
use crate::judged::RecordForm;
use crate::source::{Anatomy, datasheet};

/// What a record's envelope may add to its payload, in bytes, before the record is given up unread.
const ENVELOPE_BYTES_MAX: usize = 1024 * 1024;
/// How much is read at a time while it is not clear what the input holds.
const HEAD_STEP_BYTES: usize = 64 * 1024;
/// Enough to know a format by.
const MAGIC_BYTES: usize = 16;

/// An opened, unpacked, recognised input, to be handed to [`evaluate`](crate::evaluate).
///
/// ```
/// use tidegate::Source;
/// use tidegate_batch::{Input, InputKind, Options};
/// let sqs = Source::Sqs;
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
    /// Opens an input of `source`: recognises how it is packed and, from its first value, what it holds. Reads no
    /// further than it must for that.
    ///
    /// # Errors
    /// If reading or unpacking fails, the input is not text, holds another source's records, or JSON that is spread
    /// over lines and is no event.
    pub fn open(
        reader: impl Read + Send + 'r,
        source: Source,
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
                let mut unrecognised = Unrecognised {
                    reader: &mut reader,
                    compression,
                };
                unrecognised.decide(&mut head, source, options, forced)?
            }
        };
        let Decision {
            kind,
            reason,
            first_key,
        } = decision;
        let raw_bytes_max = raw_bytes_max(source, kind, options);
        let splitter = match kind {
            InputKind::Event => {
                let containers = datasheet(source).containers;
                let events = Events::new(containers, &first_key, bom_bytes as u64, raw_bytes_max);
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
    /// use tidegate::{Profile, Source};
    /// use tidegate_batch::{Filters, Input, Options, evaluate};
    /// let sqs = Source::Sqs;
    /// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":["x"]}"#])?;
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
        source: Source,
        options: &Options,
    ) -> Result<Self, InputError> {
        let mut input = Self::open(bytes, source, options)?;
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
struct Unrecognised<'s, 'r> {
    reader: &'s mut Box<dyn Read + Send + 'r>,
    compression: Compression,
}

impl Unrecognised<'_, '_> {
    /// Reads into `head` until it is clear what the input holds. A kind that was asked for is not questioned, except
    /// that records of another source are not taken for this one's.
    fn decide(
        &mut self,
        head: &mut Vec<u8>,
        source: Source,
        options: &Options,
        forced: Option<InputKind>,
    ) -> Result<Decision, InputError> {
        let found = self.recognise_growing(head, source, options);
        match (found, forced) {
            (Ok(decision), None) => Ok(decision),
            (Ok(decision), Some(kind)) => Ok(Decision {
                first_key: decision.first_key,
                ..Decision::unlooked(kind)
            }),
            (Err(InputError::NotAnEvent { .. }), Some(kind)) => Ok(Decision::unlooked(kind)),
            (Err(InputError::ForeignSource { .. }), Some(kind))
                if datasheet(source).anatomy == Anatomy::Event =>
            {
                Ok(Decision::unlooked(kind))
            }
            (Err(error), _) => Err(error),
        }
    }

    fn recognise_growing(
        &mut self,
        head: &mut Vec<u8>,
        source: Source,
        options: &Options,
    ) -> Result<Decision, InputError> {
        let head_bytes_max =
            raw_bytes_max(source, InputKind::Record, options).saturating_add(HEAD_STEP_BYTES);
        let mut is_final = false;
        let mut looked_at = 0;
        loop {
            // Looking again is worth it at a line's end, or when a good part is new.
            let has_line = head[looked_at..].contains(&b'\n');
            if is_final || has_line || head.len() / 4 >= looked_at / 3 {
                looked_at = head.len();
                if let Some(decision) = recognise(head, is_final, source)? {
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

fn read_error(compression: Compression, error: io::Error) -> InputError {
    match compression {
        Compression::None => InputError::Io(error),
        _ => InputError::Decompress { compression, error },
    }
}

/// The longest record that is held, as it stands in the input. Escapes and base64 make a payload longer than it is; the
/// judge measures the payload itself.
fn raw_bytes_max(source: Source, kind: InputKind, options: &Options) -> usize {
    let datasheet = datasheet(source);
    let payload = options
        .max_record_bytes
        .unwrap_or(datasheet.payload_bytes_max);
    let payload = usize::try_from(payload).unwrap_or(usize::MAX);
    match (datasheet.anatomy, kind) {
        (_, InputKind::Payload) | (Anatomy::Event | Anatomy::Document { .. }, _) => payload,
        (Anatomy::Enclosed(encoding), InputKind::Event | InputKind::Record) => payload
            .saturating_mul(encoding.growth_max())
            .saturating_add(ENVELOPE_BYTES_MAX),
    }
}
