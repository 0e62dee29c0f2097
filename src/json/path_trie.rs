//! The paths that patterns ask for, as a trie over path steps. A walk follows the trie beside the keys of an event, so that
//! it can skip every value that is on no path.
//!
//! Paths are dotted text, as event-ruler flattens them: `a.b` is one path whether an event spells it
//! `{"a":{"b":1}}` or `{"a.b":1}`. So the steps of the trie never contain a dot, and a key with dots is several steps.
//!
//! # Example
//!
//! The paths `a.b`, `a.c.d` and `x` give this trie. Each node also keeps the lengths of its children's keys (`lengths`), and
//! the lengths of the keys of those children that have children themselves (`stem_lengths`):
//!
//! ```text
//! root             lengths {1}   stem_lengths {1}
//! ├── a            lengths {1}   stem_lengths {1}
//! │   ├── b        path 0
//! │   └── c        lengths {1}   stem_lengths {}
//! │       └── d    path 1
//! └── x            path 2
//! ```
//!
//! Most keys of an event are on no path, and the two sets refuse many of them before any bytes are compared. These are the
//! steps of [`PathTrie::child`] from the root for some keys:
//!
//! ```text
//! key     length in lengths?   dot after a stem?          result
//! "a"     yes, and found       -                          the node of a
//! "z"     yes, not found       no                         none
//! "abc"   no                   no, byte 1 is b            none
//! "a.b"   no                   yes, byte 1 is the dot     a, then b: path 0
//! "q.b"   no                   yes, byte 1 is the dot     no child q: none
//! ```
//!
//! `{"a":{"c.d":1}}` takes two calls: the first leads from the root to `a`, the second from `a` over `c` to `d`, which is
//! path 1.

/// A node of the trie: the beginning of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeId(u32);

/// A path that some pattern asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathId(pub u32);

impl PathId {
    /// The number of the path as an index, for tables with one entry for each path.
    #[must_use]
    #[inline]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// Sorted by length, then bytes.
    children: Vec<Child>,
    path: Option<PathId>,
    /// The lengths of the children's keys.
    lengths: Lengths,
    /// The lengths of the keys of those children that have children themselves.
    stem_lengths: Lengths,
}

#[derive(Clone, Debug)]
struct Child {
    /// The first eight bytes of the key, filled up with zeros.
    head: u64,
    key: Box<[u8]>,
    node: NodeId,
}

/// A set of lengths, one bit each; all lengths above 62 share the last bit.
#[derive(Clone, Copy, Debug, Default)]
struct Lengths(u64);

impl Lengths {
    fn add(&mut self, length: usize) {
        self.0 |= 1 << length.min(63);
    }

    #[inline]
    fn may_hold(self, length: usize) -> bool {
        self.0 >> length.min(63) & 1 == 1
    }

    /// Whether `key` has a dot after a number of bytes that is in the set; `true` if the set has a length above 62.
    #[inline]
    fn may_be_stem_of(self, key: &[u8]) -> bool {
        let mut rest = self.0;
        while rest != 0 {
            let length = rest.trailing_zeros() as usize;
            if length == 63 || key.get(length) == Some(&b'.') {
                return true;
            }
            rest &= rest - 1;
        }
        false
    }
}

/// A key of an event, prepared for look-ups.
#[derive(Clone, Copy, Debug)]
pub struct Key<'k> {
    bytes: &'k [u8],
    /// The first eight bytes of the key, filled up with zeros.
    head: u64,
}

impl<'k> Key<'k> {
    /// The key made of the first `length` bytes of `text`. More text after the key lets its head be read in one go.
    #[inline]
    pub fn at_start_of(text: &'k [u8], length: usize) -> Self {
        let bytes = &text[..length];
        let word = match text.first_chunk::<8>() {
            Some(word) => *word,
            None => {
                let mut word = [0; 8];
                word[..text.len()].copy_from_slice(text);
                word
            }
        };
        let unused = 64 - 8 * u32::try_from(length).map_or(8, |length| length.min(8));
        Self {
            bytes,
            head: u64::from_le_bytes(word) & u64::MAX.checked_shr(unused).unwrap_or(0),
        }
    }

    /// A key in memory of its own, without quotes and escapes.
    #[must_use]
    #[inline]
    pub fn new(bytes: &'k [u8]) -> Self {
        Self::at_start_of(bytes, bytes.len())
    }

    /// The bytes of the key.
    #[inline]
    #[must_use]
    pub fn bytes(&self) -> &'k [u8] {
        self.bytes
    }
}

/// The node that a key leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Below {
    /// The node.
    pub node: NodeId,
    /// Whether the key has an empty step; see [`has_empty_step`].
    pub by_empty_step: bool,
}

/// Most children of a node that are compared one by one; more are found by binary search.
const FEW_CHILDREN: usize = 8;

/// The trie. Paths are numbered in the order they were added, from 0.
#[derive(Clone, Debug)]
pub struct PathTrie {
    nodes: Vec<Node>,
    paths: Vec<Box<[u8]>>,
}

impl Default for PathTrie {
    /// A trie without paths.
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
            paths: Vec::new(),
        }
    }
}

