//! The result of a search before its event is written as a record.

use crate::event::Leaf;
use crate::inclusion::Reason;

/// The result of a search before its event is written as a record.
#[derive(Clone, Debug)]
pub(crate) enum Searched {
    Holds,
    Fails(Vec<Leaf>),
    Unknown(Reason),
}
