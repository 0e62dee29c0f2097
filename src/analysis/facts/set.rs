//! A set of filters, and what is asked about its parts.

use tidegate_batch::Filters;

use crate::inclusion::Inclusion;
use crate::question::{Boxes, Question};

use super::proven::Proven;

/// A set of filters and the questions about it.
pub(super) struct Set<'s> {
    pub(super) question: Question<'s>,
    pub(super) filters: &'s Filters,
}

impl Set<'_> {
    /// Returns the records for which `into` is proven to deliver everything that `from` delivers.
    pub(super) fn holds(&self, from: &[Boxes], into: &[Boxes]) -> Option<Proven> {
        Proven::of(&self.question.inclusions(from, into, Inclusion::Fails))
    }

    /// Returns the records for which both are proven to deliver the same.
    pub(super) fn same(&self, one: &Boxes, other: &Boxes) -> Option<Proven> {
        let (one, other) = (std::slice::from_ref(one), std::slice::from_ref(other));
        let there = self.holds(one, other)?;
        Some(there.and(self.holds(other, one)?))
    }
}
