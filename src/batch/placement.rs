//! Where and when a record stands in its source: what a replay of its mapping has to know beyond its disposition. Read
//! in a walk of its own, so that judging alone does not pay for it. A record that can't be read has no place.

use tidegate::Source;

use crate::judged::RecordForm;
use crate::origin::Origin;
use crate::outcome::Outcome;
use crate::record::{Cursor, Flaw, Value, instant_ms};

/// Bytes that a source's envelope adds to a bare payload in the event that a function gets, about: the samples of the
/// Lambda Developer Guide, one per source (read 2026-11-23), without white space.
const fn envelope_bytes(origin: Origin) -> usize {
    match origin {
        Origin::Esm(Source::Sqs) => 660,
        Origin::Esm(Source::Kinesis) => 560,
        Origin::Esm(Source::DynamoDb) => 330,
        Origin::Esm(Source::Kafka) => 270,
        Origin::Esm(_) => 420,
        Origin::EventBridge => 0,
    }
}

/// A record's place.
///
/// ```
/// use tidegate_batch::{Filters, Options, Origin, Input, Placement, evaluate};
/// let kafka: Origin = "kafka".parse().unwrap();
/// let filters = Filters::compile(kafka, kafka.profile(), &[])?;
/// let lines = r#"{"topic":"t","partition":3,"timestamp":1545084650987,"value":"e30="}"#;
/// let options = Options::default();
/// let input = Input::open(lines.as_bytes(), kafka, &options)?;
/// evaluate(&filters, input, &options, &mut |outcome| {
///     let place = Placement::of(kafka, &outcome);
///     assert_eq!(place.lane_key, Some(3));
///     assert_eq!(place.invocation_bytes, lines.len() + 1);
///     std::ops::ControlFlow::Continue(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    /// When it reached its source, in milliseconds since 1970; `None` where it doesn't say.
    pub arrival_ms: Option<i64>,
    /// What decides its shard or message group: a hash of the partition key, message group or table key; of a topic,
    /// the partition number. `None` where it has none.
    pub lane_key: Option<u64>,
    /// The line it was read from, if the record says: a hash of the shard's id, or of the message group; of a topic,
    /// the partition number. Records with the same one share a line.
    pub line_key: Option<u64>,
    /// What it adds to the payload of an invocation, metadata included; an estimate for bare payloads.
    pub invocation_bytes: usize,
}

impl Placement {
    /// The place of a record that was read from `origin`.
    #[must_use]
    pub fn of(origin: Origin, outcome: &Outcome<'_>) -> Self {
        let record = outcome.record;
        let mut place = Self {
            arrival_ms: outcome.judged.arrival_ms,
            lane_key: None,
            line_key: None,
            invocation_bytes: invocation_bytes(origin, outcome.form, record.len()),
        };
        let is_read = outcome.form == RecordForm::Record || origin == Origin::EventBridge;
        if is_read && place.read(origin, record).is_err() {
            (place.lane_key, place.line_key) = (None, None);
        }
        if let Origin::Esm(Source::Kafka | Source::Sqs) = origin {
            place.line_key = place.lane_key;
        }
        place
    }

    fn read(&mut self, origin: Origin, record: &[u8]) -> Result<(), Flaw> {
        Cursor::whole_object(record, |key, cursor| {
            match (origin, key) {
                (Origin::EventBridge, b"time") => {
                    if let Value::String(text) = cursor.value()? {
                        self.arrival_ms = instant_ms(text.raw());
                    }
                }
                (Origin::Esm(Source::Kinesis), b"kinesis") => {
                    self.member(record, cursor, b"partitionKey")?;
                }
                (Origin::Esm(Source::Kinesis), b"partitionKey") => self.key(record, cursor)?,
                (Origin::Esm(Source::Kinesis), b"eventID") => {
                    // `shardId-000000000006:` and the sequence number.
                    if let Value::String(text) = cursor.value()? {
                        let mut parts = text.raw().split(|byte| *byte == b':');
                        self.line_key = parts.next().map(hash);
                    }
                }
                (Origin::Esm(Source::Sqs), b"attributes") => {
                    self.member(record, cursor, b"MessageGroupId")?;
                }
                (Origin::Esm(Source::DynamoDb), b"dynamodb") => {
                    self.member(record, cursor, b"Keys")?
                }
                (Origin::Esm(Source::Kafka), b"partition") => {
                    if let Value::Number(digits) = cursor.value()? {
                        let text = std::str::from_utf8(digits).unwrap_or_default();
                        self.lane_key = text.parse().ok();
                    }
                }
                _ => drop(cursor.value()?),
            }
            Ok(())
        })
    }

