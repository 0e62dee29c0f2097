//! Filters of Lambda event source mappings: decides the fate of a record.
//!
//! In: a source, filters and one record. Out: its fate. Invariant: the drop table is applied to each filter separately;
//! one filter that delivers is enough.
//!
//! Follows the Lambda Developer Guide, "Control which events Lambda sends to your function" and the filtering pages of
//! the sources (read 2026-11-23; for metadata fields also the guide of 2022-11-14). Authors of
//! aws-samples/serverless-patterns (2023, commit fb7b5d0) measured that Kafka drops a record of the wrong form, and
//! that filters do not see `messageAttributes`. Two rules are not in these sources and were decided here: a payload is
//! JSON if it is one whole object or array, while a bare scalar is plain text; MQ drops as Kafka does.

use crate::answer::Fate;
use crate::base64;
use crate::dialect::Dialect;
use crate::envelope::{Envelope, Flaw};
use crate::json::{Reader, Token};
use crate::pattern::Branch;
use crate::rule::Rule;
use crate::text::{Units, decode, units};

/// Largest SQS message and largest event of a bus, in bytes.
const MESSAGE_BYTES_MAX: usize = 1024 * 1024;

/// Largest payload of other sources' records, in bytes.
const STREAM_PAYLOAD_BYTES_MAX: usize = 6 * 1024 * 1024;

/// The first bytes of an aggregate of the Kinesis Producer Library.
const KPL_MAGIC: [u8; 4] = [0xf3, 0x89, 0x9a, 0xc2];

/// The key of a source's payload.
fn payload_key(dialect: Dialect) -> Option<&'static str> {
    match dialect {
        Dialect::Sqs => Some("body"),
        Dialect::Kinesis | Dialect::Mq => Some("data"),
        Dialect::Kafka => Some("value"),
        Dialect::DynamoDb | Dialect::EventBridge | Dialect::Ruler | Dialect::Pipes => None,
    }
}

/// The forms of the payload that a filter asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    is_plain: bool,
    is_json: bool,
}

/// A payload by its kind.
#[derive(Debug, PartialEq, Eq)]
enum Payload {
    Absent,
    Json(Units),
    Text(Units),
    Binary(Vec<u8>),
}

impl Form {
    fn of(rule: &Rule, key: &str) -> Self {
        let mut form = Form {
            is_plain: false,
            is_json: false,
        };
        for path in rule.branches.iter().flat_map(Branch::keys) {
            form.is_plain |= *path == units(key);
            form.is_json |= path.starts_with(&units(&format!("{key}.")));
        }
        form
    }

    fn asks(self) -> bool {
        self.is_plain || self.is_json
    }

    fn fits(self, payload: &Payload) -> bool {
        match payload {
            Payload::Absent => true,
            Payload::Json(_) => self.is_json || !self.is_plain,
            Payload::Text(_) => self.is_plain || !self.is_json,
            Payload::Binary(_) => !self.asks(),
        }
    }
}

impl Payload {
    fn of(bytes: Vec<u8>) -> Self {
        match std::str::from_utf8(&bytes) {
            Err(_) => Payload::Binary(bytes),
            Ok(text) => Payload::of_text(units(text)),
        }
    }

    fn of_text(text: Units) -> Self {
        match whole_value(&text) {
            Some(Token::ObjectStart | Token::ArrayStart) => Payload::Json(text),
            _ => Payload::Text(text),
        }
    }

    /// The payload as a value in the text that patterns are matched against.
    fn shown(&self) -> Units {
        match self {
            Payload::Absent | Payload::Binary(_) => units("{}"),
            Payload::Json(text) => text.clone(),
            Payload::Text(text) => escaped(text),
        }
    }

    /// The reason why no filter can examine it.
    fn drop_reason(&self, dialect: Dialect) -> &'static str {
        match self {
            Payload::Json(_) => "json-for-plain-filter",
            Payload::Binary(bytes)
                if dialect == Dialect::Kinesis && bytes.starts_with(&KPL_MAGIC) =>
            {
                "kpl-aggregated"
            }
            Payload::Binary(_) => "not-utf8",
            Payload::Text(text) if whole_value(text).is_some() => "plain-for-json-filter",
            Payload::Text(_) | Payload::Absent => "not-json",
        }
    }
}

/// The first token of `text` if it is one whole JSON value.
fn whole_value(text: &[u16]) -> Option<Token> {
    let mut reader = Reader::new(text);
    let first = reader.next().ok()?;
    let mut depth = 0_usize;
    let mut token = first;
    loop {
        match token {
            Token::End => return None,
            Token::ObjectStart | Token::ArrayStart => depth += 1,
            Token::ObjectEnd | Token::ArrayEnd => depth -= 1,
            _ => {}
        }
        token = reader.next().ok()?;
        if depth == 0 {
            return (token == Token::End).then_some(first);
        }
    }
}

/// `text` as a JSON string, every unit escaped.
fn escaped(text: &[u16]) -> Units {
    let escapes: String = text.iter().map(|unit| format!("\\u{unit:04x}")).collect();
    units(&format!("\"{escapes}\""))
}

/// Who filters the records of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    /// An event source mapping of Lambda.
    Mapping,
    /// A pipe of EventBridge.
    Pipe,
}

/// The fate of `record` under `rules`.
pub(crate) fn fate(service: Service, dialect: Dialect, rules: &[Rule], record: &[u8]) -> Fate {
    match decide(service, dialect, rules, record) {
        Ok(fate) | Err(fate) => fate,
    }
}

