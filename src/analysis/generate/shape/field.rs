//! Finds the values of a field in the table of its source.

use tidegate::{Profile, Source};

use super::kind::{Kind, Row, Shape, look_up};
use super::{dynamodb, eventbridge, kafka, kinesis, mq, sqs};

/// Returns the values of the field with this path.
pub(in crate::generate) fn shape(source: Source, profile: Profile, steps: &[String]) -> Shape {
    let table: &[Row] = match (source, profile) {
        // event-ruler alone matches any JSON object.
        (Source::EventBridge, Profile::Ruler) => return Shape::sometimes(Kind::Any),
        (Source::DynamoDb, _) => return dynamodb::shape(steps),
        (Source::EventBridge, _) => eventbridge::FIELDS,
        (Source::Sqs, _) => sqs::FIELDS,
        (Source::Kinesis, _) => kinesis::FIELDS,
        (Source::Kafka, _) => kafka::FIELDS,
        (Source::Mq, _) => mq::FIELDS,
    };
    look_up(table, steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(source: Source, path: &str) -> Shape {
        let steps: Vec<String> = path.split('.').map(str::to_owned).collect();
        shape(source, Profile::Service(source), &steps)
    }

    #[test]
    fn fields_of_the_root_have_the_types_of_their_source() {
        let bus = Source::EventBridge;
        assert!(!of(bus, "source").may_be_absent());
        assert!(of(bus, "resources").may_be_absent());
        assert!(!of(bus, "source").admits("7"));
        assert!(of(bus, "detail.a.b").admits("null"));
        assert_eq!(of(bus, "state").kind, Kind::Nothing);
        assert_eq!(of(bus, "source.a").kind, Kind::Nothing);
        assert!(of(bus, "time").admits("\"2026-01-01T00:00:00Z\""));
        assert!(!of(bus, "time").admits("\"2026\""));
    }

    #[test]
    fn attributes_of_an_item_have_the_types_of_dynamodb() {
        let item = |path: &str| of(Source::DynamoDb, &format!("dynamodb.NewImage.{path}"));
        assert!(item("a.S").admits("\"x\"") && !item("a.S").admits("5"));
        assert!(item("a.N").admits("\"5\"") && !item("a.N").admits("\"x\""));
        assert!(item("a.M.b.BOOL").admits("true"));
        assert!(item("a.L.S").admits("\"x\""));
        assert_eq!(item("a").kind, Kind::Nothing);
        assert_eq!(item("a.X").kind, Kind::Nothing);
        assert!(!of(Source::DynamoDb, "eventName").may_be_absent());
    }
}
