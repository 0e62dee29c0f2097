//! Which values each field of a source's records can have. A generated record is one that the source can send, so a
//! field that is always there is never left out, and a string is never a number. Each source has a table in a file of
//! its own.

mod attribute;
mod dynamodb;
mod eventbridge;
mod exclusive;
mod kafka;
mod kinesis;
mod mq;
mod sqs;

use tidegate::{Profile, Source};
use tidegate_json::{Json, JsonKind};

pub(super) use attribute::are_exclusive;
pub(super) use exclusive::{exclusive_boxes, lists_apart};

/// The values that a field can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any JSON value.
    Any,
    /// A string that is not empty.
    Text,
    /// A string of digits.
    Digits,
    /// A string that is a number, as DynamoDB writes it.
    NumberText,
    /// A time of the form `2026-01-01T00:00:00Z`.
    Instant,
    /// Strings of a list, or none.
    Texts,
    Number,
    Flag,
    /// `true` only.
    True,
    /// One of these strings, given as JSON.
    OneOf(&'static [&'static str]),
    /// No value at all.
    Nothing,
}

/// Whether every record has the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Always,
    Sometimes,
}

/// The values of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) kind: Kind,
    pub(super) presence: Presence,
}

/// A row of a source's table: a field, or with `Kind::Any` all fields below it, too.
type Row = (&'static str, Kind, Presence);

impl Shape {
    const fn sometimes(kind: Kind) -> Self {
        Self {
            kind,
            presence: Presence::Sometimes,
        }
    }

    /// Returns the values of the field with this path.
    pub(super) fn of(source: Source, profile: Profile, steps: &[String]) -> Self {
        let table: &[Row] = match (source, profile) {
            // event-ruler alone matches any JSON object.
            (Source::EventBridge, Profile::Ruler) => return Self::sometimes(Kind::Any),
            (Source::DynamoDb, _) => return dynamodb::shape(steps),
            (Source::EventBridge, _) => eventbridge::FIELDS,
            (Source::Sqs, _) => sqs::FIELDS,
            (Source::Kinesis, _) => kinesis::FIELDS,
            (Source::Kafka, _) => kafka::FIELDS,
            (Source::Mq, _) => mq::FIELDS,
        };
        look_up(table, steps)
    }

    /// Returns whether a field can be absent.
    pub(super) fn may_be_absent(self) -> bool {
        // A list without elements has no value, although it is always there.
        self.presence == Presence::Sometimes || self.kind == Kind::Texts
    }

    /// Returns the JSON of some values that a field can have, one of each type.
    pub(super) const fn samples(self) -> &'static [&'static str] {
        match self.kind {
            Kind::Any => &["null", "\"\"", "\"other\"", "7", "true"],
            Kind::Text | Kind::Texts => &["\"other\""],
            Kind::Digits | Kind::NumberText => &["\"7\"", "\"8\""],
            Kind::Instant => &["\"2026-01-01T00:00:00Z\"", "\"2027-02-03T04:05:06Z\""],
            Kind::Number => &["7", "8"],
            Kind::Flag => &["true", "false"],
            Kind::True => &["true"],
            Kind::OneOf(values) => values,
            Kind::Nothing => &[],
        }
    }

    /// Returns whether a field can have this value.
    pub(super) fn admits(self, json: &str) -> bool {
        let Ok(value) = Json::parse_whole(json) else {
            return false;
        };
        let text = value.as_str();
        let is_text = |admits: fn(&str) -> bool| text.is_some_and(admits);
        match self.kind {
            Kind::Any => true,
            Kind::Nothing => false,
            Kind::Text | Kind::Texts => is_text(|it| !it.is_empty()),
            Kind::Digits => {
                is_text(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
            }
            Kind::NumberText => is_text(is_number),
            Kind::Instant => is_text(is_instant),
            Kind::Number => matches!(value.kind, JsonKind::Number(_)),
            Kind::Flag => matches!(value.kind, JsonKind::Bool(_)),
            Kind::True => value.kind == JsonKind::Bool(true),
            Kind::OneOf(values) => values.contains(&json),
        }
    }
}

fn is_number(text: &str) -> bool {
    matches!(
        Json::parse_whole(text),
        Ok(Json {
            kind: JsonKind::Number(_),
            ..
        })
    )
}

fn is_instant(text: &str) -> bool {
    const FORM: &str = "dddd-dd-ddTdd:dd:ddZ";
    text.len() == FORM.len()
        && text
            .bytes()
            .zip(FORM.bytes())
            .all(|(found, wanted)| match wanted {
                b'd' => found.is_ascii_digit(),
                other => found == other,
            })
}

fn look_up(table: &[Row], steps: &[String]) -> Shape {
    for count in (1..=steps.len()).rev() {
        let name = steps[..count].join(".");
        let found = table.iter().find(|(field, ..)| *field == name);
        let Some((_, kind, presence)) = found else {
            continue;
        };
        return match (kind, count == steps.len()) {
            (kind, true) => Shape {
                kind: *kind,
                presence: *presence,
            },
            (Kind::Any, false) => Shape::sometimes(Kind::Any),
            (_, false) => Shape::sometimes(Kind::Nothing),
        };
    }
    Shape::sometimes(Kind::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(source: Source, path: &str) -> Shape {
        let steps: Vec<String> = path.split('.').map(str::to_owned).collect();
        Shape::of(source, Profile::Service(source), &steps)
    }

    #[test]
    fn fields_of_the_root_have_the_types_of_their_source() {
        let bus = Source::EventBridge;
        assert!(!shape(bus, "source").may_be_absent());
        assert!(shape(bus, "resources").may_be_absent());
        assert!(!shape(bus, "source").admits("7"));
        assert!(shape(bus, "detail.a.b").admits("null"));
        assert_eq!(shape(bus, "state").kind, Kind::Nothing);
        assert_eq!(shape(bus, "source.a").kind, Kind::Nothing);
        assert!(shape(bus, "time").admits("\"2026-01-01T00:00:00Z\""));
        assert!(!shape(bus, "time").admits("\"2026\""));
    }

    #[test]
    fn attributes_of_an_item_have_the_types_of_dynamodb() {
        let item = |path: &str| shape(Source::DynamoDb, &format!("dynamodb.NewImage.{path}"));
        assert!(item("a.S").admits("\"x\"") && !item("a.S").admits("5"));
        assert!(item("a.N").admits("\"5\"") && !item("a.N").admits("\"x\""));
        assert!(item("a.M.b.BOOL").admits("true"));
        assert!(item("a.L.S").admits("\"x\""));
        assert_eq!(item("a").kind, Kind::Nothing);
        assert_eq!(item("a.X").kind, Kind::Nothing);
        assert!(!shape(Source::DynamoDb, "eventName").may_be_absent());
    }
}
