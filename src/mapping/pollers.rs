//! The event pollers of provisioned mode, within the bounds of their source.

use crate::bounded::Bounded;
use crate::error::MappingError;
use crate::options::Pollers;

/// The largest minimum number of pollers that AWS accepts (Lambda API model, botocore 1.44.5,
/// `ProvisionedPollerConfig`).
const MIN_MOST: u32 = 200;

/// At least `min` and at most `max` pollers. AWS accepts a minimum from `LEAST` to 200 and a maximum from `LEAST` to
/// `MOST`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProvisionedPollers<const LEAST: u32, const MOST: u32> {
    min: Bounded<LEAST, MIN_MOST>,
    max: Bounded<LEAST, MOST>,
}

impl<const LEAST: u32, const MOST: u32> ProvisionedPollers<LEAST, MOST> {
    pub(crate) fn new(pollers: Pollers) -> Result<Self, MappingError> {
        let min = Bounded::named("minimum of pollers", pollers.min)?;
        let max = Bounded::named("maximum of pollers", pollers.max)?;
        if pollers.min > pollers.max {
            return Err(MappingError::PollersOrder(pollers.min, pollers.max));
        }
        Ok(Self { min, max })
    }

    /// Returns the number of pollers that always run and are always billed.
    #[must_use]
    pub const fn min(self) -> u32 {
        self.min.get()
    }

    /// Returns the most pollers that run at once.
    #[must_use]
    pub const fn max(self) -> u32 {
        self.max.get()
    }
}
