//! The root keys of the records that each source's filters are matched against, and their names.

use tidegate::Source;
pub(crate) use tidegate_analysis::{Standing, root_keys as keys, standing};

use Standing::Hidden;

/// Returns the key that holds the payload, or its equivalent.
pub(crate) const fn payload_key(source: Source) -> &'static str {
    match source {
        Source::Sqs => "body",
        Source::Kinesis | Source::Mq => "data",
        Source::DynamoDb => "dynamodb",
        Source::Kafka => "value",
        Source::EventBridge => "detail",
    }
}

/// Returns whether every record of the source has this root key with a value.
pub(crate) fn is_always_there(source: Source, key: &str) -> bool {
    // `key` is null on many Kafka records; the others are on some records only.
    let sometimes = [
        "key",
        "userIdentity",
        "replay-name",
        "replyTo",
        "correlationId",
        "type",
    ];
    standing(source, key).is_some_and(|standing| standing != Hidden) && !sometimes.contains(&key)
}

/// Returns the name that users give to one of its records; its plural ends with `s`.
pub(crate) const fn record_name(source: Source) -> &'static str {
    match source {
        Source::Sqs => "SQS message",
        Source::Kinesis => "Kinesis record",
        Source::DynamoDb => "DynamoDB stream record",
        Source::Kafka => "Kafka record",
        Source::Mq => "Amazon MQ message",
        Source::EventBridge => "EventBridge event",
    }
}
