//! Recognises documents that have their records in a list under a key: Lambda events, and the output of tools. The keys
//! of the document and of the first element decide. Events of services that are not sources are refused by name.

use tidegate::Source;

use super::containers::{LOG_LISTS, Layout, Rule, sheet};
use super::decision::{Decision, Wanted};
use super::document::{Document, List};
use super::error::InputError;
use super::head::Head;
use super::kind::InputKind;
use super::look::Look;
use super::readings::record_fit;

use crate::record::marks::Fit;
use crate::source::{Anatomy, datasheet, is_announced_as};
use tidegate_json::Flaw;

/// Looks at the lists of a document. Returns `None` if none of them holds records.
pub(super) fn look_at_lists(
    document: &Document,
    head: Head,
    wanted: Wanted,
) -> Result<Option<Look>, InputError> {
    for list in &document.lists {
        let is_cut = document.end == Err(Flaw::Ended) && head == Head::Partial;
        // Members after an empty list may name its source.
        if is_cut && (!list.is_settled() || list.first.is_none()) {
            return Ok(Some(Look::More));
        }
        if let Some(decision) = look_at_list(document, list, wanted)? {
            let first_key = document.keys.first().to_vec();
            return Ok(Some(Look::Decided(Decision {
                first_key,
                ..decision
            })));
        }
    }
    Ok(None)
}

fn look_at_list(
    document: &Document,
    list: &List,
    wanted: Wanted,
) -> Result<Option<Decision>, InputError> {
    let named = list.keys.event_source.as_ref().or(list.around.as_ref());
    if let Some(decision) = tool_output(document, list, wanted)? {
        return Ok(Some(decision));
    }
    let is_page = list.key == "Records" && document.keys.contains("NextShardIterator");
    if is_page && list.first.is_none() {
        let kind = InputKind::DynamoDbGetRecords;
        wanted.expects(Source::DynamoDb, kind)?;
        let reason = format!("{} ({}[])", kind.title(), list.key);
        return Ok(Some(Decision {
            list: Some(list.key),
            ..Decision::new(kind, Source::DynamoDb, Layout::Documents, reason)
        }));
    }
    let Some(found) = named else {
        return lambda_event(list, wanted);
    };
    let source = announced(found);
    refuse(found, source, list, wanted)?;
    match source.filter(|source| is_own(list.key, *source)) {
        Some(source) => {
            let why = format!("{}[].eventSource = {found}", list.key);
            Ok(Some(event(source, list, &why)))
        }
        None => lambda_event(list, wanted),
    }
}

/// Returns the source that has this `eventSource`.
fn announced(found: &str) -> Option<Source> {
    Source::ALL
        .into_iter()
        .find(|source| is_announced_as(*source, found))
}

/// Refuses events of other services and of other sources. A list `Records` with an `eventSource` is an event of that
/// service, even if the service is not a source (S3, CloudTrail, SNS). Under other keys only known sources count.
fn refuse(
    found: &str,
    source: Option<Source>,
    list: &List,
    wanted: Wanted,
) -> Result<(), InputError> {
    let is_event = list.key == "Records" || source.is_some();
    match wanted.source {
        Some(wanted) if source.is_some_and(|source| source != wanted) => {
            Err(InputError::ForeignSource {
                found: found.to_owned(),
                wanted,
            })
        }
        Some(_) if is_event && source.is_none() => Err(InputError::OtherService {
            found: found.to_owned(),
        }),
        None if list.key == "Records" && source.is_none() => Err(InputError::OtherService {
            found: found.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Returns whether events of this source have their records under this key.
fn is_own(key: &str, source: Source) -> bool {
    let containers = datasheet(source).containers;
    [containers.list, containers.groups].contains(&Some(key))
}

fn event(source: Source, list: &List, why: &str) -> Decision {
    let (kind, reason) = if source == Source::DynamoDb && list.keys.is_printed_change() {
        let kind = InputKind::DynamoDbGetRecords;
        (kind, format!("{} ({}[])", kind.title(), list.key))
    } else {
        (InputKind::Event, format!("lambda event ({why})"))
    };
    Decision {
        list: Some(list.key),
        ..Decision::new(kind, source, Layout::Documents, reason)
    }
}

/// Recognises a Lambda event whose records do not name their source.
fn lambda_event(list: &List, wanted: Wanted) -> Result<Option<Decision>, InputError> {
    let sources = Source::ALL
        .into_iter()
        .filter(|source| is_own(list.key, *source));
    let mut fits: Vec<_> = sources
        .map(|source| (record_fit(source, &list.keys), source))
        .filter(|(fit, _)| *fit > Fit::No)
        .collect();
    fits.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    let key = list.key;
    match (wanted.source, fits.first()) {
        (Some(wanted), Some((Fit::Sure, found))) if *found != wanted => {
            if datasheet(wanted).anatomy == Anatomy::Event {
                return Ok(None);
            }
            Err(InputError::ForeignSource {
                found: found.name().to_owned(),
                wanted,
            })
        }
        (Some(wanted), _) if !is_own(key, wanted) => Ok(None),
        (Some(wanted), _) => {
            let marks = datasheet(wanted).record.payload.iter();
            let mark = marks
                .filter(|mark| list.keys.has(mark))
                .map(|mark| mark.key)
                .next();
            let why = match (mark, list.first) {
                (Some(mark), _) => format!("{key}[] with `{mark}`"),
                (None, None) => format!("{key} without records"),
                (None, Some(_)) if !list.is_settled() => key.to_owned(),
                (None, Some(_)) if record_fit(wanted, &list.keys) > Fit::No => key.to_owned(),
                (None, Some(_)) => return Ok(None),
            };
            Ok(Some(event(wanted, list, &why)))
        }
        (None, Some((_, source))) => Ok(Some(event(*source, list, &format!("{key}[]")))),
        (None, None) if list.first.is_none() && key == "Records" => {
            Err(InputError::UnknownSource {
                seen: format!("an event whose `{key}` is empty"),
            })
        }
        (None, None) => Ok(None),
    }
}

/// Recognises the output of a tool.
fn tool_output(
    document: &Document,
    list: &List,
    wanted: Wanted,
) -> Result<Option<Decision>, InputError> {
    for kind in InputKind::ALL {
        let Rule::Rows {
            list: key,
            marks,
            signs,
        } = sheet(kind).rule
        else {
            continue;
        };
        let is_log = kind == InputKind::LogEvents && LOG_LISTS.contains(&list.key);
        if key != Some(list.key) && !is_log {
            continue;
        }
        let is_row = marks.fit(&list.keys) >= Fit::Remote && list.first == Some(b'{');
        let is_named = signs.iter().any(|sign| document.keys.contains(sign));
        if signs.contains(&list.key) && list.first.is_some_and(|first| first != b'{') {
            return Err(InputError::Ambiguous {
                readings: vec![
                    format!("{}, damaged: --input {}", kind.title(), kind.name()),
                    "payloads: --input payload-stream".to_owned(),
                ],
            });
        }
        let is_empty = list.first.is_none() && list.is_whole && is_named;
        if !is_row && !is_empty {
            continue;
        }
        let source = match sheet(kind).source {
            Some(source) => {
                wanted.expects(source, kind)?;
                source
            }
            None => wanted.source_or(kind.title())?,
        };
        let reason = format!("{} ({}[])", kind.title(), list.key);
        return Ok(Some(Decision {
            list: Some(list.key),
            ..Decision::new(kind, source, Layout::Documents, reason)
        }));
    }
    Ok(None)
}
