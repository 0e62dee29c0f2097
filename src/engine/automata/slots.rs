//! An open-addressing table of numbers. Keys are stored elsewhere: the caller brings the hash and compares the keys.
//!
//! Eight slots share a word of tags, one byte each, so most look-ups of absent keys read only that word. A hundred
//! thousand keys have 128 KiB of tags.

/// Mixes a hash by multiplication: 2^64 divided by the golden ratio, as in Knuth's multiplicative hashing.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
/// Slots in a group, which are the bytes of a word of tags.
const LANES: usize = 8;
/// The table grows when seven of eight slots are taken on average.
const LANES_TAKEN_MAX: usize = 7;
/// The lowest bit of every lane.
const LOW_BITS: u64 = 0x0101_0101_0101_0101;
/// Set in the tag of every taken slot.
const TAKEN: u64 = 0x8080_8080_8080_8080;

/// Numbers by the hash of their keys. The caller adds each number once.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots {
    /// For each group of eight slots, their tags. The number of groups is 0 or a power of two.
    tags: Vec<u64>,
    numbers: Vec<u32>,
    taken: usize,
}

impl Slots {
    /// The first number under this hash for which `is_it` returns true.
    #[inline]
    pub(super) fn find(&self, hash: u64, mut is_it: impl FnMut(u32) -> bool) -> Option<u32> {
        if self.tags.is_empty() {
            return None;
        }
        let (mut group, tag) = self.home(hash);
        loop {
            let word = self.tags[group];
            let mut equal = zero_lanes(word ^ tag);
            while equal != 0 {
                let number = self.numbers[group * LANES + lane(equal)];
                if is_it(number) {
                    return Some(number);
                }
                equal &= equal - 1;
            }
            if word & TAKEN != TAKEN {
                return None;
            }
            group = (group + 1) & (self.tags.len() - 1);
        }
    }

    /// Adds a number. `rehash` returns the hash of a number that is already in the table.
    pub(super) fn insert(&mut self, hash: u64, number: u32, rehash: impl Fn(u32) -> u64) {
        if self.taken == self.tags.len() * LANES_TAKEN_MAX {
            self.grow(rehash);
        }
        self.place(hash, number);
        self.taken += 1;
    }

    fn grow(&mut self, rehash: impl Fn(u32) -> u64) {
        let groups = (self.tags.len() * 2).max(1);
        let tags = std::mem::replace(&mut self.tags, vec![0; groups]);
        let numbers = std::mem::replace(&mut self.numbers, vec![0; groups * LANES]);
        for (word, numbers) in tags.iter().zip(numbers.chunks(LANES)) {
            let mut taken = word & TAKEN;
            while taken != 0 {
                let number = numbers[lane(taken)];
                self.place(rehash(number), number);
                taken &= taken - 1;
            }
        }
    }

    fn place(&mut self, hash: u64, number: u32) {
        let (mut group, tag) = self.home(hash);
        while self.tags[group] & TAKEN == TAKEN {
            group = (group + 1) & (self.tags.len() - 1);
        }
        let lane = lane(!self.tags[group] & TAKEN);
        self.tags[group] |= (tag & 0xff) << (8 * lane);
        self.numbers[group * LANES + lane] = number;
    }

    /// The first group to look in, and the tag repeated in every lane.
    #[inline]
    fn home(&self, hash: u64) -> (usize, u64) {
        let mixed = hash.wrapping_mul(MULTIPLIER);
        let group = (mixed >> 24) as usize & (self.tags.len() - 1);
        (group, (mixed >> 57 | 0x80) * LOW_BITS)
    }

    pub(super) fn len(&self) -> usize {
        self.taken
    }

    /// Heap bytes held.
    pub(super) fn bytes(&self) -> usize {
        self.tags.len() * (8 + 4 * LANES)
    }
}

/// Returns a word with the highest bit set in every lane that is zero. It may also be set in a lane that is 1, above a
/// zero lane; it is never set in the lane of an empty slot.
#[inline]
fn zero_lanes(word: u64) -> u64 {
    word.wrapping_sub(LOW_BITS) & !word & TAKEN
}

#[inline]
fn lane(bits: u64) -> usize {
    bits.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_under_any_hash() {
        let hashes: [fn(u32) -> u64; 3] = [
            |_| 7,
            u64::from,
            |n| u64::from(n).wrapping_mul(MULTIPLIER) >> 3,
        ];
        for hash in hashes {
            let mut slots = Slots::default();
            assert_eq!(slots.find(hash(1), |_| true), None);
            for number in 0..300 {
                slots.insert(hash(number), number, hash);
            }
            for number in 0..300 {
                assert_eq!(slots.find(hash(number), |n| n == number), Some(number));
            }
            assert_eq!(slots.find(hash(300), |n| n == 300), None);
            assert_eq!(slots.len(), 300);
        }
    }
}
