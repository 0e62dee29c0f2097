//! The arrival time, shard and size of a record: what a replay of its event source mapping needs besides the
//! disposition. They are read in a separate pass, so that judging alone does not pay for it. A record that can't be
//! read has no keys.

use tidegate::Source;
use tidegate_json::{Flaw, Outline};

use crate::judged::RecordForm;
use crate::outcome::Outcome;
use crate::source::{self, Anatomy, Place, datasheet};

/// The place of a record in its source.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Filters, Options, Input, Placement, evaluate};
/// let filters = Filters::compile(Source::Kafka, Profile::Service(Source::Kafka), &[])?;
/// let lines = r#"{"topic":"t","partition":3,"timestamp":1545084650987,"value":"e30="}"#;
/// let options = Options::default();
/// let input = Input::open(lines.as_bytes(), Source::Kafka, &options)?;
/// evaluate(&filters, input, &options, &mut |outcome| {
///     let place = Placement::of(Source::Kafka, &outcome);
///     assert_eq!(place.lane_key, Some(3));
///     assert_eq!(place.invocation_bytes, lines.len() + 1);
///     std::ops::ControlFlow::Continue(())
/// })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Placement {
    /// When the record reached its source, in milliseconds since 1970; `None` if the record doesn't say.
    pub arrival_ms: Option<i64>,
    /// The key that decides the record's shard or message group: a hash of the partition key, message group or table
    /// key, or the partition number of a Kafka record. `None` if the record has no such key.
    pub lane_key: Option<u64>,
    /// The shard, message group or partition that the record was read from, if the record names it: a hash of the
    /// shard's id or of the message group, or the partition number of a Kafka record.
    pub line_key: Option<u64>,
    /// The bytes that the record adds to the payload of an invocation, metadata included; an estimate for a bare
    /// payload.
    pub invocation_bytes: usize,
}

impl Placement {
    /// Returns the place of a record that was read from `source`.
    #[must_use]
    pub fn of(source: Source, outcome: &Outcome<'_>) -> Self {
        let record = outcome.record;
        let mut place = Place {
            arrival_ms: outcome.judged.arrival_ms,
            ..Place::default()
        };
        let is_event = datasheet(source).anatomy == Anatomy::Event;
        let is_read = outcome.form == RecordForm::Record || is_event;
        if is_read && read(source, record, &mut place).is_err() {
            (place.lane_key, place.line_key) = (None, None);
        }
        Self {
            arrival_ms: place.arrival_ms,
            lane_key: place.lane_key,
            line_key: place.line_key,
            invocation_bytes: invocation_bytes(source, outcome.form, record.len()),
        }
    }
}

fn read(source: Source, record: &[u8], place: &mut Place) -> Result<(), Flaw> {
    let mut outline = Outline::default();
    let whole = outline.whole(record, |root| {
        root.object(|key, value| source::place(source, key, value, place))
    });
    whole.map(drop)
}

fn invocation_bytes(source: Source, form: RecordForm, bytes: usize) -> usize {
    let datasheet = datasheet(source);
    let payload_bytes = match datasheet.anatomy {
        Anatomy::Enclosed(encoding) => encoding.encoded_bytes(bytes),
        Anatomy::Event | Anatomy::Document { .. } => bytes,
    };
    match form {
        // A comma stands between records.
        RecordForm::Record => bytes + 1,
        RecordForm::Payload => payload_bytes + datasheet.envelope_bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Disposition, Judged};

    fn place(source: &str, record: &str) -> Placement {
        let outcome = Outcome {
            index: 0,
            offset: 0,
            read: record.as_bytes(),
            record: record.as_bytes(),
            form: RecordForm::Record,
            judged: Judged {
                disposition: Disposition::Filtered,
                filters: &[],
                assumption: None,
                arrival_ms: None,
                payload_bytes: 0,
            },
        };
        Placement::of(source.parse().unwrap(), &outcome)
    }

    #[test]
    fn records_with_one_key_share_a_lane() {
        for (source, here, there, elsewhere) in [
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
            let keys = [here, there, elsewhere].map(|record| place(source, record).lane_key);
            assert!(keys[0].is_some(), "{source}");
            assert_eq!(keys[0], keys[1], "{source}");
            assert_ne!(keys[0], keys[2], "{source}");
        }
    }

    #[test]
    fn kinesis_records_of_one_shard_share_a_line() {
        let record = |shard, number| {
            format!(r#"{{"eventID":"shardId-{shard}:{number}","kinesis":{{"partitionKey":"a"}}}}"#)
        };
        let line = |shard, number| place("kinesis", &record(shard, number)).line_key;
        assert!(line(1, 7).is_some());
        assert_eq!(line(1, 7), line(1, 8));
        assert_ne!(line(1, 7), line(2, 7));
    }

    #[test]
    fn unreadable_record_has_no_lane() {
        for (source, record) in [
            ("kinesis", r#"{"kinesis":{"partitionKey":"a""#),
            ("kinesis", r#"{"kinesis":"x"}"#),
            ("sqs", "not JSON"),
            ("kafka", r#"{"partition":1.5}"#),
            ("mq", r#"{"data":""}"#),
        ] {
            assert_eq!(place(source, record).lane_key, None, "{source} {record}");
        }
    }

    #[test]
    fn event_arrives_at_its_own_time() {
        let event = r#"{"id":"1","time":"2026-05-12T00:00:10Z"}"#;
        assert_eq!(
            place("eventbridge", event).arrival_ms,
            Some(1_778_544_010_000)
        );
    }
}
