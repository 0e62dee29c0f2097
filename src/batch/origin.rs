//! Where records come from: the name `--source` takes, in; the envelope and the default language, out.
//! Every origin has exactly one name, and the name parses back to it.

use std::str::FromStr;

use tidegate::{Profile, Source};

/// What `--source` names: EventBridge itself, or one of the Lambda event sources.
///
/// ```
/// use tidegate_batch::Origin;
/// let origin: Origin = "sqs".parse()?;
/// assert!(origin.deletes_unmatched());
/// assert_eq!(origin.name(), "sqs");
/// # Ok::<(), tidegate_batch::UnknownOrigin>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Events on an EventBridge bus, matched by rules.
    EventBridge,
    /// Records of a Lambda event source mapping.
    Esm(Source),
}

const NAMES: [(Origin, &str); 6] = [
    (Origin::Esm(Source::Sqs), "sqs"),
    (Origin::Esm(Source::Kinesis), "kinesis"),
    (Origin::Esm(Source::DynamoDb), "dynamodb"),
    (Origin::Esm(Source::Kafka), "kafka"),
    (Origin::Esm(Source::Mq), "mq"),
    (Origin::EventBridge, "eventbridge"),
];

impl Origin {
    /// Every origin, in the order the manual lists them.
    pub const ALL: [Self; 6] = [
        NAMES[0].0, NAMES[1].0, NAMES[2].0, NAMES[3].0, NAMES[4].0, NAMES[5].0,
    ];

    /// The name as `--source` takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(origin, _)| *origin == self)
            .map_or("unknown", |(_, name)| name)
    }

    /// The service that holds the records.
    #[must_use]
    pub const fn source(self) -> Source {
        match self {
            Self::EventBridge => Source::EventBridge,
            Self::Esm(source) => source,
        }
    }

    /// The pattern language this origin's filters are written in, unless the user chooses another.
    #[must_use]
    pub const fn profile(self) -> Profile {
        match self {
            Self::EventBridge => Profile::Service(Source::EventBridge),
            Self::Esm(source) => Profile::Service(source),
        }
    }

    /// Whether a record that no filter delivers is removed from its queue: SQS deletes it, MQ acknowledges it.
    /// Streams and topics only move on; the record stays readable for others until it expires.
    /// (Lambda Developer Guide, "Control which events Lambda sends to your function", read 2026-11-23.)
    #[must_use]
    pub const fn deletes_unmatched(self) -> bool {
        matches!(self, Self::Esm(Source::Sqs | Source::Mq))
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no origin's.
///
/// ```
/// use tidegate_batch::Origin;
/// let unknown = "sns".parse::<Origin>().unwrap_err();
/// assert!(unknown.to_string().starts_with("unknown source `sns`"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownOrigin(String);

impl std::fmt::Display for UnknownOrigin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = NAMES.map(|(_, name)| name).join(", ");
        write!(f, "unknown source `{}`: expected one of {names}", self.0)
    }
}

impl std::error::Error for UnknownOrigin {}

impl FromStr for Origin {
    type Err = UnknownOrigin;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = NAMES.iter().find(|(_, known)| *known == name);
        found
            .map(|(origin, _)| *origin)
            .ok_or_else(|| UnknownOrigin(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_parses_back() {
        for origin in Origin::ALL {
            assert_eq!(origin.name().parse(), Ok(origin));
        }
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let message = "SQS".parse::<Origin>().unwrap_err().to_string();
        assert!(
            message.contains("`SQS`") && message.contains("sqs, kinesis"),
            "{message}"
        );
    }
}
