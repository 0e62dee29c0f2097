//! The root keys of the records that each source's filters are matched against: which are documented for filtering,
//! which the record has besides, and which filters never see. The Lambda Developer Guide's pages on event filtering,
//! read 2026-11-23, document the payload key alone; the others are the keys of the sample records there.

use tidegate::Source;

/// Whether filters can use a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The guide says that it can be filtered on, or AWS was seen to do it reliably.
    Documented,
    /// Records have it and filters on it were seen to work, but the guide doesn't list it.
    Undocumented,
    /// The function sees it and filters never do.
    Hidden,
}

use Standing::{Documented, Hidden, Undocumented};

/// Returns a source's root keys.
pub(crate) const fn keys(source: Source) -> &'static [(&'static str, Standing)] {
    match source {
        Source::Sqs => &[
            ("body", Documented),
            ("messageId", Undocumented),
            ("receiptHandle", Undocumented),
            ("attributes", Undocumented),
            // Measured in 2023 by the authors of `lambda-esm-sqs-filters-sam` (aws-samples/serverless-patterns, commit
            // fb7b5d0): filters on `messageAttributes` never deliver.
            ("messageAttributes", Hidden),
            ("md5OfBody", Undocumented),
            ("md5OfMessageAttributes", Undocumented),
            ("eventSource", Undocumented),
            ("eventSourceARN", Undocumented),
            ("awsRegion", Undocumented),
        ],
        Source::Kinesis => &[
            ("data", Documented),
            ("partitionKey", Undocumented),
            ("sequenceNumber", Undocumented),
            ("approximateArrivalTimestamp", Undocumented),
            ("kinesisSchemaVersion", Undocumented),
            ("encryptionType", Undocumented),
        ],
        // `eventName` and `eventSource` deliver on AWS (LocalStack's validated snapshots, 2024-10-12); `userIdentity`
        // is in the DynamoDB guide's example of TTL filters.
        Source::DynamoDb => &[
            ("dynamodb", Documented),
            ("eventName", Documented),
            ("eventSource", Documented),
            ("userIdentity", Documented),
            ("eventID", Undocumented),
            ("eventVersion", Undocumented),
            ("awsRegion", Undocumented),
            ("eventSourceARN", Undocumented),
        ],
        Source::Kafka => &[
            ("value", Documented),
            ("key", Documented),
            ("topic", Undocumented),
            ("partition", Undocumented),
            ("offset", Undocumented),
            ("timestamp", Undocumented),
            ("timestampType", Undocumented),
            ("headers", Undocumented),
        ],
        Source::Mq => &[
            ("data", Documented),
            ("messageID", Undocumented),
            ("messageType", Undocumented),
            ("deliveryMode", Undocumented),
            ("replyTo", Undocumented),
            ("type", Undocumented),
            ("expiration", Undocumented),
            ("priority", Undocumented),
            ("correlationId", Undocumented),
            ("redelivered", Undocumented),
            ("destination", Undocumented),
            ("timestamp", Undocumented),
            ("brokerInTime", Undocumented),
            ("brokerOutTime", Undocumented),
            ("properties", Undocumented),
            ("basicProperties", Undocumented),
        ],
        // EventBridge User Guide, "AWS service event metadata", read 2026-11-23; `replay-name` is on replayed events.
        Source::EventBridge => &[
            ("version", Documented),
            ("id", Documented),
            ("detail-type", Documented),
            ("source", Documented),
            ("account", Documented),
            ("time", Documented),
            ("region", Documented),
            ("resources", Documented),
            ("detail", Documented),
            ("replay-name", Documented),
        ],
    }
}

/// Returns whether filters of this source can use a root key; `None` if no record of the source has the key.
pub(crate) fn standing(source: Source, key: &str) -> Option<Standing> {
    let mut known = keys(source).iter();
    known
        .find(|(name, _)| *name == key)
        .map(|(_, standing)| *standing)
}

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
