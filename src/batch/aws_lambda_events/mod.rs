//! Judges for callers that already hold records as structs of the crate `aws_lambda_events`. A struct gets the same
//! disposition as the bytes it was read from; if that is impossible for a filter, no judge is made. Callers that still
//! have the bytes should judge those ([`Filters::judge`]): that is exact for every filter, and no record is lost on the
//! way.
//!
//! Only the payload is judged, and it is never serialised again. A DynamoDB record has no payload; its names and
//! attribute values are judged, which the struct keeps unchanged. A filter that asks for anything else is refused when
//! the judge is made, because the structs of 1.2.1 have lost the information (tried 2026-11-23):
//!
//! - A missing field and a `null` are both `None`, and an absent image or attribute map is an empty one: `exists` and
//!   `[null]` can't be evaluated.
//! - `1545084650.5`, a Kinesis arrival time, is read as 5 ms after the second (`.005`). Serialised again, the number is
//!   a string. So [`Judged::arrival_ms`](crate::Judged::arrival_ms) is always `None` here.
//! - Numbers have lost their text (`1e3`, `5.0`), and a stream's view type or encryption type is one of those the crate
//!   knows.
//!
//! Some records can't be read into structs, and then the whole batch fails. A fraction in a Kafka timestamp panics.
//! These cause an error: a Kafka header byte over 127; a lone surrogate; Kinesis data that is not base64 or has no
//! arrival time; a DynamoDB record whose creation time is a string; an ActiveMQ message whose `expiration` is a string
//! (as in AWS's own sample), or with a property that is not a string; and a RabbitMQ message whose `priority` is null.
//!
//! ```
//! use aws_lambda_events::sqs::SqsMessage;
//! use tidegate_batch::aws_lambda_events::StructJudge;
//! use tidegate::{Profile, Source};
//! use tidegate_batch::{Disposition, Filters};
//!
//! let sqs = Source::Sqs;
//! let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":{"state":["paid"]}}"#])?;
//! let mut judge = StructJudge::<SqsMessage>::new(&filters)?;
//!
//! let mut message = SqsMessage::default();
//! message.body = Some(r#"{"state":"paid"}"#.to_owned());
//! assert_eq!(judge.judge(&message).disposition, Disposition::Delivered);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod change;

use std::fmt;
use std::marker::PhantomData;

use ::aws_lambda_events::activemq::ActiveMqMessage;
use ::aws_lambda_events::dynamodb::EventRecord;
use ::aws_lambda_events::kafka::KafkaRecord;
use ::aws_lambda_events::kinesis::KinesisEventRecord;
use ::aws_lambda_events::rabbitmq::RabbitMqMessage;
use ::aws_lambda_events::sqs::SqsMessage;
use tidegate::{Rule, Source};

use crate::base64;
use crate::filters::Filters;
use crate::judge::Judge;
use crate::judged::{Judged, RecordForm, Ruling};

use sealed::Held;

/// Judges records of one struct. It holds scratch memory, so each thread needs its own.
///
/// ```
/// use aws_lambda_events::sqs::SqsMessage;
/// use tidegate_batch::aws_lambda_events::StructJudge;
/// use tidegate::{Profile, Source};
/// use tidegate_batch::Filters;
///
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"body":["paid"]}"#])?;
/// let mut judge = StructJudge::<SqsMessage>::new(&filters)?;
/// assert_eq!(judge.judge(&SqsMessage::default()).disposition.name(), "unreadable");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct StructJudge<R> {
    judge: Judge,
    memory: Vec<u8>,
    record: PhantomData<fn(&R)>,
}

/// A struct that holds one record: `KinesisEventRecord`, `SqsMessage`, DynamoDB's `EventRecord`, `KafkaRecord`,
/// `ActiveMqMessage` or `RabbitMqMessage`.
///
/// ```
/// use aws_lambda_events::{kinesis::KinesisEventRecord, sqs::SqsMessage};
/// use tidegate_batch::aws_lambda_events::RecordStruct;
///
/// fn is_one<R: RecordStruct>() {}
/// is_one::<SqsMessage>();
/// is_one::<KinesisEventRecord>();
/// ```
pub trait RecordStruct: Held {}

impl<R: Held> RecordStruct for R {}

impl<R: RecordStruct> StructJudge<R> {
    /// Makes a judge by `filters`.
    ///
    /// # Errors
    /// If the filters are for another source, or one asks for a field that the struct does not keep as AWS sent it.
    pub fn new(filters: &Filters) -> Result<Self, StructError> {
        if filters.source() != R::SOURCE {
            return Err(StructError::OtherSource {
                held: R::NAME,
                source: R::SOURCE,
                filters: filters.source(),
            });
        }
        for (index, rule) in filters.rules().iter().enumerate() {
            if let Some(path) = path_not_given::<R>(rule) {
                return Err(StructError::NotGiven {
                    index,
                    path,
                    held: R::NAME,
                    given: R::GIVEN,
                });
            }
        }
        Ok(Self {
            judge: filters.judge(),
            memory: Vec::new(),
            record: PhantomData,
        })
    }

    /// Judges one record. For a DynamoDB record, [`Judged::payload_bytes`](crate::Judged::payload_bytes) counts only
    /// the parts that are judged.
    pub fn judge(&mut self, record: &R) -> Judged<'_> {
        record.judge(&mut self.judge, &mut self.memory)
    }
}

