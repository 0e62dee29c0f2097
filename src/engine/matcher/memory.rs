//! The memory of a long search for a consistent choice of leaves: the places of the leaves of a path, and the choices
//! that lead to a dead end. With these, its time grows with the size of the record and not with its square.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use tidegate_json::Element;
use tidegate_json::PathId;

use super::leaves::Leaf;
use super::trail::trail;

/// A fast hasher. Its inputs are numbers assigned in order while a record is read, so a record can't be written to make
/// them collide.
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

/// The number of clauses left, and the pins that matter to them.
type DeadEnd = (usize, Vec<Pin>);

/// Everything that one search remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    /// Dead ends where one pin or none mattered.
    dead_ends: Set<(usize, Option<Pin>)>,
    /// Dead ends where several pins mattered.
    dead_ends_of_many: Set<DeadEnd>,
    /// The leaves of each known path.
    leaves: Map<PathId, Vec<Leaf>>,
    /// The range of these that lies in an element. A range is enough, because leaves of one element are neighbours.
    in_elements: Map<(PathId, u32, u32), Range<usize>>,
    /// The number of these that lie in elements of an array, if any do.
    in_arrays: Map<(PathId, u32), usize>,
}

impl Memory {
    pub(super) fn clear(&mut self) {
        if !self.leaves.is_empty() {
            *self = Self::default();
        }
    }

    /// Adds a path with its leaves, which must be in the order of the text or in reverse order. Each element is visited
    /// twice.
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
            // The elements around a known element are known, too.
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

    /// Whether some leaf of a known path lies in the array.
    pub(super) fn lies_in(&self, path: PathId, array: u32) -> bool {
        self.in_arrays.contains_key(&(path, array))
    }

    /// The leaves of a known path in a pinned element.
    pub(super) fn within(&self, path: PathId, (array, position): Pin) -> &[Leaf] {
        let range = self.in_elements.get(&(path, array, position));
        &self.all(path)[range.cloned().unwrap_or_default()]
    }

    /// Some leaves of a known path, among them all leaves that agree with the pins.
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

    /// Whether a search with `left` clauses left is known to fail. `pins`: those that matter to these clauses, in
    /// order.
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
