//! Opens an input: unpacks it, recognises what it holds, and chooses how to cut records out of it. The result is an
//! [`Input`], which fills chunks until the end. Only as much is read ahead as recognition needs.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tidegate::Source;

use super::ahead::Ahead;
use super::binary::refuse_binary;
use super::chunk::Chunk;
use super::compression::Compression;
use super::containers::{Layout, RowForm, Rule, sheet};
use super::decision::{Decision, Wanted};
use super::document::root_list;
use super::error::InputError;
use super::events::{Events, Lists};
use super::first_value::layout_of_objects;
use super::head::Head;
use super::kind::InputKind;
use super::lines::{LentLines, Lines};
use super::options::{Detected, Options, Throughput};
use super::read::read_some;
use super::recognise::recognise;
use super::rewrite::Rewriting;
use super::unpack;
use super::watch::Watch;
use crate::judged::RecordForm;
use crate::source::{Anatomy, Containers, Encoding, datasheet};

/// The largest envelope around a payload, in bytes. A record with a larger one is skipped unread.
const ENVELOPE_BYTES_MAX: usize = 1024 * 1024;
/// The number of bytes that are read at a time until the kind of the input is clear.
const HEAD_STEP_BYTES: usize = 64 * 1024;
/// The number of bytes by which a binary format is recognised.
const MAGIC_BYTES: usize = 16;

/// An opened, unpacked, recognised input, which is passed to [`evaluate`](crate::evaluate).
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
    throughput: Throughput,
    /// Whether its kind was recognised, not asked for.
    is_guess: bool,
    bytes_read: Arc<AtomicU64>,
}

enum Splitter<'r> {
    Lines(Lines),
    Lent(LentLines<'r>),
    Events(Box<Events>),
    Ahead(Ahead<'r>),
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input")
            .field("detected", &self.detected)
            .finish_non_exhaustive()
    }
}

impl<'r> Input<'r> {
    /// Opens an input. Recognises its compression and, from its first value, the kind of input, and the source if none
    /// is given. Reads no further than that requires.
    ///
    /// ```
    /// use tidegate::Source;
    /// use tidegate_batch::{Input, InputKind, Options};
    /// let printed = br#"{"Messages":[{"MessageId":"1","Body":"{}"}]}"#;
    /// let input = Input::open(&printed[..], None, &Options::default())?;
    /// assert_eq!(input.detected().source, Some(Source::Sqs));
    /// assert_eq!(input.detected().kind, InputKind::SqsReceive);
    /// # Ok::<(), tidegate_batch::InputError>(())
    /// ```
    ///
    /// # Errors
    /// If reading or unpacking fails, or the input is not text, holds records of another source, or can be read in
    /// several ways. Also if no source is given and the input names none.
    pub fn open(
        reader: impl Read + Send + 'r,
        source: impl Into<Option<Source>>,
        options: &Options,
    ) -> Result<Self, InputError> {
        let wanted = Wanted {
            source: source.into(),
        };
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
        let mut unrecognised = Unrecognised {
            reader: &mut reader,
            compression,
        };
        let decision = unrecognised.decide(&mut head, wanted, options)?;
        let splitter = splitter(&decision, bom_bytes as u64, options);
        let is_empty =
            decision.layout == Layout::Nothing || head.iter().all(u8::is_ascii_whitespace);
        let Decision {
            kind,
            source,
            reason,
            ..
        } = decision;
        let reader = Box::new(io::Cursor::new(head).chain(reader));
        let detected = Detected {
            kind,
            source,
            compression,
            reason,
            caveat: sheet(kind).caveat.filter(|_| !is_empty),
            is_empty,
        };
        Ok(Self {
            detected,
            reader,
            splitter,
            throughput: options.throughput,
            is_guess: options.input.is_none(),
            bytes_read,
        })
    }

