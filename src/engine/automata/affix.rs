//! Prefixes and suffixes: one pass with a rolling hash, and one probe for each length that some term has.

use super::bytes_table::BytesTable;
use super::{Effort, TermId};

/// The end of the value that an affix is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Prefixes, read forwards.
    Start,
    /// Suffixes, read backwards.
    End,
}

/// Adds one byte to a rolling hash.
#[inline]
pub(super) fn roll(hash: u64, byte: u8) -> u64 {
    (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// The rolling hash of a whole affix, read from its outer end inwards.
pub(super) fn roll_all(affix: &[u8], side: Side) -> u64 {
    match side {
        Side::Start => affix.iter().fold(0, |hash, &byte| roll(hash, byte)),
        Side::End => affix.iter().rev().fold(0, |hash, &byte| roll(hash, byte)),
    }
}

/// The affixes asked for on one path, all at the same end.
#[derive(Clone, Debug)]
pub(crate) struct Affixes {
    side: Side,
    table: BytesTable,
    /// By length: whether some affix has it.
    lengths: Vec<bool>,
}

impl Affixes {
    pub(crate) fn new(side: Side) -> Self {
        Self {
            side,
            table: BytesTable::default(),
            lengths: Vec::new(),
        }
    }

    /// Adds an affix under the term `next` unless it is known. Returns its term.
    pub(crate) fn intern(&mut self, affix: &[u8], next: TermId) -> TermId {
        if self.lengths.len() <= affix.len() {
            self.lengths.resize(affix.len() + 1, false);
        }
        self.lengths[affix.len()] = true;
        let hasher = |affix: &[u8]| roll_all(affix, self.side);
        TermId(self.table.insert(affix, next.0, hasher))
    }

    pub(crate) fn shrink(&mut self) {
        self.table.shrink();
        self.lengths.shrink_to_fit();
    }

    /// Calls `found` with every affix that the value has.
    #[inline]
    pub(crate) fn find(&self, value: &[u8], effort: &mut Effort, mut found: impl FnMut(TermId)) {
        let longest = self.lengths.len().min(value.len() + 1);
        let mut hash = 0;
        for length in 1..longest {
            let (byte, affix) = match self.side {
                Side::Start => (value[length - 1], &value[..length]),
                Side::End => (value[value.len() - length], &value[value.len() - length..]),
            };
            hash = roll(hash, byte);
            if self.lengths[length]
                && let Some(term) = self.table.get_hashed(hash, affix)
            {
                found(TermId(term));
            }
        }
        effort.bytes_stepped += longest.saturating_sub(1) as u64;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// The number of entries.
    pub(crate) fn len(&self) -> usize {
        self.table.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.table.bytes() + self.lengths.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(side: Side, affixes: &[&str], value: &str) -> Vec<u32> {
        let mut index = Affixes::new(side);
        for (affix, n) in affixes.iter().zip(0..) {
            index.intern(affix.as_bytes(), TermId(n));
        }
        let mut out = Vec::new();
        index.find(value.as_bytes(), &mut Effort::default(), |term| {
            out.push(term.0)
        });
        out
    }

    #[test]
    fn affixes_of_the_value_are_found_and_no_others() {
        let affixes = ["a", "ab", "abc", "b", "bc", "abcd"];
        assert_eq!(found(Side::Start, &affixes, "abc"), [0, 1, 2]);
        assert_eq!(
            found(Side::End, &["c", "bc", "abc", "b", "xabc"], "abc"),
            [0, 1, 2]
        );
        assert!(found(Side::Start, &affixes, "").is_empty());
        assert!(found(Side::End, &[], "abc").is_empty());
    }
}
