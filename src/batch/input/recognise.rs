//! The beginning of an input in; what the input holds, out. The first JSON object decides, and
//! only what lies up to a fixed place in it, so the decision does not depend on how the bytes happen to arrive.

use memchr::memchr;
use tidegate::Source;
use tidegate_json::{Flaw, Outline};

use super::binary::refuse_binary;
use super::error::InputError;
use super::facts::{Container, Facts};
use super::options::InputKind;
use crate::source::{Anatomy, datasheet, is_announced_as};

/// Lines looked at for a first JSON object.
const LINES_MAX: usize = 16;
/// Bytes looked at for a first JSON object: lines that begin behind them are not looked at.
const LINES_BYTES_MAX: usize = 64 * 1024;

/// What an input holds, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) kind: InputKind,
    pub(crate) reason: String,
    /// The first key of the first document; empty where it does not matter.
    pub(crate) first_key: Vec<u8>,
}

impl Decision {
    /// What the user says it is.
    pub(crate) fn unlooked(kind: InputKind) -> Self {
        let reason = format!("{} input, as asked for", kind.name());
        Self {
            kind,
            reason,
            first_key: Vec::new(),
        }
    }
}

/// What one place in the input says.
enum Look {
    Decided(Decision),
    /// The place lies too near to the end of what has been read.
    More,
    /// The line that begins there is no JSON object. `true`: but it looks like a damaged record.
    Line(bool),
}

/// Decides from `head`, the beginning of an input; `None`: more of it is needed. `is_final`: there is no more, or as
/// much as is ever looked at.
pub(crate) fn recognise(
    head: &[u8],
    is_final: bool,
    source: Source,
) -> Result<Option<Decision>, InputError> {
    let mut start = 0;
    let mut lines = 0;
    let mut has_damaged_record = false;
    while lines < LINES_MAX && start < LINES_BYTES_MAX {
        let blank = head[start..]
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        start += blank;
        if start == head.len() {
            break;
        }
        match look(&head[start..], is_final, source)? {
            Look::Decided(decision) => return Ok(Some(decision)),
            Look::More => return Ok(None),
            Look::Line(is_record) => has_damaged_record |= is_record,
        }
        lines += 1;
        match memchr(b'\n', &head[start..]) {
            Some(length) => start += length + 1,
            None => break,
        }
    }
    if lines == LINES_MAX || start >= LINES_BYTES_MAX {
        refuse_binary(&head[..start])?;
    } else if is_final {
        refuse_binary(head)?;
    } else {
        return Ok(None);
    }
    Ok(Some(without_object(lines, has_damaged_record)))
}

fn without_object(lines: usize, has_damaged_record: bool) -> Decision {
    let (kind, reason) = match (lines, has_damaged_record) {
        (0, _) => (InputKind::Record, "empty input"),
        (_, true) => (
            InputKind::Record,
            "records, one per line (the first is damaged)",
        ),
        (_, false) => (
            InputKind::Payload,
            "payloads, one per line (no JSON object at the start)",
        ),
    };
    Decision {
        kind,
        reason: reason.to_owned(),
        first_key: Vec::new(),
    }
}

/// Looks at the value that begins at the start of `rest`.
fn look(rest: &[u8], is_final: bool, source: Source) -> Result<Look, InputError> {
    let facts = if rest[0] == b'{' {
        Facts::of(rest, source)
    } else {
        Facts::default()
    };
    if let Some(container) = &facts.container {
        let is_cut = facts.end == Err(Flaw::Ended) && !is_final;
        if let Some(look) = look_at_container(container, is_cut, &facts, source)? {
            return Ok(look);
        }
    }
    let end = value_end(rest);
    let line_bytes = memchr(b'\n', rest);
    if !is_final && (line_bytes.is_none() || end == Err(Flaw::Ended)) {
        return Ok(Look::More);
    }
    let line_bytes = line_bytes.unwrap_or(rest.len());
    match end {
        Err(Flaw::Broken) => Ok(Look::Line(facts.signature.is_some())),
        Err(Flaw::Ended) if line_bytes == rest.len() => Ok(Look::Line(facts.signature.is_some())),
        Err(Flaw::Ended) => over_lines(&facts, source),
        Ok(end) if end > line_bytes => over_lines(&facts, source),
        Ok(end) if rest[0] == b'{' => look_at_object(&facts, &rest[end..line_bytes], source),
        Ok(_) => Ok(Look::Line(false)),
    }
}

