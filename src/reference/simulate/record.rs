//! A record as it arrives. Invariant: a record does not depend on the mapping that reads it.

/// One record of the source, whether or not it is delivered.
///
/// ```
/// use tidegate_reference::simulate::Record;
/// let arrival_us = 250_000;
/// let record = Record { arrival_us, lane_key: 7, matches: true, bytes: 900, failures: 0 };
/// assert_ne!(record.failures, u32::MAX); // it can be processed
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// The time when it can first be read, in microseconds from the start.
    pub arrival_us: u64,
    /// The key of its lane: a hash of its partition key or message group, or its partition.
    pub lane_key: u64,
    /// Whether a filter delivers it.
    pub matches: bool,
    /// The bytes that it adds to the payload of an invocation.
    pub bytes: u32,
    /// The number of first attempts on which processing it fails; `u32::MAX` means always.
    pub failures: u32,
}
