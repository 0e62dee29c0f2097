//! An open-addressing table from byte strings to numbers: hash once, compare once.

const EMPTY: u32 = u32::MAX;
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hashes bytes eight at a time by multiply and fold; the last eight may overlap those before.
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

/// Fewer than eight bytes as a number; together with their count it says what they are.
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
    slots: Vec<u32>,
    entries: Vec<Entry>,
    arena: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    hash: u64,
    start: u32,
    length: u32,
    number: u32,
}

impl BytesTable {
    /// A table of these keys; of keys that are equal the first is kept.
    pub(super) fn new<'k>(keys: impl IntoIterator<Item = (&'k [u8], u32)>) -> Self {
        Self::with_hashes(
            keys.into_iter()
                .map(|(key, number)| (hash(key), key, number)),
        )
    }

    /// The same with hashes of the caller's making; look-ups have to come with hashes made the same way.
    pub(super) fn with_hashes<'k>(keys: impl IntoIterator<Item = (u64, &'k [u8], u32)>) -> Self {
        let mut table = Self::default();
        let keys: Vec<_> = keys.into_iter().collect();
        table.slots = vec![EMPTY; (keys.len() * 2).next_power_of_two()];
        for (hash, key, number) in keys {
            table.insert(hash, key, number);
        }
        table
    }

    fn insert(&mut self, hash: u64, key: &[u8], number: u32) {
        let mut slot = self.home(hash);
        while self.slots[slot] != EMPTY {
            if self.holds(self.slots[slot], hash, key) {
                return;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots[slot] = u32::try_from(self.entries.len()).expect("fewer than 2^32 keys");
        let start = u32::try_from(self.arena.len()).expect("under 4 GiB of keys");
        let length = u32::try_from(key.len()).expect("a key under 4 GiB");
        self.entries.push(Entry {
            hash,
            start,
            length,
            number,
        });
        self.arena.extend_from_slice(key);
    }

    fn home(&self, hash: u64) -> usize {
        (hash.wrapping_mul(MULTIPLIER) >> 32) as usize & (self.slots.len() - 1)
    }

    fn key(&self, entry: Entry) -> &[u8] {
        &self.arena[entry.start as usize..][..entry.length as usize]
    }

    fn holds(&self, index: u32, hash: u64, key: &[u8]) -> bool {
        let entry = self.entries[index as usize];
        entry.hash == hash && self.key(entry) == key
    }

    /// The number of this key.
    #[inline]
    pub(super) fn get(&self, key: &[u8]) -> Option<u32> {
        if self.entries.is_empty() {
            return None;
        }
        self.get_hashed(hash(key), key)
    }

    /// The number of this key, whose hash the caller has.
    #[inline]
    pub(super) fn get_hashed(&self, hash: u64, key: &[u8]) -> Option<u32> {
        let mut slot = self.home(hash);
        while self.slots[slot] != EMPTY {
            let index = self.slots[slot];
            if self.holds(index, hash, key) {
                return Some(self.entries[index as usize].number);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        None
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Heap bytes held.
    pub(super) fn bytes(&self) -> usize {
        self.slots.len() * 4 + self.entries.len() * size_of::<Entry>() + self.arena.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_put_in_and_nothing_else() {
        let keys: Vec<Vec<u8>> = (0..5000u32).map(|n| n.to_string().into_bytes()).collect();
        let table = BytesTable::new(keys.iter().zip(0..).map(|(key, number)| (&key[..], number)));
        for (key, number) in keys.iter().zip(0..) {
            assert_eq!(table.get(key), Some(number));
        }
        assert_eq!(table.get(b"5000"), None);
        assert_eq!(table.get(b""), None);
        assert_eq!(BytesTable::default().get(b""), None);
    }
}
