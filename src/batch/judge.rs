//! One record in, its disposition out: envelope read, payload decoded, drop table applied. A judge owns all the memory
//! this takes, so after warm-up a record costs no allocation; judging never fails, for a bad record has a disposition.

use std::sync::Arc;

use tidegate::{InvalidKind, Source};
use tidegate_json::Unescaper;

use crate::disposition::{Disposition, DropReason, UnreadableReason};
use crate::drop_table::DropTable;
use crate::filters::Compiled;
use crate::origin::Origin;
use crate::record::{self, Cursor, Envelope, Flaw, Opener};
use crate::source::is_base64;

/// Largest payload of a stream or topic record that Lambda takes: its invocation payload limit, 6 MB (Lambda quotas,
/// read 2026-11-23).
const STREAM_PAYLOAD_BYTES_MAX: u64 = 6 * 1024 * 1024;
/// Largest message of SQS and largest event of EventBridge: 1 MiB (service quotas, read 2026-11-23).
const MESSAGE_BYTES_MAX: u64 = 1024 * 1024;

/// Judges single records; holds scratch memory, so one per thread. Made by
/// [`Filters::judge`](crate::Filters::judge).
///
/// ```
/// use tidegate_batch::{Disposition, Filters, Origin, RecordForm};
/// let filters = Filters::compile(Origin::EventBridge, Origin::EventBridge.profile(), &[])?;
/// let judged = filters.judge().judge(b"{}", RecordForm::Payload).disposition;
/// assert_eq!(judged, Disposition::Filtered);
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[derive(Debug)]
pub struct Judge {
    origin: Origin,
    payload_bytes_max: u64,
    asks_key: bool,
    asks_metadata: bool,
    table: DropTable,
    scratch: Scratch,
}

/// How the bytes of a record are to be read.
///
/// ```
/// use tidegate_batch::{Filters, Origin, RecordForm};
/// let sqs: Origin = "sqs".parse().unwrap();
/// let filters = Filters::compile(sqs, sqs.profile(), &[r#"{"body":["x"]}"#])?;
/// let mut judge = filters.judge();
/// assert_eq!(judge.judge(br#"{"body":"x"}"#, RecordForm::Record).disposition.name(), "delivered");
/// assert_eq!(judge.judge(b"x", RecordForm::Payload).disposition.name(), "delivered");
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordForm {
    /// One record of the source, in its envelope; for EventBridge, the event.
    Record,
    /// The bare payload, as the producer wrote it (DynamoDB: what stands under `dynamodb`). It has no metadata.
    Payload,
}

/// What became of one record.
///
/// ```
/// use tidegate_batch::{Filters, Origin, RecordForm};
/// let sqs: Origin = "sqs".parse().unwrap();
/// let filters = Filters::compile(sqs, sqs.profile(), &[r#"{"body":["y"]}"#, r#"{"body":["x"]}"#])?;
/// let mut judge = filters.judge();
/// let judged = judge.judge(br#"{"body":"x","attributes":{"SentTimestamp":"1778573730123"}}"#, RecordForm::Record);
/// assert_eq!((judged.filters, judged.payload_bytes), (&[1][..], 1));
/// assert_eq!(judged.arrival_ms, Some(1_778_573_730_123));
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged<'a> {
    /// What AWS does with it.
    pub disposition: Disposition,
    /// The filters that deliver it, ascending; empty unless delivered.
    pub filters: &'a [usize],
    /// When it reached its source, in milliseconds since 1970; `None` where the record doesn't say.
    pub arrival_ms: Option<i64>,
    /// Bytes of its payload, decoded (DynamoDB and EventBridge: of the record); 0 where it is unreadable.
    pub payload_bytes: usize,
}

/// A ruling before the filters are attached to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ruling {
    pub(crate) disposition: Disposition,
    pub(crate) arrival_ms: Option<i64>,
    pub(crate) payload_bytes: usize,
    /// The bytes end inside the record: where they are the end of the input, it was cut.
    pub(crate) is_cut: bool,
}

