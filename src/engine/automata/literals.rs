//! Whole values: one hash, one comparison, whatever their number.

use super::bytes_table::BytesTable;
use super::{Effort, TermId};

/// The exact values asked for on one path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Literals {
    table: BytesTable,
    /// Bit n: some value has n bytes; the highest: 63 or more.
    lengths: u64,
}

impl Literals {
    pub(crate) fn new(terms: &[(Vec<u8>, TermId)]) -> Self {
        Self {
            table: BytesTable::new(terms.iter().map(|(key, term)| (&key[..], term.0))),
            lengths: terms
                .iter()
                .fold(0, |bits, (key, _)| bits | length_bit(key)),
        }
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
        self.table.get(value).map(TermId)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.table.len() == 0
    }

    pub(crate) fn bytes(&self) -> usize {
        self.table.bytes()
    }
}

#[inline]
fn length_bit(value: &[u8]) -> u64 {
    1 << value.len().min(63)
}
