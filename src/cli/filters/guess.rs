//! Where records come from, if nothing says it: the rows of tests beside a file of filters do, or the keys at the filters'
//! roots. Every command without records makes the same guess, and says it.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use tidegate::Source;
use tidegate_batch::Route;
use tidegate_json::Json;

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

/// Returns the file of rows that goes with a filter file: `NAME.cases.jsonl` beside `NAME.json`.
pub(crate) fn rows_beside(path: &Path) -> PathBuf {
    path.with_extension("cases.jsonl")
}

/// Returns whether records of some source have this key at their root.
pub(crate) fn is_root(key: &[u8]) -> bool {
    key == b"data" || ROOTS.iter().any(|(root, _)| root.as_bytes() == key)
}

/// Returns the first source that a file of rows names.
pub(crate) fn of_rows(path: &Path) -> Option<Route> {
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

/// A guess by the keys at the filters' roots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Guess {
    pub(crate) source: Source,
    /// The first key that belongs to the source.
    key: String,
}

impl Guess {
    /// Returns the one source whose records have root keys of the filters; `None` if there are none or several.
    pub(crate) fn of<'t>(filters: impl Iterator<Item = &'t str>) -> Option<Self> {
        let roots = filters.filter_map(|text| Json::parse_first(text).ok());
        let roots: Vec<_> = roots.collect();
        let members = roots.iter().flat_map(Json::members);
        let mut guesses = members.filter_map(|it| {
            let mut known = ROOTS.iter();
            let (key, source) = known.find(|(key, _)| key.as_bytes() == it.key)?;
            Some(Self {
                source: *source,
                key: (*key).to_owned(),
            })
        });
        let first = guesses.next()?;
        guesses.all(|it| it.source == first.source).then_some(first)
    }

    /// Returns the guess as a sentence.
    pub(crate) fn sentence(&self) -> String {
        format!(
            "a guess: the filter is for {}, because it has `{}` at its root; --source SOURCE says otherwise",
            self.source, self.key
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_is_guessed_by_keys_of_one_source_only() {
        let guess = |texts: &[&str]| Guess::of(texts.iter().copied()).map(|it| it.source);
        assert_eq!(guess(&[r#"{"body":["a"]}"#]), Some(Source::Sqs));
        assert_eq!(guess(&[r#"{"body":["a"]}"#, r#"{"value":["a"]}"#]), None);
        assert_eq!(guess(&[r#"{"data":["a"]}"#]), None);
        assert_eq!(guess(&[r#"{"eventType":["a"]}"#]), None);
    }
}