impl Ruling {
    const fn of(disposition: Disposition) -> Self {
        Self {
            disposition,
            arrival_ms: None,
            payload_bytes: 0,
            is_cut: false,
        }
    }

    pub(crate) const fn judged(self, filters: &[usize]) -> Judged<'_> {
        let Self {
            disposition,
            arrival_ms,
            payload_bytes,
            ..
        } = self;
        Judged {
            disposition,
            filters,
            arrival_ms,
            payload_bytes,
        }
    }

    pub(crate) const fn unreadable(reason: UnreadableReason) -> Self {
        Self::of(Disposition::Unreadable(reason))
    }
}

impl From<Flaw> for Ruling {
    fn from(flaw: Flaw) -> Self {
        let unreadable = Self::unreadable(UnreadableReason::BadEnvelope);
        Self {
            is_cut: flaw == Flaw::Ended,
            ..unreadable
        }
    }
}

/// What the filters are matched against, decoded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts<'p> {
    /// The object that is the filter's root.
    pub(crate) envelope: &'p [u8],
    /// `None` where the record has no payload.
    pub(crate) payload: Option<&'p [u8]>,
    arrival_ms: Option<i64>,
}

/// Memory that is reused from record to record.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    opener: Opener,
    unescaper: Unescaper,
    unescaped: Vec<u8>,
    decoded: Vec<u8>,
    envelope: Vec<u8>,
}

impl Scratch {
    /// The DynamoDB record that has `bytes` under `dynamodb`.
    pub(crate) fn change(&mut self, bytes: &[u8]) -> &[u8] {
        self.envelope.clear();
        for part in [b"{\"dynamodb\":", bytes, b"}"] {
            self.envelope.extend_from_slice(part);
        }
        &self.envelope
    }
}

impl Judge {
    pub(crate) fn new(compiled: Arc<Compiled>) -> Self {
        Self {
            origin: compiled.origin,
            payload_bytes_max: payload_bytes_max(compiled.origin),
            asks_key: compiled.asks_key,
            asks_metadata: compiled.asks_metadata,
            table: DropTable::new(compiled),
            scratch: Scratch::default(),
        }
    }

    /// The same judge with another limit on a payload, in bytes, in place of the source's own.
    #[must_use]
    pub fn with_max_record_bytes(mut self, bytes: u64) -> Self {
        self.payload_bytes_max = bytes;
        self
    }

