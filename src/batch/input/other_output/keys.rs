//! Reads the keys of an object, and of the objects inside it, to a small depth. Of a list only the first element counts.

use tidegate_json::{Flaw, Outline, OutlineValue};

/// The most members of one object that are looked at.
const MEMBERS_MAX: usize = 64;
/// The depth to which values are looked at: the type of an attribute of an item in a list of items.
const DEPTH: usize = 4;

/// A member of an object.
pub(super) struct Node {
    pub(super) key: Vec<u8>,
    /// The first byte of its value.
    pub(super) first: u8,
    /// The members of its value, or of the first element if the value is a list.
    pub(super) below: Vec<Self>,
}

/// The types of an attribute. (Amazon DynamoDB API Reference, "AttributeValue", read 2026-11-30)
const TYPES: [&[u8]; 10] = [
    b"S", b"N", b"B", b"BOOL", b"NULL", b"M", b"L", b"SS", b"NS", b"BS",
];

/// Returns whether these are the attributes of an item: each value is an object with a type as its only key. The value may
/// be cut before that key, but not each of them.
pub(super) fn are_attributes(members: &[Node]) -> bool {
    let is_type = |node: &Node| TYPES.contains(&&*node.key);
    let may_be_typed =
        |node: &Node| node.first == b'{' && node.below.len() < 2 && node.below.iter().all(is_type);
    members.iter().all(may_be_typed) && members.iter().any(|node| !node.below.is_empty())
}

/// Returns the members of the object at the start of `text`, up to a flaw.
pub(super) fn members(text: &[u8]) -> Vec<Node> {
    let mut nodes = Vec::new();
    // The members before a cut are enough.
    let _ = Outline::default().first(text, |root| read(root, DEPTH, &mut nodes));
    nodes
}

fn read(value: &mut OutlineValue<'_>, depth: usize, nodes: &mut Vec<Node>) -> Result<(), Flaw> {
    match (value.first_byte()?, depth.checked_sub(1)) {
        (b'{', Some(depth)) => value
            .object(|key, value| member(key, value, depth, nodes))
            .map(drop),
        (b'[', Some(depth)) => {
            let mut is_first = true;
            let list = value.list(|element| match std::mem::take(&mut is_first) {
                true => read(element, depth, nodes),
                false => element.skip(),
            });
            list.map(drop)
        }
        _ => value.skip(),
    }
}

fn member(
    key: &[u8],
    value: &mut OutlineValue<'_>,
    depth: usize,
    nodes: &mut Vec<Node>,
) -> Result<(), Flaw> {
    if nodes.len() == MEMBERS_MAX {
        return value.skip();
    }
    let first = value.first_byte()?;
    let mut below = Vec::new();
    let read = read(value, depth, &mut below);
    nodes.push(Node {
        key: key.to_vec(),
        first,
        below,
    });
    read
}
