//! What the first object of an input shows: the keys that tell a Lambda event, a record and a payload apart. The object
//! may be cut; what was seen up to the cut is reported.

use crate::origin::Origin;
use crate::record::{Cursor, Flaw, Value};
use crate::source::signature;

/// The keys under which a Lambda event of any source has its records: in a list, or in an object of lists.
const LISTS: [&str; 2] = ["Records", "messages"];
const GROUPS: [&str; 2] = ["records", "rmqMessagesByQueue"];

/// What an object shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) first_key: Vec<u8>,
    /// Its `eventSource`.
    pub(crate) event_source: Option<String>,
    /// The key by which it looks like a record of the origin.
    pub(crate) signature: Option<&'static str>,
    pub(crate) container: Option<Container>,
    /// How the walk over it ended.
    pub(crate) end: Result<(), Flaw>,
}

/// A key that a Lambda event has its records under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Container {
    pub(crate) key: &'static str,
    /// The `eventSource` of the first element, or of the event if it comes before.
    pub(crate) event_source: Option<String>,
    /// The key by which the first element looks like a record of the origin.
    pub(crate) signature: Option<&'static str>,
    pub(crate) has_element: bool,
    /// The first element was walked over to its end.
    pub(crate) is_element_whole: bool,
    /// The container itself was.
    pub(crate) is_whole: bool,
}

impl Container {
    /// Whether more bytes could show nothing new.
    pub(crate) const fn is_settled(&self) -> bool {
        self.is_element_whole || self.is_whole
    }
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            first_key: Vec::new(),
            event_source: None,
            signature: None,
            container: None,
            end: Err(Flaw::Broken),
        }
    }
}

impl Facts {
    /// Walks the object at the start of `text`, which records of `origin` are looked for in.
    pub(crate) fn of(text: &[u8], origin: Origin) -> Self {
        let mut facts = Self::default();
        let mut cursor = Cursor::new(text);
        facts.end = cursor.object(|key, cursor| facts_of_member(&mut facts, key, cursor, origin));
        facts
    }
}

fn facts_of_member(
    facts: &mut Facts,
    key: &[u8],
    cursor: &mut Cursor<'_>,
    origin: Origin,
) -> Result<(), Flaw> {
    if facts.first_key.is_empty() {
        facts.first_key = key.to_vec();
    }
    let open = cursor.peek()?;
    let keys = match open {
        b'[' => LISTS,
        b'{' => GROUPS,
        _ => return facts_of_value(facts, key, cursor, origin),
    };
    match keys.into_iter().find(|known| known.as_bytes() == key) {
        Some(known) if facts.container.is_none() => {
            let event_source = facts.event_source.clone();
            let mut container = Container {
                key: known,
                event_source,
                ..Container::default()
            };
            let walked = walk_container(&mut container, open, cursor, origin);
            container.is_whole = walked.is_ok();
            facts.container = Some(container);
            walked
        }
        _ => facts_of_value(facts, key, cursor, origin),
    }
}

fn walk_container(
    container: &mut Container,
    open: u8,
    cursor: &mut Cursor<'_>,
    origin: Origin,
) -> Result<(), Flaw> {
    if open == b'[' {
        return cursor.list(|cursor| element(container, cursor, origin));
    }
    cursor.object(|_, cursor| {
        if cursor.peek()? == b'[' {
            cursor.list(|cursor| element(container, cursor, origin))
        } else {
            cursor.value().map(drop)
        }
    })
}

fn element(container: &mut Container, cursor: &mut Cursor<'_>, origin: Origin) -> Result<(), Flaw> {
    let is_first = !std::mem::replace(&mut container.has_element, true);
    if !is_first || cursor.peek()? != b'{' {
        cursor.value()?;
    } else {
        let mut facts = Facts::default();
        let walked = cursor.object(|key, cursor| facts_of_value(&mut facts, key, cursor, origin));
        container.event_source = facts.event_source.or(container.event_source.take());
        container.signature = facts.signature;
        walked?;
    }
    container.is_element_whole = true;
    Ok(())
}

fn facts_of_value(
    facts: &mut Facts,
    key: &[u8],
    cursor: &mut Cursor<'_>,
    origin: Origin,
) -> Result<(), Flaw> {
    // The first byte tells the shape: the value may be cut, and of a record too large to hold it will be.
    let known = signature_of(origin)
        .iter()
        .find(|known| known.as_bytes() == key);
    let has_shape = match (key, cursor.peek()?) {
        (b"kinesis" | b"dynamodb", open) => open == b'{',
        (b"value", open) => matches!(open, b'"' | b'n'),
        (_, open) => open == b'"',
    };
    facts.signature = facts.signature.or(known.copied().filter(|_| has_shape));
    if let (b"eventSource" | b"EventSource", Value::String(text)) = (key, cursor.value()?) {
        let source = String::from_utf8_lossy(text.raw()).into_owned();
        facts.event_source.get_or_insert(source);
    }
    Ok(())
}

fn signature_of(origin: Origin) -> &'static [&'static str] {
    match origin {
        Origin::Esm(source) => signature(source),
        Origin::EventBridge => &[],
    }
}
