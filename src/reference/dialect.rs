//! The languages of patterns: those of buses, and of each source of an event source mapping.

/// A language of patterns, and what its events are.
///
/// ```
/// use tidegate_reference::{Dialect, check};
/// let pattern = r#"{"a": [{"wildcard": "*x*"}]}"#;
/// assert!(check(Dialect::EventBridge, pattern).is_ok());
/// assert!(check(Dialect::Pipes, pattern).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// What PutRule accepts; events are JSON objects.
    EventBridge,
    /// event-ruler's machine alone: no limits, its older compiler as a fallback.
    Ruler,
    /// EventBridge without the operators Pipes lacks.
    Pipes,
    /// A Lambda filter; events are records, here SQS messages.
    Sqs,
    /// Kinesis records.
    Kinesis,
    /// DynamoDB stream records.
    DynamoDb,
    /// Kafka records, of MSK or self-managed.
    Kafka,
    /// Messages of ActiveMQ or RabbitMQ.
    Mq,
}

impl Dialect {
    /// Whether events are records of an event source.
    pub(crate) fn is_source(self) -> bool {
        !matches!(self, Dialect::EventBridge | Dialect::Ruler | Dialect::Pipes)
    }
}
