//! Whole values: one hash, one comparison, whatever their number.

use super::bytes_table::BytesTable;
use super::{Effort, TermId};

/// The exact values asked for on one path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Literals {
    table: BytesTable,
}

impl Literals {
    pub(crate) fn new(terms: &[(Vec<u8>, TermId)]) -> Self {
        Self {
            table: BytesTable::new(terms.iter().map(|(key, term)| (&key[..], term.0))),
        }
    }

    /// The term of this value.
    #[inline]
    pub(crate) fn find(&self, value: &[u8], effort: &mut Effort) -> Option<TermId> {
        if self.is_empty() {
            return None;
        }
        effort.pass(value);
        self.table.get(value).map(TermId)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.table.len() == 0
    }

    pub(crate) fn bytes(&self) -> usize {
        self.table.bytes()
    }
}
