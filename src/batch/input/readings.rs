//! Lists the ways to read an object: each kind of record whose keys it has, and how well they fit. Only keys count
//! here. [`recognise`](super::recognise) decides between the readings.

use tidegate::Source;

use super::containers::{Rule, sheet};
use super::kind::InputKind;
use crate::record::keys::{Encoded, Keys, Mark};
use crate::record::marks::{Fit, Marks};
use crate::source::{datasheet, is_announced_as};

/// One way to read an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The source of the record in this reading; `None` if it may be any.
    pub(crate) source: Option<Source>,
    pub(crate) kind: InputKind,
    pub(crate) fit: Fit,
}

/// The keys of a line in Lambda's JSON log format.
const LAMBDA_LINE: Marks = Marks {
    payload: &[Mark {
        key: "message",
        first: b"{\"",
    }],
    own: &["requestId"],
    others: &[
        "level",
        "timestamp",
        "logger",
        "tenantId",
        "errorType",
        "errorMessage",
        "stackTrace",
    ],
};

/// Returns all readings of a row outside of a document, the best fit first.
pub(crate) fn readings(keys: &Keys) -> Vec<Reading> {
    let records = Source::ALL.into_iter().map(|source| Reading {
        source: Some(source),
        kind: record_kind(source, keys),
        fit: record_fit(source, keys),
    });
    let rows = InputKind::ALL.into_iter().filter_map(|kind| {
        let Rule::Rows { marks, .. } = sheet(kind).rule else {
            return None;
        };
        let fit = match (kind, written_as(keys)) {
            // Many payloads have the keys for the message and the time of a log event.
            (InputKind::LogEvents, _) if marks.fit(keys) < Fit::Sure => Fit::No,
            (InputKind::Rpk, Encoded::Base64) => Fit::No,
            (InputKind::Rpk, Encoded::Either) => marks.fit(keys).min(Fit::Doubtful),
            _ => marks.fit(keys),
        };
        let source = sheet(kind).source;
        Some(Reading { source, kind, fit })
    });
    // A line in Lambda's JSON log format, without the time that CloudWatch puts before it.
    let line = Reading {
        source: None,
        kind: InputKind::LogLines,
        fit: if LAMBDA_LINE.fit(keys) == Fit::Sure {
            Fit::Sure
        } else {
            Fit::No
        },
    };
    let mut all: Vec<_> = records
        .chain(rows)
        .chain([line])
        .filter(|it| it.fit > Fit::No)
        .collect();
    all.sort_by_key(|reading| std::cmp::Reverse(reading.fit));
    all
}

/// Returns how well an object fits the records of a source.
pub(crate) fn record_fit(source: Source, keys: &Keys) -> Fit {
    let announced = keys.event_source.as_deref();
    // A change that a table sent to a Kinesis stream is a payload of Kinesis, although it names DynamoDB.
    if is_change_in_stream(keys) && matches!(source, Source::DynamoDb | Source::Kinesis) {
        return if source == Source::Kinesis {
            Fit::Sure
        } else {
            Fit::No
        };
    }
    let fit = datasheet(source).record.fit(keys);
    if source == Source::Kafka {
        return match written_as(keys) {
            Encoded::Text => Fit::No,
            Encoded::Either => fit.min(Fit::Doubtful),
            Encoded::Base64 => fit,
        };
    }
    let is_announced = announced.is_some_and(|found| is_announced_as(source, found));
    if is_announced { Fit::Sure } else { fit }
}

fn record_kind(source: Source, keys: &Keys) -> InputKind {
    if source == Source::Kinesis && is_change_in_stream(keys) {
        InputKind::Payload
    } else if source == Source::DynamoDb && keys.is_printed_change() {
        InputKind::DynamoDbGetRecords
    } else {
        InputKind::Record
    }
}

/// Returns whether this is a change as DynamoDB writes it to a Kinesis data stream. (Amazon DynamoDB Developer Guide,
/// "Using Kinesis Data Streams to capture changes to DynamoDB", read 2026-11-30)
fn is_change_in_stream(keys: &Keys) -> bool {
    keys.contains("dynamodb") && keys.contains("recordFormat")
}

/// Returns how the value of a Kafka message is written: as text, or in base64 as Lambda writes it.
fn written_as(keys: &Keys) -> Encoded {
    // A tombstone printed by a tool does not show how other values are written.
    let is_printed = keys.contains("partition") && keys.contains("offset");
    match keys.value_encoding() {
        _ if keys.contains("timestampType") => Encoded::Base64,
        Some(encoding) => encoding,
        None if is_printed && !keys.contains("payload") => Encoded::Either,
        None => Encoded::Base64,
    }
}
