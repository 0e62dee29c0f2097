//! Recognises an input from its beginning. The first JSON value decides, and only bytes up to a fixed place are looked
//! at. The decision therefore does not depend on how the bytes arrive.

use memchr::memchr;
use tidegate::Source;
use tidegate_json::Flaw;

use super::binary::refuse_binary;
use super::containers::{Layout, Rule, sheet};
use super::decision::{Decision, Wanted, in_layout};
use super::document::{Document, List, root_list};
use super::error::InputError;
use super::first_value::{holds_json, layout_of_objects, value_end};
use super::head::Head;
use super::in_document::look_at_lists;
use super::kind::InputKind;
use super::logged::source_in_log;
use super::look::{Damaged, Look};
use super::readings::{Reading, readings};
use super::refuse::refuse_other;
use super::text_line::look_at_line;
use super::unfiltered::Unfiltered;
use crate::record::keys::Keys;
use crate::record::marks::Fit;
use crate::source::{Anatomy, datasheet};

/// The most lines in which a first JSON object is looked for.
const LINES_MAX: usize = 16;
/// The most bytes in which a first JSON object is looked for. Lines that begin after them are not looked at.
const LINES_BYTES_MAX: usize = 64 * 1024;

/// Decides from `text`, the beginning of an input. Returns `None` if more of it is needed. The source of the records in
/// a log is that of the first event in its messages.
pub(crate) fn recognise(
    text: &[u8],
    head: Head,
    wanted: Wanted,
) -> Result<Option<Decision>, InputError> {
    let seen = match recognise_as(text, head, wanted) {
        Err(InputError::UnknownSource { seen }) if is_log(&seen) => seen,
        decided => return decided,
    };
    match source_in_log(text, head) {
        Some(source) => {
            let decision = recognise_as(text, head, Wanted::of(source))?;
            Ok(decision.map(|it| Decision {
                reason: format!("{}, of {source}", it.reason),
                ..it
            }))
        }
        None if head == Head::Partial => Ok(None),
        None => Err(InputError::UnknownSource { seen }),
    }
}

/// Returns whether the words describe a kind of log.
fn is_log(seen: &str) -> bool {
    LOGS.into_iter().any(|kind| sheet(kind).title == seen)
}

/// The kinds of input whose messages may name the source.
const LOGS: [InputKind; 3] = [
    InputKind::LogEvents,
    InputKind::LogLines,
    InputKind::AwsLogs,
];

fn recognise_as(text: &[u8], head: Head, wanted: Wanted) -> Result<Option<Decision>, InputError> {
    // Tools print this if a query finds nothing.
    if head == Head::Final && [&b"[]"[..], b"null"].contains(&text.trim_ascii()) {
        return Ok(Some(Decision {
            source: wanted.source,
            layout: Layout::Nothing,
            ..Decision::of_lines(InputKind::Record, "an empty result")
        }));
    }
    let mut start = 0;
    let mut lines = 0;
    let mut damaged = None;
    while lines < LINES_MAX && start < LINES_BYTES_MAX {
        let blank = text[start..]
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace());
        start += blank.count();
        if start == text.len() {
            break;
        }
        match look(&text[start..], head, wanted)? {
            Look::Decided(decision) => return Ok(Some(decision)),
            Look::More => return Ok(None),
            Look::Line(found) => damaged = damaged.or(found),
        }
        lines += 1;
        match memchr(b'\n', &text[start..]) {
            Some(length) => start += length + 1,
            None => break,
        }
    }
    if lines == LINES_MAX || start >= LINES_BYTES_MAX {
        refuse_binary(&text[..start])?;
    } else if head == Head::Final {
        refuse_binary(text)?;
    } else {
        return Ok(None);
    }
    without_object(lines, damaged, wanted).map(Some)
}

/// Records that were recognised, in words: `messages as ...`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Recognised {
    /// Objects with keys of a source's records, which filters have too.
    Bare(String),
    /// Members that a tool or a service writes around records.
    Printed(String),
}

/// Returns what records the text holds. Returns `None` if it holds payloads or something else.
pub(crate) fn recognised_records(text: &[u8]) -> Option<Recognised> {
    let found = recognise(text, Head::Final, Wanted { source: None });
    match found {
        Ok(Some(found)) if found.layout != Layout::Nothing => of_decision(&found),
        Err(InputError::Unfiltered(event)) => Some(Recognised::Printed(event.title().to_owned())),
        Err(InputError::OtherService { found }) => {
            Some(Recognised::Printed(format!("events of `{found}`")))
        }
        Err(InputError::UnknownSource { seen }) if is_log(&seen) => Some(Recognised::Printed(seen)),
        _ => None,
    }
}

fn of_decision(found: &Decision) -> Option<Recognised> {
    let title = || found.kind.title().replace(" of the source", "");
    match (found.kind, sheet(found.kind).rule) {
        (_, Rule::Rest) if found.source == Some(Source::EventBridge) => {
            Some(Recognised::Bare("EventBridge events".to_owned()))
        }
        (_, Rule::Rest) => None,
        (InputKind::Record, _) => Some(Recognised::Bare(title())),
        (_, Rule::Sources) if found.list.is_none() => Some(Recognised::Bare(title())),
        (_, Rule::Sources | Rule::Rows { .. } | Rule::Lines) => Some(Recognised::Printed(title())),
    }
}