fn decide(service: Service, dialect: Dialect, rules: &[Rule], record: &[u8]) -> Result<Fate, Fate> {
    let hidden = hidden(service, dialect);
    if dialect == Dialect::DynamoDb && record.len() > STREAM_PAYLOAD_BYTES_MAX {
        return Err(Fate::Unreadable("too-large"));
    }
    let envelope = Envelope::read(dialect, record).map_err(|flaw| match flaw {
        Flaw::Truncated => Fate::Unreadable("truncated"),
        Flaw::Broken => Fate::Unreadable("bad-envelope"),
    })?;
    let Some(key) = payload_key(dialect) else {
        let view = envelope.with(&[]);
        let is_delivered = rules.is_empty() || rules.iter().any(|rule| holds(hidden, rule, &view));
        return Ok(if is_delivered {
            Fate::Delivered
        } else {
            Fate::Filtered
        });
    };
    let payload = payload(dialect, &envelope, key)?;
    let mut values = vec![(key, payload.shown())];
    let is_key_asked = rules.iter().any(|rule| Form::of(rule, "key").asks());
    if dialect == Dialect::Kafka && is_key_asked {
        let record_key = envelope
            .text("key")
            .map(|text| from_base64(text))
            .transpose()?;
        values.extend(record_key.map(|key| ("key", key.shown())));
    }
    let fitting = fitting(dialect, rules, &payload);
    let view = envelope.with(&values);
    let is_held = fitting.iter().any(|rule| holds(hidden, rule, &view));
    Ok(if rules.is_empty() || is_held {
        Fate::Delivered
    } else if fitting.is_empty() {
        Fate::Dropped(payload.drop_reason(dialect))
    } else {
        Fate::Filtered
    })
}

/// The rules that have a say by the drop table: those whose form fits the payload. If none has, the record is dropped.
fn fitting<'r>(dialect: Dialect, rules: &'r [Rule], payload: &Payload) -> Vec<&'r Rule> {
    let key = payload_key(dialect).unwrap_or_default();
    let fits = |rule: &&Rule| Form::of(rule, key).fits(payload);
    rules.iter().filter(fits).collect()
}

/// The keys at a record's root that filters never see: `messageAttributes` of an SQS message are there for the function;
/// what a pipe adds to a record is there for its target. (EventBridge User Guide, "Amazon EventBridge Pipes filtering",
/// awsdocs/amazon-eventbridge-user-guide, commit fc27724; a DynamoDB stream's own record has the other names: DynamoDB API
/// Reference, "Record", read 2026-11-30.)
fn hidden(service: Service, dialect: Dialect) -> &'static [&'static str] {
    match service {
        Service::Mapping if dialect == Dialect::Sqs => &["messageAttributes"],
        Service::Mapping => &[],
        Service::Pipe if dialect == Dialect::DynamoDb => &ADDED[..4],
        Service::Pipe => &ADDED,
    }
}

fn holds(hidden: &[&str], rule: &Rule, view: &[u16]) -> bool {
    let Some((first, others)) = hidden.split_first() else {
        return rule.matches(view) == Ok(true);
    };
    let seen = others
        .iter()
        .fold(rule.where_absent(first), |rule, key| rule.where_absent(key));
    seen.matches(view) == Ok(true)
}

const ADDED: [&str; 9] = [
    "eventSource",
    "eventSourceARN",
    "eventSourceArn",
    "eventSourceKey",
    "awsRegion",
    "eventVersion",
    "eventID",
    "eventName",
    "invokeIdentityArn",
];

fn payload(dialect: Dialect, envelope: &Envelope, key: &str) -> Result<Payload, Fate> {
    let bytes_max = match dialect {
        Dialect::Sqs | Dialect::EventBridge | Dialect::Ruler | Dialect::Pipes => MESSAGE_BYTES_MAX,
        Dialect::Kinesis | Dialect::DynamoDb | Dialect::Kafka | Dialect::Mq => {
            STREAM_PAYLOAD_BYTES_MAX
        }
    };
    let Some(text) = envelope.text(key) else {
        return Ok(Payload::Absent);
    };
    let payload = match dialect {
        // A body is sent as UTF-8, so a lone surrogate has become a question mark before a filter sees it.
        Dialect::Sqs
        | Dialect::DynamoDb
        | Dialect::EventBridge
        | Dialect::Ruler
        | Dialect::Pipes => Payload::of_text(units(&crate::text::shown(text))),
        Dialect::Kinesis | Dialect::Kafka | Dialect::Mq => from_base64(text)?,
    };
    if payload.byte_count() > bytes_max {
        return Err(Fate::Unreadable("too-large"));
    }
    Ok(payload)
}

impl Payload {
    fn byte_count(&self) -> usize {
        match self {
            Payload::Absent => 0,
            Payload::Json(text) | Payload::Text(text) => crate::text::bytes(text).len(),
            Payload::Binary(bytes) => bytes.len(),
        }
    }
}

fn from_base64(text: &[u16]) -> Result<Payload, Fate> {
    let bytes = base64::decode(&crate::text::bytes(text));
    bytes.map(Payload::of).ok_or(Fate::Unreadable("bad-base64"))
}

/// The fate of an event under rules of a bus. Events have no envelope.
pub(crate) fn event_fate(rules: &[Rule], event: &[u8]) -> Fate {
    if event.len() > MESSAGE_BYTES_MAX {
        return Fate::Unreadable("too-large");
    }
    let units = decode(event);
    let answers: Result<Vec<bool>, String> =
        rules.iter().map(|rule| rule.matches(&units)).collect();
    match answers {
        Ok(answers) if answers.contains(&true) => Fate::Delivered,
        Ok(_) => Fate::Filtered,
        Err(_) if std::str::from_utf8(event).is_err() => Fate::Dropped("not-utf8"),
        Err(_) => Fate::Dropped("not-json"),
    }
}

#[cfg(test)]
mod tests;
