//! The sizes of a run.

/// Which sizes are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Only the small sizes, to show that the command works.
    Quick,
    /// All sizes.
    Full,
}
