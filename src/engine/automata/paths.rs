//! The paths that any pattern asks for, as a trie over path steps, so that the scanner can skip the rest.
//!
//! Paths are dotted text, as event-ruler flattens them: `a.b` is one path whether an event spells it
//! `{"a":{"b":1}}` or `{"a.b":1}`. A node's steps therefore never hold a dot; a key that does is several steps.

/// A node of the trie: a path prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeId(u32);

/// A path that some pattern asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PathId(pub(crate) u32);

impl PathId {
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// Sorted by length, then bytes.
    children: Vec<(Box<[u8]>, NodeId)>,
    path: Option<PathId>,
    /// Levels of nodes below this one.
    height: u32,
}

/// The trie. Paths are numbered in the order they were added, from 0.
#[derive(Clone, Debug)]
pub(crate) struct PathTrie {
    nodes: Vec<Node>,
    paths: Vec<Box<[u8]>>,
}

impl PathTrie {
    pub(crate) const ROOT: NodeId = NodeId(0);

    pub(crate) fn new() -> Self {
        Self {
            nodes: vec![Node::default()],
            paths: Vec::new(),
        }
    }

    /// Adds a dotted path, or finds it.
    pub(crate) fn add(&mut self, path: &[u8]) -> PathId {
        let mut trail = vec![Self::ROOT];
        for step in path.split(|&byte| byte == b'.') {
            let node = self.child_or_new(trail[trail.len() - 1], step);
            trail.push(node);
        }
        for (height, node) in (0..).zip(trail.iter().rev()) {
            let node = &mut self.nodes[node.0 as usize];
            node.height = node.height.max(height);
        }
        let last = trail[trail.len() - 1];
        if let Some(id) = self.nodes[last.0 as usize].path {
            return id;
        }
        let id = PathId(u32::try_from(self.paths.len()).expect("fewer than 2^32 paths"));
        self.nodes[last.0 as usize].path = Some(id);
        self.paths.push(path.into());
        id
    }

    fn child_or_new(&mut self, parent: NodeId, step: &[u8]) -> NodeId {
        match self.position(parent, step) {
            Ok(at) => self.nodes[parent.0 as usize].children[at].1,
            Err(at) => {
                let id = NodeId(u32::try_from(self.nodes.len()).expect("fewer than 2^32 nodes"));
                self.nodes.push(Node::default());
                self.nodes[parent.0 as usize]
                    .children
                    .insert(at, (step.into(), id));
                id
            }
        }
    }

    fn position(&self, parent: NodeId, step: &[u8]) -> Result<usize, usize> {
        let children = &self.nodes[parent.0 as usize].children;
        children.binary_search_by(|(key, _)| (key.len(), &**key).cmp(&(step.len(), step)))
    }

    /// The node one event key below `parent`; `None` if no asked-for path goes there. A key with dots is as many
    /// steps as it has parts.
    pub(crate) fn child(&self, parent: NodeId, key: &[u8]) -> Option<NodeId> {
        let node = &self.nodes[parent.0 as usize];
        if let Ok(at) = self.position(parent, key) {
            return Some(node.children[at].1);
        }
        if node.height < 2 || memchr::memchr(b'.', key).is_none() {
            return None;
        }
        key.split(|&byte| byte == b'.')
            .try_fold(parent, |node, step| {
                self.position(node, step)
                    .ok()
                    .map(|at| self.nodes[node.0 as usize].children[at].1)
            })
    }

    /// The path that ends at this node, if one does.
    pub(crate) fn path_at(&self, node: NodeId) -> Option<PathId> {
        self.nodes[node.0 as usize].path
    }

    /// How many paths.
    pub(crate) fn len(&self) -> usize {
        self.paths.len()
    }

    /// How many nodes, the root included.
    pub(crate) fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// The dotted text of a path.
    pub(crate) fn text(&self, path: PathId) -> &[u8] {
        &self.paths[path.index()]
    }

    /// Heap bytes held.
    pub(crate) fn bytes(&self) -> usize {
        let steps: usize = self
            .nodes
            .iter()
            .flat_map(|n| &n.children)
            .map(|(s, _)| s.len() + 24)
            .sum();
        self.nodes.len() * size_of::<Node>()
            + steps
            + self.paths.iter().map(|p| p.len() + 16).sum::<usize>()
    }
}

/// Whether a key or path, split at its dots with trailing empty parts dropped (as Java's `split` does), leaves an
/// empty part. An event key that does is seen only by rules that have an empty step themselves
/// (event-ruler 2.0.1, `GenericMachine.isFieldStepUsed`).
pub(crate) fn has_empty_step(key: &[u8]) -> bool {
    let kept = key.len() - key.iter().rev().take_while(|&&byte| byte == b'.').count();
    key.is_empty() || kept > 0 && (key[0] == b'.' || key[..kept].windows(2).any(|w| w == b".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dotted_keys_and_nested_keys_are_one_path() {
        let mut trie = PathTrie::new();
        let id = trie.add(b"a.b");
        assert_eq!(trie.add(b"a.b"), id);
        let nested = trie
            .child(PathTrie::ROOT, b"a")
            .and_then(|a| trie.child(a, b"b"))
            .unwrap();
        assert_eq!(trie.path_at(nested), Some(id));
        assert_eq!(trie.child(PathTrie::ROOT, b"a.b"), Some(nested));
        assert_eq!(trie.child(PathTrie::ROOT, b"a.c"), None);
        assert_eq!(trie.child(PathTrie::ROOT, b"b"), None);
    }

    #[test]
    fn empty_steps_are_steps() {
        let mut trie = PathTrie::new();
        let id = trie.add(b"a.");
        let a = trie.child(PathTrie::ROOT, b"a").unwrap();
        assert_eq!(trie.path_at(a), None);
        assert_eq!(trie.path_at(trie.child(a, b"").unwrap()), Some(id));
        assert_eq!(
            trie.path_at(trie.child(PathTrie::ROOT, b"a.").unwrap()),
            Some(id)
        );
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
