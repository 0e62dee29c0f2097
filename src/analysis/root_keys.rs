//! The root keys of the records that each source's filters are matched against: which are documented for filtering,
//! which the record has besides, and which filters never see. No record has others. The Lambda Developer Guide's pages on event filtering,
//! read 2026-11-23, document the payload key alone; the others are the keys of the sample records there.

use std::collections::BTreeSet;

use tidegate::{Profile, Source, inspect};
use tidegate_batch::Filters;

/// Whether filters can use a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The guide says that it can be filtered on, or AWS was seen to do it reliably.
    Documented,
    /// Records have it and filters on it were seen to work, but the guide doesn't list it.
    Undocumented,
    /// The function sees it and filters never do.
    Hidden,
}

use Standing::{Documented, Hidden, Undocumented};

/// Returns a source's root keys.
#[must_use]
pub const fn root_keys(source: Source) -> &'static [(&'static str, Standing)] {
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
///
/// ```
/// use tidegate::Source;
/// use tidegate_analysis::{Standing, standing};
/// assert_eq!(standing(Source::Sqs, "body"), Some(Standing::Documented));
/// assert_eq!(standing(Source::Sqs, "state"), None);
/// ```
#[must_use]
pub fn standing(source: Source, key: &str) -> Option<Standing> {
    let mut known = root_keys(source).iter();
    known
        .find(|(name, _)| *name == key)
        .map(|(_, standing)| *standing)
}

/// Returns the root keys that filters ask for and that no record of their source has, each once.
#[must_use]
pub fn unknown_root_keys(filters: &Filters) -> Vec<String> {
    if filters.profile() == Profile::Ruler {
        return Vec::new();
    }
    let conditions = filters.rules().iter().flat_map(inspect::branches).flatten();
    let roots = conditions.filter_map(|condition| {
        let path = String::from_utf8_lossy(condition.path);
        path.split('.').next().map(str::to_owned)
    });
    let unknown: BTreeSet<String> = roots
        .filter(|root| standing(filters.source(), root).is_none())
        .collect();
    unknown.into_iter().collect()
}