/// Why these filters can't judge this struct.
///
/// ```
/// use aws_lambda_events::sqs::SqsMessage;
/// use tidegate_batch::aws_lambda_events::{StructError, StructJudge};
/// use tidegate::{Profile, Source};
/// use tidegate_batch::Filters;
///
/// let sqs = Source::Sqs;
/// let filters = Filters::compile(sqs, Profile::Service(sqs), &[r#"{"messageId":["m-1"]}"#])?;
/// let error = StructJudge::<SqsMessage>::new(&filters).unwrap_err();
/// assert!(matches!(error, StructError::NotGiven { index: 0, .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StructError {
    /// The struct holds records of another source than the filters are for.
    OtherSource {
        /// The struct.
        held: &'static str,
        /// Where its records come from.
        source: Source,
        /// The source that the filters are for.
        filters: Source,
    },
    /// A filter asks for a field that the struct does not keep as AWS sent it.
    NotGiven {
        /// The index of the filter, from 0.
        index: usize,
        /// The path of the field.
        path: String,
        /// The struct.
        held: &'static str,
        /// The paths that a filter may ask for; `.*` stands for any field below.
        given: &'static [&'static str],
    },
}

impl fmt::Display for StructError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherSource {
                held,
                source,
                filters,
            } => write!(
                f,
                "these filters are for records of {filters}, and {held} holds those of {source}"
            ),
            Self::NotGiven {
                index,
                path,
                held,
                given,
            } => write!(
                f,
                "filter {} asks for `{path}`, which {held} does not keep as AWS sent it: a filter can ask for {}; for the rest, judge the bytes that were received",
                index + 1,
                given.join(", ")
            ),
        }
    }
}

impl std::error::Error for StructError {}

/// Returns the first path of the filter that the struct does not keep.
fn path_not_given<R: Held>(rule: &Rule) -> Option<String> {
    let is_given = |path: &String| R::GIVEN.iter().any(|given| covers(given, path));
    rule.paths().into_iter().find(|path| !is_given(path))
}

/// Returns whether `given` names `path`: it is the same path, or ends with `.*` and `path` is below it.
fn covers(given: &str, path: &str) -> bool {
    match given.strip_suffix(".*") {
        Some(above) => path
            .strip_prefix(above)
            .is_some_and(|rest| rest.starts_with('.')),
        None => given == path,
    }
}

mod sealed {
    use super::{Judge, Judged, Source};

    /// A struct that can be judged. The trait is sealed, because each struct has been checked for what it keeps.
    pub trait Held {
        /// The source of its records.
        const SOURCE: Source;
        /// Its name.
        const NAME: &'static str;
        /// The paths that filters can be matched on exactly; `.*` stands for any field below.
        const GIVEN: &'static [&'static str];

        /// Passes the payload of the record to `judge`, or the parts that are judged.
        fn judge<'j>(&self, judge: &'j mut Judge, memory: &mut Vec<u8>) -> Judged<'j>;
    }
}

impl Held for KinesisEventRecord {
    const SOURCE: Source = Source::Kinesis;
    const NAME: &'static str = "KinesisEventRecord";
    const GIVEN: &'static [&'static str] = &["data", "data.*"];

    fn judge<'j>(&self, judge: &'j mut Judge, _: &mut Vec<u8>) -> Judged<'j> {
        judge.judge_payload(Some(&self.kinesis.data))
    }
}

impl Held for SqsMessage {
    const SOURCE: Source = Source::Sqs;
    const NAME: &'static str = "SqsMessage";
    const GIVEN: &'static [&'static str] = &["body", "body.*"];

    fn judge<'j>(&self, judge: &'j mut Judge, _: &mut Vec<u8>) -> Judged<'j> {
        judge.judge_payload(self.body.as_deref().map(str::as_bytes))
    }
}

impl Held for KafkaRecord {
    const SOURCE: Source = Source::Kafka;
    const NAME: &'static str = "KafkaRecord";
    const GIVEN: &'static [&'static str] = &["value", "value.*"];

    fn judge<'j>(&self, judge: &'j mut Judge, memory: &mut Vec<u8>) -> Judged<'j> {
        judge_encoded(judge, self.value.as_deref(), memory)
    }
}

impl Held for ActiveMqMessage {
    const SOURCE: Source = Source::Mq;
    const NAME: &'static str = "ActiveMqMessage";
    const GIVEN: &'static [&'static str] = &["data", "data.*"];

    fn judge<'j>(&self, judge: &'j mut Judge, memory: &mut Vec<u8>) -> Judged<'j> {
        judge_encoded(judge, self.data.as_deref(), memory)
    }
}

impl Held for RabbitMqMessage {
    const SOURCE: Source = Source::Mq;
    const NAME: &'static str = "RabbitMqMessage";
    const GIVEN: &'static [&'static str] = &["data", "data.*"];

    fn judge<'j>(&self, judge: &'j mut Judge, memory: &mut Vec<u8>) -> Judged<'j> {
        judge_encoded(judge, self.data.as_deref(), memory)
    }
}

impl Held for EventRecord {
    const SOURCE: Source = Source::DynamoDb;
    const NAME: &'static str = "EventRecord";
    const GIVEN: &'static [&'static str] = change::GIVEN;

    fn judge<'j>(&self, judge: &'j mut Judge, memory: &mut Vec<u8>) -> Judged<'j> {
        memory.clear();
        change::write(self, memory);
        judge.judge(memory, RecordForm::Record)
    }
}

/// Judges a payload that the struct still holds in base64.
fn judge_encoded<'j>(
    judge: &'j mut Judge,
    encoded: Option<&str>,
    memory: &mut Vec<u8>,
) -> Judged<'j> {
    match encoded.map(|text| base64::decode(text.as_bytes(), memory)) {
        Some(None) => Ruling::BAD_BASE64.judged(&[]),
        Some(Some(payload)) => judge.judge_payload(Some(payload)),
        None => judge.judge_payload(None),
    }
}