    /// Opens an input that is in memory, with the same result as [`open`](Self::open). If it is not compressed, its
    /// lines are not even copied.
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
    /// The same as for [`open`](Self::open).
    pub fn of_bytes(
        bytes: &'r [u8],
        source: impl Into<Option<Source>>,
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

    /// Returns what was found out about the input.
    #[must_use]
    pub fn detected(&self) -> &Detected {
        &self.detected
    }

    /// Returns the counter of compressed bytes read so far, for a progress display on another thread.
    #[must_use]
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes_read)
    }

    /// Returns the form in which records of this input are read. For rewritten rows, the row itself states the form.
    pub(crate) const fn form(&self) -> RecordForm {
        match sheet(self.detected.kind).rows {
            RowForm::AsItIs(form) => form,
            RowForm::Converted => RecordForm::Record,
        }
    }

    /// Returns how its rows are rewritten before they are judged, or `None` if they are not.
    pub(crate) fn rewriting(&self) -> Option<Rewriting> {
        Rewriting::of(self.detected.kind, self.throughput)
    }

    /// Returns a watch for records among its payloads, if that it holds payloads was recognised, not asked for.
    pub(crate) fn watch(&self, source: Source) -> Option<Watch> {
        let is_event = datasheet(source).anatomy == Anatomy::Event;
        let is_watched = self.is_guess && !is_event && self.form() == RecordForm::Payload;
        is_watched.then(|| Watch::new(source))
    }

    /// Returns whether its last payload counts as cut if it is a JSON value without an end. A caller that asked for
    /// payloads gets it judged as the text it is.
    pub(crate) fn tells_cut_payload(&self) -> bool {
        self.is_guess && self.form() == RecordForm::Payload
    }

    /// Sets the approximate size of the next chunks of lines.
    pub(crate) fn set_chunk_bytes(&mut self, bytes: usize) {
        match &mut self.splitter {
            Splitter::Lines(lines) => lines.set_chunk_bytes(bytes),
            Splitter::Lent(lines) => lines.set_chunk_bytes(bytes),
            Splitter::Events(_) | Splitter::Ahead(_) => {}
        }
    }

    /// Fills `chunk` with the next records. Returns `false` at the end of the input. On an error the chunk holds the
    /// records before it.
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
            Splitter::Ahead(ahead) => ahead.fill(chunk),
        };
        filled.map_err(|error| read_error(self.detected.compression, error))
    }
}

impl Input<'static> {
    /// Reads a little ahead on a thread of its own, so that several inputs are unpacked and cut at the same time. The
    /// records are the same.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use tidegate::{Profile, Source};
    /// use tidegate_batch::{Filters, Input, Options, evaluate};
    /// let sqs = Source::Sqs;
    /// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":["x"]}"#])?;
    /// let options = Options::default();
    /// let input = Input::open(&b"{\"body\":\"x\"}\n"[..], sqs, &options)?.read_ahead();
    /// let tally = evaluate(&filters, input, &options, &mut |_| ControlFlow::Continue(()))?;
    /// assert_eq!(tally.delivered, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn read_ahead(self) -> Self {
        let Self {
            detected,
            reader,
            splitter,
            throughput,
            is_guess,
            bytes_read,
        } = self;
        let (mut reader, mut splitter) = (reader, splitter);
        let ahead = Ahead::start(move |chunk| match &mut splitter {
            Splitter::Lines(lines) => lines.fill(&mut *reader, chunk),
            Splitter::Events(events) => events.fill(&mut *reader, chunk),
            Splitter::Lent(lines) => Ok(lines.fill(chunk)),
            Splitter::Ahead(ahead) => ahead.fill(chunk),
        });
        Self {
            detected,
            reader: Box::new(io::empty()),
            splitter: Splitter::Ahead(ahead),
            throughput,
            is_guess,
            bytes_read,
        }
    }
}

/// A reader whose input is not recognised yet.
struct Unrecognised<'s, 'r> {
    reader: &'s mut Box<dyn Read + Send + 'r>,
    compression: Compression,
}

impl Unrecognised<'_, '_> {
    /// Reads into `head` until the kind of the input is clear. A kind that was asked for is accepted, but records of
    /// another source are refused.
    fn decide(
        &mut self,
        head: &mut Vec<u8>,
        wanted: Wanted,
        options: &Options,
    ) -> Result<Decision, InputError> {
        let Some(kind) = options.input else {
            return self.recognise_growing(head, wanted, options);
        };
        let is_bus = wanted
            .source
            .is_some_and(|source| datasheet(source).anatomy == Anatomy::Event);
        let is_payload = matches!(sheet(kind).rule, Rule::Rest);
        // For lines of payloads of a given source there is nothing to recognise.
        if kind == InputKind::Payload && wanted.source.is_some() {
            return Ok(Decision::as_asked(kind, wanted.source, Layout::Lines));
        }
        let found = self.recognise_growing(head, wanted, options);
        let asked = |found: Option<Decision>| {
            let layout = layout_of(kind, head, found.as_ref());
            let source = wanted
                .source
                .or(found.as_ref().and_then(|found| found.source));
            Decision {
                first_key: found.map_or_else(Vec::new, |found| found.first_key),
                ..Decision::as_asked(kind, source, layout)
            }
        };
        let decision = match found {
            Ok(found) => asked(Some(found)),
            Err(InputError::Ambiguous { .. } | InputError::UnknownSource { .. }) => asked(None),
            Err(
                InputError::ForeignSource { .. }
                | InputError::ForeignKind { .. }
                | InputError::OtherService { .. }
                | InputError::Unfiltered(_)
                | InputError::OtherOutput(_)
                | InputError::ForeignText(_)
                | InputError::NotEvents { .. },
            ) if is_bus || is_payload => asked(None),
            Err(error) => return Err(error),
        };
        match decision.source {
            Some(_) => Ok(decision),
            None => Err(InputError::UnknownSource {
                seen: kind.title().to_owned(),
            }),
        }
    }

