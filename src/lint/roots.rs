//! The keys at the root of a filter, and the mistake in each: shared by the rules L0201, L0202, L0203 and L0409.

use tidegate::{Source, nearest};
use tidegate_batch::Route;
use tidegate_json::{Json, JsonKind, Member};

use crate::edit::{member, value, with_members};
use crate::field::{Fields, alternatives};
use crate::filter::Filter;
use crate::keys::{Standing, keys, payload_key, standing};
use crate::path::is_path;
use crate::typed::typed_image;

/// The keys under `dynamodb` (DynamoDB API Reference, "StreamRecord", read 2026-11-29).
pub(crate) const STREAM_RECORD_KEYS: [&str; 7] = [
    "NewImage",
    "OldImage",
    "Keys",
    "ApproximateCreationDateTime",
    "SequenceNumber",
    "SizeBytes",
    "StreamViewType",
];

/// The keys that enclose records in events, and those of other sources' payloads. Other keys around known ones are more
/// likely fields of the payload.
const WRAPPERS: [&str; 18] = [
    "Records",
    "records",
    "Record",
    "record",
    "messages",
    "rmqMessagesByQueue",
    "event",
    "kinesis",
    "dynamodb",
    "body",
    "data",
    "value",
    "detail",
    "Pattern",
    "pattern",
    "EventPattern",
    "eventPattern",
    "event_pattern",
];

/// The keys of events that hold records by the name of their queue or partition.
const GROUPS: [&str; 2] = ["rmqMessagesByQueue", "records"];

/// The mistake in a key at the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A known key, spelled differently.
    Spelling(&'static str),
    /// It encloses known keys.
    Wrapper,
    /// It belongs to another source's filters.
    Foreign(Source),
    /// The record has it, and filters never see it.
    Hidden,
    /// The function sees it beside the record, and filters never do.
    Added,
    /// A field of the payload, one level too high, or nothing known.
    Unknown,
}

/// Returns the members at the root, those of `$or` too.
pub(crate) fn members(root: &Json) -> Vec<&Member> {
    let mut found = Vec::new();
    collect(root.members(), &mut found);
    found
}

fn collect<'p>(members: &'p [Member], found: &mut Vec<&'p Member>) {
    for member in members {
        match alternatives(member) {
            Some(entries) => entries.iter().for_each(|entry| collect(entry, found)),
            None => found.push(member),
        }
    }
}

/// Returns all members of a pattern's objects, those of `$or` too.
pub(crate) fn all_members(json: &Json) -> Vec<&Member> {
    let mut found = members(json);
    let inner: Vec<_> = found.iter().flat_map(|it| all_members(&it.value)).collect();
    found.extend(inner);
    found
}

/// Returns the key up to its first dot.
pub(crate) fn root_key(member: &Member) -> String {
    let key = String::from_utf8_lossy(&member.key);
    key.split('.').next().unwrap_or_default().to_owned()
}

/// Returns the faulty members at the root, with their faults.
pub(crate) fn faults<'p>(filter: &'p Filter<'_>) -> Vec<(&'p Member, Fault)> {
    let members = members(filter.root());
    let faults = members.iter().filter_map(|member| {
        let fault = fault(filter, member, &members)?;
        Some((*member, fault))
    });
    faults.collect()
}

fn fault(filter: &Filter<'_>, member: &Member, all: &[&Member]) -> Option<Fault> {
    let (source, key) = (filter.source(), root_key(member));
    // L0313 and L0314 find these.
    if key.starts_with('$') || is_path(&key) {
        return None;
    }
    if is_added(filter, member, &key) {
        return Some(Fault::Added);
    }
    match standing(source, &key) {
        Some(Standing::Hidden) if filter.is_of_mapping() => return Some(Fault::Hidden),
        Some(Standing::Hidden | Standing::Documented | Standing::Undocumented) => return None,
        None => {}
    }
    if is_wrapper(source, member) {
        return Some(Fault::Wrapper);
    }
    if let Some(known) = spelling(source, &key) {
        let is_hidden = standing(source, known) == Some(Standing::Hidden);
        return Some(match is_hidden && filter.is_of_mapping() {
            true => Fault::Hidden,
            false => Fault::Spelling(known),
        });
    }
    Some(foreign(source, member, &key, all).map_or(Fault::Unknown, Fault::Foreign))
}

