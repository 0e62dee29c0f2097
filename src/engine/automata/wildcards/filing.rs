//! Chooses the key that each wildcard is filed under, and builds the index from that.

use std::collections::HashSet;

use super::super::TermId;
use super::super::bytes_table::{BytesTable, hash};
use super::super::glob::{self, Glob};
use super::super::lists::filed;
use super::super::segment_tries::{SegmentTries, Sequence};
use super::super::substrings::Substrings;
use super::index::{Globs, Member};
use super::keys::{KEY_LENGTHS, SHAPES_MAX, Shape, pair_key, pair_key_hash};

/// Up to this many wildcards under one key are verified one by one; more become a trie.
const FEW_MEMBERS: usize = 8;

/// Up to this many wildcards with the same head and tail are filed under these ends: verifying them costs less than a
/// pass over the value.
const TRIED_BY_ENDS: usize = 4;

/// Distinct wildcards, each with its term, from which an index is built.
#[derive(Clone, Debug, Default)]
pub(crate) struct GlobTerms {
    table: BytesTable,
}

impl GlobTerms {
    /// Adds a wildcard under the term `next` unless it is known. Returns its term.
    pub(crate) fn intern(&mut self, glob: &Glob, next: TermId) -> TermId {
        TermId(self.table.insert(glob.text(), next.0, hash))
    }
}

impl Globs {
    pub(crate) fn new(terms: &GlobTerms) -> Self {
        index(&terms.table)
    }
}

/// A wildcard to be filed.
struct Filed<'g> {
    term: TermId,
    text: &'g [u8],
    pair: u32,
    /// Its only middle, if the wildcard matches whenever this middle is met ([`Filing::lone`]).
    lone: Option<&'g [u8]>,
}

/// Distinct keys, numbered in the order they are added, and how many wildcards have each.
#[derive(Default)]
struct Counts {
    ids: BytesTable,
    counts: Vec<usize>,
}

impl Counts {
    fn add(&mut self, key: &[u8], hasher: fn(&[u8]) -> u64) -> u32 {
        let next = u32::try_from(self.counts.len()).expect("fewer than 2^32 keys");
        let id = self.ids.insert(key, next, hasher);
        if id == next {
            self.counts.push(0);
        }
        self.counts[id as usize] += 1;
        id
    }

    fn id(&self, key: &[u8]) -> u32 {
        self.ids.get_hashed(hash(key), key).expect("it was counted")
    }
}

fn index(table: &BytesTable) -> Globs {
    let ends = match shapes(table).len() <= SHAPES_MAX {
        true => Ends::Whole,
        false => Ends::Cut,
    };
    let mut filing = Filing::new(table, ends);
    filing.file_all();
    filing.finish(ends)
}

/// The pairs of head and tail lengths. Counting stops above [`SHAPES_MAX`].
fn shapes(table: &BytesTable) -> HashSet<Shape> {
    let mut shapes = HashSet::new();
    for (_, text) in table.iter() {
        let (head, tail) = glob::ends(text);
        shapes.insert((head.len(), tail.len()));
        if shapes.len() > SHAPES_MAX {
            break;
        }
    }
    shapes
}

/// How much of the heads and tails is used as a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    /// Whole heads and tails, because there are few pairs of lengths.
    Whole,
    /// Heads and tails cut to one of [`KEY_LENGTHS`].
    Cut,
}

/// The head and tail of a wildcard, cut as `ends` says.
fn key_ends(text: &[u8], ends: Ends) -> (&[u8], &[u8]) {
    let (head, tail) = glob::ends(text);
    let cut = |length: usize| {
        let mut lengths = KEY_LENGTHS.into_iter().rev();
        let shorter = lengths.find(|key| *key <= length);
        match ends {
            Ends::Whole => length,
            Ends::Cut => shorter.unwrap_or(0),
        }
    };
    (
        &head[..cut(head.len())],
        &tail[tail.len() - cut(tail.len())..],
    )
}

