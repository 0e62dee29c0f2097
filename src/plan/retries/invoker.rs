//! The invokers of a function, and AWS's rules for a failed invocation of each.

use std::str::FromStr;

/// The invoker of a function.
///
/// ```
/// use tidegate_plan::retries::Invoker;
/// assert_eq!("SQS".parse::<Invoker>().unwrap().name(), "sqs");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invoker {
    /// A caller that waits for the response: API Gateway, an SDK.
    Sync,
    /// Asynchronous events: S3, SNS, EventBridge.
    Async,
    /// An SQS queue.
    Sqs,
    /// A Kinesis stream.
    Kinesis,
    /// A DynamoDB stream.
    DynamoDb,
    /// A Kafka topic.
    Kafka,
    /// An Amazon MQ broker.
    Mq,
}

/// Attempts of a message of an ActiveMQ broker: Lambda uses ActiveMQ's default redelivery policy, 6 redeliveries
/// (Lambda Developer Guide, "Troubleshoot Amazon MQ event source mapping errors", read 2026-11-30).
pub(super) const MQ_ATTEMPTS: u64 = 7;

/// Waits before the second and the third attempt of an event, in seconds.
pub const ASYNC_WAITS_SECONDS: [u64; 2] = [60, 120];

/// Default time that an event, message or record is kept, in seconds: six hours for events, four days for messages, a
/// day for streams, seven days for topics.
const ASYNC_AGE: u64 = 6 * 3600;
const SQS_AGE: u64 = 4 * 86_400;
const STREAM_AGE: u64 = 86_400;
const KAFKA_AGE: u64 = 7 * 86_400;

impl Invoker {
    /// All invokers.
    pub const ALL: [Self; 7] = [
        Self::Sync,
        Self::Async,
        Self::Sqs,
        Self::Kinesis,
        Self::DynamoDb,
        Self::Kafka,
        Self::Mq,
    ];

    /// Returns its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sync => "sync",
            Self::Async => "async",
            Self::Sqs => "sqs",
            Self::Kinesis => "kinesis",
            Self::DynamoDb => "dynamodb",
            Self::Kafka => "kafka",
            Self::Mq => "mq",
        }
    }

    /// Returns whether it reads shards or partitions, which a failing batch blocks.
    #[must_use]
    pub const fn is_stream(self) -> bool {
        matches!(self, Self::Kinesis | Self::DynamoDb | Self::Kafka)
    }

    /// Returns how long a failed event or record is kept by default, in seconds, or `None`
    /// for callers that wait and for brokers, whose messages have expiry times of their own.
    #[must_use]
    pub const fn age_seconds(self) -> Option<u64> {
        match self {
            Self::Sync | Self::Mq => None,
            Self::Async => Some(ASYNC_AGE),
            Self::Sqs => Some(SQS_AGE),
            Self::Kinesis | Self::DynamoDb => Some(STREAM_AGE),
            Self::Kafka => Some(KAFKA_AGE),
        }
    }

    /// Returns the rule with its source.
    pub(super) const fn rule(self) -> &'static str {
        match self {
            Self::Sync => {
                "Lambda does not retry; the caller may (Lambda Developer Guide, \"Understanding retry behavior in Lambda\", read 2026-11-23)"
            }
            Self::Async => {
                "two more attempts after 1 and 2 minutes (Lambda Developer Guide, \"Capturing records of Lambda asynchronous invocations\", read 2026-11-23)"
            }
            Self::Sqs => {
                "the batch is visible again after the visibility timeout, until maxReceiveCount (Lambda Developer Guide, \"Handling errors for an SQS event source\", read 2026-11-23)"
            }
            Self::Kinesis | Self::DynamoDb => {
                "the batch is retried until it succeeds or its records expire, and blocks its shard (Lambda Developer Guide, \"Retain discarded records\", read 2026-11-23)"
            }
            Self::Kafka => {
                "the batch is retried until it succeeds or its records expire; limits need provisioned mode (Lambda Developer Guide, \"Using Lambda with Amazon MSK\", read 2026-11-23)"
            }
            Self::Mq => {
                "ActiveMQ's default policy, 6 redeliveries; RabbitMQ follows the queue's own policy (Lambda Developer Guide, \"Troubleshoot Amazon MQ event source mapping errors\", read 2026-11-30)"
            }
        }
    }

    /// Returns the noun for one thing that it delivers.
    pub(super) const fn one(self) -> &'static str {
        match self {
            Self::Sync => "call",
            Self::Async => "event",
            Self::Sqs | Self::Mq => "message",
            Self::Kinesis | Self::DynamoDb | Self::Kafka => "record",
        }
    }
}

impl FromStr for Invoker {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL
            .into_iter()
            .find(|it| it.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("unknown invoker `{name}`; expected one of {names}")
        })
    }
}
