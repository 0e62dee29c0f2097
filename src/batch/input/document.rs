//! Reads the first value of an input: its keys, and the first element of each list that may hold records. The value may
//! be cut by the end of what has been read. Everything before the cut is reported then.

use tidegate_json::{Flaw, Outline, OutlineValue};

use super::containers::{LOG_LISTS, Rule, sheet};
use super::kind::InputKind;
use crate::record::keys::Keys;
use crate::source::containers;

/// The keys and the lists of an object.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) keys: Keys,
    /// The lists that may hold records, in order.
    pub(crate) lists: Vec<List>,
    /// Whether the object was read to its end, or the flaw that reading ended at.
    pub(crate) end: Result<(), Flaw>,
}

/// A list, or an object of lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct List {
    /// The key of the list.
    pub(crate) key: &'static str,
    /// The `eventSource` of the object, if it comes before the list.
    pub(crate) around: Option<String>,
    /// The first byte of its first element; `None` if no element has been seen.
    pub(crate) first: Option<u8>,
    /// The keys of the first element, if that is an object.
    pub(crate) keys: Keys,
    /// Whether the first element was read to its end.
    is_element_whole: bool,
    /// Whether the list was read to its end.
    pub(crate) is_whole: bool,
}

impl List {
    /// Returns whether more bytes can't change anything that matters.
    pub(crate) const fn is_settled(&self) -> bool {
        self.is_element_whole || self.is_whole
    }

    /// Reads a list. Only its first element matters.
    fn read(&mut self, value: &mut OutlineValue<'_>) -> Result<(), Flaw> {
        let list = value.list(|value| self.element(value));
        list.map(drop)
    }

    fn element(&mut self, value: &mut OutlineValue<'_>) -> Result<(), Flaw> {
        let first = value.first_byte()?;
        if self.first.is_some() || first != b'{' {
            self.first.get_or_insert(first);
            value.skip()?;
        } else {
            self.first = Some(first);
            self.keys.read(value)?;
        }
        self.is_element_whole = true;
        Ok(())
    }
}

impl Document {
    /// Reads the object at the start of `text`.
    pub(crate) fn of(text: &[u8]) -> Self {
        let mut document = Self {
            keys: Keys::default(),
            lists: Vec::new(),
            end: Ok(()),
        };
        let mut outline = Outline::default();
        let walked = outline.first(text, |root| {
            root.object(|key, value| document.member(key, value))
        });
        document.end = walked.map(drop);
        document
    }

    fn member(&mut self, key: &[u8], value: &mut OutlineValue<'_>) -> Result<(), Flaw> {
        let open = value.first_byte()?;
        let Some(key) = list_key(open, key) else {
            return self.keys.member(key, value);
        };
        self.keys.note(key.as_bytes(), open);
        let mut list = List {
            key,
            around: self.keys.event_source.clone(),
            ..List::default()
        };
        let walked = match open {
            b'[' => list.read(value),
            b'n' => value.skip(),
            _ => read_groups(&mut list, value),
        };
        list.is_whole = walked.is_ok();
        self.lists.push(list);
        walked
    }
}

fn read_groups(list: &mut List, value: &mut OutlineValue<'_>) -> Result<(), Flaw> {
    let groups = value.object(|_, group| match group.first_byte()? {
        b'[' => list.read(group),
        _ => group.skip(),
    });
    groups.map(drop)
}

/// The lists that tools print as `null` if a query picks them from an empty result.
const MAY_BE_NULL: [&str; 2] = ["Messages", "Records"];

/// Returns the key, if documents of some kind have their records under it, in a list or in an object of lists.
fn list_key(open: u8, key: &[u8]) -> Option<&'static str> {
    let is_key = |known: &&str| known.as_bytes() == key;
    match open {
        b'[' => {
            let of_sources = containers().filter_map(|it| it.list);
            let of_kinds = InputKind::ALL.into_iter().filter_map(list_of);
            of_sources.chain(of_kinds).chain(LOG_LISTS).find(is_key)
        }
        b'{' => containers().filter_map(|it| it.groups).find(is_key),
        b'n' => MAY_BE_NULL.into_iter().find(is_key),
        _ => None,
    }
}

/// Returns the key of the list of rows in documents of this kind.
pub(crate) const fn list_of(kind: InputKind) -> Option<&'static str> {
    match sheet(kind).rule {
        Rule::Rows { list, .. } => list,
        Rule::Sources | Rule::Rest | Rule::Lines => None,
    }
}

/// Returns the keys that only rows of this kind have.
pub(crate) const fn own_keys_of(kind: InputKind) -> &'static [&'static str] {
    match &sheet(kind).rule {
        Rule::Rows { marks, .. } => marks.own,
        Rule::Sources | Rule::Rest | Rule::Lines => &[],
    }
}

/// Reads the list at the start of `text`.
pub(crate) fn root_list(text: &[u8]) -> List {
    let mut list = List::default();
    let mut outline = Outline::default();
    let walked = outline.first(text, |root| list.read(root));
    list.is_whole = walked.is_ok();
    list
}