/// Returns the key of this source that `key` was probably meant to be. Short keys have to be the same except for case:
/// `date` is a field, and not a misspelt `data`.
fn spelling(source: Source, key: &str) -> Option<&'static str> {
    let names: Vec<_> = keys(source).iter().map(|(name, _)| *name).collect();
    let near = nearest(key, &names)?;
    let first = |word: &str| word.chars().next().map(|first| first.to_ascii_lowercase());
    if first(key) != first(near) {
        return None;
    }
    let is_same = nearest(key, &[near]).is_some() && key.eq_ignore_ascii_case(near);
    (is_same || near.len() > 6).then_some(near)
}

fn is_wrapper(source: Source, member: &Member) -> bool {
    let key = root_key(member);
    let inner = inside(&key, &member.value);
    let is_known = |member: &Member| {
        let is_key = |standing| standing != Standing::Hidden;
        standing(source, &root_key(member)).is_some_and(is_key) || is_wrapper(source, member)
    };
    WRAPPERS.contains(&key.as_str()) && !inner.is_empty() && inner.iter().all(is_known)
}

/// Returns the members inside a key that encloses records; for a group, those inside its one queue or partition.
fn inside<'p>(key: &str, value: &'p Json) -> &'p [Member] {
    match value.members() {
        [one] if GROUPS.contains(&key) && !one.value.members().is_empty() => {
            let names = one.value.members();
            let is_record = |it: &Member| WRAPPERS.contains(&root_key(it).as_str());
            let is_queue =
                !WRAPPERS.contains(&root_key(one).as_str()) && names.iter().all(is_record);
            if is_queue { names } else { value.members() }
        }
        inner => inner,
    }
}

/// Returns whether the key is one of those that filters never see because they are beside the record, or are added
/// later.
fn is_added(filter: &Filter<'_>, member: &Member, key: &str) -> bool {
    let source = filter.source();
    // In events of mappings these keys are outside the record that filters start from, for every source.
    let is_added_to = |source: Source| source.added_by_pipes().contains(&key);
    if !Source::ALL.into_iter().any(is_added_to) || filter.is_of_ruler() {
        return false;
    }
    // A table's records have event names of their own, also in the payload of a Kinesis stream.
    let is_event = |it: &Json| matches!(it.as_str(), Some("INSERT" | "MODIFY" | "REMOVE"));
    let is_of_table =
        matches!(&member.value.kind, JsonKind::Array(values) if values.iter().all(is_event));
    match (filter.route(), source) {
        (_, Source::EventBridge) => false,
        (Route::Pipe(_), _) => is_added_to(source) && !is_of_table,
        (Route::Service(_), _) => standing(source, key).is_none() && !is_of_table,
    }
}

/// Returns the other source whose filter this is: all root keys are keys of its records, and one of them holds a
/// payload.
fn foreign(source: Source, member: &Member, key: &str, all: &[&Member]) -> Option<Source> {
    let others = Source::ALL.into_iter().filter(|other| *other != source);
    let holds_payload = |other: Source, member: &Member| {
        let has_fields =
            member.key.contains(&b'.') || matches!(member.value.kind, JsonKind::Object(_));
        root_key(member) == payload_key(other) && has_fields
    };
    let mut candidates = others.filter(|other| {
        let knows = |member: &&Member| standing(*other, &root_key(member)).is_some();
        let is_payload = holds_payload(*other, member);
        is_payload || all.iter().all(knows) && all.iter().any(|it| holds_payload(*other, it))
    });
    // A key called `detail` is far more often a field than the key of an event.
    let found = candidates.find(|other| standing(*other, key).is_some())?;
    (found != Source::EventBridge).then_some(found)
}

/// Returns whether filters see fields at this path, as far as its first keys tell.
pub(crate) fn is_seen(filter: &Filter<'_>, place: &[String]) -> bool {
    let source = filter.source();
    let [root, inner @ ..] = place else {
        return false;
    };
    let is_key = match standing(source, root) {
        Some(Standing::Hidden) => !filter.is_of_mapping(),
        Some(Standing::Documented | Standing::Undocumented) => true,
        None => false,
    };
    let is_of_stream = |key: &String| STREAM_RECORD_KEYS.contains(&key.as_str());
    is_key && (root != "dynamodb" || inner.first().is_some_and(is_of_stream))
}

/// Returns whether the filter can't match because the field below this member is never there.
pub(crate) fn is_fatal(filter: &Filter<'_>, member: &Member) -> bool {
    let fields = filter.fields();
    let below = |index: &usize| {
        let field = &fields.all[*index];
        let is_below =
            field.steps.first().map(|step| step.member.key_span) == Some(member.key_span);
        is_below && !field.takes_absence()
    };
    fields
        .branches
        .iter()
        .all(|branch| branch.iter().any(below))
}

