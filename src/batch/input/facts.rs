//! What the first object of an input shows: the keys that tell a Lambda event, a record and a payload apart. The object
//! may be cut; what was seen up to the cut is reported.

use tidegate::Source;
use tidegate_json::{Flaw, Outline, OutlineValue, Value};

use crate::source::{containers, datasheet};

/// What an object shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) first_key: Vec<u8>,
    /// Its `eventSource`.
    pub(crate) event_source: Option<String>,
    /// The key by which it looks like a record of the source.
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
    /// The key by which the first element looks like a record of the source.
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
    /// Walks the object at the start of `text`, which records of `source` are looked for in.
    pub(crate) fn of(text: &[u8], source: Source) -> Self {
        let mut facts = Self::default();
        let mut outline = Outline::default();
        let walked = outline.first(text, |root| {
            root.object(|key, value| facts_of_member(&mut facts, key, value, source))
        });
        facts.end = walked.map(drop);
        facts
    }
}

fn facts_of_member(
    facts: &mut Facts,
    key: &[u8],
    value: &mut OutlineValue<'_>,
    source: Source,
) -> Result<(), Flaw> {
    if facts.first_key.is_empty() {
        facts.first_key = key.to_vec();
    }
    let open = value.first_byte()?;
    match container_key(open, key) {
        Some(known) if facts.container.is_none() => {
            let event_source = facts.event_source.clone();
            let mut container = Container {
                key: known,
                event_source,
                ..Container::default()
            };
            let walked = walk_container(&mut container, open, value, source);
            container.is_whole = walked.is_ok();
            facts.container = Some(container);
            walked
        }
        _ => facts_of_value(facts, key, value, source),
    }
}

/// The key, if a Lambda event of any source has its records under it, in a list or in an object of lists.
fn container_key(open: u8, key: &[u8]) -> Option<&'static str> {
    let is_key = |known: &&str| known.as_bytes() == key;
    match open {
        b'[' => containers().filter_map(|it| it.list).find(is_key),
        b'{' => containers().filter_map(|it| it.groups).find(is_key),
        _ => None,
    }
}

fn walk_container(
    container: &mut Container,
    open: u8,
    value: &mut OutlineValue<'_>,
    source: Source,
) -> Result<(), Flaw> {
    if open == b'[' {
        return list(container, value, source);
    }
    let groups = value.object(|_, group| {
        if group.first_byte()? == b'[' {
            list(container, group, source)
        } else {
            group.skip()
        }
    });
    groups.map(drop)
}

fn list(
    container: &mut Container,
    value: &mut OutlineValue<'_>,
    source: Source,
) -> Result<(), Flaw> {
    let list = value.list(|value| element(container, value, source));
    list.map(drop)
}

fn element(
    container: &mut Container,
    value: &mut OutlineValue<'_>,
    source: Source,
) -> Result<(), Flaw> {
    let is_first = !std::mem::replace(&mut container.has_element, true);
    if !is_first || value.first_byte()? != b'{' {
        value.skip()?;
    } else {
        let mut facts = Facts::default();
        let walked = value.object(|key, value| facts_of_value(&mut facts, key, value, source));
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
    value: &mut OutlineValue<'_>,
    source: Source,
) -> Result<(), Flaw> {
    let first = value.first_byte()?;
    let mut marks = datasheet(source).marks.iter();
    let mark = marks.find(|mark| mark.key.as_bytes() == key && mark.first.contains(&first));
    facts.signature = facts.signature.or(mark.map(|mark| mark.key));
    if let (b"eventSource" | b"EventSource", Value::String(text)) = (key, value.value()?) {
        let named = String::from_utf8_lossy(text.text).into_owned();
        facts.event_source.get_or_insert(named);
    }
    Ok(())
}
