//! The languages both sides speak: the reference's `Dialect` in, the engine's `Profile` and its name in rows out.

use tidegate::{Profile, Source};
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
    match dialect {
        Dialect::EventBridge => Profile::Service(Source::EventBridge),
        Dialect::Ruler => Profile::Ruler,
        Dialect::Pipes => Profile::Pipes(Source::EventBridge),
        Dialect::Sqs => Profile::Service(Source::Sqs),
        Dialect::Kinesis => Profile::Service(Source::Kinesis),
        Dialect::DynamoDb => Profile::Service(Source::DynamoDb),
        Dialect::Kafka => Profile::Service(Source::Kafka),
        Dialect::Mq => Profile::Service(Source::Mq),
    }
}

/// Whose records are matched; event-ruler and pipes without a source are asked about events.
pub(crate) const fn source(dialect: Dialect) -> Source {
    match profile(dialect).source() {
        Some(source) => source,
        None => Source::EventBridge,
    }
}