impl PathTrie {
    /// The node of the empty path.
    pub const ROOT: NodeId = NodeId(0);

    /// Adds a dotted path unless the trie has it. Returns its id.
    pub fn add(&mut self, path: &[u8]) -> PathId {
        let mut last = Self::ROOT;
        let mut stem: Option<(NodeId, usize)> = None;
        for step in path.split(|&byte| byte == b'.') {
            if let Some((node, length)) = stem {
                self.nodes[node.0 as usize].stem_lengths.add(length);
            }
            stem = Some((last, step.len()));
            last = self.child_or_new(last, step);
        }
        if let Some(id) = self.nodes[last.0 as usize].path {
            return id;
        }
        let id = PathId(u32::try_from(self.paths.len()).expect("fewer than 2^32 paths"));
        self.nodes[last.0 as usize].path = Some(id);
        self.paths.push(path.into());
        id
    }

    /// Detaches all paths that begin with the step `key`. They keep their numbers, but no event leads to them.
    pub fn detach(&mut self, key: &[u8]) {
        if let Ok(at) = self.position(Self::ROOT, key) {
            self.nodes[Self::ROOT.0 as usize].children.remove(at);
        }
    }

    fn child_or_new(&mut self, parent: NodeId, step: &[u8]) -> NodeId {
        match self.position(parent, step) {
            Ok(at) => self.nodes[parent.0 as usize].children[at].node,
            Err(at) => {
                let id = NodeId(u32::try_from(self.nodes.len()).expect("fewer than 2^32 nodes"));
                self.nodes.push(Node::default());
                let node = &mut self.nodes[parent.0 as usize];
                let Key { head, .. } = Key::new(step);
                node.lengths.add(step.len());
                node.children.insert(
                    at,
                    Child {
                        head,
                        key: step.into(),
                        node: id,
                    },
                );
                id
            }
        }
    }

    #[inline]
    fn position(&self, parent: NodeId, step: &[u8]) -> Result<usize, usize> {
        let children = &self.nodes[parent.0 as usize].children;
        children.binary_search_by(|child| (child.key.len(), &*child.key).cmp(&(step.len(), step)))
    }

    /// Returns the node that one event key leads to from `parent`; `None` if no path goes there. A key with dots has one
    /// step for each of its parts.
    #[inline]
    pub fn child(&self, parent: NodeId, key: Key<'_>) -> Option<Below> {
        let node = &self.nodes[parent.0 as usize];
        if node.lengths.may_hold(key.bytes.len())
            && let Some(node) = self.child_by_whole_key(parent, key)
        {
            return Some(Below {
                node,
                by_empty_step: key.bytes.is_empty(),
            });
        }
        if !node.stem_lengths.may_be_stem_of(key.bytes) {
            return None;
        }
        self.child_by_parts(parent, key.bytes)
    }

    #[inline]
    fn child_by_whole_key(&self, parent: NodeId, key: Key<'_>) -> Option<NodeId> {
        let children = &self.nodes[parent.0 as usize].children;
        let found = if children.len() <= FEW_CHILDREN {
            let (length, tail) = (key.bytes.len(), key.bytes.get(8..).unwrap_or_default());
            children.iter().find(|child| {
                child.head == key.head
                    && child.key.len() == length
                    && (length <= 8 || &child.key[8..] == tail)
            })
        } else {
            let at = self.position(parent, key.bytes);
            at.ok().map(|at| &children[at])
        };
        found.map(|child| child.node)
    }

    #[cold]
    fn child_by_parts(&self, parent: NodeId, key: &[u8]) -> Option<Below> {
        let node = key
            .split(|&byte| byte == b'.')
            .try_fold(parent, |node, step| {
                let at = self.position(node, step).ok()?;
                Some(self.nodes[node.0 as usize].children[at].node)
            })?;
        Some(Below {
            node,
            by_empty_step: has_empty_step(key),
        })
    }

    /// The path that ends at this node, if one does.
    #[inline]
    pub fn path_at(&self, node: NodeId) -> Option<PathId> {
        self.nodes[node.0 as usize].path
    }

    /// Whether some path leads on from this node.
    #[inline]
    pub fn leads_on(&self, node: NodeId) -> bool {
        !self.nodes[node.0 as usize].children.is_empty()
    }

    /// How many paths the trie has.
    pub fn path_count(&self) -> usize {
        self.paths.len()
    }

    /// How many nodes the trie has, the root included.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// The dotted text of a path.
    #[inline]
    pub fn text(&self, path: PathId) -> &[u8] {
        &self.paths[path.index()]
    }

    /// The memory of the trie on the heap, in bytes.
    pub fn bytes(&self) -> usize {
        let steps: usize = self
            .nodes
            .iter()
            .flat_map(|n| &n.children)
            .map(|child| child.key.len() + size_of::<Child>())
            .sum();
        self.nodes.len() * size_of::<Node>()
            + steps
            + self.paths.iter().map(|p| p.len() + 16).sum::<usize>()
    }
}

