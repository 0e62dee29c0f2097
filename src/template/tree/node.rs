//! The nodes of a tree. A view of a node follows aliases and merge keys by itself, so its callers see only scalars,
//! lists and maps.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The most steps from an alias to what it stands for: YAML allows only one, a damaged tree could have a circle.
const ALIAS_STEPS_MAX: usize = 16;

/// The bytes of a usual node in a template, indentation included.
const BYTES_OF_NODE: usize = 10;

/// The most merge keys that are followed for one map.
const MERGES_MAX: usize = 64;

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Single,
    Double,
    Literal,
    Folded,
    /// A string of JSON.
    JsonString,
    /// A number, `true`, `false` or `null` of JSON.
    JsonLiteral,
}

/// The index of a node in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Id(pub(super) u32);

#[derive(Clone, Debug)]
pub(crate) enum Kind<'t> {
    /// Borrowed where the file has the text as it is.
    Scalar(Cow<'t, str>, Style),
    List(Vec<Id>),
    Map(Vec<(Id, Id)>),
    /// The number of an anchor.
    Alias(usize),
}

#[derive(Clone, Debug)]
pub(super) struct NodeParts<'t> {
    pub(super) kind: Kind<'t>,
    /// Without the tag; for a block scalar without its header.
    pub(super) range: Bytes,
    /// Few nodes have one.
    pub(super) tag: Option<Box<Tag>>,
    pub(super) layout: Layout,
}

/// A range of the file. A tree has many nodes, so this is half as long as a range of `usize`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes {
    start: u32,
    end: u32,
}

impl From<Range<usize>> for Bytes {
    fn from(range: Range<usize>) -> Self {
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            start: short(range.start),
            end: short(range.end),
        }
    }
}

impl Bytes {
    pub(super) const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A tag of YAML.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    /// Without `!`.
    pub(super) name: String,
    pub(super) range: Range<usize>,
}

/// Whether a list or map has brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    Block,
    Flow,
}

/// One document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree<'t> {
    pub(super) nodes: Vec<NodeParts<'t>>,
    pub(super) anchors: HashMap<usize, Id>,
}

impl<'t> Tree<'t> {
    /// Returns an empty tree for a text of this length.
    pub(super) fn of_length(bytes: usize) -> Self {
        Self {
            nodes: Vec::with_capacity(bytes / BYTES_OF_NODE),
            anchors: HashMap::new(),
        }
    }

    pub(super) fn add(&mut self, parts: NodeParts<'t>) -> Id {
        self.nodes.push(parts);
        Id(u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX))
    }

    /// Returns the outermost node, or `None` if the document is empty.
    pub(crate) fn root(&self) -> Option<Node<'_>> {
        let last = self.nodes.len().checked_sub(1)?;
        Some(self.node(Id(u32::try_from(last).ok()?)))
    }

    pub(crate) fn node(&self, id: Id) -> Node<'_> {
        let mut id = id;
        for _ in 0..ALIAS_STEPS_MAX {
            match self.nodes[id.0 as usize].kind {
                Kind::Alias(anchor) => match self.anchors.get(&anchor) {
                    Some(target) => id = *target,
                    None => break,
                },
                Kind::Scalar(..) | Kind::List(_) | Kind::Map(_) => break,
            }
        }
        Node {
            tree: self,
            id,
            is_bare: false,
        }
    }
}

/// A node of a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'t> {
    tree: &'t Tree<'t>,
    id: Id,
    /// Whether its tag is left out, because it is the operand of the function that the tag names.
    is_bare: bool,
}

impl<'t> Node<'t> {
    fn parts(self) -> &'t NodeParts<'t> {
        &self.tree.nodes[self.id.0 as usize]
    }

    pub(crate) fn kind(self) -> &'t Kind<'t> {
        &self.parts().kind
    }

    pub(crate) fn layout(self) -> Layout {
        self.parts().layout
    }

    /// Returns the range of the value, without its tag.
    pub(crate) fn range(self) -> Range<usize> {
        self.parts().range.range()
    }

