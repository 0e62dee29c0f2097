//! The languages both sides speak: the reference's `Dialect` in, the engine's `Profile` and its name in rows out.

use tidegate::{Profile, Source};
use tidegate_batch::Origin;
use tidegate_reference::Dialect;

/// Every dialect.
pub const DIALECTS: [Dialect; 8] = [
    Dialect::EventBridge,
    Dialect::Ruler,
    Dialect::Pipes,
    Dialect::Sqs,
    Dialect::Kinesis,
    Dialect::DynamoDb,
    Dialect::Kafka,
    Dialect::Mq,
];

/// The name in the rows of `filters/cases`.
#[must_use]
pub const fn dialect_name(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::EventBridge => "eventbridge",
        Dialect::Ruler => "ruler",
        Dialect::Pipes => "pipes",
        Dialect::Sqs => "esm-sqs",
        Dialect::Kinesis => "esm-kinesis",
        Dialect::DynamoDb => "esm-dynamodb",
        Dialect::Kafka => "esm-kafka",
        Dialect::Mq => "esm-mq",
    }
}

/// The dialect of this name; `None` for one this package cannot run.
#[must_use]
pub fn dialect_named(name: &str) -> Option<Dialect> {
    DIALECTS
        .into_iter()
        .find(|dialect| dialect_name(*dialect) == name)
}

/// The engine's counterpart.
pub(crate) const fn profile(dialect: Dialect) -> Profile {
    match source(dialect) {
        Some(source) => Profile::Service(source),
        None => match dialect {
            Dialect::Ruler => Profile::Ruler,
            Dialect::Pipes => Profile::Pipes(Source::EventBridge),
            _ => Profile::Service(Source::EventBridge),
        },
    }
}

/// Where records come from; `None` where events are not records.
pub(crate) fn origin(dialect: Dialect) -> Option<Origin> {
    source(dialect).map(Origin::Esm)
}

const fn source(dialect: Dialect) -> Option<Source> {
    match dialect {
        Dialect::Sqs => Some(Source::Sqs),
        Dialect::Kinesis => Some(Source::Kinesis),
        Dialect::DynamoDb => Some(Source::DynamoDb),
        Dialect::Kafka => Some(Source::Kafka),
        Dialect::Mq => Some(Source::Mq),
        _ => None,
    }
}
