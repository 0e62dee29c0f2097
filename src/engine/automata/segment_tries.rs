//! Wildcards that share their ends, as tries over the parts between their stars. A part that several wildcards have in
//! common is searched for once.
//!
//! Taking the leftmost place for each part in turn never misses a match. So a node has one place in a value and is
//! visited once. Nodes are numbered level by level, roots first; the children of a node are neighbours, sorted by part.

use super::lists::{ListId, Lists};
use super::substrings::Met;

/// One wildcard to be added to a trie.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sequence {
    /// The number of its trie.
    pub(super) root: u32,
    /// The numbers of its parts.
    pub(super) parts: Vec<u32>,
    /// The number reported if the wildcard matches; under 2^31.
    pub(super) member: u32,
}

/// The tries.
#[derive(Clone, Debug, Default)]
pub(super) struct SegmentTries {
    nodes: Vec<Node>,
    /// By node: the number of the part that leads to it.
    labels: Vec<u32>,
    lists: Lists,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    /// The first child. The children end where those of the next node begin.
    first_child: u32,
    members: ListId,
}

/// A node that was reached, and the place in the value where its last part ends.
pub(super) type Reached = (u32, usize);

impl SegmentTries {
    /// Builds tries of these wildcards. Their roots are numbered from 0 without gaps.
    pub(super) fn new(mut sequences: Vec<Sequence>) -> Self {
        sequences.sort_unstable();
        let mut tries = Self::default();
        let mut level: Vec<&[Sequence]> = sequences.chunk_by(|a, b| a.root == b.root).collect();
        tries.labels.extend(level.iter().map(|_| 0));
        let mut depth = 0;
        while !level.is_empty() {
            level = level
                .into_iter()
                .flat_map(|below| tries.add_node(below, depth))
                .collect();
            depth += 1;
        }
        if !tries.nodes.is_empty() {
            tries.push_node(ListId::EMPTY);
        }
        tries.nodes.shrink_to_fit();
        tries.labels.shrink_to_fit();
        tries.lists.shrink();
        tries
    }

    /// Adds the node of these wildcards, which share their first `depth` parts. Returns the wildcards below each child.
    fn add_node<'s>(&mut self, below: &'s [Sequence], depth: usize) -> Vec<&'s [Sequence]> {
        let ending = below
            .iter()
            .take_while(|sequence| sequence.parts.len() == depth);
        let members: Vec<u32> = ending.map(|sequence| sequence.member).collect();
        let list = self.lists.add(&members);
        self.push_node(list);
        let children = below[members.len()..].chunk_by(|a, b| a.parts[depth] == b.parts[depth]);
        let children: Vec<_> = children.collect();
        self.labels
            .extend(children.iter().map(|child| child[0].parts[depth]));
        children
    }

    fn push_node(&mut self, members: ListId) {
        let first_child = u32::try_from(self.labels.len()).expect("fewer than 2^32 nodes");
        self.nodes.push(Node {
            first_child,
            members,
        });
    }

    /// Calls `found` with every wildcard of this trie whose parts follow one another in the value from `start` on.
    /// `find` searches for a part from a place on, and returns the place where it ends.
    pub(super) fn find(
        &self,
        (root, start): Reached,
        met: &Met,
        waiting: &mut Vec<Reached>,
        mut find: impl FnMut(u32, usize) -> Option<usize>,
        mut found: impl FnMut(u32),
    ) {
        waiting.clear();
        waiting.push((root, start));
        while let Some((node, at)) = waiting.pop() {
            let [node, next] = [node, node + 1].map(|n| self.nodes[n as usize]);
            self.lists
                .of(&node.members)
                .iter()
                .copied()
                .for_each(&mut found);
            let labels = &self.labels[node.first_child as usize..next.first_child as usize];
            let mut go = |child: usize| {
                let end = find(labels[child], at);
                waiting.extend(end.map(|end| (node.first_child + child as u32, end)));
            };
            if labels.len() <= met.texts().len() {
                let present = (0..labels.len()).filter(|child| met.has(labels[*child]));
                present.for_each(go);
            } else {
                let present = met.texts().iter();
                let children = present.filter_map(|text| labels.binary_search(text).ok());
                children.for_each(&mut go);
            }
        }
    }

    /// The number of nodes.
    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }

    /// Heap bytes held.
    pub(super) fn bytes(&self) -> usize {
        self.nodes.len() * size_of::<Node>() + 4 * self.labels.len() + self.lists.bytes()
    }
}
