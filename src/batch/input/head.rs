//! The beginning of an input by which its kind is recognised.

/// How much of an input has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// More of it is to be read.
    Partial,
    /// All of it has been read, or as much as is ever looked at.
    Final,
}
