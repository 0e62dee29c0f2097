//! The languages of patterns: those of EventBridge, and those of the sources of event source mappings.

/// A language of patterns, and the kind of its events.
///
/// ```
/// use tidegate_reference::{Dialect, check};
/// let pattern = r#"{"a": [{"wildcard": "*x*"}]}"#;
/// assert!(check(Dialect::EventBridge, pattern).is_ok());
/// assert!(check(Dialect::Pipes, pattern).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Patterns that PutRule accepts. Events are JSON objects.
    EventBridge,
    /// event-ruler's machine alone, without limits and with its older compiler as a fallback.
    Ruler,
    /// EventBridge without the operators that Pipes lacks.
    Pipes,
    /// A Lambda filter. Events are records, here SQS messages.
    Sqs,
    /// Kinesis records.
    Kinesis,
    /// DynamoDB stream records.
    DynamoDb,
    /// Kafka records, from MSK or a self-managed cluster.
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
