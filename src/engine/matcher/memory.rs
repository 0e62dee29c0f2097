//! What a long search for a consistent choice remembers, so that its time grows with the record and not with its square: where
//! the leaves of a path lie, and which choices lead nowhere.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use tidegate_json::Element;
use tidegate_json::PathId;

use super::leaves::Leaf;
use super::trail::trail;

/// Numbers that the record's own order deals out: nobody can choose them to collide.
#[derive(Clone, Debug, Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(byte.into()));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(29) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

type Set<K> = HashSet<K, BuildHasherDefault<Mixer>>;
type Map<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// An array and a position in it.
pub(super) type Pin = (u32, u32);

/// How many clauses were left, and the pins that mattered to them.
type DeadEnd = (usize, Vec<Pin>);

/// What is remembered of one search.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// The dead ends to which one pin mattered, or none, and the others.
    dead_ends: Set<(usize, Option<Pin>)>,
    dead_ends_of_many: Set<DeadEnd>,
    /// The leaves of the paths that are known.
    leaves: Map<PathId, Vec<Leaf>>,
    /// Of these, those in an element: they stand together in the text, so a range is enough.
    in_elements: Map<(PathId, u32, u32), Range<usize>>,
    /// How many lie in elements of an array, if any do.
    in_arrays: Map<(PathId, u32), usize>,
}

impl Memory {
    pub(super) fn clear(&mut self) {
        if !self.leaves.is_empty() {
            *self = Self::default();
        }
    }

    /// Makes known where the leaves of a path lie, which are given in the order of the text or against it. Elements are gone
    /// through twice each.
    pub(super) fn learn<'l>(
        &mut self,
        path: PathId,
        leaves: impl Iterator<Item = &'l Leaf>,
        elements: &[Element],
    ) {
        if self.leaves.contains_key(&path) {
            return;
        }
        let leaves: Vec<Leaf> = leaves.copied().collect();
        for (start, leaf) in leaves.iter().enumerate() {
            // What lies around an element that was met before was met then.
            for e in trail(elements, leaf.element) {
                let Entry::Vacant(place) = self.in_elements.entry((path, e.array, e.position))
                else {
                    break;
                };
                place.insert(start..start);
            }
        }
        for (at, leaf) in leaves.iter().enumerate().rev() {
            for e in trail(elements, leaf.element) {
                let element = self.in_elements.entry((path, e.array, e.position));
                let element = element.or_default();
                if element.end > at {
                    break;
                }
                element.end = at + 1;
                *self.in_arrays.entry((path, e.array)).or_default() += element.len();
            }
        }
        self.leaves.insert(path, leaves);
    }

    /// Whether some leaf of the path, which has to be known, lies in the array.
    pub(super) fn lies_in(&self, path: PathId, array: u32) -> bool {
        self.in_arrays.contains_key(&(path, array))
    }

    /// The leaves of a known path in a pinned element.
    pub(super) fn within(&self, path: PathId, (array, position): Pin) -> &[Leaf] {
        let range = self.in_elements.get(&(path, array, position));
        &self.all(path)[range.cloned().unwrap_or_default()]
    }

    /// Leaves of a known path among which are all that agree with the pins.
    pub(super) fn likely(&self, path: PathId, pins: &[Pin]) -> &[Leaf] {
        let all = self.all(path);
        let holds_all =
            |&&(array, _): &&Pin| self.in_arrays.get(&(path, array)) == Some(&all.len());
        let pins = pins.iter().filter(holds_all);
        let within = pins.map(|&pin| self.within(path, pin));
        within.min_by_key(|leaves| leaves.len()).unwrap_or(all)
    }

    fn all(&self, path: PathId) -> &[Leaf] {
        self.leaves.get(&path).map_or(&[], Vec::as_slice)
    }

    /// Whether a search with so many clauses left and these pins that matter to them, in order, is known to lead nowhere.
    pub(super) fn is_dead_end(&self, left: usize, pins: &[Pin]) -> bool {
        match *pins {
            [] => self.dead_ends.contains(&(left, None)),
            [pin] => self.dead_ends.contains(&(left, Some(pin))),
            _ if self.dead_ends_of_many.is_empty() => false,
            _ => self.dead_ends_of_many.contains(&(left, pins.to_vec())),
        }
    }

    pub(super) fn add_dead_end(&mut self, left: usize, pins: &[Pin]) {
        match *pins {
            [] => self.dead_ends.insert((left, None)),
            [pin] => self.dead_ends.insert((left, Some(pin))),
            _ => self.dead_ends_of_many.insert((left, pins.to_vec())),
        };
    }
}
