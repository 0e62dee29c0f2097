//! The kinds of values that fields have, and how a table of fields is read.

use tidegate_json::{Json, JsonKind};

/// The values that a field can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::generate) enum Kind {
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
pub(in crate::generate) enum Presence {
    Always,
    Sometimes,
}

/// The values of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::generate) struct Shape {
    pub(in crate::generate) kind: Kind,
    pub(in crate::generate) presence: Presence,
}

/// A row of a source's table: a field, or with `Kind::Any` all fields below it, too.
pub(super) type Row = (&'static str, Kind, Presence);

impl Shape {
    pub(super) const fn sometimes(kind: Kind) -> Self {
        Self {
            kind,
            presence: Presence::Sometimes,
        }
    }

    /// Returns whether a field can be absent.
    pub(in crate::generate) fn may_be_absent(self) -> bool {
        // A list without elements has no value, although it is always there.
        self.presence == Presence::Sometimes || self.kind == Kind::Texts
    }

    /// Returns the JSON of some values that a field can have, one of each type.
    pub(in crate::generate) const fn samples(self) -> &'static [&'static str] {
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
    pub(in crate::generate) fn admits(self, json: &str) -> bool {
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

pub(super) fn look_up(table: &[Row], steps: &[String]) -> Shape {
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