    fn recognise_growing(
        &mut self,
        head: &mut Vec<u8>,
        wanted: Wanted,
        options: &Options,
    ) -> Result<Decision, InputError> {
        let head_bytes_max = head_bytes_max(wanted, options);
        let mut extent = Head::Partial;
        let mut looked_at = 0;
        loop {
            // Look again only at the end of a line, or if a good part of the bytes is new.
            let has_line = head[looked_at..].contains(&b'\n');
            if extent == Head::Final || has_line || head.len() / 4 >= looked_at / 3 {
                looked_at = head.len();
                if let Some(decision) = recognise(head, extent, wanted)? {
                    return Ok(decision);
                }
            }
            let step = HEAD_STEP_BYTES.min(head_bytes_max - head.len());
            if step == 0 || self.read_more(head, step)? == 0 {
                extent = Head::Final;
            }
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

/// Returns the layout of an input whose kind was asked for.
fn layout_of(kind: InputKind, head: &[u8], found: Option<&Decision>) -> Layout {
    let begins = head.trim_ascii_start().first();
    match (kind, begins) {
        (InputKind::Event, _) => Layout::Documents,
        (InputKind::Record | InputKind::Payload, _) => Layout::Lines,
        (InputKind::RecordList | InputKind::PayloadList, _) => Layout::List,
        (InputKind::RecordStream | InputKind::PayloadStream, _) => Layout::Stream,
        (InputKind::PayloadText, Some(b'[')) => Layout::List,
        (_, Some(b'[')) if root_list(head.trim_ascii_start()).first.is_some() => Layout::List,
        (_, Some(b'{')) => found.map_or_else(|| layout_of_objects(head), |found| found.layout),
        _ => Layout::Lines,
    }
}

fn splitter<'r>(decision: &Decision, offset: u64, options: &Options) -> Splitter<'r> {
    let kind = decision.kind;
    let bytes_max = raw_bytes_max(decision.source, kind, options);
    let containers = match (kind, decision.source) {
        (InputKind::Event | InputKind::DynamoDbGetRecords, Some(source)) => {
            datasheet(source).containers
        }
        _ => Containers {
            list: decision.list.or(super::document::list_of(kind)),
            groups: None,
        },
    };
    let bare = Containers {
        list: None,
        groups: None,
    };
    let (containers, lists) = match decision.layout {
        Layout::Nothing => return Splitter::Lent(Lines::new(0, 0).of_bytes(b"")),
        Layout::Lines => return Splitter::Lines(Lines::new(offset, bytes_max)),
        Layout::Documents => (containers, Lists::Unknown),
        Layout::DocumentList => (containers, Lists::OfDocuments),
        Layout::Stream => (bare, Lists::Unknown),
        Layout::List => (bare, Lists::OfRecords),
    };
    let events = Events::new(containers, lists, &decision.first_key, offset, bytes_max);
    Splitter::Events(Box::new(events))
}

/// Returns the most bytes of an input that are looked at to recognise it.
fn head_bytes_max(wanted: Wanted, options: &Options) -> usize {
    raw_bytes_max(wanted.source, InputKind::Record, options).saturating_add(HEAD_STEP_BYTES)
}

/// Returns the longest record that is held, as it stands in the input. Escapes and base64 make a payload longer there;
/// the judge measures the decoded payload. Without a source, the largest limit of any source applies.
fn raw_bytes_max(source: Option<Source>, kind: InputKind, options: &Options) -> usize {
    let of = |source| raw_bytes_max_of(source, kind, options);
    let any = Source::ALL.into_iter().map(of).max().unwrap_or(0);
    source.map_or(any, of)
}

fn raw_bytes_max_of(source: Source, kind: InputKind, options: &Options) -> usize {
    let datasheet = datasheet(source);
    let payload = options
        .max_record_bytes
        .unwrap_or(datasheet.payload_bytes_max);
    let payload = usize::try_from(payload).unwrap_or(usize::MAX);
    let enclosed = |growth| {
        payload
            .saturating_mul(growth)
            .saturating_add(ENVELOPE_BYTES_MAX)
    };
    match (sheet(kind).rows, datasheet.anatomy) {
        // Text written by a tool may consist of escapes only.
        (RowForm::Converted, _) => enclosed(Encoding::Plain.growth_max()),
        (RowForm::AsItIs(RecordForm::Payload), _)
        | (RowForm::AsItIs(RecordForm::Record), Anatomy::Event | Anatomy::Document { .. }) => {
            payload
        }
        (RowForm::AsItIs(RecordForm::Record), Anatomy::Enclosed(encoding)) => {
            enclosed(encoding.growth_max())
        }
    }
}
