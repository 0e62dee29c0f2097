//! Where a record holds its payload, and what the payload is once it is decoded.

use tidegate::Source;
use tidegate_batch::RecordForm;
use tidegate_json::{Json, Span};

use super::written::{Draft, quoted};

/// The payload of a record.
pub(super) struct Payload {
    /// The value that holds it, in the record's text.
    pub(super) span: Span,
    /// Its text, decoded.
    pub(super) text: String,
    coding: Coding,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Coding {
    /// It is JSON in the record.
    Inline,
    /// A JSON string has its text.
    Text,
    /// A JSON string has its base64.
    Base64,
}

/// Returns the key of the payload in filters; `None` if the event itself is the payload.
pub(super) fn key(source: Source) -> Option<&'static str> {
    match source {
        Source::Sqs => Some("body"),
        Source::Kinesis | Source::Mq => Some("data"),
        Source::Kafka => Some("value"),
        Source::DynamoDb => Some("dynamodb"),
        Source::EventBridge => None,
    }
}

impl Payload {
    /// Finds the payload; `None` if there is none, or it is not UTF-8.
    pub(super) fn of(source: Source, draft: &Draft) -> Option<Self> {
        let whole = Self {
            span: Span::new(0, draft.event.len()),
            text: draft.event.clone(),
            coding: Coding::Inline,
        };
        if draft.form == RecordForm::Payload || source == Source::EventBridge {
            return Some(whole);
        }
        let record = Json::parse_whole(&draft.event).ok()?;
        let (value, coding) = match source {
            Source::EventBridge => return Some(whole),
            Source::Sqs => (record.get("body"), Coding::Text),
            Source::Kinesis => (record.get("kinesis")?.get("data"), Coding::Base64),
            Source::DynamoDb => (record.get("dynamodb"), Coding::Inline),
            Source::Kafka => (record.get("value"), Coding::Base64),
            Source::Mq => (record.get("data"), Coding::Base64),
        };
        let value = value?;
        Some(Self {
            span: value.span,
            text: decoded(&draft.event, value, coding)?,
            coding,
        })
    }

    /// Returns the value that the record has to hold for another payload.
    pub(super) fn encoded(&self, payload: &str) -> String {
        match self.coding {
            Coding::Inline => payload.to_owned(),
            Coding::Text => quoted(payload),
            Coding::Base64 => quoted(&base64_simd::STANDARD.encode_to_string(payload.as_bytes())),
        }
    }
}

fn decoded(record: &str, value: &Json, coding: Coding) -> Option<String> {
    match coding {
        Coding::Inline => Some(record[value.span.range()].to_owned()),
        Coding::Text => value.as_str().map(str::to_owned),
        Coding::Base64 => {
            let bytes = base64_simd::STANDARD.decode_to_vec(value.as_str()?).ok()?;
            String::from_utf8(bytes).ok()
        }
    }
}
