//! The records of each source: the forms of the parts that hold an encoded text, and what is true of every record.

use tidegate::{Profile, Source};
use tidegate_batch::PayloadShape;

use crate::attribute::{self, Attribute};
use crate::cells::Reading;
use crate::root_keys::{Standing, root_keys};

/// The values that records can have at one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Anything, any number of times.
    Free(Reading),
    /// At most one value.
    AtMostOne(Reading),
    /// Always one value.
    One(Reading),
    /// Never a value.
    Nothing,
}

impl Place {
    /// Returns how its values are read.
    pub(crate) const fn reading(self) -> Reading {
        match self {
            Self::Free(reading) | Self::AtMostOne(reading) | Self::One(reading) => reading,
            Self::Nothing => Reading::Json,
        }
    }
}

/// What is true of every record that filters of a profile see.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    /// Keys of the root that filters never see.
    pub(crate) hidden: Vec<&'static str>,
    /// Nodes that are always objects, never lists or values.
    objects: &'static [&'static str],
    /// Nodes whose members are attributes of DynamoDB.
    images: &'static [&'static str],
    /// Keys of the root with what they hold.
    keys: &'static [(&'static str, Place)],
    /// All keys of the root; empty if records may have any.
    roots: &'static [(&'static str, Standing)],
}

/// The keys of an event besides `detail`, which is an object (EventBridge User Guide, "AWS service event metadata", and
/// EventBridge API Reference, `PutEventsRequestEntry`, read 2026-11-30). Events of a replay have `replay-name`.
const EVENT_KEYS: &[(&str, Place)] = &[
    ("version", Place::One(Reading::Text)),
    ("id", Place::One(Reading::Text)),
    ("detail-type", Place::One(Reading::Text)),
    ("source", Place::One(Reading::Text)),
    ("account", Place::One(Reading::Text)),
    ("time", Place::One(Reading::Text)),
    ("region", Place::One(Reading::Text)),
    ("resources", Place::Free(Reading::Text)),
    ("replay-name", Place::AtMostOne(Reading::Text)),
];
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
const DYNAMODB_IMAGES: &[&str] = &["dynamodb.Keys", "dynamodb.NewImage", "dynamodb.OldImage"];

/// All values of `eventName` (DynamoDB Streams API Reference, `Record`, read 2026-11-30). Filters on it and on
/// `eventSource` were recorded from AWS by LocalStack (`insert_same_entry_twice`, `content_multiple_filters`, 2024-10).
const DYNAMODB_KEYS: &[(&str, Place)] = &[
    (
        "eventName",
        Place::One(Reading::OneOf(&["\"INSERT\"", "\"MODIFY\"", "\"REMOVE\""])),
    ),
    (
        "eventSource",
        Place::One(Reading::OneOf(&["\"aws:dynamodb\""])),
    ),
];

impl Facts {
    pub(crate) fn of(source: Source, profile: Profile) -> Self {
        let hidden: Vec<&'static str> = match profile {
            Profile::Service(_) => source.hidden_key().into_iter().collect(),
            Profile::Pipes(_) => source.added_by_pipes().to_vec(),
            Profile::Ruler => Vec::new(),
        };
        let facts = match (source, profile) {
            // event-ruler alone matches any JSON object.
            (_, Profile::Ruler) => Self::default(),
            (Source::Sqs, _) => Self {
                objects: SQS_OBJECTS,
                roots: root_keys(source),
                ..Self::default()
            },
            (Source::DynamoDb, _) => Self {
                objects: DYNAMODB_OBJECTS,
                images: DYNAMODB_IMAGES,
                keys: DYNAMODB_KEYS,
                roots: root_keys(source),
                ..Self::default()
            },
            (Source::EventBridge, Profile::Service(_)) => Self {
                objects: EVENT_OBJECTS,
                keys: EVENT_KEYS,
                roots: root_keys(source),
                ..Self::default()
            },
            // A pattern in the language of pipes alone: the keys of its records are not known.
            (Source::EventBridge, Profile::Pipes(_)) => Self {
                objects: EVENT_OBJECTS,
                ..Self::default()
            },
            (Source::Kinesis | Source::Kafka | Source::Mq, _) => Self {
                roots: root_keys(source),
                ..Self::default()
            },
        };
        Self { hidden, ..facts }
    }

    /// Returns what records can have at a field.
    pub(crate) fn place(&self, field: &str) -> Place {
        let root = field.split('.').next().unwrap_or_default();
        if self.hidden.contains(&root) || self.objects.contains(&field) {
            return Place::Nothing;
        }
        if let Some(attribute) = self.attribute(field) {
            return match attribute {
                Attribute::Value(reading) => Place::AtMostOne(reading),
                Attribute::Values(reading) => Place::Free(reading),
                Attribute::List | Attribute::Object | Attribute::Nothing => Place::Nothing,
            };
        }
        let mut keys = self.keys.iter();
        match keys.find(|(key, _)| *key == root) {
            Some((key, place)) if *key == field => *place,
            Some(_) => Place::Nothing,
            None if !self.may_have(root) => Place::Nothing,
            None => Place::Free(Reading::Json),
        }
    }

    /// Returns whether records may have a key at their root.
    fn may_have(&self, root: &str) -> bool {
        self.roots.is_empty() || self.roots.iter().any(|(key, _)| *key == root)
    }

    /// Returns whether a node can be a list.
    pub(crate) fn may_be_list(&self, node: &str) -> bool {
        match self.attribute(node) {
            Some(Attribute::Values(_) | Attribute::List) => true,
            Some(Attribute::Value(_) | Attribute::Object | Attribute::Nothing) => false,
            None => !self.objects.contains(&node),
        }
    }

    /// Returns whether no record has a value at both fields, because an attribute has one type.
    pub(crate) fn are_two_types(&self, one: &[String], other: &[String]) -> bool {
        let image = self.images.iter().any(|image| {
            let keys: Vec<&str> = image.split('.').collect();
            one.len() > keys.len() && one.iter().zip(&keys).all(|(one, key)| one == key)
        });
        image
            && one[..2] == other[..other.len().min(2)]
            && attribute::are_two_types(&one[2..], &other[2..])
    }

    /// Returns what stands at a path inside an image; `None` for any other path.
    fn attribute(&self, path: &str) -> Option<Attribute> {
        let mut images = self.images.iter();
        let inside = images.find_map(|image| path.strip_prefix(image)?.strip_prefix('.'))?;
        let keys: Vec<&str> = inside.split('.').collect();
        Some(Attribute::at(&keys))
    }
}