/// Whether a key or path has an empty part, if it is split at its dots and empty parts at the end are dropped (as Java's
/// `split` does). Values under such a key are seen only by rules that have an empty step themselves (event-ruler 2.0.1,
/// `GenericMachine.isFieldStepUsed`).
pub fn has_empty_step(key: &[u8]) -> bool {
    let kept = key.len() - key.iter().rev().take_while(|&&byte| byte == b'.').count();
    key.is_empty() || kept > 0 && (key[0] == b'.' || key[..kept].windows(2).any(|w| w == b".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dotted_keys_and_nested_keys_are_one_path() {
        let mut trie = PathTrie::default();
        let id = trie.add(b"a.b");
        assert_eq!(trie.add(b"a.b"), id);
        let below = |node: NodeId, key: &str| {
            let below = trie.child(node, Key::new(key.as_bytes()));
            below.map(|below| below.node)
        };
        let nested = below(PathTrie::ROOT, "a").and_then(|a| below(a, "b"));
        assert_eq!(nested.and_then(|node| trie.path_at(node)), Some(id));
        assert_eq!(below(PathTrie::ROOT, "a.b"), nested);
        assert_eq!(below(PathTrie::ROOT, "a.c"), None);
        assert_eq!(below(PathTrie::ROOT, "b"), None);
        assert_eq!(below(PathTrie::ROOT, "b.a"), None);
    }

    /// The example of the module's docs.
    #[test]
    fn example_keys_lead_where_documented() {
        let mut trie = PathTrie::default();
        let paths = [&b"a.b"[..], b"a.c.d", b"x"].map(|path| trie.add(path));
        let below = |node: NodeId, key: &str| trie.child(node, Key::new(key.as_bytes()));
        let from_root = |key: &str| below(PathTrie::ROOT, key).map(|below| below.node);
        let a = from_root("a").unwrap();
        for key in ["z", "abc", "q.b"] {
            assert_eq!(from_root(key), None, "{key}");
        }
        assert_eq!(trie.path_at(from_root("a.b").unwrap()), Some(paths[0]));
        assert_eq!(trie.path_at(below(a, "c.d").unwrap().node), Some(paths[1]));
        let sets = |node: NodeId| {
            let node = &trie.nodes[node.0 as usize];
            (node.lengths.0, node.stem_lengths.0)
        };
        let c = below(a, "c").unwrap().node;
        assert_eq!([PathTrie::ROOT, a, c].map(sets), [(2, 2), (2, 2), (2, 0)]);
    }

    #[test]
    fn detached_paths_keep_their_number_and_are_never_found() {
        let mut trie = PathTrie::default();
        let (hidden, seen) = (trie.add(b"a.b"), trie.add(b"c"));
        trie.detach(b"a");
        trie.detach(b"absent");
        let below = |key: &str| trie.child(PathTrie::ROOT, Key::new(key.as_bytes()));
        assert_eq!((below("a"), below("a.b")), (None, None));
        assert_eq!(trie.path_at(below("c").unwrap().node), Some(seen));
        assert_eq!(trie.text(hidden), b"a.b");
    }

    #[test]
    fn empty_step_is_a_step_of_its_own() {
        let mut trie = PathTrie::default();
        let id = trie.add(b"a.");
        let below = |node, key: &[u8]| trie.child(node, Key::new(key)).unwrap();
        let a = below(PathTrie::ROOT, b"a");
        assert_eq!((trie.path_at(a.node), a.by_empty_step), (None, false));
        let empty = below(a.node, b"");
        assert_eq!(
            (trie.path_at(empty.node), empty.by_empty_step),
            (Some(id), true)
        );
        let dotted = below(PathTrie::ROOT, b"a.");
        assert_eq!(
            (trie.path_at(dotted.node), dotted.by_empty_step),
            (Some(id), false)
        );
    }

    #[test]
    fn keys_of_any_number_and_length_are_distinguished() {
        let long =
            "a key of more than sixty-three bytes, so that its length is one of many in a set";
        for count in [1, FEW_CHILDREN, 3 * FEW_CHILDREN, 100] {
            let keys: Vec<String> = (0..count)
                .map(|n| format!("{}{n}", &long[..n % long.len()]))
                .collect();
            let mut trie = PathTrie::default();
            for key in &keys {
                trie.add(key.as_bytes());
            }
            for (key, n) in keys.iter().zip(0..) {
                // The text after the key must not matter.
                let text = format!("{key}\":0,\"and more");
                let below =
                    trie.child(PathTrie::ROOT, Key::at_start_of(text.as_bytes(), key.len()));
                assert_eq!(
                    below.and_then(|below| trie.path_at(below.node)),
                    Some(PathId(n))
                );
                for other in [
                    format!("{key}x"),
                    format!("x{key}"),
                    format!("{}y", &key[1..]),
                ] {
                    assert_eq!(trie.child(PathTrie::ROOT, Key::new(other.as_bytes())), None);
                }
            }
        }
    }

    #[test]
    fn empty_steps_follow_java_split() {
        for (key, want) in [
            ("", true),
            ("a", false),
            ("a.", false),
            (".a", true),
            ("a..b", true),
            (".", false),
        ] {
            assert_eq!(has_empty_step(key.as_bytes()), want, "{key}");
        }
    }
}
