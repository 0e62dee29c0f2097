//! A table from byte strings to numbers. A look-up hashes once and usually compares once.

use super::entries::Entries;
use super::slots::Slots;

/// The odd factor of [`fold`]: 2^64 divided by the golden ratio.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hashes bytes eight at a time by multiply and fold. The last eight may overlap the eight before them.
#[inline]
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let seed = (bytes.len() as u64).wrapping_mul(MULTIPLIER);
    let Some(last) = bytes.last_chunk::<8>() else {
        return fold(seed ^ up_to_seven(bytes));
    };
    let (words, _) = bytes[..bytes.len() - 1].as_chunks::<8>();
    let folded = words
        .iter()
        .fold(seed, |h, w| fold(h ^ u64::from_le_bytes(*w)));
    fold(folded ^ u64::from_le_bytes(*last))
}

/// Fewer than eight bytes as a number. Different texts of equal length have different numbers.
#[inline]
fn up_to_seven(bytes: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32;
    }
    match *bytes {
        [a, .., b] => u64::from(a) | u64::from(bytes[1]) << 8 | u64::from(b) << 16,
        [a] => u64::from(a),
        [] => 0,
    }
}

#[inline]
fn fold(value: u64) -> u64 {
    let product = u128::from(value ^ 0xd6e8_feb8_6659_fd93) * u128::from(MULTIPLIER);
    (product >> 64) as u64 ^ product as u64
}

/// Distinct keys, each with the number it was given.
#[derive(Clone, Debug, Default)]
pub(super) struct BytesTable {
    /// The places of the entries.
    slots: Slots,
    entries: Entries,
}

impl BytesTable {
    /// Adds a key with its number unless it is known. Returns the key's number. `hasher` must make the hashes that
    /// look-ups pass to [`Self::get_hashed`].
    pub(super) fn insert(&mut self, key: &[u8], number: u32, hasher: impl Fn(&[u8]) -> u64) -> u32 {
        let hash = hasher(key);
        if let Some(known) = self.get_hashed(hash, key) {
            return known;
        }
        let place = self.entries.push(number, key);
        let entries = &self.entries;
        let rehash = |place| hasher(entries.get(place).1);
        self.slots.insert(hash, place, rehash);
        number
    }

    /// The number of this key, whose hash the caller has computed.
    #[inline]
    pub(super) fn get_hashed(&self, hash: u64, key: &[u8]) -> Option<u32> {
        let is_it = |place| self.entries.get(place).1 == key;
        let place = self.slots.find(hash, is_it)?;
        Some(self.entries.get(place).0)
    }

    /// The keys with their numbers, in the order they were added.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &[u8])> {
        self.entries.iter()
    }

    /// Frees unused capacity.
    pub(super) fn shrink(&mut self) {
        self.entries.shrink();
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// Heap bytes held.
    pub(super) fn bytes(&self) -> usize {
        self.slots.bytes() + self.entries.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_keys_are_found_and_no_others() {
        let keys: Vec<Vec<u8>> = (0..5000u32).map(|n| n.to_string().into_bytes()).collect();
        let mut table = BytesTable::default();
        assert_eq!(table.get_hashed(hash(b""), b""), None);
        for (key, number) in keys.iter().zip(0..) {
            assert_eq!(table.insert(key, number, hash), number);
        }
        for (key, number) in keys.iter().zip(0..) {
            assert_eq!(table.get_hashed(hash(key), key), Some(number));
            assert_eq!(table.insert(key, 9999, hash), number);
        }
        let all = (0..).zip(keys.iter().map(|key| &key[..]));
        assert!(table.iter().eq(all));
        assert_eq!(table.get_hashed(hash(b"5000"), b"5000"), None);
        assert_eq!(table.get_hashed(hash(b""), b""), None);
    }
}
