//! Whose rules a pattern follows, and what each event source calls its payload.

/// A Lambda event source whose mapping can filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Source {
    /// Amazon SQS, standard and FIFO.
    Sqs,
    /// Amazon Kinesis Data Streams.
    Kinesis,
    /// Amazon DynamoDB Streams.
    DynamoDb,
    /// Apache Kafka: Amazon MSK and self-managed.
    Kafka,
    /// Amazon MQ: ActiveMQ and RabbitMQ.
    Mq,
}

impl Source {
    /// The key of the filter's root that holds the payload; `None` for DynamoDB, whose records are JSON throughout.
    /// (Lambda Developer Guide, "Control which events Lambda sends to your function", read 2026-11-23.)
    #[must_use]
    pub const fn payload_key(self) -> Option<&'static str> {
        match self {
            Self::Sqs => Some("body"),
            Self::Kinesis | Self::Mq => Some("data"),
            Self::Kafka => Some("value"),
            Self::DynamoDb => None,
        }
    }
}

/// Whose acceptance rules a pattern is lowered under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// EventBridge `PutRule`: event-ruler's compiler, plus the service's caps.
    EventBridge,
    /// EventBridge Pipes: no `wildcard`, no `anything-but` with an operator inside.
    Pipes,
    /// event-ruler's `Machine` alone: none of the service's caps, its own fallbacks.
    Ruler,
    /// A Lambda event source mapping.
    Esm(Source),
}

/// In which form a filter asks for the payload, decided by the shape of the payload key's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PayloadForm {
    /// The filter does not look at the payload.
    Unasked,
    /// A list: the payload as one plain string.
    Text,
    /// An object: the payload as JSON.
    Json,
    /// Both, in different branches of a `$or`.
    Both,
}
