//! Everything that `diff` shows.

use tidegate_analysis::{Comparison, Relation};

use super::records::Changes;
use super::side::Sides;

/// Everything that is shown.
pub(super) struct Difference<'d> {
    pub(super) sides: &'d Sides,
    pub(super) compared: &'d Comparison,
    pub(super) changes: Option<&'d Changes>,
}

impl Difference<'_> {
    /// Returns whether the filters deliver the same records, lists of objects or not.
    pub(super) fn is_none(&self) -> bool {
        let relations = [self.compared.flat(), self.compared.all()];
        relations == [Relation::Equivalent; 2]
    }
}
