//! Recognises an input whose first line begins with neither a brace nor a bracket: a log, the output of a console
//! consumer, text that is refused, or payloads in another form.

use memchr::memchr;
use tidegate::Source;

use super::containers::{Layout, is_console_line, is_log_line};
use super::decision::{Decision, Wanted};
use super::error::InputError;
use super::first_value::{holds_json, value_end};
use super::foreign_text::{ForeignText, NeedsMore};
use super::head::Head;
use super::kind::InputKind;
use super::look::Look;
use crate::base64;

/// Decides for a line that begins with neither a brace nor a bracket.
pub(super) fn look_at_line(rest: &[u8], head: Head, wanted: Wanted) -> Result<Look, InputError> {
    let end = memchr(b'\n', rest);
    if head == Head::Partial && end.is_none() {
        return Ok(Look::More);
    }
    match ForeignText::at(rest, head) {
        Ok(Some(text)) => return Err(InputError::ForeignText(text)),
        Ok(None) => {}
        Err(NeedsMore) => return Ok(Look::More),
    }
    let line = rest[..end.unwrap_or(rest.len())].trim_ascii_end();
    if let Some(text) = ForeignText::of_program(line) {
        return Err(InputError::ForeignText(text));
    }
    if is_console_line(line) {
        let kind = InputKind::ConsoleConsumer;
        wanted.expects(Source::Kafka, kind)?;
        let reason = kind.title().to_owned();
        return Ok(Look::Decided(Decision::new(
            kind,
            Source::Kafka,
            Layout::Lines,
            reason,
        )));
    }
    if is_log_line(line) {
        let kind = InputKind::LogLines;
        let source = wanted.source_or(kind.title())?;
        let reason = kind.title().to_owned();
        return Ok(Look::Decided(Decision::new(
            kind,
            source,
            Layout::Lines,
            reason,
        )));
    }
    match ways_to_read(line) {
        Some(readings) => Err(InputError::Ambiguous { readings }),
        None => Ok(Look::Line(None)),
    }
}

/// Returns the ways to read a line of text, each with its option, or `None` if it can only be a payload.
fn ways_to_read(line: &[u8]) -> Option<Vec<String>> {
    let payload = "a payload as it is: --input payload";
    let is_object = |text: &[u8]| text.trim_ascii_start().starts_with(b"{");
    let unquoted = line
        .strip_prefix(b"\"")
        .and_then(|it| it.strip_suffix(b"\""));
    let decoded = base64::decode_to_vec(unquoted.unwrap_or(line));
    let way = if holds_json(line) && value_end(line) == Ok(line.len()) {
        "a JSON string that holds a payload (`jq -r` writes it out): --input payload-text"
    } else if decoded.is_some_and(|plain| is_object(&plain)) {
        "the base64 of a payload: --input payload-base64"
    } else if line
        .rsplit(|byte| *byte == b'\t')
        .next()
        .is_some_and(is_object)
        && line.contains(&b'\t')
    {
        "a key and a payload, with a tab between: --input console-consumer"
    } else {
        return None;
    };
    Some(vec![
        format!("each line is {way}"),
        format!("each line is {payload}"),
    ])
}