struct Filing<'g> {
    globs: Vec<Filed<'g>>,
    pairs: Counts,
    middles: Counts,
    enclosure: Option<(u8, u8)>,
    /// Pairs of a key's number and a wildcard's number.
    by_pair: Vec<(u32, u32)>,
    by_middle: Vec<(u32, u32)>,
}

impl<'g> Filing<'g> {
    fn new(table: &'g BytesTable, ends: Ends) -> Self {
        let mut filing = Self {
            globs: Vec::with_capacity(table.len()),
            pairs: Counts::default(),
            middles: Counts::default(),
            enclosure: None,
            by_pair: Vec::new(),
            by_middle: Vec::new(),
        };
        let mut key = Vec::new();
        for (term, text) in table.iter() {
            let (head, tail) = key_ends(text, ends);
            pair_key(head, tail, &mut key);
            let lone = filing.lone(text);
            for middle in glob::middles(text) {
                filing.middles.add(middle, hash);
            }
            filing.globs.push(Filed {
                term: TermId(term),
                text,
                pair: filing.pairs.add(&key, pair_key_hash),
                lone,
            });
        }
        filing
    }

    /// The middle of a wildcard that has exactly one, between a head and a tail of one byte each. The middle contains
    /// neither of these bytes, and the two bytes are the same for all such wildcards. If such a middle is met in a
    /// value that begins and ends with these bytes, the wildcard matches.
    fn lone(&mut self, text: &'g [u8]) -> Option<&'g [u8]> {
        let (&[first], &[last]) = glob::ends(text) else {
            return None;
        };
        let mut middles = glob::middles(text);
        let (middle, None) = (middles.next()?, middles.next()) else {
            return None;
        };
        let enclosure = *self.enclosure.get_or_insert((first, last));
        let is_outside = |byte: &u8| *byte != first && *byte != last;
        (enclosure == (first, last) && middle.iter().all(is_outside)).then_some(middle)
    }

    fn file_all(&mut self) {
        for number in 0..self.globs.len() {
            let glob = &self.globs[number];
            let of_pair = self.pairs.counts[glob.pair as usize];
            let middle = match glob.lone {
                _ if of_pair <= TRIED_BY_ENDS => None,
                Some(middle) => Some(self.middles.id(middle)),
                None => self.rarer_middle(glob, of_pair),
            };
            let narrow = u32::try_from(number).expect("fewer than 2^32 wildcards");
            match middle {
                Some(middle) => self.by_middle.push((middle, narrow)),
                None => {
                    self.by_pair.push((glob.pair, narrow));
                    self.globs[number].lone = None;
                }
            }
        }
    }

    /// The middle part to file this wildcard under: its rarest. `None` if its ends, which `of_pair` wildcards share,
    /// are as rare, or if both are too common.
    fn rarer_middle(&self, glob: &Filed<'_>, of_pair: usize) -> Option<u32> {
        let ids = glob::middles(glob.text).map(|middle| self.middles.id(middle));
        let count = |id: &u32| self.middles.counts[*id as usize];
        let rarest = ids.min_by_key(count)?;
        (count(&rarest) < of_pair.min(FEW_MEMBERS + 1)).then_some(rarest)
    }

    fn finish(mut self, ends: Ends) -> Globs {
        let mut globs = Globs {
            count: self.globs.len(),
            enclosure: self.enclosure.unwrap_or_default(),
            ..Globs::default()
        };
        self.by_pair.sort_unstable();
        let by_pair = std::mem::take(&mut self.by_pair);
        let groups = by_pair.chunk_by(|a, b| a.0 == b.0);
        let (few, many): (Vec<_>, Vec<_>) = groups.partition(|group| group.len() <= FEW_MEMBERS);
        let part_numbers = self.add_middles(&mut globs, &many);
        let mut sequences = Vec::new();
        for (root, group) in (0..).zip(&many) {
            self.add_pair(&mut globs, group[0].1, ends, &[Member::Trie(root)]);
            for (_, number) in *group {
                sequences.push(self.sequence(&mut globs, root, *number, ends, &part_numbers));
            }
        }
        for group in few {
            let members: Vec<_> = group
                .iter()
                .map(|(_, n)| self.text(&mut globs, *n))
                .collect();
            self.add_pair(&mut globs, group[0].1, ends, &members);
        }
        globs.tries = SegmentTries::new(sequences);
        globs.shapes.sort_unstable();
        globs.shapes.dedup();
        globs.lists.shrink();
        globs.texts.shrink();
        globs.pairs.shrink();
        globs.pair_groups.shrink_to_fit();
        globs
    }

    /// Adds the middle parts to be searched for, including those in tries. Returns the place of each middle by its
    /// number.
    fn add_middles(&self, globs: &mut Globs, tries: &[&[(u32, u32)]]) -> Vec<u32> {
        let mut is_wanted = vec![false; self.middles.counts.len()];
        let mut is_part = is_wanted.clone();
        for (middle, _) in &self.by_middle {
            is_wanted[*middle as usize] = true;
        }
        for (_, number) in tries.iter().copied().flatten() {
            for middle in glob::middles(self.globs[*number as usize].text) {
                is_part[self.middles.id(middle) as usize] = true;
            }
        }
        let all = self.middles.ids.iter();
        let mut wanted: Vec<(&[u8], u32)> = all
            .map(|(id, text)| (text, id))
            .filter(|(_, id)| is_wanted[*id as usize] || is_part[*id as usize])
            .collect();
        wanted.sort_unstable();
        let texts: Vec<&[u8]> = wanted.iter().map(|(text, _)| *text).collect();
        globs.middles = Substrings::new(&texts);
        let mut places = vec![u32::MAX; is_wanted.len()];
        for (place, (_, id)) in (0..).zip(&wanted) {
            places[*id as usize] = place;
        }
        if !tries.is_empty() {
            let part = |(text, id): &(&[u8], u32)| match is_part[*id as usize] {
                true => Box::from(*text),
                false => Box::default(),
            };
            globs.parts = wanted.iter().map(part).collect();
        }
        let mut members = Vec::with_capacity(self.by_middle.len());
        for (middle, number) in &self.by_middle {
            let member = self.text(globs, *number).pack();
            members.push((places[*middle as usize], member));
        }
        globs.middle_groups = filed(wanted.len(), members, &mut globs.lists);
        places
    }

    /// A wildcard as a member of a group.
    fn text(&self, globs: &mut Globs, number: u32) -> Member {
        let Filed {
            term, text, lone, ..
        } = self.globs[number as usize];
        match lone {
            Some(_) => Member::Lone(term),
            None => Member::Text(globs.texts.push(term.0, text)),
        }
    }

    /// A wildcard as an entry of a trie. If keys are cut, the value may have other ends, so the wildcard is verified.
    fn sequence(
        &self,
        globs: &mut Globs,
        root: u32,
        number: u32,
        ends: Ends,
        places: &[u32],
    ) -> Sequence {
        let glob = &self.globs[number as usize];
        let place = |middle: &[u8]| places[self.middles.id(middle) as usize];
        let member = match ends {
            Ends::Whole => Member::Lone(glob.term),
            Ends::Cut => self.text(globs, number),
        };
        Sequence {
            root,
            parts: glob::middles(glob.text).map(place).collect(),
            member: member.pack(),
        }
    }

    /// Adds a group under the ends of wildcard `number`.
    fn add_pair(&self, globs: &mut Globs, number: u32, ends: Ends, members: &[Member]) {
        let (head, tail) = key_ends(self.globs[number as usize].text, ends);
        let mut key = Vec::new();
        pair_key(head, tail, &mut key);
        let group = u32::try_from(globs.pair_groups.len()).expect("fewer than 2^32 groups");
        globs.pairs.insert(&key, group, pair_key_hash);
        globs.shapes.push((head.len(), tail.len()));
        let members: Vec<u32> = members.iter().map(|member| member.pack()).collect();
        globs.pair_groups.push(globs.lists.add(&members));
    }
}