/// A key of the filter's root that holds an encoded text, and the shape of that text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Encoded {
    pub(crate) key: &'static str,
    pub(crate) shape: PayloadShape,
}

impl Encoded {
    /// Returns how a record that lacks this part is written: with this value, or if `None` without the member.
    ///
    /// AWS does not document how Lambda writes a Kafka record without a key. Consumers of records without a part found
    /// the member left out: aws-powertools/powertools-lambda-typescript, issue 5016 of 2026-02-16 (`undefined`, which
    /// corrects `null` in issue 4988), and powertools-lambda-python, issue 6508 (both read 2026-11-30). For filters a
    /// missing value is the same as one that is null, but a key that is null is a value.
    pub(crate) fn missing(&self) -> Option<&'static str> {
        (self.key != KAFKA_KEY).then_some("null")
    }
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
        let service = facts(Profile::Service(Source::DynamoDb));
        assert!(matches!(service.place("eventSource"), Place::One(_)));
        let pipe = facts(Profile::Pipes(Source::DynamoDb));
        assert_eq!(pipe.place("eventSource"), Place::Nothing);
        assert!(matches!(pipe.place("eventName"), Place::One(_)));
        let ruler = Facts::of(Source::EventBridge, Profile::Ruler);
        assert_eq!(ruler.place("detail"), Place::Free(Reading::Json));
    }

    #[test]
    fn events_have_the_keys_of_their_envelope_only() {
        let bus = Facts::of(Source::EventBridge, Profile::Service(Source::EventBridge));
        assert_eq!(bus.place("source"), Place::One(Reading::Text));
        assert_eq!(bus.place("source.x"), Place::Nothing);
        assert_eq!(bus.place("detail.x"), Place::Free(Reading::Json));
        assert_eq!(bus.place("detail"), Place::Nothing);
        assert_eq!(bus.place("state"), Place::Nothing);
        assert!(bus.may_be_list("detail.x") && !bus.may_be_list("detail"));
    }

    #[test]
    fn no_record_has_a_root_key_of_its_payload() {
        for source in Source::ALL {
            let facts = Facts::of(source, Profile::Service(source));
            assert_eq!(facts.place("eventType"), Place::Nothing, "{source}");
            assert_eq!(facts.place("eventType.x"), Place::Nothing, "{source}");
        }
        let queue = Facts::of(Source::Sqs, Profile::Service(Source::Sqs));
        assert_eq!(queue.place("body.eventType"), Place::Free(Reading::Json));
        let ruler = Facts::of(Source::Sqs, Profile::Ruler);
        assert_eq!(ruler.place("eventType"), Place::Free(Reading::Json));
    }

    #[test]
    fn attributes_have_types() {
        let stream = Facts::of(Source::DynamoDb, Profile::Service(Source::DynamoDb));
        let place = |path: &str| stream.place(&format!("dynamodb.NewImage.{path}"));
        assert_eq!(place("a"), Place::Nothing);
        assert_eq!(place("a.N"), Place::AtMostOne(Reading::Number));
        assert_eq!(place("a.SS"), Place::Free(Reading::Text));
        assert!(!stream.may_be_list("dynamodb.NewImage.a"));
        let steps = |path: &str| path.split('.').map(str::to_owned).collect::<Vec<_>>();
        let (text, number) = (
            steps("dynamodb.NewImage.a.S"),
            steps("dynamodb.NewImage.a.N"),
        );
        assert!(stream.are_two_types(&text, &number));
        assert!(!stream.are_two_types(&text, &steps("dynamodb.OldImage.a.N")));
        assert!(!stream.are_two_types(&text, &steps("eventName")));
    }
}
