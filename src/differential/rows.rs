//! Runs rows of `filters/cases` and of the conformance vectors (JSON Lines), and finds where each side differs.

use std::fmt;

use serde_json::Value;
use tidegate_reference::Dialect;

use crate::answer::{Answer, engine, pipe, reference, reference_pipe};
use crate::dialect::dialect_named;

/// One row: `{"id", "dialect", "pattern", "event", "expect"}` and possibly other members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub id: String,
    /// The dialect; `None` if it is not supported (such as an API's own requirements).
    pub dialect: Option<Dialect>,
    /// Whose filter it is.
    pub reader: Reader,
    /// The pattern's text.
    pub pattern: String,
    /// The event's text; with `None` only the pattern is checked.
    pub event: Option<String>,
    /// `match`, `no_match`, `invalid_pattern`, `valid_pattern` or `invalid_event`.
    pub expect: String,
    /// Whether the result is known only from documents, or depends on the JDK; such rows are counted separately.
    pub is_doubtful: bool,
}

/// Who filters a row's record: `pipes/SOURCE` names a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A bus, or a mapping of the dialect's source.
    Service,
    /// A pipe that reads from the dialect's source.
    Pipe,
}

/// A row for which one side returns something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// `engine` or `reference`.
    pub side: &'static str,
    /// The result of that side.
    pub got: String,
}

/// A line that is not a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsError {
    /// Its number, from 1.
    pub line: usize,
    /// The error, in words.
    pub message: String,
}

impl fmt::Display for RowsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for RowsError {}

const EXPECTATIONS: [&str; 5] = [
    "match",
    "no_match",
    "invalid_pattern",
    "valid_pattern",
    "invalid_event",
];

/// Reads JSON Lines; blank lines are skipped.
///
/// # Errors
/// The first line that is not a row.
pub fn read_rows(text: &str) -> Result<Vec<Row>, RowsError> {
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            read_row(line).map_err(|message| RowsError {
                line: index + 1,
                message,
            })
        })
        .collect()
}

fn read_row(line: &str) -> Result<Row, String> {
    let row: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let optional = |key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
    let text = |key: &str| optional(key).ok_or_else(|| format!("`{key}` must be a string"));
    let expect = text("expect")?;
    if !EXPECTATIONS.contains(&expect.as_str()) {
        return Err(format!(
            "`expect` is `{expect}`: expected one of {}",
            EXPECTATIONS.join(", ")
        ));
    }
    let dialect = text("dialect")?;
    let (dialect, reader) = match dialect.strip_prefix("pipes/") {
        Some(source) => (format!("esm-{source}"), Reader::Pipe),
        None => (dialect, Reader::Service),
    };
    Ok(Row {
        id: text("id")?,
        dialect: dialect_named(&dialect),
        reader,
        pattern: text("pattern")?,
        event: optional("event"),
        expect,
        is_doubtful: row.get("jvm_dependent") == Some(&Value::Bool(true))
            || optional("authority").as_deref() == Some("aws-docs-unverified"),
    })
}

/// Returns where each side differs from a row; empty if the dialect is not supported.
#[must_use]
pub fn run_row(row: &Row) -> Vec<Missed> {
    let Some(dialect) = row.dialect else {
        return Vec::new();
    };
    let patterns = [row.pattern.clone()];
    // A pattern without an event is tested with an event that every source can read.
    let event = row
        .event
        .as_deref()
        .unwrap_or(r#"{"body":"","data":"","value":"","dynamodb":{}}"#)
        .as_bytes();
    let answers = match row.reader {
        Reader::Service => [engine, reference],
        Reader::Pipe => [pipe, reference_pipe],
    };
    let answers = answers.map(|answer| answer(dialect, &patterns, event));
    let sides = ["engine", "reference"].into_iter().zip(answers);
    let missed = sides.filter(|(_, answer)| !meets(answer, &row.expect));
    missed
        .map(|(side, answer)| Missed {
            side,
            got: answer.to_string(),
        })
        .collect()
}

fn meets(answer: &Answer, expect: &str) -> bool {
    match answer {
        Answer::InvalidPattern(..) => expect == "invalid_pattern",
        _ if expect == "valid_pattern" => true,
        Answer::Match => expect == "match",
        Answer::NoMatch | Answer::Dropped(_) => expect == "no_match",
        Answer::InvalidEvent(_) => expect == "invalid_event",
    }
}
