//! Knowledge about the filters that does not depend on the records read.

/// Whether findings settle what a sample without a match leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// They don't: records that were not read may match.
    Open,
    /// No record of the source can match any of the filters.
    NeverMatches,
}