/// Returns the consequence of a field that is never there, in a message.
pub(crate) fn consequence(filter: &Filter<'_>, member: &Member) -> &'static str {
    match (is_fatal(filter, member), filter.is_of_bus()) {
        (false, _) => "",
        (true, true) => ", so this rule never matches",
        (true, false) => ", so this filter never matches",
    }
}

/// Returns the filter with all fields of unknown root keys moved to where the payload's fields are; `None` if that is
/// not clear, as inside `$or`.
pub(crate) fn wrapped(filter: &Filter<'_>) -> Option<Json> {
    let source = filter.source();
    let key = payload_key(source).as_bytes();
    let members = filter.root().members().to_vec();
    if members.iter().any(|it| it.key == b"$or") {
        return None;
    }
    let is_known = |it: &Member| standing(source, &root_key(it)).is_some();
    let (mut known, unknown): (Vec<_>, Vec<_>) = members.into_iter().partition(is_known);
    if unknown.is_empty() {
        return None;
    }
    let unknown = match source {
        Source::DynamoDb => below_dynamodb(unknown)?,
        Source::Sqs | Source::Kinesis | Source::Kafka | Source::Mq | Source::EventBridge => unknown,
    };
    match known.iter_mut().find(|it| it.key == key) {
        None => known.insert(
            0,
            member(payload_key(source), value(JsonKind::Object(unknown))),
        ),
        Some(payload) => {
            let mut inner = payload.value.members().to_vec();
            let is_there = |it: &Member| inner.iter().any(|other| other.key == it.key);
            if inner.is_empty() || unknown.iter().any(is_there) {
                return None;
            }
            inner.extend(unknown);
            payload.value = value(JsonKind::Object(inner));
        }
    }
    Some(value(JsonKind::Object(known)))
}

/// Returns the members as they belong under `dynamodb`: keys of a stream record themselves, and attributes in the new
/// image.
fn below_dynamodb(members: Vec<Member>) -> Option<Vec<Member>> {
    let (mut own, attributes): (Vec<_>, Vec<_>) = members
        .into_iter()
        .partition(|it| STREAM_RECORD_KEYS.contains(&root_key(it).as_str()));
    if own.is_empty() {
        own.push(member("NewImage", typed_image(&attributes)?));
    } else if !attributes.is_empty() {
        return None;
    }
    Some(own)
}

/// Returns the filter with one root key renamed; `None` if the filter already has a key of that name.
pub(crate) fn renamed(filter: &Filter<'_>, from: &Member, to: &str) -> Option<Json> {
    let text = String::from_utf8_lossy(&from.key).into_owned();
    let rest = text
        .split_once('.')
        .map_or(String::new(), |(_, rest)| format!(".{rest}"));
    let mut is_taken = false;
    let renamed = with_members(filter.root(), &mut |members| {
        let is_here = members.iter().any(|it| it.key_span == from.key_span);
        is_taken |= is_here && members.iter().any(|it| root_key(it) == to);
        members
            .into_iter()
            .map(|it| match it.key_span == from.key_span {
                true => member(&format!("{to}{rest}"), it.value),
                false => it,
            })
            .collect()
    });
    (!is_taken).then_some(renamed)
}

/// Returns the filter with the content of one root key in place of that key.
pub(crate) fn unwrapped(filter: &Filter<'_>, wrapper: &Member) -> Json {
    with_members(filter.root(), &mut |members| {
        members
            .into_iter()
            .flat_map(|it| match it.key_span == wrapper.key_span {
                true => inside(&root_key(wrapper), &it.value).to_vec(),
                false => vec![it],
            })
            .collect()
    })
}

/// Returns the filter without one root member; `None` if nothing is left, or if the member is inside `$or`.
pub(crate) fn removed(filter: &Filter<'_>, member: &Member) -> Option<Json> {
    let mut rest = filter.root().members().to_vec();
    let count = rest.len();
    rest.retain(|it| it.key_span != member.key_span);
    (!rest.is_empty() && rest.len() < count).then(|| value(JsonKind::Object(rest)))
}

/// Returns the dotted paths of the fields below a root member, as they would be under the payload; the first is enough.
pub(crate) fn first_path(filter: &Filter<'_>, member: &Member) -> String {
    let fields: Fields<'_> = filter.fields();
    let below = fields.all.iter().find(|field| {
        field.steps.first().map(|step| step.member.key_span) == Some(member.key_span)
    });
    let path = below.map_or_else(|| root_key(member), |field| field.path());
    match filter.source() {
        Source::DynamoDb if STREAM_RECORD_KEYS.contains(&root_key(member).as_str()) => {
            format!("dynamodb.{path}")
        }
        Source::DynamoDb => format!("dynamodb.NewImage.{path}"),
        source => format!("{}.{path}", payload_key(source)),
    }
}