/// Decides for an input none of whose first lines is a JSON object.
fn without_object(
    lines: usize,
    damaged: Option<Damaged>,
    wanted: Wanted,
) -> Result<Decision, InputError> {
    if lines == 0 {
        return Ok(Decision {
            source: wanted.source,
            ..Decision::of_lines(InputKind::Record, "empty input")
        });
    }
    if let Some(Damaged { source, kind }) = damaged {
        let reason = "records, one per line (the first is damaged)";
        return Ok(Decision {
            source: Some(source),
            ..Decision::of_lines(kind, reason)
        });
    }
    let seen = "text, and no JSON object at the start";
    Ok(Decision {
        source: Some(wanted.source_or(seen)?),
        ..Decision::of_lines(
            InputKind::Payload,
            "payloads, one per line (no JSON object at the start)",
        )
    })
}

/// Looks at the value that begins at the start of `rest`.
fn look(rest: &[u8], head: Head, wanted: Wanted) -> Result<Look, InputError> {
    match rest[0] {
        b'{' => look_at_object(rest, head, wanted),
        b'[' => look_at_list(rest, head, wanted),
        _ => look_at_line(rest, head, wanted),
    }
}

fn look_at_object(rest: &[u8], head: Head, wanted: Wanted) -> Result<Look, InputError> {
    let document = Document::of(rest);
    if let Some(look) = look_at_lists(&document, head, wanted)? {
        return Ok(look);
    }
    let end = value_end(rest);
    let line_bytes = memchr(b'\n', rest);
    if head == Head::Partial && (line_bytes.is_none() || end == Err(Flaw::Ended)) {
        return Ok(Look::More);
    }
    refuse_other(rest, &document.keys, layout_of_objects(rest), wanted)?;
    let line_bytes = line_bytes.unwrap_or(rest.len());
    let damaged = || Ok(Look::Line(damaged(&document.keys, wanted)));
    match end {
        Err(Flaw::Broken) => damaged(),
        Err(Flaw::Ended) if line_bytes == rest.len() => damaged(),
        Err(Flaw::Ended) => by_keys(&document.keys, Layout::Stream, wanted),
        Ok(end) if end > line_bytes => by_keys(&document.keys, Layout::Stream, wanted),
        Ok(end) => match rest[end..line_bytes].trim_ascii() {
            [] => by_keys(&document.keys, Layout::Lines, wanted),
            [b'{', ..] => by_keys(&document.keys, Layout::Stream, wanted),
            _ => damaged(),
        },
    }
}

fn damaged(keys: &Keys, wanted: Wanted) -> Option<Damaged> {
    let reading = readings(keys).into_iter().find(|reading| {
        let is_wanted = wanted.source.is_none_or(|it| reading.source == Some(it));
        is_wanted && reading.fit >= Fit::Loose
    })?;
    Some(Damaged {
        source: reading.source?,
        kind: reading.kind,
    })
}

/// Decides by the keys of a row or payload outside of a document.
fn by_keys(keys: &Keys, layout: Layout, wanted: Wanted) -> Result<Look, InputError> {
    if let Some(event) = Unfiltered::of(keys) {
        return Err(InputError::Unfiltered(event));
    }
    let decision = match wanted.choose(&readings(keys), keys, layout)? {
        Some(reading) => of_reading(reading, keys, layout, wanted)?,
        None => of_payload(keys, layout, wanted)?,
    };
    let first_key = keys.first().to_vec();
    Ok(Look::Decided(Decision {
        first_key,
        ..decision
    }))
}

fn of_reading(
    reading: Reading,
    keys: &Keys,
    layout: Layout,
    wanted: Wanted,
) -> Result<Decision, InputError> {
    let source = match reading.source {
        Some(source) => source,
        None => wanted.source_or(reading.kind.title())?,
    };
    if datasheet(source).anatomy == Anatomy::Event && reading.kind == InputKind::Record {
        return Ok(bus_events(layout));
    }
    let what = match reading.kind {
        InputKind::Record => "records".to_owned(),
        InputKind::Payload => return of_payload(keys, layout, Wanted::of(source)),
        kind => kind.title().to_owned(),
    };
    let mark = datasheet(source)
        .record
        .payload
        .iter()
        .find(|mark| keys.has(mark));
    let with = match (reading.kind, mark) {
        (InputKind::Record, Some(mark)) => format!(" (with `{}`)", mark.key),
        _ => String::new(),
    };
    let reason = format!("{what}, {}{with}", arrangement(layout));
    let kind = in_layout(reading.kind, layout);
    Ok(Decision::new(kind, source, layout, reason))
}

const fn arrangement(layout: Layout) -> &'static str {
    match layout {
        Layout::Lines => "one per line",
        Layout::Documents => "in documents",
        Layout::DocumentList => "in documents, in a list",
        Layout::Stream => "one after the other",
        Layout::List => "in a list",
        Layout::Nothing => "none",
    }
}