    /// Judges one record.
    pub fn judge(&mut self, bytes: &[u8], form: RecordForm) -> Judged<'_> {
        self.rule(bytes, form).judged(self.filters())
    }

    /// Judges a payload held apart from its record, hence without metadata; `None` is a record that has no payload.
    /// Only Kafka has such records, its tombstones; a record of another source is unreadable without.
    ///
    /// ```
    /// use tidegate_batch::{Disposition, Filters, Origin};
    /// let kafka: Origin = "kafka".parse()?;
    /// let filters = Filters::compile(kafka, kafka.profile(), &[r#"{"value":{"state":["paid"]}}"#])?;
    /// let mut judge = filters.judge();
    /// let paid = judge.judge_payload(Some(br#"{"state":"paid"}"#)).disposition;
    /// assert_eq!(paid, Disposition::Delivered);
    /// assert_eq!(judge.judge_payload(None).disposition, Disposition::Filtered);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn judge_payload(&mut self, payload: Option<&[u8]>) -> Judged<'_> {
        match (payload, self.origin) {
            (Some(bytes), _) => self.judge(bytes, RecordForm::Payload),
            (None, Origin::Esm(Source::Kafka)) => self.tombstone(),
            (None, _) => Ruling::unreadable(UnreadableReason::BadEnvelope).judged(&[]),
        }
    }

    fn tombstone(&mut self) -> Judged<'_> {
        self.table.clear();
        let disposition = self.table.decide(None, None);
        let ruling = disposition.map_or_else(|| Ruling::from(Flaw::Broken), Ruling::of);
        ruling.judged(self.filters())
    }

    pub(crate) fn rule(&mut self, bytes: &[u8], form: RecordForm) -> Ruling {
        self.table.clear();
        let ruling = match (self.origin, form) {
            (Origin::EventBridge, _) => self.event(bytes),
            (Origin::Esm(Source::DynamoDb), RecordForm::Record) => self.change(bytes),
            (Origin::Esm(Source::DynamoDb), RecordForm::Payload) => self.bare_change(bytes),
            (Origin::Esm(source), RecordForm::Record) => self.record(source, bytes),
            (Origin::Esm(_), RecordForm::Payload) => self.payload(bytes),
        };
        ruling.unwrap_or_else(|bad| bad)
    }

    /// The filters that deliver the record last judged.
    pub(crate) fn filters(&self) -> &[usize] {
        self.table.delivering()
    }

    fn event(&mut self, bytes: &[u8]) -> Result<Ruling, Ruling> {
        self.check_size(bytes.len())?;
        let disposition = match self.table.event(bytes) {
            Ok(disposition) => disposition,
            Err(InvalidKind::NotUtf8) => Disposition::Dropped(DropReason::NotUtf8),
            Err(_) => Disposition::Dropped(DropReason::NotJson),
        };
        Ok(Ruling {
            payload_bytes: bytes.len(),
            ..Ruling::of(disposition)
        })
    }

    fn change(&mut self, bytes: &[u8]) -> Result<Ruling, Ruling> {
        self.check_size(bytes.len())?;
        let envelope = self.scratch.opener.read(Source::DynamoDb, bytes)?;
        let arrival_ms = envelope.arrival_ms;
        let disposition = self.table.decide(Some(bytes), None).ok_or(Flaw::Broken)?;
        Ok(Ruling {
            arrival_ms,
            payload_bytes: bytes.len(),
            ..Ruling::of(disposition)
        })
    }

    fn bare_change(&mut self, bytes: &[u8]) -> Result<Ruling, Ruling> {
        let dropped = |reason| Ruling {
            payload_bytes: bytes.len(),
            ..Ruling::of(Disposition::Dropped(reason))
        };
        self.check_size(bytes.len())?;
        if std::str::from_utf8(bytes).is_err() {
            return Err(dropped(DropReason::NotUtf8));
        }
        self.scratch.change(bytes);
        let record = std::mem::take(&mut self.scratch.envelope);
        let whole = Cursor::whole_object(bytes, |_, cursor| cursor.value().map(drop));
        let ruling = whole
            .map_err(|_| dropped(DropReason::NotJson))
            .and_then(|()| {
                let ruling = self.change(&record)?;
                Ok(Ruling {
                    payload_bytes: bytes.len(),
                    ..ruling
                })
            });
        self.scratch.envelope = record;
        ruling
    }

    fn record(&mut self, source: Source, bytes: &[u8]) -> Result<Ruling, Ruling> {
        let parts = parts(source, bytes, self.asks_key, &mut self.scratch)?;
        let payload = parts.payload;
        let payload_bytes = payload.map_or(0, <[u8]>::len);
        if payload_bytes as u64 > self.payload_bytes_max {
            return Err(Ruling::unreadable(UnreadableReason::TooLarge));
        }
        let metadata = self.asks_metadata.then_some(parts.envelope);
        let disposition = self.table.decide(metadata, payload).ok_or(Flaw::Broken)?;
        Ok(Ruling {
            arrival_ms: parts.arrival_ms,
            payload_bytes,
            ..Ruling::of(disposition)
        })
    }

    fn payload(&mut self, bytes: &[u8]) -> Result<Ruling, Ruling> {
        self.check_size(bytes.len())?;
        let disposition = self.table.decide(None, Some(bytes)).ok_or(Flaw::Broken)?;
        Ok(Ruling {
            payload_bytes: bytes.len(),
            ..Ruling::of(disposition)
        })
    }

    fn check_size(&self, bytes: usize) -> Result<(), Ruling> {
        if bytes as u64 > self.payload_bytes_max {
            return Err(Ruling::unreadable(UnreadableReason::TooLarge));
        }
        Ok(())
    }
}

