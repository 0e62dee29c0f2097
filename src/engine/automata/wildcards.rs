//! Wildcards: `*` stands for any run of bytes. Each is filed under its rarest key, and verified when the key is met.
//!
//! A key is the pair of its head and tail (found by rolling hashes from both ends, one probe per pair of lengths,
//! at most [`SHAPES_MAX`]) or one of its middle parts (found by one Aho-Corasick pass over the value for all of
//! them). A greedy leftmost search is exact for `*`, so verifying needs no backtracking.

use aho_corasick::automaton::OverlappingState;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::affix::{Side, roll, roll_all};
use super::bytes_table::BytesTable;
use super::{Effort, TermId};

/// The head and tail lengths that keys are cut to, so that a value is probed for at most the square of their number.
const KEY_LENGTHS: [usize; 8] = [1, 2, 3, 4, 6, 8, 12, 16];

/// Most pairs of head and tail lengths.
const SHAPES_MAX: usize = KEY_LENGTHS.len() * KEY_LENGTHS.len();

/// A wildcard: the texts between its stars; at least two, of which the first and last are not empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Glob {
    parts: Vec<Box<[u8]>>,
}

impl Glob {
    /// A wildcard of these parts. There has to be a star: at least two parts.
    pub(crate) fn new(parts: Vec<Box<[u8]>>) -> Self {
        debug_assert!(parts.len() >= 2, "a text without a star is a literal");
        Self { parts }
    }

    fn head(&self) -> &[u8] {
        &self.parts[0]
    }

    fn tail(&self) -> &[u8] {
        &self.parts[self.parts.len() - 1]
    }

    fn middles(&self) -> impl Iterator<Item = &[u8]> {
        self.parts[1..self.parts.len() - 1]
            .iter()
            .map(|part| &**part)
            .filter(|p| !p.is_empty())
    }

    pub(crate) fn matches(&self, value: &[u8]) -> bool {
        let room = value
            .strip_prefix(self.head())
            .and_then(|rest| rest.strip_suffix(self.tail()));
        let Some(mut rest) = room else { return false };
        self.middles()
            .all(|middle| match memchr::memmem::find(rest, middle) {
                Some(at) => {
                    rest = &rest[at + middle.len()..];
                    true
                }
                None => false,
            })
    }
}

/// Buffers that looking up needs; one per matcher.
#[derive(Clone, Debug, Default)]
pub(crate) struct GlobScratch {
    starts: Vec<u64>,
    ends: Vec<u64>,
    /// Per middle part: the value it was last met in.
    met: Vec<u32>,
    value: u32,
}

/// The wildcards asked for on one path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Globs {
    globs: Vec<(Glob, TermId)>,
    /// Pairs of head and tail lengths in use.
    shapes: Vec<(usize, usize)>,
    /// From head and tail to the group of wildcards filed under them.
    pairs: BytesTable,
    pair_groups: Vec<Vec<u32>>,
    middles: Option<AhoCorasick>,
    middle_groups: Vec<Vec<u32>>,
}

impl Globs {
    pub(crate) fn new(globs: Vec<(Glob, TermId)>) -> Self {
        let counts = Counts::of(&globs);
        let mut pairs = Keys::default();
        let mut middles = Keys::default();
        let mut shapes = Vec::new();
        for ((glob, _), number) in globs.iter().zip(0..) {
            match counts.rarest_middle(glob) {
                Some(middle) => middles.file(middle.to_vec(), number),
                None => {
                    let (head, tail) = key_ends(glob);
                    shapes.push((head.len(), tail.len()));
                    pairs.file(pair_key(head, tail), number);
                }
            }
        }
        shapes.sort_unstable();
        shapes.dedup();
        debug_assert!(shapes.len() <= SHAPES_MAX, "lengths are cut to KEY_LENGTHS");
        let hashed = pairs.keys.iter().zip(0..).map(|(key, group)| {
            let number = pairs.groups[group as usize][0];
            let (head, tail) = key_ends(&globs[number as usize].0);
            (
                pair_hash(roll_all(head, Side::Start), roll_all(tail, Side::End)),
                &key[..],
                group,
            )
        });
        let table = BytesTable::with_hashes(hashed);
        let automaton = (!middles.keys.is_empty())
            .then(|| automaton(&middles.keys))
            .flatten();
        Self {
            shapes,
            pairs: table,
            pair_groups: pairs.groups,
            middles: automaton,
            middle_groups: middles.groups,
            globs,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.globs.is_empty()
    }

    /// Every wildcard that matches the value goes to `found`.
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
        let mut check = |group: &[u32], effort: &mut Effort| {
            for number in group {
                let (glob, term) = &self.globs[*number as usize];
                effort.candidates += 1;
                if glob.matches(value) {
                    found(*term);
                }
            }
        };
        self.find_pairs(value, scratch, effort, &mut check);
        self.find_middles(value, scratch, effort, &mut check);
    }

