//! The paths that any pattern asks for, as a trie over path steps, so that the scanner can skip the rest.
//!
//! Paths are dotted text, as event-ruler flattens them: `a.b` is one path whether an event spells it
//! `{"a":{"b":1}}` or `{"a.b":1}`. A node's steps therefore never hold a dot; a key that does is several steps.

/// A node of the trie: a path prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeId(u32);

/// A path that some pattern asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathId(pub u32);

impl PathId {
    /// As an index into whatever is kept by path.
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
    /// Those of the children that have children themselves.
    stem_lengths: Lengths,
}

#[derive(Clone, Debug)]
struct Child {
    head: u64,
    key: Box<[u8]>,
    node: NodeId,
}

/// A set of lengths; all above 62 are taken for one.
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

    /// Whether `key` may begin with one of these many bytes and a dot.
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

/// A key of an event, ready to be looked for.
#[derive(Clone, Copy, Debug)]
pub struct Key<'k> {
    bytes: &'k [u8],
    /// The first eight bytes, zeros behind the last.
    head: u64,
}

impl<'k> Key<'k> {
    /// The first `length` bytes of `text`: where there is text behind the key, its head is read in one go.
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

    /// A key that stands by itself: without its quotes and without escapes.
    #[must_use]
    #[inline]
    pub fn new(bytes: &'k [u8]) -> Self {
        Self::at_start_of(bytes, bytes.len())
    }

    /// The key.
    #[inline]
    #[must_use]
    pub fn bytes(&self) -> &'k [u8] {
        self.bytes
    }
}

/// Where a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Below {
    /// The node it leads to.
    pub node: NodeId,
    /// The key has an empty step; see [`has_empty_step`].
    pub by_empty_step: bool,
}

/// Up to so many children are looked at one by one.
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

    /// Adds a dotted path, or finds it.
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

    /// Cuts off the paths that begin with the step `key`: they keep their numbers, and no event leads to them.
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

    /// Where one event key leads from `parent`; `None` if no asked-for path goes there. A key with dots is as many
    /// steps as it has parts.
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

    /// How many paths.
    pub fn path_count(&self) -> usize {
        self.paths.len()
    }

    /// How many nodes, the root included.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// The dotted text of a path.
    #[inline]
    pub fn text(&self, path: PathId) -> &[u8] {
        &self.paths[path.index()]
    }

    /// Heap bytes held.
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

/// Whether a key or path, split at its dots with trailing empty parts dropped (as Java's `split` does), leaves an
/// empty part. An event key that does is seen only by rules that have an empty step themselves
/// (event-ruler 2.0.1, `GenericMachine.isFieldStepUsed`).
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
    fn empty_steps_are_steps() {
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
    fn keys_are_told_apart_however_many_and_however_long() {
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
                // Whatever stands behind the key must not matter.
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
