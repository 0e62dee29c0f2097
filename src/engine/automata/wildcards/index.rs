//! The index of the wildcards of one path, and how a value is looked up in it.

use super::super::bytes_table::BytesTable;
use super::super::entries::Entries;
use super::super::glob;
use super::super::lists::{ListId, Lists};
use super::super::segment_tries::{Reached, SegmentTries};
use super::super::substrings::{Met, Substrings};
use super::super::{Effort, TermId};
use super::keys::{Shape, hashes_into, pair_hash, pair_key};

/// Buffers for look-ups. Each matcher has one of these.
#[derive(Clone, Debug, Default)]
pub(crate) struct GlobScratch {
    starts: Vec<u64>,
    ends: Vec<u64>,
    key: Vec<u8>,
    met: Met,
    waiting: Vec<Reached>,
}

/// The wildcards asked for on one path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Globs {
    pub(super) count: usize,
    /// Pairs of head and tail lengths in use.
    pub(super) shapes: Vec<Shape>,
    /// From head and tail to their place in `pair_groups`.
    pub(super) pairs: BytesTable,
    pub(super) pair_groups: Vec<ListId>,
    pub(super) middles: Substrings,
    /// By middle part, in sorted order.
    pub(super) middle_groups: Vec<ListId>,
    pub(super) lists: Lists,
    /// Wildcards to verify.
    pub(super) texts: Entries,
    pub(super) tries: SegmentTries,
    /// By middle part: its text. Empty if there are no tries.
    pub(super) parts: Vec<Box<[u8]>>,
    /// The byte before and the byte after every lone middle.
    pub(super) enclosure: (u8, u8),
}

/// A member of a group.
#[derive(Clone, Copy)]
pub(super) enum Member {
    /// A wildcard to verify: its place in `texts`.
    Text(u32),
    /// A wildcard that matches without being verified, once its key is met.
    Lone(TermId),
    /// The root of a trie.
    Trie(u32),
}

impl Member {
    /// The member as a number for a list.
    pub(super) fn pack(self) -> u32 {
        match self {
            Self::Text(place) => place << 2,
            Self::Lone(term) => term.0 << 2 | 1,
            Self::Trie(root) => root << 2 | 2,
        }
    }

    pub(super) fn unpack(number: u32) -> Self {
        match number & 3 {
            0 => Self::Text(number >> 2),
            1 => Self::Lone(TermId(number >> 2)),
            _ => Self::Trie(number >> 2),
        }
    }
}

impl Globs {
    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Calls `found` with every wildcard that matches the value.
    pub(crate) fn find(
        &self,
        value: &[u8],
        scratch: &mut GlobScratch,
        effort: &mut Effort,
        mut found: impl FnMut(TermId),
    ) {
        if self.is_empty() || value.is_empty() {
            return;
        }
        if !self.middles.is_empty() {
            effort.pass(value);
            self.middles.find(value, &mut scratch.met);
            for middle in scratch.met.texts() {
                let group = &self.middle_groups[*middle as usize];
                self.check(group, value, effort, &mut found);
            }
        }
        self.find_pairs(value, scratch, effort, &mut found);
    }

    /// Calls `found` with the wildcards of a group that match. Returns the root of the trie if the group is one; the
    /// caller searches it.
    fn check(
        &self,
        group: &ListId,
        value: &[u8],
        effort: &mut Effort,
        found: &mut impl FnMut(TermId),
    ) -> Option<u32> {
        for number in self.lists.of(group) {
            match Member::unpack(*number) {
                Member::Text(place) => {
                    effort.candidates += 1;
                    let (term, text) = self.texts.get(place);
                    if glob::matches(text, value) {
                        found(TermId(term));
                    }
                }
                Member::Lone(term) if self.encloses(value) => found(term),
                Member::Lone(_) => {}
                Member::Trie(root) => return Some(root),
            }
        }
        None
    }

    /// Whether the value begins and ends with the bytes that enclose every lone middle. A lone middle contains neither
    /// of these bytes, so a middle that was met lies between them.
    fn encloses(&self, value: &[u8]) -> bool {
        let (first, last) = self.enclosure;
        matches!(value, [a, .., b] if (*a, *b) == (first, last))
    }

    fn find_pairs(
        &self,
        value: &[u8],
        scratch: &mut GlobScratch,
        effort: &mut Effort,
        found: &mut impl FnMut(TermId),
    ) {
        if self.shapes.is_empty() {
            return;
        }
        let [head, tail] = [|shape: &Shape| shape.0, |shape: &Shape| shape.1];
        let longest = |of: fn(&Shape) -> usize| self.shapes.iter().map(of).max();
        let [head, tail] = [head, tail].map(|of| longest(of).unwrap_or(0).min(value.len()));
        hashes_into(value[..head].iter(), &mut scratch.starts);
        hashes_into(value[value.len() - tail..].iter().rev(), &mut scratch.ends);
        effort.bytes_stepped += (head + tail) as u64;
        for shape in self.shapes.iter().filter(|(h, t)| h + t <= value.len()) {
            let Some(group) = self.pair(*shape, value, scratch) else {
                continue;
            };
            let group = &self.pair_groups[group as usize];
            if let Some(root) = self.check(group, value, effort, found) {
                self.find_in_trie(root, *shape, value, scratch, effort, found);
            }
        }
    }

    fn pair(&self, (head, tail): Shape, value: &[u8], scratch: &mut GlobScratch) -> Option<u32> {
        let hash = pair_hash(scratch.starts[head], scratch.ends[tail]);
        pair_key(
            &value[..head],
            &value[value.len() - tail..],
            &mut scratch.key,
        );
        self.pairs.get_hashed(hash, &scratch.key)
    }

    fn find_in_trie(
        &self,
        root: u32,
        (head, tail): Shape,
        value: &[u8],
        scratch: &mut GlobScratch,
        effort: &mut Effort,
        found: &mut impl FnMut(TermId),
    ) {
        let GlobScratch { met, waiting, .. } = scratch;
        let room = &value[..value.len() - tail];
        let mut steps = 0;
        let find = |part: u32, from: usize| {
            steps += 1;
            let (text, first) = (&self.parts[part as usize], met.first_end(part));
            if first >= from + text.len() {
                return (first <= room.len()).then_some(first);
            }
            glob::find(&room[from..], text).map(|at| from + at + text.len())
        };
        self.tries.find(
            (root, head),
            met,
            waiting,
            find,
            |member| match Member::unpack(member) {
                Member::Text(place) => {
                    let (term, text) = self.texts.get(place);
                    if glob::matches(text, value) {
                        found(TermId(term));
                    }
                }
                Member::Lone(term) => found(term),
                Member::Trie(_) => {}
            },
        );
        effort.candidates += steps;
    }

    /// The number of keys that wildcards are filed under, plus the nodes of tries.
    pub(crate) fn len(&self) -> usize {
        self.pair_groups.len() + self.middles.len() + self.tries.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        let parts = self.parts.iter().map(|part| part.len() + size_of_val(part));
        let groups = 4 * (self.pair_groups.len() + self.middle_groups.len());
        let keys = self.pairs.bytes() + self.middles.bytes() + self.lists.bytes();
        groups + keys + self.texts.bytes() + self.tries.bytes() + parts.sum::<usize>()
    }
}