    fn find_pairs(
        &self,
        value: &[u8],
        scratch: &mut GlobScratch,
        effort: &mut Effort,
        check: &mut impl FnMut(&[u32], &mut Effort),
    ) {
        if self.shapes.is_empty() {
            return;
        }
        let longest = KEY_LENGTHS[KEY_LENGTHS.len() - 1].min(value.len());
        hashes_into(value[..longest].iter(), &mut scratch.starts);
        hashes_into(
            value[value.len() - longest..].iter().rev(),
            &mut scratch.ends,
        );
        effort.bytes_stepped += 2 * longest as u64;
        let mut key = [0; 1 + 2 * KEY_LENGTHS[KEY_LENGTHS.len() - 1]];
        for &(head, tail) in &self.shapes {
            if head + tail > value.len() {
                continue;
            }
            key[0] = head as u8;
            key[1..=head].copy_from_slice(&value[..head]);
            key[head + 1..=head + tail].copy_from_slice(&value[value.len() - tail..]);
            let hash = pair_hash(scratch.starts[head], scratch.ends[tail]);
            if let Some(group) = self.pairs.get_hashed(hash, &key[..=head + tail]) {
                check(&self.pair_groups[group as usize], effort);
            }
        }
    }

    fn find_middles(
        &self,
        value: &[u8],
        scratch: &mut GlobScratch,
        effort: &mut Effort,
        check: &mut impl FnMut(&[u32], &mut Effort),
    ) {
        let Some(automaton) = &self.middles else {
            return;
        };
        effort.pass(value);
        scratch.next_value(self.middle_groups.len());
        let mut state = OverlappingState::start();
        loop {
            automaton.find_overlapping(value, &mut state);
            let Some(hit) = state.get_match() else { break };
            let middle = hit.pattern().as_usize();
            if std::mem::replace(&mut scratch.met[middle], scratch.value) != scratch.value {
                check(&self.middle_groups[middle], effort);
            }
        }
    }

    /// How many keys wildcards are filed under.
    pub(crate) fn len(&self) -> usize {
        self.pair_groups.len() + self.middle_groups.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        let parts = self.globs.iter().flat_map(|(glob, _)| &glob.parts);
        let text: usize = parts.map(|part| part.len() + size_of::<Box<[u8]>>()).sum();
        let groups = self.pair_groups.iter().chain(&self.middle_groups);
        let filed: usize = groups.map(|group| 24 + 4 * group.len()).sum();
        let automaton = self.middles.as_ref().map_or(0, AhoCorasick::memory_usage);
        self.globs.len() * 32 + text + filed + self.pairs.bytes() + automaton
    }
}

impl GlobScratch {
    fn next_value(&mut self, middles: usize) {
        if self.met.len() < middles {
            self.met.resize(middles, 0);
        }
        self.value = self.value.wrapping_add(1);
        if self.value == 0 {
            self.met.fill(0);
            self.value = 1;
        }
    }
}

fn automaton(parts: &[Vec<u8>]) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(parts)
        .ok()
}

/// The rolling hash of each length, from 0 on.
fn hashes_into<'v>(bytes: impl Iterator<Item = &'v u8>, out: &mut Vec<u64>) {
    out.clear();
    out.push(0);
    let mut hash = 0;
    for &byte in bytes {
        hash = roll(hash, byte);
        out.push(hash);
    }
}

/// The ends of a wildcard as one key; the length in front tells where the head stops.
fn pair_key(head: &[u8], tail: &[u8]) -> Vec<u8> {
    [&[head.len() as u8], head, tail].concat()
}

fn pair_hash(head: u64, tail: u64) -> u64 {
    head ^ tail.rotate_left(29)
}

