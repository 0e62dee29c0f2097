//! Recognises what one line or message of a log is.

use serde_json::Value;

use super::found::Found;
use super::{record, text};

/// Most words that exports and command lines put before the message: a time, a stream, a group. A time and the name of
/// a stream start with a digit.
const PREFIX_WORDS_MAX: usize = 3;

/// Reads a line of text, with or without a prefix.
pub(super) fn line(line: &str) -> Found {
    let line = line.trim();
    if let Some(report) = after_prefix(line, text::REPORT) {
        return text::report(report);
    }
    if after_prefix(line, text::INIT_REPORT).is_some_and(is_failed) {
        return Found::FailedInit;
    }
    match after_prefix(line, "{") {
        Some(json) => object(json),
        None => Found::Other,
    }
}

fn is_failed(init_report: &str) -> bool {
    init_report.contains("Status: timeout") || init_report.contains("Status: error")
}

/// Returns the line from `start` on, if only a prefix precedes it.
fn after_prefix<'l>(line: &'l str, start: &str) -> Option<&'l str> {
    let at = line.find(start)?;
    let (before, rest) = line.split_at(at);
    let is_prefix = before.starts_with(|first: char| first.is_ascii_digit())
        && before.ends_with(char::is_whitespace)
        && before.split_whitespace().count() <= PREFIX_WORDS_MAX;
    (before.is_empty() || is_prefix).then_some(rest)
}

/// Reads a JSON object on a line. Unreadable JSON counts as malformed only if it looks like a report.
fn object(json: &str) -> Found {
    match serde_json::from_str(json) {
        Ok(value) => event(&value),
        Err(error) if json.contains(record::REPORT) || json.contains(text::REPORT) => {
            let text = error.to_string();
            let reason = text.split(" at line ").next().unwrap_or_default();
            Found::Malformed(format!("not JSON, column {}: {reason}", error.column()))
        }
        Err(_) => Found::Other,
    }
}

/// Reads a `platform` record, or a log event whose message is such a record or text.
pub(super) fn event(value: &Value) -> Found {
    for name in ["message", "@message"] {
        match value.get(name) {
            Some(Value::String(message)) => return line(message),
            Some(message @ Value::Object(_)) => return record::platform(message),
            _ => {}
        }
    }
    record::platform(value)
}
