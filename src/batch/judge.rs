//! Judges one record: reads the envelope, decodes the payload, and applies the drop table. A judge owns all the memory
//! that this needs, so after warm-up a record costs no allocation. Judging never fails: a bad record gets the
//! disposition `Unreadable`.

use std::sync::Arc;

use tidegate::{InvalidKind, Source};
use tidegate_json::Flaw;

use crate::compiled::Compiled;
use crate::disposition::{Disposition, DropReason, UnreadableReason};
use crate::drop_table::DropTable;
use crate::judged::{Judged, RecordForm, Ruling};
use crate::parts::{KafkaKey, Scratch, parts};
use crate::source::{Anatomy, Encoding, datasheet};

/// Judges single records. It holds scratch memory, so each thread needs its own. Made by
/// [`Filters::judge`](crate::Filters::judge).
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Disposition, Filters, RecordForm};
/// let filters = Filters::compile(Source::EventBridge, Profile::Service(Source::EventBridge), &[])?;
/// let judged = filters.judge().judge(b"{}", RecordForm::Payload).disposition;
/// assert_eq!(judged, Disposition::Filtered);
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[derive(Debug)]
pub struct Judge {
    source: Source,
    anatomy: Anatomy,
    payload_bytes_max: u64,
    kafka_key: KafkaKey,
    asks_metadata: bool,
    table: DropTable,
    scratch: Scratch,
}

impl Judge {
    pub(crate) fn new(compiled: Arc<Compiled>) -> Self {
        let datasheet = datasheet(compiled.source);
        Self {
            source: compiled.source,
            anatomy: datasheet.anatomy,
            payload_bytes_max: datasheet.payload_bytes_max,
            kafka_key: compiled.kafka_key,
            asks_metadata: compiled.asks_metadata,
            table: DropTable::new(compiled),
            scratch: Scratch::default(),
        }
    }

    /// Replaces the source's limit on the size of a payload, in bytes.
    #[must_use]
    pub fn with_max_record_bytes(mut self, bytes: u64) -> Self {
        self.payload_bytes_max = bytes;
        self
    }

    /// Judges one record.
    pub fn judge(&mut self, bytes: &[u8], form: RecordForm) -> Judged<'_> {
        self.rule(bytes, form).judged(self.filters())
    }

    /// Judges a payload without its record, hence without metadata. `None` stands for a record without a payload: a
    /// tombstone of Kafka. For any other source it is unreadable.
    ///
    /// ```
    /// use tidegate::{Profile, Source};
    /// use tidegate_batch::{Disposition, Filters};
    /// let kafka = Source::Kafka;
    /// let filters = Filters::compile(kafka, Profile::Service(kafka), &[r#"{"value":{"state":["paid"]}}"#])?;
    /// let mut judge = filters.judge();
    /// let paid = judge.judge_payload(Some(br#"{"state":"paid"}"#)).disposition;
    /// assert_eq!(paid, Disposition::Delivered);
    /// assert_eq!(judge.judge_payload(None).disposition, Disposition::Filtered);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn judge_payload(&mut self, payload: Option<&[u8]>) -> Judged<'_> {
        match payload {
            Some(bytes) => self.judge(bytes, RecordForm::Payload),
            None if datasheet(self.source).may_lack_payload => self.tombstone(),
            None => Ruling::unreadable(UnreadableReason::BadEnvelope).judged(&[]),
        }
    }

    fn tombstone(&mut self) -> Judged<'_> {
        self.table.clear();
        let disposition = self.table.decide(None, None);
        let ruling = disposition.map(|disposition| self.table.ruling(disposition));
        let ruling = ruling.unwrap_or_else(|| Ruling::from(Flaw::Broken));
        ruling.judged(self.filters())
    }

    pub(crate) fn rule(&mut self, bytes: &[u8], form: RecordForm) -> Ruling {
        self.table.clear();
        let ruling = match (self.anatomy, form) {
            (Anatomy::Event, _) => self.event(bytes),
            (Anatomy::Document { .. }, RecordForm::Record) => self.document(bytes),
            (Anatomy::Document { key }, RecordForm::Payload) => self.bare_document(key, bytes),
            (Anatomy::Enclosed(encoding), RecordForm::Record) => self.record(encoding, bytes),
            (Anatomy::Enclosed(_), RecordForm::Payload) => self.payload(bytes),
        };
        ruling.unwrap_or_else(|bad| bad)
    }

    /// Returns the filters that deliver the last record.
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

    fn document(&mut self, bytes: &[u8]) -> Result<Ruling, Ruling> {
        self.check_size(bytes.len())?;
        let envelope = self.scratch.opener.read(self.source, bytes)?;
        let arrival_ms = envelope.arrival_ms;
        let disposition = self.table.decide(Some(bytes), None).ok_or(Flaw::Broken)?;
        Ok(Ruling {
            arrival_ms,
            payload_bytes: bytes.len(),
            ..Ruling::of(disposition)
        })
    }

    fn bare_document(&mut self, key: &str, bytes: &[u8]) -> Result<Ruling, Ruling> {
        let dropped = |reason| Ruling {
            payload_bytes: bytes.len(),
            ..Ruling::of(Disposition::Dropped(reason))
        };
        self.check_size(bytes.len())?;
        if std::str::from_utf8(bytes).is_err() {
            return Err(dropped(DropReason::NotUtf8));
        }
        self.scratch.document(key, bytes);
        let record = std::mem::take(&mut self.scratch.envelope);
        let whole = self
            .scratch
            .outline
            .whole(bytes, |root| root.object(|_, value| value.skip()));
        let ruling = whole
            .map_err(|_| dropped(DropReason::NotJson))
            .and_then(|_| {
                let ruling = self.document(&record)?;
                Ok(Ruling {
                    payload_bytes: bytes.len(),
                    ..ruling
                })
            });
        self.scratch.envelope = record;
        ruling
    }

    fn record(&mut self, encoding: Encoding, bytes: &[u8]) -> Result<Ruling, Ruling> {
        let scratch = &mut self.scratch;
        let parts = parts(self.source, encoding, bytes, self.kafka_key, scratch)?;
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
            ..self.table.ruling(disposition)
        })
    }

    fn payload(&mut self, bytes: &[u8]) -> Result<Ruling, Ruling> {
        self.check_size(bytes.len())?;
        let disposition = self.table.decide(None, Some(bytes)).ok_or(Flaw::Broken)?;
        Ok(Ruling {
            payload_bytes: bytes.len(),
            ..self.table.ruling(disposition)
        })
    }

    fn check_size(&self, bytes: usize) -> Result<(), Ruling> {
        if bytes as u64 > self.payload_bytes_max {
            return Err(Ruling::unreadable(UnreadableReason::TooLarge));
        }
        Ok(())
    }
}
