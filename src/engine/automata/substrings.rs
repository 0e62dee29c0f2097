//! Finds which of many texts occur in a value, with the automaton of Aho and Corasick. Each text is reported once.
//!
//! Nodes are numbered level by level, so that the children of a node are neighbours and a node costs 13 bytes. After a
//! match the walk continues along the texts that are suffixes of it. It ends at a text that was met before in the same
//! value, because its suffixes were met with it. So the time is proportional to the length of the value and the number
//! of texts met, however deep the texts nest.

/// Stands for no node or no text.
const NONE: u32 = u32::MAX;
const ROOT: usize = 0;

/// Up to this many children are compared one by one; with more, `memchr` searches their bytes.
const FEW_CHILDREN: usize = 8;

/// The automaton.
#[derive(Clone, Debug, Default)]
pub(super) struct Substrings {
    nodes: Vec<Node>,
    /// By node: the byte that leads to it.
    labels: Vec<u8>,
    /// By byte: the node it leads to from the root. The root itself if no text begins with the byte.
    from_root: Vec<u32>,
    /// By text: the longest other text that is a suffix of it.
    shorter: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    /// The first child. The children end where those of the next node begin.
    first_child: u32,
    /// The node of the longest proper suffix that has a node.
    fail: u32,
    /// The longest text that is a suffix of the node's text.
    longest: u32,
}

/// The texts met in one value. Each matcher has one of these.
#[derive(Clone, Debug, Default)]
pub(super) struct Met {
    /// By text: the number of the value it was last met in, and where it first ends there.
    last: Vec<(u32, u32)>,
    value: u32,
    texts: Vec<u32>,
}

impl Met {
    fn next_value(&mut self, texts: usize) {
        self.texts.clear();
        if self.last.len() < texts {
            self.last.resize(texts, (0, 0));
        }
        self.value = self.value.wrapping_add(1);
        if self.value == 0 {
            self.last.fill((0, 0));
            self.value = 1;
        }
    }

    #[inline]
    fn add(&mut self, text: u32, end: usize) {
        self.last[text as usize] = (self.value, narrow(end));
        self.texts.push(text);
    }

    #[inline]
    pub(super) fn has(&self, text: u32) -> bool {
        self.last[text as usize].0 == self.value
    }

    /// The place where a text that was met first ends.
    pub(super) fn first_end(&self, text: u32) -> usize {
        self.last[text as usize].1 as usize
    }

    /// The texts met, as indexes into the sorted texts.
    pub(super) fn texts(&self) -> &[u32] {
        &self.texts
    }
}

impl Substrings {
    /// Builds an automaton of these texts, which must be sorted, distinct and not empty.
    pub(super) fn new(texts: &[&[u8]]) -> Self {
        if texts.is_empty() {
            return Self::default();
        }
        let mut built = Self {
            shorter: vec![NONE; texts.len()],
            ..Self::default()
        };
        let own = built.add_nodes(texts);
        built.from_root = (0..=255)
            .map(|byte| built.child(ROOT, byte).unwrap_or(0))
            .collect();
        built.link(&own);
        built
    }

    /// Lays the trie out level by level. Returns the text that ends at each node.
    fn add_nodes(&mut self, texts: &[&[u8]]) -> Vec<u32> {
        let count = 1 + node_count(texts);
        self.nodes.reserve_exact(count + 1);
        self.labels = Vec::with_capacity(count);
        let mut own = Vec::with_capacity(count);
        self.labels.push(0);
        let mut level = vec![(0, texts.len())];
        let mut depth = 0;
        while !level.is_empty() {
            let mut next = Vec::new();
            for &(mut from, to) in &level {
                let ends_here = texts[from].len() == depth;
                own.push(if ends_here { narrow(from) } else { NONE });
                from += usize::from(ends_here);
                self.add_node();
                for same in texts[from..to].chunk_by(|a, b| a[depth] == b[depth]) {
                    self.labels.push(same[0][depth]);
                    next.push((from, from + same.len()));
                    from += same.len();
                }
            }
            level = next;
            depth += 1;
        }
        self.add_node();
        own
    }

    fn add_node(&mut self) {
        self.nodes.push(Node {
            first_child: narrow(self.labels.len()),
            fail: 0,
            longest: NONE,
        });
    }

    /// Sets the links of each node before those of its children. `own`: the text that ends at each node.
    fn link(&mut self, own: &[u32]) {
        for parent in 0..own.len() {
            for child in self.children(parent) {
                let fail = match parent {
                    ROOT => ROOT,
                    _ => self.step(self.nodes[parent].fail as usize, self.labels[child]),
                };
                let longest = self.nodes[fail].longest;
                let node = &mut self.nodes[child];
                node.fail = narrow(fail);
                node.longest = longest;
                if own[child] != NONE {
                    node.longest = own[child];
                    self.shorter[own[child] as usize] = longest;
                }
            }
        }
    }

