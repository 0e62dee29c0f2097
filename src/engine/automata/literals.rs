//! Whole values: a look-up hashes once and compares once, however many values there are.

use super::bytes_table::{BytesTable, hash};
use super::{Effort, TermId};

/// The exact values asked for on one path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Literals {
    table: BytesTable,
    /// Bit n: some value has n bytes. Bit 63: some value has 63 bytes or more.
    lengths: u64,
}

impl Literals {
    /// Adds a value under the term `next` unless it is known. Returns its term.
    pub(crate) fn intern(&mut self, value: &[u8], next: TermId) -> TermId {
        self.lengths |= length_bit(value);
        TermId(self.table.insert(value, next.0, hash))
    }

    /// The term of this value.
    #[inline]
    pub(crate) fn find(&self, value: &[u8], effort: &mut Effort) -> Option<TermId> {
        if self.is_empty() {
            return None;
        }
        effort.pass(value);
        if self.lengths & length_bit(value) == 0 {
            return None;
        }
        self.table.get_hashed(hash(value), value).map(TermId)
    }

    pub(crate) fn shrink(&mut self) {
        self.table.shrink();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lengths == 0
    }

    /// The number of entries.
    pub(crate) fn len(&self) -> usize {
        self.table.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.table.bytes()
    }
}

#[inline]
fn length_bit(value: &[u8]) -> u64 {
    1 << value.len().min(63)
}