    /// The member `wanted` of the object that stands here, if it is one.
    fn member(
        &mut self,
        record: &[u8],
        cursor: &mut Cursor<'_>,
        wanted: &[u8],
    ) -> Result<(), Flaw> {
        if cursor.peek()? != b'{' {
            return cursor.value().map(drop);
        }
        cursor.object(|key, cursor| {
            if key == wanted {
                return self.key(record, cursor);
            }
            cursor.value().map(drop)
        })
    }

    /// A value of any form, as it is written in `record`.
    fn key(&mut self, record: &[u8], cursor: &mut Cursor<'_>) -> Result<(), Flaw> {
        cursor.peek()?;
        let start = cursor.offset();
        cursor.value()?;
        self.lane_key = Some(hash(&record[start..cursor.offset()]));
        Ok(())
    }
}

fn invocation_bytes(origin: Origin, form: RecordForm, bytes: usize) -> usize {
    let is_base64 = matches!(
        origin,
        Origin::Esm(Source::Kinesis | Source::Kafka | Source::Mq)
    );
    match form {
        // A comma stands between records.
        RecordForm::Record => bytes + 1,
        RecordForm::Payload if is_base64 => bytes.div_ceil(3) * 4 + envelope_bytes(origin),
        RecordForm::Payload => bytes + envelope_bytes(origin),
    }
}

/// FNV-1a, 64 bits: the same on every machine and in every release, so that a seeded replay is too.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Disposition, Judged};

    fn place(origin: &str, record: &str) -> Placement {
        let outcome = Outcome {
            index: 0,
            offset: 0,
            record: record.as_bytes(),
            form: RecordForm::Record,
            judged: Judged {
                disposition: Disposition::Filtered,
                filters: &[],
                arrival_ms: None,
                payload_bytes: 0,
            },
        };
        Placement::of(origin.parse().unwrap(), &outcome)
    }

    #[test]
    fn records_with_one_key_share_a_lane() {
        for (origin, here, there, elsewhere) in [
            (
                "kinesis",
                r#"{"kinesis":{"partitionKey":"a","data":""}}"#,
                r#"{"partitionKey":"a"}"#,
                r#"{"kinesis":{"partitionKey":"b"}}"#,
            ),
            (
                "sqs",
                r#"{"attributes":{"MessageGroupId":"g"},"body":""}"#,
                r#"{"body":"x","attributes":{"a":1,"MessageGroupId":"g"}}"#,
                r#"{"attributes":{"MessageGroupId":"h"}}"#,
            ),
            (
                "dynamodb",
                r#"{"dynamodb":{"Keys":{"id":{"S":"1"}}}}"#,
                r#"{"eventName":"INSERT","dynamodb":{"Keys":{"id":{"S":"1"}},"NewImage":{}}}"#,
                r#"{"dynamodb":{"Keys":{"id":{"S":"2"}}}}"#,
            ),
        ] {
            let keys = [here, there, elsewhere].map(|record| place(origin, record).lane_key);
            assert!(keys[0].is_some(), "{origin}");
            assert_eq!(keys[0], keys[1], "{origin}");
            assert_ne!(keys[0], keys[2], "{origin}");
        }
    }

    #[test]
    fn a_stream_record_names_its_shard() {
        let record = |shard, number| {
            format!(r#"{{"eventID":"shardId-{shard}:{number}","kinesis":{{"partitionKey":"a"}}}}"#)
        };
        let line = |shard, number| place("kinesis", &record(shard, number)).line_key;
        assert!(line(1, 7).is_some());
        assert_eq!(line(1, 7), line(1, 8));
        assert_ne!(line(1, 7), line(2, 7));
    }

    #[test]
    fn what_can_not_be_read_has_no_place() {
        for (origin, record) in [
            ("kinesis", r#"{"kinesis":{"partitionKey":"a""#),
            ("kinesis", r#"{"kinesis":"x"}"#),
            ("sqs", "not JSON"),
            ("kafka", r#"{"partition":1.5}"#),
            ("mq", r#"{"data":""}"#),
        ] {
            assert_eq!(place(origin, record).lane_key, None, "{origin} {record}");
        }
    }

    #[test]
    fn an_event_says_when_it_came() {
        let event = r#"{"id":"1","time":"2026-05-12T00:00:10Z"}"#;
        assert_eq!(
            place("eventbridge", event).arrival_ms,
            Some(1_778_544_010_000)
        );
    }
}
