//! Helpers of the tests: records of every source around a payload, and an evaluation whose outcomes can be compared.

use std::io::{self, Read};
use std::ops::ControlFlow;

use tidegate::{Profile, Source};
use tidegate_batch::{Filters, Input, InputError, InputKind, Options, Tally, Throughput, evaluate};

/// Everything that an outcome holds about one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) offset: u64,
    pub(crate) record: String,
    /// The disposition, such as `delivered [0, 2]` or `dropped:not-json`.
    pub(crate) what: String,
    pub(crate) arrival_ms: Option<i64>,
    pub(crate) payload_bytes: usize,
}

pub(crate) fn named(source: &str) -> Source {
    source.parse().unwrap()
}

pub(crate) fn filters(source: &str, patterns: &[&str]) -> Filters {
    let source = named(source);
    Filters::compile(source, Profile::Service(source), patterns).unwrap()
}

pub(crate) fn options(input: Option<InputKind>, threads: usize) -> Options {
    Options {
        input,
        threads,
        throughput: Throughput::Shared,
        max_record_bytes: None,
    }
}

pub(crate) fn run_with(
    filters: &Filters,
    reader: impl Read + Send,
    options: &Options,
) -> Result<(Vec<Row>, Tally), InputError> {
    run_input(
        filters,
        Input::open(reader, filters.source(), options)?,
        options,
    )
}

pub(crate) fn run_input(
    filters: &Filters,
    input: Input<'_>,
    options: &Options,
) -> Result<(Vec<Row>, Tally), InputError> {
    let mut rows = Vec::new();
    let tally = evaluate(filters, input, options, &mut |outcome| {
        assert_eq!(outcome.index, rows.len() as u64);
        let judged = outcome.judged;
        let what = match judged.disposition.reason() {
            Some(reason) => format!("{}:{reason}", judged.disposition.name()),
            None if judged.filters.is_empty() => judged.disposition.name().to_owned(),
            None => format!("{} {:?}", judged.disposition.name(), judged.filters),
        };
        rows.push(Row {
            offset: outcome.offset,
            record: String::from_utf8_lossy(outcome.record).into_owned(),
            what,
            arrival_ms: judged.arrival_ms,
            payload_bytes: judged.payload_bytes,
        });
        ControlFlow::Continue(())
    })?;
    let sum = tally.delivered + tally.filtered + tally.dropped_total() + tally.unreadable_total();
    assert_eq!(
        (tally.read, tally.read),
        (rows.len() as u64, sum),
        "the counts must add up"
    );
    Ok((rows, tally))
}

/// Evaluates on one thread, with the kind of the input recognised.
pub(crate) fn run(filters: &Filters, input: &[u8]) -> Vec<Row> {
    run_with(filters, input, &options(None, 1)).unwrap().0
}

/// Returns the dispositions of the rows.
pub(crate) fn what(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.what.as_str()).collect()
}

/// A reader that returns at most `step` bytes at a time.
pub(crate) struct Dribble<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) step: usize,
}

impl Read for Dribble<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.step.min(self.bytes.len()).min(buffer.len());
        let (now, later) = self.bytes.split_at(length);
        buffer[..length].copy_from_slice(now);
        self.bytes = later;
        Ok(length)
    }
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    base64_simd::STANDARD.encode_to_string(bytes)
}

fn quoted(text: &[u8]) -> String {
    serde_json::to_string(std::str::from_utf8(text).unwrap()).unwrap()
}

/// Returns a record of `source` around `payload`, with the metadata that filters in the tests ask for.
pub(crate) fn record(source: &str, payload: &[u8]) -> String {
    match source {
        "sqs" => format!(
            r#"{{"messageId":"m1","body":{},"attributes":{{"SentTimestamp":"1545082649183"}},"eventSource":"aws:sqs"}}"#,
            quoted(payload)
        ),
        "kinesis" => format!(
            r#"{{"kinesis":{{"partitionKey":"p1","data":"{}","approximateArrivalTimestamp":1545084650.987}},"eventSource":"aws:kinesis"}}"#,
            base64(payload)
        ),
        "kafka" => format!(
            r#"{{"topic":"t1","partition":0,"timestamp":1545084650987,"timestampType":"CREATE_TIME","value":"{}"}}"#,
            base64(payload)
        ),
        "mq" => format!(
            r#"{{"messageID":"i1","timestamp":1598827811958,"data":"{}"}}"#,
            base64(payload)
        ),
        "dynamodb" => format!(
            r#"{{"eventName":"INSERT","dynamodb":{},"eventSource":"aws:dynamodb"}}"#,
            std::str::from_utf8(payload).unwrap()
        ),
        _ => {
            let text = std::str::from_utf8(payload).unwrap();
            text.replacen('{', "{\"detail-type\":\"t\",", 1)
        }
    }
}

/// Returns a Lambda event of `source` around records, on one line.
pub(crate) fn event(source: &str, records: &[String]) -> String {
    let list = records.join(",");
    match source {
        "kafka" => format!(
            r#"{{"eventSource":"aws:kafka","eventSourceArn":"a","records":{{"t1-0":[{list}],"t1-1":[]}},"bootstrapServers":"b"}}"#
        ),
        "mq" => format!(r#"{{"eventSource":"aws:mq","eventSourceArn":"a","messages":[{list}]}}"#),
        _ => format!(r#"{{"Records":[{list}]}}"#),
    }
}

/// Returns the same JSON, spread over lines.
pub(crate) fn pretty(json: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    serde_json::to_string_pretty(&value).unwrap()
}