/// The limit that AWS holds for one record's payload, in bytes.
pub(crate) const fn payload_bytes_max(origin: Origin) -> u64 {
    match origin {
        Origin::EventBridge | Origin::Esm(Source::Sqs) => MESSAGE_BYTES_MAX,
        Origin::Esm(_) => STREAM_PAYLOAD_BYTES_MAX,
    }
}

/// Reads a record of a source with a payload key and decodes it, a Kafka record's key only if it is asked for.
pub(crate) fn parts<'p>(
    source: Source,
    bytes: &'p [u8],
    asks_key: bool,
    scratch: &'p mut Scratch,
) -> Result<Parts<'p>, Ruling> {
    let Scratch {
        opener,
        unescaper,
        unescaped,
        decoded,
        envelope: rewritten,
    } = scratch;
    let envelope = opener.read(source, bytes)?;
    let root = match envelope.key {
        Some(key) if asks_key => {
            let key = key.plain(*unescaper, unescaped).ok_or(Flaw::Broken)?;
            with_decoded_key(&envelope, decode_base64(key, decoded)?, rewritten)
        }
        _ => envelope.root,
    };
    let payload = match envelope.payload {
        Some(text) => {
            let plain = text.plain(*unescaper, unescaped);
            Some(plain.ok_or_else(|| record::flaw(source, bytes))?)
        }
        None => None,
    };
    let payload = match payload {
        Some(encoded) if is_base64(source) => Some(decode_base64(encoded, decoded)?),
        payload => payload,
    };
    Ok(Parts {
        envelope: root,
        payload,
        arrival_ms: envelope.arrival_ms,
    })
}

/// Decodes base64 into `decoded`, which only ever grows.
pub(crate) fn decode_base64<'s>(
    encoded: &[u8],
    decoded: &'s mut Vec<u8>,
) -> Result<&'s [u8], Ruling> {
    let bad = || Ruling::unreadable(UnreadableReason::BadBase64);
    let length = base64_simd::STANDARD
        .decoded_length(encoded)
        .map_err(|_| bad())?;
    if decoded.len() < length {
        decoded.resize(length, 0);
    }
    let out = base64_simd::Out::from_slice(&mut decoded[..length]);
    base64_simd::STANDARD
        .decode(encoded, out)
        .map(|plain| &*plain)
        .map_err(|_| bad())
}

/// The envelope of a Kafka record with its `key` as the filter sees it: JSON as JSON, other text as a string, and as
/// absent (an object without leaves) where it is not UTF-8. Of repeated keys the last counts.
fn with_decoded_key<'s>(
    envelope: &Envelope<'s>,
    key: &[u8],
    rewritten: &'s mut Vec<u8>,
) -> &'s [u8] {
    let Some(place) = envelope.key.map(|text| text.quoted()) else {
        return envelope.root;
    };
    rewritten.clear();
    let mut copied = 0;
    for earlier in &envelope.overwritten {
        rewritten.extend_from_slice(&envelope.root[copied..earlier.start]);
        rewritten.extend_from_slice(b"{}");
        copied = earlier.end;
    }
    rewritten.extend_from_slice(&envelope.root[copied..place.start]);
    match std::str::from_utf8(key) {
        Err(_) => rewritten.extend_from_slice(b"{}"),
        Ok(_) if record::is_json_container(key) => rewritten.extend_from_slice(key),
        Ok(_) => record::quote(key, rewritten),
    }
    rewritten.extend_from_slice(&envelope.root[place.end..]);
    rewritten
}
