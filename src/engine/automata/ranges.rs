//! Number ranges, collected for an index.

use super::TermId;
use super::bytes_table::hash;
use super::number_line::{ClosedRange, NumberLine};
use super::slots::Slots;

/// Distinct ranges, each with its term.
#[derive(Clone, Debug, Default)]
pub(crate) struct RangeTerms {
    slots: Slots,
    ranges: Vec<(ClosedRange<u64>, TermId)>,
}

fn hash_of(range: &ClosedRange<u64>) -> u64 {
    hash([range.low.to_le_bytes(), range.high.to_le_bytes()].as_flattened())
}

impl RangeTerms {
    /// Adds a range under the term `next` unless it is known. Returns its term.
    pub(crate) fn intern(&mut self, range: ClosedRange<u64>, next: TermId) -> TermId {
        let ranges = &self.ranges;
        let hash = hash_of(&range);
        if let Some(known) = self.slots.find(hash, |n| ranges[n as usize].0 == range) {
            return ranges[known as usize].1;
        }
        let number = u32::try_from(ranges.len()).expect("fewer than 2^32 ranges");
        self.ranges.push((range, next));
        let rehash = |number: u32| hash_of(&self.ranges[number as usize].0);
        self.slots.insert(hash, number, rehash);
        next
    }

    /// Numbers the terms in the order of their ranges, so that terms met together lie together in memory. Returns each
    /// old term with its new one.
    pub(crate) fn sort(&mut self) -> Vec<(TermId, TermId)> {
        self.slots = Slots::default();
        self.ranges
            .sort_unstable_by_key(|(range, _)| (range.low, range.high));
        let mut terms: Vec<TermId> = self.ranges.iter().map(|(_, term)| *term).collect();
        terms.sort_unstable();
        let ranges = self.ranges.iter_mut().zip(terms);
        ranges
            .map(|((_, term), new)| (std::mem::replace(term, new), new))
            .collect()
    }

    pub(crate) fn index(self) -> NumberLine<u64> {
        NumberLine::new(&self.ranges)
    }
}
