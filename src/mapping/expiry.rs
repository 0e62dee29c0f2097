//! How long a source keeps a record, and how long Lambda waits before it retries one.

use crate::bounded::{Bounded, MaximumRecordAge};
use crate::error::MappingError;
use crate::options::RetryPause;
use crate::simulate::Pause;

const SECOND_US: u64 = 1_000_000;

/// How long an SQS queue keeps a message, in seconds (SQS API, `MessageRetentionPeriod`, read 2026-11-30).
pub type QueueRetention = Bounded<60, 1_209_600>;

/// How long a Kinesis data stream keeps a record, in seconds: 24 hours to 365 days (Kinesis Data Streams Developer
/// Guide, "Change the data retention period", read 2026-11-30).
pub type StreamRetention = Bounded<86_400, 31_536_000>;

/// How long a Kafka topic keeps a record, in seconds (`retention.ms`).
pub type TopicRetention = Bounded<1, { u32::MAX }>;

/// The default of a queue: 4 days (SQS API, `MessageRetentionPeriod`, read 2026-11-30).
pub(crate) const QUEUE_SECONDS_DEFAULT: u32 = 345_600;

/// The default of a Kinesis data stream: 24 hours (see [`StreamRetention`]).
pub(crate) const STREAM_SECONDS_DEFAULT: u32 = 86_400;

/// How long a stream of DynamoDB keeps a record: up to 24 hours, which can't be changed (DynamoDB Developer Guide, "Change
/// data capture for DynamoDB Streams",
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html>, read 2026-11-30).
pub(crate) const DYNAMODB_SECONDS: u32 = 86_400;

/// The default of a Kafka topic: 168 hours, which are 7 days (`log.retention.hours`; Cloudera, "Log Settings",
/// <https://docs.cloudera.com/HDPDocuments/HDP3/HDP-3.1.5/installing-configuring-kafka/content/log_settings.html>, and
/// Conduktor, <https://docs.conduktor.io/learn/advanced/topics/log-retention>, read 2026-11-30).
pub(crate) const TOPIC_SECONDS_DEFAULT: u32 = 604_800;

/// The pause before Lambda retries a batch of a stream or a topic: 1 second, doubled with each retry up to 1 minute.
/// AWS documents that its pollers back off, but no times (Lambda Developer Guide, "Retain discarded batch records for a
/// Kinesis Data Streams event source", read 2026-11-30), so this is an assumption. LocalStack pauses half a second and
/// multiplies by 1.5 up to a minute (`utils/backoff.py` at 59ef539).
pub const RETRY_PAUSE_ASSUMED: RetryPause = RetryPause {
    first_seconds: 1,
    most_seconds: 60,
};

/// Shortest and longest pause, in seconds. These bounds are not AWS's: without a pause a record that always fails would
/// be tried without end in a time of zero.
const PAUSE_SECONDS_MIN: u32 = 1;
const PAUSE_SECONDS_MAX: u32 = 3_600;

/// Returns the pause between two attempts on a batch of a stream or a topic.
pub(crate) fn pause(given: Option<RetryPause>) -> Result<Pause, MappingError> {
    let RetryPause {
        first_seconds,
        most_seconds,
    } = given.unwrap_or(RETRY_PAUSE_ASSUMED);
    if first_seconds > most_seconds {
        return Err(MappingError::PauseOrder(first_seconds, most_seconds));
    }
    for seconds in [first_seconds, most_seconds] {
        if !(PAUSE_SECONDS_MIN..=PAUSE_SECONDS_MAX).contains(&seconds) {
            let error = MappingError::Pause(seconds, PAUSE_SECONDS_MIN, PAUSE_SECONDS_MAX);
            return Err(error);
        }
    }
    Ok(Pause::Doubling {
        first_us: u64::from(first_seconds) * SECOND_US,
        most_us: u64::from(most_seconds) * SECOND_US,
    })
}

/// Returns the greatest age of a record, in microseconds: that of the mapping, or how long the source keeps it if that
/// is shorter.
pub(crate) fn age_us_max(retention_seconds: u32, maximum: Option<MaximumRecordAge>) -> u64 {
    let seconds = maximum.map_or(retention_seconds, |most| most.get().min(retention_seconds));
    u64::from(seconds) * SECOND_US
}
