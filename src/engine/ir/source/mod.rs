//! Where records come from, and what filters may ask of them. Each source has a file of its own name with its terms;
//! this file only finds the right one. A new source needs a variant, a file and a line in `terms`; the compiler names
//! all other places that must follow.

mod dynamodb;
mod eventbridge;
mod kafka;
mod kinesis;
mod mq;
mod sqs;
mod terms;

use std::str::FromStr;

use terms::Terms;

/// Where records come from: a Lambda event source whose mapping can filter, or a bus of EventBridge.
///
/// ```
/// use tidegate::Source;
/// assert_eq!(Source::Kinesis.payload_key(), Some("data"));
/// assert_eq!("DynamoDB".parse(), Ok(Source::DynamoDb));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// Events on a bus of EventBridge, which rules match.
    EventBridge,
}

impl Source {
    /// Every source, in the order in which the manual lists them.
    pub const ALL: [Self; 6] = [
        Self::Sqs,
        Self::Kinesis,
        Self::DynamoDb,
        Self::Kafka,
        Self::Mq,
        Self::EventBridge,
    ];

    /// The source's one name, in lower case: `sqs`, `kinesis`, `dynamodb`, `kafka`, `mq` or `eventbridge`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.terms().name
    }

    /// The key of the filter's root that holds the payload; `None` for DynamoDB and EventBridge, whose records are JSON
    /// throughout.
    #[must_use]
    pub const fn payload_key(self) -> Option<&'static str> {
        self.terms().payload_key
    }

    /// The key of a record that filters of an event source mapping never see, though the function does: SQS's
    /// `messageAttributes`.
    #[must_use]
    pub const fn hidden_key(self) -> Option<&'static str> {
        self.terms().hidden_key
    }

    /// The keys that a pipe adds to each record after filtering: filters of a pipe never see them, though its target does.
    ///
    /// ```
    /// use tidegate::Source;
    /// assert!(Source::Sqs.added_by_pipes().contains(&"awsRegion"));
    /// assert!(!Source::DynamoDb.added_by_pipes().contains(&"awsRegion"), "it is in the stream's own record");
    /// ```
    #[must_use]
    pub const fn added_by_pipes(self) -> &'static [&'static str] {
        self.terms().added_by_pipes
    }

    /// The key that no filter may ask for as a plain string.
    pub(super) const fn json_only_key(self) -> Option<&'static str> {
        self.terms().json_only_key
    }

    /// The one message that the service gives for every pattern it refuses; `None` if it gives reasons.
    pub(super) const fn refusal(self) -> Option<&'static str> {
        self.terms().refusal
    }

    const fn terms(self) -> &'static Terms {
        match self {
            Self::Sqs => &sqs::TERMS,
            Self::Kinesis => &kinesis::TERMS,
            Self::DynamoDb => &dynamodb::TERMS,
            Self::Kafka => &kafka::TERMS,
            Self::Mq => &mq::TERMS,
            Self::EventBridge => &eventbridge::TERMS,
        }
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Source {
    type Err = UnknownSource;

    /// Reads a name in any case.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|source| source.name().eq_ignore_ascii_case(name))
            .ok_or_else(|| UnknownSource(name.to_owned()))
    }
}

/// A text that names no source.
///
/// ```
/// use tidegate::Source;
/// let unknown = "sns".parse::<Source>().unwrap_err();
/// assert!(unknown.to_string().starts_with("unknown source `sns`: expected one of sqs, "));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSource(String);

impl std::fmt::Display for UnknownSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = Source::ALL.map(Source::name).join(", ");
        write!(f, "unknown source `{}`: expected one of {names}", self.0)
    }
}

impl std::error::Error for UnknownSource {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_parse_in_any_case() {
        for source in Source::ALL {
            assert_eq!(source.name().parse(), Ok(source));
            assert_eq!(source.name().to_uppercase().parse(), Ok(source));
        }
    }

    #[test]
    fn unknown_names_list_the_known_ones() {
        for name in ["sns", "", "sqs ", "pipes/sqs"] {
            let message = name.parse::<Source>().unwrap_err().to_string();
            assert!(message.contains(name), "{message}");
            assert!(message.contains("sqs, kinesis"), "{message}");
        }
    }
}
