//! A record as a simulation needs it: when it arrives, whether it matches, how often it fails.

/// A record that the mapping reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// When it can be read, in microseconds from the start. Records are sorted by this.
    pub arrival_us: u64,
    /// A hash of what decides its lane: partition key, partition or message group.
    pub lane_key: u64,
    /// Whether a filter delivers it.
    pub matches: bool,
    /// Its size in an invocation's payload, in bytes, metadata included.
    pub bytes: u32,
    /// On which attempts it makes the function fail.
    pub failing: Failing,
}

/// On which attempts a record makes the function fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failing {
    /// On this many attempts. It succeeds afterwards.
    Times(u32),
    /// On every attempt.
    Always,
}

impl Failing {
    /// It succeeds on the first attempt.
    pub const NEVER: Self = Self::Times(0);

    /// Returns whether it fails on the next attempt.
    #[must_use]
    pub const fn is_due(self) -> bool {
        match self {
            Self::Times(left) => left > 0,
            Self::Always => true,
        }
    }

    /// Returns the failures that are left after one more attempt.
    ///
    /// ```
    /// use tidegate_mapping::simulate::Failing;
    /// assert_eq!(Failing::Times(2).after_attempt(), Failing::Times(1));
    /// assert_eq!(Failing::NEVER.after_attempt(), Failing::NEVER);
    /// assert_eq!(Failing::Always.after_attempt(), Failing::Always);
    /// ```
    #[must_use]
    pub const fn after_attempt(self) -> Self {
        match self {
            Self::Times(left) => Self::Times(left.saturating_sub(1)),
            Self::Always => Self::Always,
        }
    }
}
