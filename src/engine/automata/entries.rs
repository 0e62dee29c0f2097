//! Byte strings, each with a number, stored one after another: a short entry fits into one cache line.

/// Bytes before a string: its number and its length.
const HEADER: usize = 8;

/// The strings.
#[derive(Clone, Debug, Default)]
pub(super) struct Entries {
    bytes: Vec<u8>,
}

impl Entries {
    /// Adds a string. Returns its place.
    pub(super) fn push(&mut self, number: u32, string: &[u8]) -> u32 {
        let place = u32::try_from(self.bytes.len()).expect("under 4 GiB of strings");
        let length = u32::try_from(string.len()).expect("a string under 4 GiB");
        self.bytes.extend_from_slice(&number.to_le_bytes());
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(string);
        place
    }

    /// The number and the string at a place.
    #[inline]
    pub(super) fn get(&self, place: u32) -> (u32, &[u8]) {
        let entry = self.bytes[place as usize..].split_first_chunk::<HEADER>();
        let (header, rest) = entry.expect("an entry begins there");
        let header = u64::from_le_bytes(*header);
        (header as u32, &rest[..(header >> 32) as usize])
    }

    /// All entries, in the order they were added.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &[u8])> {
        let mut place = 0;
        std::iter::from_fn(move || {
            let (number, string) = (place < self.bytes.len()).then(|| self.get(place as u32))?;
            place += HEADER + string.len();
            Some((number, string))
        })
    }

    /// Frees unused capacity.
    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
    }

    /// Heap bytes held.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.len()
    }
}
