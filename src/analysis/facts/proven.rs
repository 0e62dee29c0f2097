//! The records for which a fact is proven.

use crate::inclusion::{Inclusion, Inclusions};

/// The records for which a fact is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Proven {
    /// All records.
    ForAll,
    /// Only records without lists of objects.
    WithoutLists,
}

impl Proven {
    /// Returns the records for which both inclusions hold; `None` if one of them is not proven.
    pub(super) fn of(inclusions: &Inclusions) -> Option<Self> {
        match (&inclusions.flat, &inclusions.all) {
            (Inclusion::Holds, Inclusion::Holds) => Some(Self::ForAll),
            (Inclusion::Holds, Inclusion::Fails(_) | Inclusion::Unknown { .. }) => {
                Some(Self::WithoutLists)
            }
            (Inclusion::Fails(_) | Inclusion::Unknown { .. }, _) => None,
        }
    }

    /// Returns the records for which both are proven.
    pub(super) const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::ForAll, Self::ForAll) => Self::ForAll,
            (Self::WithoutLists, _) | (_, Self::WithoutLists) => Self::WithoutLists,
        }
    }
}