    fn children(&self, node: usize) -> std::ops::Range<usize> {
        self.nodes[node].first_child as usize..self.nodes[node + 1].first_child as usize
    }

    #[inline]
    fn child(&self, node: usize, byte: u8) -> Option<u32> {
        let children = self.children(node);
        let labels = &self.labels[children.clone()];
        let at = if labels.len() <= FEW_CHILDREN {
            labels.iter().position(|label| *label == byte)
        } else {
            memchr::memchr(byte, labels)
        };
        at.map(|at| narrow(children.start + at))
    }

    /// The node of the longest suffix of this node's text followed by a byte.
    #[inline]
    fn step(&self, mut node: usize, byte: u8) -> usize {
        while node != ROOT {
            if let Some(child) = self.child(node, byte) {
                return child as usize;
            }
            node = self.nodes[node].fail as usize;
        }
        self.from_root[usize::from(byte)] as usize
    }

    /// Adds every text that occurs in the value to `met`, once.
    pub(super) fn find(&self, value: &[u8], met: &mut Met) {
        met.next_value(self.shorter.len());
        if self.is_empty() {
            return;
        }
        let mut node = ROOT;
        for (&byte, end) in value.iter().zip(1..) {
            node = self.step(node, byte);
            let mut text = self.nodes[node].longest;
            while text != NONE && !met.has(text) {
                met.add(text, end);
                text = self.shorter[text as usize];
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.shorter.is_empty()
    }

    /// The number of texts.
    pub(super) fn len(&self) -> usize {
        self.shorter.len()
    }

    /// Heap bytes held.
    pub(super) fn bytes(&self) -> usize {
        let flat = 4 * (self.from_root.len() + self.shorter.len());
        self.nodes.len() * size_of::<Node>() + self.labels.len() + flat
    }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).expect("fewer than 2^32 nodes")
}

/// The number of nodes below the root that sorted texts need: each text adds the bytes that it does not share with the
/// text before it.
fn node_count(texts: &[&[u8]]) -> usize {
    let added = |pair: &[&[u8]]| {
        let both = pair[0].iter().zip(pair[1]);
        pair[1].len() - both.take_while(|(a, b)| a == b).count()
    };
    texts[0].len() + texts.windows(2).map(added).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str], value: &str) {
        let mut texts: Vec<&[u8]> = texts.iter().map(|text| text.as_bytes()).collect();
        texts.sort_unstable();
        texts.dedup();
        let automaton = Substrings::new(&texts);
        let mut met = Met::default();
        for _ in 0..2 {
            automaton.find(value.as_bytes(), &mut met);
            let mut got = met.texts().to_vec();
            got.sort_unstable();
            let occurs = |text: &[u8]| memchr::memmem::find(value.as_bytes(), text).is_some();
            let want = (0..).zip(&texts).filter(|(_, text)| occurs(text));
            assert_eq!(got, want.map(|(n, _)| n).collect::<Vec<u32>>(), "{value}");
        }
    }

    #[test]
    fn texts_that_occur_are_found_once() {
        let texts = ["he", "she", "his", "hers", "e", "s", "hershe"];
        for value in ["", "ushers", "hishershe", "xyz", "sssss", "eh"] {
            check(&texts, value);
        }
        check(&[], "abc");
    }

    #[test]
    fn texts_of_two_letters_are_found_as_by_searching_each() {
        let text = |bits: u32, length: u32| -> String {
            let letter = |bit| if bits >> bit & 1 == 1 { 'a' } else { 'b' };
            (0..length).map(letter).collect()
        };
        let texts: Vec<String> = (1..6)
            .flat_map(|n| (0..1 << n).step_by(3).map(move |bits| text(bits, n)))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        for bits in 0..1 << 10 {
            check(&texts, &text(bits, 10));
        }
    }

    #[test]
    fn nodes_with_many_children_are_followed() {
        let texts: Vec<String> = (b'!'..=b'z')
            .map(|byte| format!("x{}", char::from(byte)))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        check(&texts, "xaxbx!yxz");
    }

    #[test]
    fn nested_texts_are_found_once() {
        let nested: Vec<Vec<u8>> = (1..=200).map(|length| vec![b'A'; length]).collect();
        let texts: Vec<&[u8]> = nested.iter().map(|text| &text[..]).collect();
        let automaton = Substrings::new(&texts);
        assert_eq!(automaton.nodes.len(), 202);
        let mut met = Met::default();
        automaton.find(&[b'A'; 1000], &mut met);
        assert_eq!(met.texts().len(), 200);
        assert_eq!(met.first_end(199), 200);
    }

    #[test]
    fn texts_of_earlier_values_are_forgotten_when_the_count_wraps() {
        let mut met = Met {
            value: u32::MAX - 1,
            ..Met::default()
        };
        for _ in 0..4 {
            met.next_value(2);
            assert!(!met.has(0) && !met.has(1), "value {}", met.value);
            met.add(1, 0);
            assert!(!met.has(0) && met.has(1), "value {}", met.value);
        }
    }
}
