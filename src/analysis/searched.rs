//! The direction of a search, and its result before the event is written as a record.

use crate::event::Leaf;
use crate::inclusion::Reason;

/// One side of a scope, whose records are to be included in those of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Old,
    New,
}

impl Side {
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }

    pub(crate) const fn index(self) -> usize {
        match self {
            Self::Old => 0,
            Self::New => 1,
        }
    }
}

/// The result of a search before its event is written as a record.
#[derive(Clone, Debug)]
pub(crate) enum Searched {
    Holds,
    Fails(Vec<Leaf>),
    Unknown(Reason),
}