/// Where the value ends that `text` begins with.
fn value_end(text: &[u8]) -> Result<usize, Flaw> {
    Outline::default().first(text, |value| value.text().map(<[u8]>::len))
}

/// A Lambda event, of this source or another; `None`: only an object that has such a key.
fn look_at_container(
    container: &Container,
    is_cut: bool,
    facts: &Facts,
    source: Source,
) -> Result<Option<Look>, InputError> {
    let containers = datasheet(source).containers;
    let is_own = [containers.list, containers.groups].contains(&Some(container.key));
    if is_cut && !container.is_settled() {
        return Ok(Some(Look::More));
    }
    let key = container.key;
    let reason = match (&container.event_source, container.signature) {
        (Some(found), _) if is_refused(found, key, is_own, source) => {
            return Err(foreign(found, source));
        }
        _ if !is_own => return Ok(None),
        (Some(found), _) => format!("lambda event ({key}[].eventSource = {found})"),
        (None, Some(signature)) => format!("lambda event ({key}[] with `{signature}`)"),
        (None, None) if !container.has_element => format!("lambda event ({key} without records)"),
        (None, None) if !container.is_element_whole => format!("lambda event ({key})"),
        (None, None) => return Ok(None),
    };
    let first_key = facts.first_key.clone();
    Ok(Some(Look::Decided(Decision {
        kind: InputKind::Event,
        reason,
        first_key,
    })))
}

/// `Records` with an `eventSource` are a service's event whatever the source (S3, CloudTrail, SNS); under the other
/// keys only the sources that there are count.
fn is_refused(found: &str, key: &str, is_own: bool, source: Source) -> bool {
    let is_event = is_own || key == "Records";
    is_source_of_another(found, source) || (is_event && !is_announced_as(source, found))
}

/// A line that begins with a whole object; `behind`: what follows on the line.
fn look_at_object(facts: &Facts, behind: &[u8], source: Source) -> Result<Look, InputError> {
    if let Some(found) = &facts.event_source
        && is_source_of_another(found, source)
    {
        return Err(foreign(found, source));
    }
    let behind = behind.trim_ascii();
    let (kind, reason) = match (datasheet(source).anatomy, facts.signature) {
        (Anatomy::Event, _) if behind.starts_with(b"{") => (
            InputKind::Event,
            "EventBridge events, one behind the other".to_owned(),
        ),
        (Anatomy::Event, _) => (
            InputKind::Payload,
            "EventBridge events, one per line".to_owned(),
        ),
        _ if !behind.is_empty() => return Ok(Look::Line(facts.signature.is_some())),
        (_, Some(key)) => (
            InputKind::Record,
            format!("records, one per line (with `{key}`)"),
        ),
        (Anatomy::Document { .. } | Anatomy::Enclosed(_), None) => (
            InputKind::Payload,
            "payloads, one per line (no record's keys)".to_owned(),
        ),
    };
    Ok(Look::Decided(Decision {
        kind,
        reason,
        first_key: facts.first_key.clone(),
    }))
}

/// A value that is spread over lines and is no Lambda event.
fn over_lines(facts: &Facts, source: Source) -> Result<Look, InputError> {
    let is_object = !facts.first_key.is_empty();
    if datasheet(source).anatomy == Anatomy::Event && is_object {
        let reason = "EventBridge events, spread over lines".to_owned();
        let first_key = facts.first_key.clone();
        return Ok(Look::Decided(Decision {
            kind: InputKind::Event,
            reason,
            first_key,
        }));
    }
    if let Some(found) = &facts.event_source
        && is_source_of_another(found, source)
    {
        return Err(foreign(found, source));
    }
    let what = if is_object { "an object" } else { "a list" };
    let containers = datasheet(source).containers;
    let key = containers.list.or(containers.groups);
    let event = key.map_or(String::new(), |key| {
        format!(", or a Lambda event with `{key}`")
    });
    let detail = format!(
        "the input begins with {what} spread over several lines that is no event of {source}: \
         expected one record or payload per line (`jq -c .` writes it so){event}"
    );
    Err(InputError::NotAnEvent { detail })
}

fn foreign(found: &str, wanted: Source) -> InputError {
    InputError::ForeignSource {
        found: found.to_owned(),
        wanted,
    }
}

/// Whether `found` names one of the sources there are, but not this one.
fn is_source_of_another(found: &str, source: Source) -> bool {
    let is_known = Source::ALL
        .iter()
        .any(|other| is_announced_as(*other, found));
    is_known && !is_announced_as(source, found)
}
