//! Finds the source of the records that a log holds: the first message with an event or a record that names it. A function
//! often logs the whole event that it got.

use tidegate::Source;
use tidegate_json::{Flaw, Outline, OutlineValue, Unescaper};

use super::containers::{LOG_LISTS, json_in_message, log_message, subscription_document};
use super::decision::Wanted;
use super::document::Document;
use super::head::Head;
use super::in_document::look_at_lists;
use super::kind::InputKind;
use super::look::Look;
use super::readings::readings;
use crate::record::marks::Fit;

/// The most levels at which a message is looked for in another: a document of a subscription in an event, a line in
/// Lambda's JSON log format in the document, and the text in that line.
const LEVELS_MAX: usize = 4;

/// Returns the source that the first telling message of a log names. Looks at whole messages only, so the result does
/// not change if more of the log is read.
pub(super) fn source_in_log(text: &[u8], head: Head) -> Option<Source> {
    let text = text.trim_ascii_start();
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    if !matches!(text.first(), Some(b'{' | b'[')) {
        let whole = lines.filter(|line| line.ends_with(b"\n") || head == Head::Final);
        return whole
            .filter_map(log_message)
            .find_map(|message| in_message(message, LEVELS_MAX));
    }
    in_json(text, LEVELS_MAX).or_else(|| lines.skip(1).find_map(|line| in_json(line, LEVELS_MAX)))
}

/// Looks at the first JSON value in the text.
fn in_json(text: &[u8], levels: usize) -> Option<Source> {
    let mut found = None;
    // A value that is cut may have named the source before the cut.
    let _ = Outline::default().first(text, |root| in_value(root, levels, &mut found));
    found
}

fn in_value(
    value: &mut OutlineValue<'_>,
    levels: usize,
    found: &mut Option<Source>,
) -> Result<(), Flaw> {
    let Some(levels) = levels.checked_sub(1).filter(|_| found.is_none()) else {
        return value.skip();
    };
    match value.first_byte()? {
        b'[' => value
            .list(|element| in_value(element, levels, found))
            .map(drop),
        b'{' => value
            .object(|key, member| in_member(key, member, levels, found))
            .map(drop),
        _ => value.skip(),
    }
}

fn in_member(
    key: &[u8],
    value: &mut OutlineValue<'_>,
    levels: usize,
    found: &mut Option<Source>,
) -> Result<(), Flaw> {
    let first = value.first_byte()?;
    let is_list = || LOG_LISTS.iter().any(|list| list.as_bytes() == key);
    match (key, first) {
        _ if found.is_some() => return value.skip(),
        (b"message", b'"') => {
            let mut memory = Vec::new();
            let text = value.string()?;
            let plain = text.plain(Unescaper::default(), &mut memory);
            *found = plain.and_then(|message| in_message(message, levels));
        }
        (b"message", b'{') => *found = in_message(value.text()?, levels),
        (b"awslogs", b'{') => {
            let event = [b"{\"awslogs\":", value.text()?, b"}"].concat();
            let document = subscription_document(&event, &mut Outline::default());
            *found = document
                .ok()
                .and_then(|document| in_json(&document, levels));
        }
        (_, b'[') if is_list() => {
            let list = value.list(|event| in_value(event, LEVELS_MAX, found));
            return list.map(drop);
        }
        _ => return value.skip(),
    }
    Ok(())
}

/// Looks at the JSON in a message: an event, a record, or a line in Lambda's JSON log format with one of them.
fn in_message(message: &[u8], levels: usize) -> Option<Source> {
    let text = json_in_message(message)?;
    let document = Document::of(text);
    let open = Wanted { source: None };
    if let Ok(Some(Look::Decided(decision))) = look_at_lists(&document, Head::Final, open) {
        return decision.source;
    }
    let best = readings(&document.keys).into_iter().next();
    let is_record = |kind| matches!(kind, InputKind::Record | InputKind::DynamoDbGetRecords);
    match best {
        Some(it) if it.fit >= Fit::WithoutPayload && is_record(it.kind) => it.source,
        _ => in_json(text, levels),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENT: &str = r#"{"Records":[{"messageId":"1","body":"x","eventSource":"aws:sqs"}]}"#;

    #[test]
    fn event_in_a_message_names_the_source() {
        let quoted = serde_json::to_string(&format!("got {EVENT}")).unwrap();
        for log in [
            format!("2026-11-18T09:46:40.123Z START\n2026-11-18T09:46:40.123Z got {EVENT}\n"),
            format!("2026-11-18T09:46:40.123Z {{\"level\":\"INFO\",\"message\":{EVENT}}}\n"),
            format!(r#"{{"events":[{{"message":"START"}},{{"message":{quoted}}}]}}"#),
            format!(r#"{{"logEvents":[{{"message":{quoted}}}]}}"#),
            format!(r#"[{{"message":{quoted},"eventId":"1"}}]"#),
            format!("{{\"message\":\"START\"}}\n{{\"message\":{quoted}}}\n"),
        ] {
            assert_eq!(
                source_in_log(log.as_bytes(), Head::Partial),
                Some(Source::Sqs),
                "{log}"
            );
        }
    }

    #[test]
    fn payloads_and_cut_messages_name_none() {
        let quoted = serde_json::to_string(EVENT).unwrap();
        let cut = &quoted[..quoted.len() - 9];
        for log in [
            "2026-11-18T09:46:40.123Z {\"state\":\"paid\"}\n".to_owned(),
            format!("2026-11-18T09:46:40.123Z {EVENT}"),
            format!(r#"{{"events":[{{"message":{cut}"#),
            "{".repeat(100_000),
            "{\"message\":".repeat(100_000),
        ] {
            assert_eq!(source_in_log(log.as_bytes(), Head::Partial), None);
        }
    }
}
