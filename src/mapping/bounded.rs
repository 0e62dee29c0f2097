//! Whole numbers within bounds. AWS accepts every value of these types.

use std::num::NonZeroU32;

use crate::error::MappingError;
use crate::limits::{BATCH_SIZE_MAX, WINDOW_SECONDS_MAX};

/// A number from `LEAST` to `MOST`.
///
/// ```
/// use tidegate_mapping::Bounded;
/// assert_eq!(Bounded::<2, 1_000>::new(2).map(Bounded::get), Some(2));
/// assert_eq!(Bounded::<2, 1_000>::new(1), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bounded<const LEAST: u32, const MOST: u32>(u32);

/// Most records in one invocation.
pub type BatchSize = Bounded<1, BATCH_SIZE_MAX>;

/// How long a batch is held open, in whole seconds.
pub type WindowSeconds = Bounded<0, WINDOW_SECONDS_MAX>;

/// Shards of a stream, partitions of a topic or message groups of a FIFO queue. The limit of 100,000 is not AWS's: a
/// simulation with more lanes would not fit into memory.
pub type Shards = Bounded<1, 100_000>;

/// How often a failed batch of a stream or a topic is retried (`MaximumRetryAttempts`).
pub type MaximumRetryAttempts = Bounded<0, 10_000>;

/// The age above which Lambda discards a record, in seconds (`MaximumRecordAgeInSeconds`; Lambda API reference,
/// `GetEventSourceMapping`, read 2026-11-30: less than a minute is not allowed).
pub type MaximumRecordAge = Bounded<60, 604_800>;

impl<const LEAST: u32, const MOST: u32> Bounded<LEAST, MOST> {
    /// The largest number.
    pub const MAX: u32 = MOST;

    /// Returns `None` if the number is out of bounds.
    #[must_use]
    pub const fn new(value: u32) -> Option<Self> {
        if LEAST <= value && value <= MOST {
            Some(Self(value))
        } else {
            None
        }
    }

    /// Returns the number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Returns the same number with wider bounds.
    pub(crate) const fn widened<const LOW: u32, const HIGH: u32>(self) -> Bounded<LOW, HIGH> {
        const { assert!(LOW <= LEAST && MOST <= HIGH, "bounds must be wider") };
        Bounded(self.0)
    }

    /// Returns the number, or 1 if it is 0.
    pub(crate) const fn non_zero(self) -> NonZeroU32 {
        match NonZeroU32::new(self.0) {
            Some(value) => value,
            None => NonZeroU32::MIN,
        }
    }

    /// Checks the value of the setting called `name`, which appears in the error.
    pub(crate) fn named(name: &'static str, value: u32) -> Result<Self, MappingError> {
        Self::new(value).ok_or(MappingError::OutOfBounds(name, value, LEAST, MOST))
    }

    /// Checks the value of an optional setting, if there is one.
    pub(crate) fn optional(
        name: &'static str,
        value: Option<u32>,
    ) -> Result<Option<Self>, MappingError> {
        value.map(|value| Self::named(name, value)).transpose()
    }
}

impl BatchSize {
    pub(crate) fn checked(size: u32) -> Result<Self, MappingError> {
        Self::new(size).ok_or(MappingError::BatchSize(size))
    }
}

impl WindowSeconds {
    /// No window: a batch is not held open.
    pub const NONE: Self = Self(0);

    pub(crate) fn checked(seconds: u32) -> Result<Self, MappingError> {
        Self::new(seconds).ok_or(MappingError::Window(seconds))
    }

    pub(crate) const fn ms(self) -> u32 {
        self.0 * 1_000
    }
}

impl Shards {
    pub(crate) fn checked(shards: Option<u32>) -> Result<Option<Self>, MappingError> {
        Self::optional("number of shards", shards)
    }
}

impl MaximumRecordAge {
    pub(crate) fn checked(seconds: Option<u32>) -> Result<Option<Self>, MappingError> {
        Self::optional("maximum record age in seconds", seconds)
    }
}

impl MaximumRetryAttempts {
    pub(crate) fn checked(retries: Option<u32>) -> Result<Option<Self>, MappingError> {
        Self::optional("number of retries", retries)
    }
}
