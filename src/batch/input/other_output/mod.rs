//! Recognises JSON that tools print or take and that holds no records, or holds them in a form that tidegate does not
//! read: the result of a call, the description of a stream, the items of a table. It is refused by name, with the way to
//! the records. Otherwise it would be read as a payload and count as one record.
//!
//! The tables of shapes are in [`queues`], [`streams`] and [`services`]; `corpora/refused/outputs.jsonl` has an example
//! of each.

mod keys;
mod queues;
mod services;
mod shape;
mod streams;

use std::collections::HashSet;
use std::sync::LazyLock;

use keys::{Node, members};
use shape::{Rarity, Shape};

/// JSON that a tool prints or takes, and that tidegate does not read as records.
///
/// ```
/// use tidegate::Source;
/// use tidegate_batch::{Input, InputError, Options};
/// let printed = br#"{"ShardIterator":"AAAA"}"#;
/// let error = Input::open(&printed[..], Source::Kinesis, &Options::default()).unwrap_err();
/// assert!(matches!(error, InputError::OtherOutput(found) if found.title().contains("get-shard-iterator")));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct OtherOutput(&'static Shape);

impl PartialEq for OtherOutput {
    fn eq(&self, other: &Self) -> bool {
        self.title() == other.title()
    }
}

impl Eq for OtherOutput {}

impl OtherOutput {
    /// Returns a short description of the output.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.0.title
    }

    /// Returns how to get at records instead.
    #[must_use]
    pub const fn way(self) -> &'static str {
        self.0.way
    }
}

/// How well an object fits the shape of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// It is such an output.
    Sure,
    /// It may be a payload that looks like one.
    Doubtful,
}

/// Returns the output that the object at the start of `text` is or looks like. The object may be cut.
pub(crate) fn other_output(text: &[u8]) -> Option<(OtherOutput, Likeness)> {
    let members = members(text);
    let fits = || shapes().filter_map(|shape| Some((OtherOutput(shape), fit(shape, &members)?)));
    let mut sure = fits().filter(|(_, likeness)| *likeness == Likeness::Sure);
    sure.next().or_else(|| fits().next())
}

/// Returns whether the object at the start of `text` is such an output. Looks closer only if the first key is one of an
/// output, because it is asked about every payload.
pub(crate) fn is_other_output(text: &[u8]) -> bool {
    let inside = text.strip_prefix(b"{").unwrap_or_default();
    let Some(after_quote) = inside.trim_ascii_start().strip_prefix(b"\"") else {
        return false;
    };
    let longest = &after_quote[..after_quote.len().min(KEY_BYTES_MAX)];
    let Some(end) = memchr::memchr(b'"', longest) else {
        return false;
    };
    KNOWN.contains(&after_quote[..end])
        && other_output(text).is_some_and(|(_, likeness)| likeness == Likeness::Sure)
}

/// More bytes than the longest key of an output has. The quote after a key is within them.
const KEY_BYTES_MAX: usize = 64;

/// Every key of an output.
static KNOWN: LazyLock<KnownKeys> =
    LazyLock::new(|| KnownKeys::of(shapes().flat_map(Shape::keys).map(str::as_bytes)));

/// A set of keys. For most keys of payloads, the first letter and the length show that they are not in it.
struct KnownKeys {
    /// By first letter, a bit for each length. No key has more than 63 letters.
    lengths: [u64; 256],
    keys: HashSet<&'static [u8]>,
}

impl KnownKeys {
    fn of(keys: impl Iterator<Item = &'static [u8]>) -> Self {
        let keys: HashSet<_> = keys.collect();
        let mut lengths = [0; 256];
        for key in &keys {
            lengths[usize::from(key[0])] |= 1 << key.len();
        }
        Self { lengths, keys }
    }

    fn contains(&self, key: &[u8]) -> bool {
        let lengths = key
            .first()
            .map_or(0, |first| self.lengths[usize::from(*first)]);
        lengths >> key.len() & 1 == 1 && self.keys.contains(key)
    }
}

fn shapes() -> impl Iterator<Item = &'static Shape> {
    let tables = [queues::SHAPES, streams::SHAPES, services::SHAPES];
    tables.into_iter().flatten()
}

fn fit(shape: &Shape, members: &[Node]) -> Option<Likeness> {
    let is_there = shape
        .needs
        .iter()
        .all(|need| members.iter().any(|it| need.fits(it)));
    if !is_there || (shape.is_item && !keys::are_attributes(members)) {
        return None;
    }
    let is_known =
        |node: &Node| shape.is_item || shape.keys().any(|key| key.as_bytes() == node.key);
    match (shape.rarity, members.iter().all(is_known)) {
        (Rarity::Certain, _) | (Rarity::Rare, true) => Some(Likeness::Sure),
        (Rarity::Rare, false) | (Rarity::Common, true) => Some(Likeness::Doubtful),
        (Rarity::Common, false) => None,
    }
}

#[cfg(test)]
mod tests;
