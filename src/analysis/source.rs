//! The records of each source: the forms of the parts that hold an encoded text, and what is true of every record.

use tidegate::{Profile, Source};
use tidegate_batch::PayloadShape;

/// What is true of every record that filters of a profile see.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// Keys of the root that filters never see.
    pub(crate) hidden: Vec<&'static str>,
    /// Nodes that are always objects, never lists or values.
    pub(crate) objects: &'static [&'static str],
    /// Fields that always have one value, with the JSON of the values it can have.
    pub(crate) enumerated: Vec<(&'static str, &'static [&'static str])>,
}

/// The `detail` of an event is an object (EventBridge API Reference, `PutEventsRequestEntry`, read 2026-11-30).
const EVENT_OBJECTS: &[&str] = &["detail"];

/// The `attributes` of a message are an object (Lambda Developer Guide, the page of SQS, read 2026-11-23).
const SQS_OBJECTS: &[&str] = &["attributes"];

/// Objects in each stream record (DynamoDB Streams API Reference, `Record` and `StreamRecord`, read 2026-11-30).
const DYNAMODB_OBJECTS: &[&str] = &[
    "dynamodb",
    "dynamodb.Keys",
    "dynamodb.NewImage",
    "dynamodb.OldImage",
];

/// All values of `eventName` (DynamoDB Streams API Reference, `Record`, read 2026-11-30). Filters on it and on
/// `eventSource` were recorded from AWS by LocalStack (`insert_same_entry_twice`, `content_multiple_filters`, 2024-10).
const DYNAMODB_EVENT_NAMES: &[&str] = &["\"INSERT\"", "\"MODIFY\"", "\"REMOVE\""];
const DYNAMODB_EVENT_SOURCES: &[&str] = &["\"aws:dynamodb\""];

impl Facts {
    pub(crate) fn of(source: Source, profile: Profile) -> Self {
        let hidden: Vec<&'static str> = match profile {
            Profile::Service(_) => source.hidden_key().into_iter().collect(),
            Profile::Pipes(_) => source.added_by_pipes().to_vec(),
            Profile::Ruler => Vec::new(),
        };
        let (objects, enumerated): (&[&str], &[_]) = match (source, profile) {
            // event-ruler alone matches any JSON object.
            (_, Profile::Ruler) => (&[], &[]),
            (Source::Sqs, _) => (SQS_OBJECTS, &[]),
            (Source::DynamoDb, _) => (
                DYNAMODB_OBJECTS,
                &[
                    ("eventName", DYNAMODB_EVENT_NAMES),
                    ("eventSource", DYNAMODB_EVENT_SOURCES),
                ],
            ),
            (Source::EventBridge, _) => (EVENT_OBJECTS, &[]),
            (Source::Kinesis | Source::Kafka | Source::Mq, _) => (&[], &[]),
        };
        let is_seen =
            |(field, _): &(&'static str, &'static [&'static str])| !hidden.contains(field);
        Self {
            enumerated: enumerated.iter().copied().filter(is_seen).collect(),
            objects,
            hidden,
        }
    }
}

impl Facts {
    /// Returns the values of an enumerated field; `None` for any other field.
    pub(crate) fn values_of(&self, field: &str) -> Option<&'static [&'static str]> {
        let mut fields = self.enumerated.iter();
        let found = fields.find(|(name, _)| *name == field);
        found.map(|(_, values)| *values)
    }
}

/// A key of the filter's root that holds an encoded text, and the shape of that text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Encoded {
    pub(crate) key: &'static str,
    pub(crate) shape: PayloadShape,
}

/// The encoded parts of a record in one form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) payload: Option<Encoded>,
    /// The key of a Kafka record, which filters see decoded, and to which no drop table applies.
    pub(crate) kafka_key: Option<Encoded>,
}

impl Form {
    pub(crate) fn encoded(&self) -> impl Iterator<Item = Encoded> + '_ {
        self.payload.into_iter().chain(self.kafka_key)
    }
}

/// The key of a Kafka record's own key.
pub(crate) const KAFKA_KEY: &str = "key";

/// Returns the shapes that a payload of the source can have. The body of an SQS message is Unicode text (Amazon SQS API
/// Reference, `SendMessage`, read 2026-11-30).
const fn payload_shapes(source: Source) -> &'static [PayloadShape] {
    use PayloadShape::{Absent, Binary, Json, Text};
    match source {
        Source::Sqs => &[Json, Text],
        Source::Kinesis | Source::Mq => &[Json, Text, Binary],
        Source::Kafka => &[Json, Text, Binary, Absent],
        Source::DynamoDb | Source::EventBridge => &[],
    }
}

/// Shapes of a Kafka key that differ for filters. A key that is not UTF-8 is absent for them.
const KEY_SHAPES: &[PayloadShape] = &[PayloadShape::Absent, PayloadShape::Text, PayloadShape::Json];

/// Returns all forms of a record that filters can tell apart. `asks`: whether a filter asks for this key of the root. A
/// part that no filter asks for has one shape.
pub(crate) fn forms(source: Source, asks: impl Fn(&str) -> bool) -> Vec<Form> {
    let payload = source.payload_key().map(|key| {
        let shapes = payload_shapes(source);
        of_key(key, if asks(key) { shapes } else { &shapes[..1] })
    });
    let is_asked = source == Source::Kafka && asks(KAFKA_KEY);
    let keys = of_key(KAFKA_KEY, if is_asked { KEY_SHAPES } else { &[] });
    let mut forms = Vec::new();
    for payload in or_none(payload.unwrap_or_default()) {
        for kafka_key in or_none(keys.clone()) {
            forms.push(Form { payload, kafka_key });
        }
    }
    forms
}

fn of_key(key: &'static str, shapes: &[PayloadShape]) -> Vec<Encoded> {
    shapes
        .iter()
        .map(|shape| Encoded { key, shape: *shape })
        .collect()
}

/// Returns each part, or `None` once if there is no part.
fn or_none(parts: Vec<Encoded>) -> Vec<Option<Encoded>> {
    match parts.is_empty() {
        true => vec![None],
        false => parts.into_iter().map(Some).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_those_that_filters_can_tell_apart() {
        let count = |source, asked: &[&str]| forms(source, |key| asked.contains(&key)).len();
        assert_eq!(count(Source::EventBridge, &["body", "key"]), 1);
        assert_eq!(count(Source::Sqs, &["body"]), 2);
        assert_eq!(count(Source::Sqs, &["key"]), 1);
        assert_eq!(count(Source::Kafka, &["value"]), 4);
        assert_eq!(count(Source::Kafka, &["value", "key"]), 12);
    }

    #[test]
    fn facts_follow_the_profile() {
        let facts = |profile| Facts::of(Source::DynamoDb, profile);
        let names = |facts: Facts| facts.enumerated.iter().map(|it| it.0).collect::<Vec<_>>();
        let service = facts(Profile::Service(Source::DynamoDb));
        assert_eq!(names(service), ["eventName", "eventSource"]);
        let pipe = facts(Profile::Pipes(Source::DynamoDb));
        assert!(pipe.hidden.contains(&"eventSource"));
        assert_eq!(names(pipe), ["eventName"]);
        assert!(
            Facts::of(Source::EventBridge, Profile::Ruler)
                .objects
                .is_empty()
        );
    }
}
