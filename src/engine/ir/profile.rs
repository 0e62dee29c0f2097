//! Whose rules a pattern follows, and what each event source calls its payload.

/// A Lambda event source whose mapping can filter.
///
/// ```
/// use tidegate::Source;
/// assert_eq!(Source::Kinesis.payload_key(), Some("data"));
/// assert_eq!(Source::DynamoDb.payload_key(), None);
/// ```
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

    /// The key of a record that its filters never see, though the function does: SQS's `messageAttributes`. Measured by
    /// the authors of `lambda-esm-sqs-filters-sam` in aws-samples/serverless-patterns (2023, commit fb7b5d0): filters on
    /// `attributes` deliver, those on `messageAttributes` never do.
    #[must_use]
    pub const fn hidden_key(self) -> Option<&'static str> {
        match self {
            Self::Sqs => Some("messageAttributes"),
            Self::Kinesis | Self::DynamoDb | Self::Kafka | Self::Mq => None,
        }
    }
}

/// Whose acceptance rules a pattern is lowered under.
///
/// ```
/// use tidegate::{Pattern, Profile, Rule};
/// let pattern = Pattern::parse(r#"{"a":[{"wildcard":"x*"}]}"#)?;
/// assert!(Rule::lower(&pattern, Profile::EventBridge).is_ok());
/// assert_eq!(Rule::lower(&pattern, Profile::Pipes).unwrap_err().code().as_str(), "E0213");
/// # Ok::<(), tidegate::Error>(())
/// ```
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
///
/// ```
/// use tidegate::{Pattern, PayloadForm, Profile, Rule, Source};
/// let form = |text| Rule::lower(&Pattern::parse(text)?, Profile::Esm(Source::Sqs)).map(|r| r.payload_form());
/// assert_eq!(form(r#"{"body":["Result: PASS"]}"#)?, PayloadForm::Text);
/// assert_eq!(form(r#"{"body":{"result":["PASS"]}}"#)?, PayloadForm::Json);
/// assert_eq!(form(r#"{"messageId":["1"]}"#)?, PayloadForm::Unasked);
/// # Ok::<(), tidegate::Error>(())
/// ```
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
