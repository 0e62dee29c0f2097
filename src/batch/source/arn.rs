//! Finds the source and the region that the ARN of an event source names. The service in the ARN decides the source.
//! DocumentDB is known too, because Lambda reads its change streams without filtering them.

use tidegate::Source;

use super::datasheet;

/// The event source that an ARN names.
///
/// ```
/// use tidegate::Source;
/// use tidegate_batch::{Origin, origin_of_arn};
/// let queue = origin_of_arn("arn:aws:sqs:eu-west-1:111122223333:orders");
/// assert_eq!(queue, Some(Origin::Filtered(Source::Sqs)));
/// assert_eq!(origin_of_arn("arn:aws:rds:eu-west-1:111122223333:cluster:c"), Some(Origin::DocumentDb));
/// assert_eq!(origin_of_arn("orders"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A source whose records AWS filters.
    Filtered(Source),
    /// A DocumentDB cluster, whose change streams AWS does not filter. (Lambda Developer Guide, "Using AWS Lambda with
    /// Amazon DocumentDB", read 2026-11-30.) Its ARN has the service `rds`.
    DocumentDb,
}

/// Returns the event source that an ARN names, or `None` for text that is not an ARN and for other services.
#[must_use]
pub fn origin_of_arn(arn: &str) -> Option<Origin> {
    let service = part(arn, 2)?;
    if matches!(service, "rds" | "docdb" | "docdb-elastic") {
        return Some(Origin::DocumentDb);
    }
    let mut sources = Source::ALL.into_iter();
    let source = sources.find(|source| datasheet(*source).arn_service == service)?;
    Some(Origin::Filtered(source))
}

/// Returns the region in an ARN.
///
/// ```
/// use tidegate_batch::arn_region;
/// assert_eq!(arn_region("arn:aws:sqs:eu-west-1:111122223333:orders"), Some("eu-west-1"));
/// assert_eq!(arn_region("arn:aws:s3:::bucket"), None);
/// ```
#[must_use]
pub fn arn_region(arn: &str) -> Option<&str> {
    part(arn, 3)
}

/// Returns the part of an ARN after `colons` colons, or `None` if it is empty or the text is not an ARN.
fn part(arn: &str, colons: usize) -> Option<&str> {
    let mut parts = arn.split(':');
    (parts.next() == Some("arn")).then_some(())?;
    parts.nth(colons - 1).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arn_of_any_partition_names_its_source() {
        for (arn, source) in [
            ("arn:aws:sqs:eu-west-1:1:q.fifo", Source::Sqs),
            (
                "arn:aws-cn:kinesis:cn-north-1:1:stream/s/consumer/c:1",
                Source::Kinesis,
            ),
            (
                "arn:aws:dynamodb:us-east-1:1:table/t/stream/2024-06-10T19:26:16.525",
                Source::DynamoDb,
            ),
            ("arn:aws:kafka:us-east-1:1:cluster/c/u-1", Source::Kafka),
            ("arn:aws-us-gov:mq:us-gov-west-1:1:broker:b:b-1", Source::Mq),
            ("arn:aws:events:us-east-1:1:rule/r", Source::EventBridge),
        ] {
            assert_eq!(origin_of_arn(arn), Some(Origin::Filtered(source)), "{arn}");
        }
    }

    #[test]
    fn text_that_is_not_the_arn_of_a_source_names_nothing() {
        for text in [
            "",
            "arn",
            "arn:aws",
            "aws:sqs",
            "arn:aws:s3:::b",
            "x:aws:sqs:r:1:q",
        ] {
            assert_eq!(origin_of_arn(text), None, "{text}");
        }
    }
}
