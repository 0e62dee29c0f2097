//! How an SQS mapping scales (Lambda Developer Guide, "Configuring scaling behavior for SQS event source mappings",
//! read 2026-11-23): on demand, up to a maximum concurrency, or with the pollers of provisioned mode. AWS accepts only
//! one of these.

use crate::bounded::Bounded;
use crate::error::MappingError;
use crate::options::Pollers;
use crate::pollers::ProvisionedPollers;
use crate::simulate::PollerRange;

/// Most pollers of a standard queue's mapping without a maximum concurrency.
pub const SQS_POLLERS_MAX: u32 = 1_250;

/// Pollers of a standard queue's mapping at the start.
pub const SQS_POLLERS_START: u32 = 5;

/// Concurrent invocations of one poller in provisioned mode (Lambda pricing page, read 2026-11-23).
const INVOCATIONS_PER_POLLER: u32 = 10;

/// Concurrent invocations that a mapping gains per minute, on demand and in provisioned mode.
const ADDED_PER_MINUTE: u32 = 300;
const PROVISIONED_ADDED_PER_MINUTE: u32 = 1_000;

/// Most invocations of a mapping at once.
pub type MaximumConcurrency = Bounded<2, 1_000>;

/// Pollers of provisioned mode. The guide says at most 2,000. The API model says 10,000, and so did AWS's announcement
/// of 2026-08-03.
pub type SqsPollers = ProvisionedPollers<2, 10_000>;

/// How many invocations a mapping runs at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scaling {
    /// From 5 up to 1,250, growing by 300 a minute.
    OnDemand,
    /// The same, up to a maximum.
    AtMost(MaximumConcurrency),
    /// Ten for each poller of provisioned mode, growing by 1,000 a minute.
    Provisioned(SqsPollers),
}

impl Scaling {
    pub(super) fn new(
        most: Option<MaximumConcurrency>,
        pollers: Option<Pollers>,
    ) -> Result<Self, MappingError> {
        match (most, pollers) {
            (None, None) => Ok(Self::OnDemand),
            (Some(most), None) => Ok(Self::AtMost(most)),
            (None, Some(pollers)) => SqsPollers::new(pollers).map(Self::Provisioned),
            (Some(_), Some(_)) => Err(MappingError::PollersAndConcurrency),
        }
    }

    /// Returns the concurrent invocations that a standard queue's mapping gains in a minute in which messages are
    /// waiting.
    #[must_use]
    pub const fn added_per_minute(self) -> u32 {
        match self {
            Self::OnDemand | Self::AtMost(_) => ADDED_PER_MINUTE,
            Self::Provisioned(_) => PROVISIONED_ADDED_PER_MINUTE,
        }
    }

    /// Returns the pollers of a standard queue's mapping as the simulation counts them: one for each concurrent
    /// invocation.
    #[must_use]
    pub fn range(self) -> PollerRange {
        let (start, max) = match self {
            Self::OnDemand => (SQS_POLLERS_START, SQS_POLLERS_MAX),
            Self::AtMost(most) => (SQS_POLLERS_START.min(most.get()), most.get()),
            Self::Provisioned(pollers) => (
                pollers.min() * INVOCATIONS_PER_POLLER,
                pollers.max() * INVOCATIONS_PER_POLLER,
            ),
        };
        PollerRange {
            start,
            max,
            added_per_second: self.added_per_minute() / 60,
        }
    }

    /// Returns how many message groups are read at once.
    pub(super) fn groups_at_once(self, groups: u32) -> u32 {
        match self {
            Self::AtMost(most) => groups.min(most.get()),
            Self::OnDemand | Self::Provisioned(_) => groups,
        }
    }
}
