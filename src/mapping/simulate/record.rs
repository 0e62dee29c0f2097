//! A record as a simulation needs it: when it comes, whether it matches, how often it fails.

/// A record that fails on every attempt.
pub const ALWAYS: u32 = u32::MAX;

/// A record as the mapping meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it can be read, in microseconds from the start. Records are sorted by this.
    pub arrival_us: u64,
    /// A hash of what binds it to a lane: partition key, partition or message group.
    pub lane_key: u64,
    /// Whether a filter delivers it.
    pub matches: bool,
    /// What it adds to an invocation's payload, metadata included.
    pub bytes: u32,
    /// On how many attempts it makes the function fail; [`ALWAYS`] is a record that never passes.
    pub failures: u32,
}