    /// Returns the range of the value with its tag.
    pub(crate) fn whole(self) -> Range<usize> {
        let range = self.range();
        match &self.parts().tag {
            Some(tag) if tag.range.start < range.start => {
                tag.range.start..range.end.max(tag.range.end)
            }
            Some(_) | None => range,
        }
    }

    /// Returns the tag without `!`.
    pub(crate) fn tag(self) -> Option<&'t str> {
        let tag = self.parts().tag.as_ref().filter(|_| !self.is_bare);
        tag.map(|it| it.name.as_str())
    }

    /// Returns the same node without its tag.
    pub(crate) fn bare(self) -> Self {
        Self {
            is_bare: true,
            ..self
        }
    }

    /// Returns the text of a scalar.
    pub(crate) fn text(self) -> Option<&'t str> {
        match self.kind() {
            Kind::Scalar(text, _) => Some(text),
            Kind::List(_) | Kind::Map(_) | Kind::Alias(_) => None,
        }
    }

    /// Returns the elements of a list; none if it is not a list.
    pub(crate) fn list(
        self,
    ) -> impl DoubleEndedIterator<Item = Node<'t>> + ExactSizeIterator + Clone {
        let ids = match self.kind() {
            Kind::List(ids) => ids.as_slice(),
            Kind::Scalar(..) | Kind::Map(_) | Kind::Alias(_) => &[],
        };
        ids.iter().map(move |id| self.tree.node(*id))
    }

    pub(crate) fn is_list(self) -> bool {
        matches!(self.kind(), Kind::List(_))
    }

    pub(crate) fn is_map(self) -> bool {
        matches!(self.kind(), Kind::Map(_))
    }

    /// Returns the members of a map as they are written; none if it is not a map.
    fn written(
        self,
    ) -> impl DoubleEndedIterator<Item = (Node<'t>, Node<'t>)> + ExactSizeIterator + Clone {
        let ids = match self.kind() {
            Kind::Map(ids) => ids.as_slice(),
            Kind::Scalar(..) | Kind::List(_) | Kind::Alias(_) => &[],
        };
        ids.iter()
            .map(move |(key, value)| (self.tree.node(*key), self.tree.node(*value)))
    }

    /// Returns the members of a map in the order written, then those that merge keys (`<<`) bring and that it does not
    /// have itself.
    pub(crate) fn members(self) -> Vec<(Node<'t>, Node<'t>)> {
        let is_merge = |key: Node<'_>| key.text() == Some("<<");
        let mut members: Vec<_> = self.written().filter(|(key, _)| !is_merge(*key)).collect();
        let mut open: Vec<_> = self.merged().collect();
        if open.is_empty() {
            return members;
        }
        let mut known: HashSet<_> = members.iter().map(|(key, _)| key.text()).collect();
        let mut followed = 0;
        while let Some(map) = open.pop() {
            followed += 1;
            if followed > MERGES_MAX {
                break;
            }
            for (key, value) in map.written().filter(|(key, _)| !is_merge(*key)) {
                if known.insert(key.text()) {
                    members.push((key, value));
                }
            }
            open.extend(map.merged());
        }
        members
    }

    /// Returns the maps that merge keys name.
    fn merged(self) -> impl Iterator<Item = Node<'t>> {
        let values = self.written().filter(|(key, _)| key.text() == Some("<<"));
        values.flat_map(|(_, value)| {
            let one = value.is_map().then_some(value);
            one.into_iter().chain(value.list())
        })
    }

    /// Returns the value of a key; the last one if the key is repeated, as YAML readers do.
    pub(crate) fn get(self, name: &str) -> Option<Node<'t>> {
        let mut written = self.written().rev();
        let own = written.find(|(key, _)| key.text() == Some(name));
        if own.is_some() || self.merged().next().is_none() {
            return own.map(|(_, value)| value);
        }
        let mut members = self.members().into_iter();
        let found = members.find(|(key, _)| key.text() == Some(name));
        found.map(|(_, value)| value)
    }

    /// Returns the value at a path of keys.
    pub(crate) fn at(self, path: &[&str]) -> Option<Node<'t>> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }
}
