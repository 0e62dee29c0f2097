//! Knowledge about the filters that does not depend on the records read.

/// Whether findings decide if a sample without a match leaves matches possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// They don't: records that were not read may match.
    Open,
    /// No record of the source can match any of the filters.
    NeverMatches,
}