fn bus_events(layout: Layout) -> Decision {
    let kind = match layout {
        Layout::Lines => InputKind::Payload,
        Layout::Documents
        | Layout::DocumentList
        | Layout::Stream
        | Layout::List
        | Layout::Nothing => InputKind::Event,
    };
    let reason = format!("EventBridge events, {}", arrangement(layout));
    Decision::new(kind, Source::EventBridge, layout, reason)
}

fn of_payload(keys: &Keys, layout: Layout, wanted: Wanted) -> Result<Decision, InputError> {
    let seen = match keys.is_empty() {
        true => "empty JSON objects".to_owned(),
        false => format!("JSON objects with the keys {}", keys.listed()),
    };
    let source = wanted.source_or(&seen)?;
    if datasheet(source).anatomy == Anatomy::Event {
        let missing = missing_of_event(keys);
        if missing.is_empty() {
            return Ok(bus_events(layout));
        }
        return Err(InputError::NotEvents { seen, missing });
    }
    let kind = in_layout(InputKind::Payload, layout);
    let reason = format!(
        "payloads, {} (without the keys of a record)",
        arrangement(layout)
    );
    Ok(Decision::new(kind, source, layout, reason))
}

/// Returns the keys of events that an object lacks. Returns none if it has enough of them: samples written by hand
/// often have only some. (EventBridge User Guide, "AWS service event metadata", read 2026-11-23.)
fn missing_of_event(keys: &Keys) -> Vec<&'static str> {
    let marks = &datasheet(Source::EventBridge).record;
    let known = marks.own.iter().chain(marks.others);
    let known = known.filter(|key| keys.contains(key)).count();
    if known > 2 || marks.own.iter().any(|key| keys.contains(key)) {
        return Vec::new();
    }
    let all = ["detail-type", "source", "detail"].into_iter();
    all.filter(|key| !keys.contains(key)).collect()
}

/// Decides for a list outside of a document.
fn look_at_list(rest: &[u8], head: Head, wanted: Wanted) -> Result<Look, InputError> {
    let inside = rest[1..].trim_ascii_start();
    if inside.starts_with(b"{")
        && let Some(look) = look_at_lists(&Document::of(inside), head, wanted)?
    {
        return Ok(match look {
            Look::Decided(decision) => Look::Decided(Decision {
                layout: Layout::DocumentList,
                ..decision
            }),
            Look::More | Look::Line(_) => Look::More,
        });
    }
    let list = root_list(rest);
    let end = value_end(rest);
    let line_bytes = memchr(b'\n', rest).unwrap_or(rest.len());
    let is_on_a_line = end.is_ok_and(|end| end <= line_bytes);
    let after = end.map_or(&[][..], |end| rest[end..].trim_ascii_start());
    let is_open = head == Head::Partial
        && (!list.is_settled() || (after.is_empty() && (end.is_ok() || line_bytes == rest.len())));
    if !is_open && inside.starts_with(b"{") {
        refuse_other(inside, &list.keys, Layout::List, wanted)?;
    }
    match list.first {
        _ if is_open => Ok(Look::More),
        Some(b'{') if end != Err(Flaw::Broken) => {
            let found = by_keys(&list.keys, Layout::List, wanted)?;
            let is_payload = matches!(&found, Look::Decided(it) if it.kind == InputKind::PayloadList);
            if is_payload && is_on_a_line && after.starts_with(b"[") {
                return Err(lists_or_payloads());
            }
            Ok(found)
        }
        Some(b'"') if end != Err(Flaw::Broken) => texts(&list, rest, wanted),
        _ if !is_on_a_line && end != Err(Flaw::Broken) => Err(InputError::Ambiguous {
            readings: vec![
                "a list spread over lines that holds no objects: if it is one payload, write it on one line \
                 (`jq -c .`) and use --input payload"
                    .to_owned(),
            ],
        }),
        _ => Ok(Look::Line(None)),
    }
}

fn lists_or_payloads() -> InputError {
    InputError::Ambiguous {
        readings: vec![
            "each line is a payload that is a list: --input payload".to_owned(),
            "each element of a line is a payload: --input payload-list".to_owned(),
        ],
    }
}

/// Decides for a list of strings. They are payloads as text if they hold JSON.
fn texts(list: &List, rest: &[u8], wanted: Wanted) -> Result<Look, InputError> {
    let first = rest[1..].trim_ascii_start();
    if !holds_json(first) {
        return Err(InputError::Ambiguous {
            readings: vec![
                "each string of the list is a payload: --input payload-text".to_owned(),
                "the list is a payload: --input payload".to_owned(),
            ],
        });
    }
    debug_assert!(list.first.is_some());
    let source = wanted.source_or("a list of JSON strings that hold JSON")?;
    let reason = "JSON strings that each hold a payload, in a list";
    let decision = Decision::new(
        InputKind::PayloadText,
        source,
        Layout::List,
        reason.to_owned(),
    );
    Ok(Look::Decided(decision))
}
