//! The dialects that both sides support. Maps the reference's `Dialect` to the engine's `Profile` and to its name in
//! rows.

use tidegate::{Profile, Source};
use tidegate_reference::Dialect;

/// All dialects.
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

/// Returns the dialect's name in the rows of `filters/cases`.
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

/// Returns the dialect of this name, or `None` if this package does not support it.
#[must_use]
pub fn dialect_named(name: &str) -> Option<Dialect> {
    DIALECTS
        .into_iter()
        .find(|dialect| dialect_name(*dialect) == name)
}

/// Returns the engine's profile for the dialect.
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

/// Returns the source whose records are matched. event-ruler, and pipes without a source, match events.
pub(crate) const fn source(dialect: Dialect) -> Source {
    match profile(dialect).source() {
        Some(source) => source,
        None => Source::EventBridge,
    }
}
