//! Where the records of a file of patterns come from, if the file does not say it: the rows of tests beside it do, or
//! the keys at the patterns' roots.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tidegate::Source;
use tidegate_batch::Route;
use tidegate_batch::criteria::FilterText;
use tidegate_json::Json;

use super::found::Told;

/// Root keys that only records of one source have. (Lambda Developer Guide, "Filterable properties" of each source;
/// EventBridge User Guide, "AWS service event metadata"; read 2026-11-30.)
const ROOTS: [(&str, Source); 12] = [
    ("body", Source::Sqs),
    ("messageAttributes", Source::Sqs),
    ("dynamodb", Source::DynamoDb),
    ("eventName", Source::DynamoDb),
    ("partitionKey", Source::Kinesis),
    ("value", Source::Kafka),
    ("key", Source::Kafka),
    ("topic", Source::Kafka),
    ("messageID", Source::Mq),
    ("basicProperties", Source::Mq),
    ("detail", Source::EventBridge),
    ("detail-type", Source::EventBridge),
];

/// Most rows that are read in search of a source.
const ROWS_MAX: usize = 100;

/// The part of a row of tests that names a source.
#[derive(Deserialize)]
struct Row {
    source: Option<String>,
}

/// Returns what is known about the source of the patterns in the file at `path`.
pub(super) fn told(path: &Path, filters: &[FilterText]) -> Told {
    match of_rows(&rows_beside(path)) {
        Some(route) => Told::Named(route),
        None => guessed(filters).map_or(Told::Unknown, Told::Guessed),
    }
}

/// Returns the file of rows that goes with a filter file: `NAME.cases.jsonl` beside `NAME.json`.
pub(super) fn rows_beside(path: &Path) -> PathBuf {
    path.with_extension("cases.jsonl")
}

/// Returns whether records of some source have this key at their root.
pub(super) fn is_root(key: &[u8]) -> bool {
    key == b"data" || ROOTS.iter().any(|(root, _)| root.as_bytes() == key)
}

/// Returns the first source that a file of rows names.
fn of_rows(path: &Path) -> Option<Route> {
    let lines = BufReader::new(File::open(path).ok()?)
        .lines()
        .take(ROWS_MAX);
    let mut rows = lines.map_while(Result::ok);
    rows.find_map(|line| {
        serde_json::from_str::<Row>(&line)
            .ok()?
            .source?
            .parse()
            .ok()
    })
}

/// Returns the one source whose records have root keys of the patterns; `None` if there are none or several.
fn guessed(filters: &[FilterText]) -> Option<Route> {
    let roots = filters
        .iter()
        .filter_map(|it| Json::parse_first(&it.text).ok());
    let roots: Vec<_> = roots.collect();
    let members = roots.iter().flat_map(Json::members);
    let mut sources = members.filter_map(|it| {
        let mut known = ROOTS.iter();
        known
            .find(|(key, _)| key.as_bytes() == it.key)
            .map(|&(_, source)| source)
    });
    let first = sources.next()?;
    sources
        .all(|it| it == first)
        .then_some(Route::Service(first))
}