/// The ends of a wildcard that it may be filed under: its own, cut to a length of [`KEY_LENGTHS`].
fn key_ends(glob: &Glob) -> (&[u8], &[u8]) {
    let cut = |length: usize| {
        KEY_LENGTHS
            .into_iter()
            .rev()
            .find(|&key| key <= length)
            .unwrap_or(0)
    };
    let (head, tail) = (glob.head(), glob.tail());
    (
        &head[..cut(head.len())],
        &tail[tail.len() - cut(tail.len())..],
    )
}

/// Distinct keys and the wildcards filed under each.
#[derive(Default)]
struct Keys {
    keys: Vec<Vec<u8>>,
    groups: Vec<Vec<u32>>,
    index: std::collections::HashMap<Vec<u8>, usize>,
}

impl Keys {
    fn file(&mut self, key: Vec<u8>, number: u32) {
        let group = *self.index.entry(key).or_insert_with_key(|key| {
            self.keys.push(key.clone());
            self.groups.push(Vec::new());
            self.keys.len() - 1
        });
        self.groups[group].push(number);
    }
}

/// How many wildcards have each key.
struct Counts<'g> {
    pairs: std::collections::HashMap<(&'g [u8], &'g [u8]), usize>,
    middles: std::collections::HashMap<&'g [u8], usize>,
}

impl<'g> Counts<'g> {
    fn of(globs: &'g [(Glob, TermId)]) -> Self {
        let mut counts = Self {
            pairs: Default::default(),
            middles: Default::default(),
        };
        for (glob, _) in globs {
            *counts.pairs.entry(key_ends(glob)).or_default() += 1;
            for middle in glob.middles() {
                *counts.middles.entry(middle).or_default() += 1;
            }
        }
        counts
    }

    /// The middle part to file this wildcard under; `None` where its ends are no more common than that.
    fn rarest_middle(&self, glob: &'g Glob) -> Option<&'g [u8]> {
        let rank = |middle: &&[u8]| (self.middles[*middle], std::cmp::Reverse(middle.len()));
        let middle = glob.middles().min_by_key(rank)?;
        (self.middles[middle] < self.pairs[&key_ends(glob)]).then_some(middle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glob(text: &str) -> Glob {
        Glob::new(text.split('*').map(|part| part.as_bytes().into()).collect())
    }

    #[test]
    fn verifies_greedily() {
        for (pattern, value, want) in [
            ("\"a*b\"", "\"ab\"", true),
            ("\"a*a\"", "\"a\"", false),
            ("\"*a*b*\"", "\"xxayyb\"", true),
            ("\"*ab*ab\"", "\"ab\"", false),
            ("\"*ab*ab\"", "\"abab\"", true),
            ("\"*\"", "\"\"", true),
            ("\"*\"", "1", false),
            ("\"*aa*aa*\"", "\"aaa\"", false),
        ] {
            assert_eq!(
                glob(pattern).matches(value.as_bytes()),
                want,
                "{pattern} {value}"
            );
        }
    }

    #[test]
    fn the_index_agrees_with_trying_each() {
        let letters = ["", "a", "b", "ab", "ba", "aab"];
        let mut globs = Vec::new();
        for head in letters {
            for middle in letters {
                for tail in letters {
                    let texts = [
                        format!("\"{head}*{tail}\""),
                        format!("\"{head}*{middle}a*{tail}\""),
                        format!("\"{head}*{middle}b*a*{tail}\""),
                    ];
                    globs.extend(texts.map(|text| glob(&text)));
                }
            }
        }
        let terms: Vec<_> = globs
            .into_iter()
            .zip(0..)
            .map(|(g, n)| (g, TermId(n)))
            .collect();
        let index = Globs::new(terms.clone());
        let mut scratch = GlobScratch::default();
        for number in 0..512u32 {
            let text: String = (0..9)
                .map(|bit| if number >> bit & 1 == 1 { 'a' } else { 'b' })
                .collect();
            let value = format!("\"{}\"", &text[..(number % 10) as usize]);
            let mut got = Vec::new();
            let mut effort = Effort::default();
            index.find(value.as_bytes(), &mut scratch, &mut effort, |term| {
                got.push(term.0)
            });
            got.sort_unstable();
            got.dedup();
            let fits = |(g, t): &(Glob, TermId)| g.matches(value.as_bytes()).then_some(t.0);
            assert_eq!(
                got,
                terms.iter().filter_map(fits).collect::<Vec<_>>(),
                "{value}"
            );
        }
    }
}
