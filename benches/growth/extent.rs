//! How large a run is.

/// How much is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The small sizes alone, to show that it works.
    Quick,
    /// All sizes.
    Full,
}
