//! The settings of an estimate as a user gives them, and AWS's or our own defaults for the rest. Every host of an estimate
//! fills these, so that a default or a bound stands in one place.

use std::ops::RangeInclusive;

use tidegate_figures::{Decimal, HandlerDuration, Rate};
use tidegate_mapping::MappingOptions;
use tidegate_price::Architecture;
use tidegate_price::bill::FreeTier;

use crate::request::{Arrivals, SnapStart};

/// Memory of a function in MB: least and most (Lambda API, `CreateFunction`, read 2026-11-23).
pub const MEMORY_MB: RangeInclusive<u32> = 128..=10_240;

/// Ephemeral storage of a function in MB: least and most (Lambda API, `CreateFunction`, read 2026-11-23).
pub const STORAGE_MB: RangeInclusive<u32> = 512..=10_240;

/// Default memory of a function, in MB (Lambda API, `CreateFunction`, read 2026-11-23).
pub const MEMORY_DEFAULT_MB: u32 = 128;

/// Default ephemeral storage of a function, in MB (Lambda API, `CreateFunction`, read 2026-11-23).
pub const STORAGE_DEFAULT_MB: u32 = 512;

/// Longest initialisation: ten seconds (Lambda Developer Guide, "Understanding the Lambda execution environment
/// lifecycle", read 2026-11-23).
pub const INIT_MS_MAX: u32 = 10_000;

/// Mean size of a burst: least and most.
pub const BURST: RangeInclusive<u32> = 1..=1_000_000;

/// Cold starts per hundred invocations, if nothing else is said.
pub const COLD_SHARE_PERCENT: u32 = 1;

/// The seed of the random numbers, if no other is given.
pub const SEED: u64 = 1;

/// The settings of an estimate. `None`: nothing was said, so that the mapping of today or a default decides.
///
/// ```
/// use tidegate_batch::Route;
/// use tidegate_estimate::{Asked, EstimateOptions, Today};
/// use tidegate_price::PriceBook;
/// let mut options = EstimateOptions::default();
/// options.mapping.batch_size = Some(50);
/// options.mapping.window_seconds = Some(5);
/// let asked = Asked::new("sqs".parse::<Route>().unwrap(), &options, Today::default(), PriceBook::built_in())?;
/// assert_eq!(asked.batch_size().get(), 50);
/// # Ok::<(), tidegate_estimate::AskedError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct EstimateOptions {
    /// The mapping; these settings override those of today.
    pub mapping: MappingOptions,
    /// The load.
    pub load: LoadOptions,
    /// The function and its prices.
    pub function: FunctionOptions,
}

impl EstimateOptions {
    /// Returns the names of the settings that are stated here and so override those of today, as templates write them.
    #[must_use]
    pub fn stated(&self) -> Vec<&'static str> {
        let (mapping, function) = (&self.mapping, &self.function);
        let stated = [
            ("BatchSize", mapping.batch_size.is_some()),
            (
                "MaximumBatchingWindowInSeconds",
                mapping.window_seconds.is_some(),
            ),
            (
                "ParallelizationFactor",
                mapping.parallelization_factor.is_some(),
            ),
            (
                "ScalingConfig.MaximumConcurrency",
                mapping.maximum_concurrency.is_some(),
            ),
            (
                "ProvisionedPollerConfig.MinimumPollers",
                mapping.pollers.is_some(),
            ),
            (
                "ProvisionedPollerConfig.MaximumPollers",
                mapping.pollers.is_some(),
            ),
            ("MaximumRetryAttempts", mapping.retries.is_some()),
            ("RedrivePolicy.maxReceiveCount", mapping.retries.is_some()),
            (
                "MaximumRecordAgeInSeconds",
                mapping.maximum_record_age_seconds.is_some(),
            ),
            (
                "MessageRetentionPeriod",
                mapping.retention_seconds.is_some(),
            ),
            ("RetentionPeriodHours", mapping.retention_seconds.is_some()),
            ("VisibilityTimeout", mapping.visibility_seconds.is_some()),
            (
                "TumblingWindowInSeconds",
                mapping.tumbling_seconds.is_some(),
            ),
            ("ShardCount", mapping.shards.is_some()),
            ("MemorySize", function.memory_mb.is_some()),
            ("Architectures", function.architecture.is_some()),
            ("ReservedConcurrentExecutions", function.reserved.is_some()),
            ("EphemeralStorage.Size", function.storage_mb.is_some()),
        ];
        let stated = stated.into_iter().filter(|(_, is_stated)| *is_stated);
        stated.map(|(name, _)| name).collect()
    }
}

/// When records arrive, and how many of them fail.
#[derive(Clone, Debug)]
pub struct LoadOptions {
    /// Records that arrive.
    pub rate: Option<Rate>,
    /// How they arrive.
    pub arrivals: Arrivals,
    /// Mean size of a burst, in [`BURST`].
    pub burst: u32,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Per cent of the records that make the function fail once.
    pub failing: Decimal,
    /// Per cent of the records that make it fail on every attempt.
    pub poison: Decimal,
}

impl Default for LoadOptions {
    fn default() -> Self {
        Self {
            rate: None,
            arrivals: Arrivals::Recorded,
            burst: *BURST.start(),
            seed: SEED,
            failing: Decimal::ZERO,
            poison: Decimal::ZERO,
        }
    }
}

/// The function and its prices.
#[derive(Clone, Debug)]
pub struct FunctionOptions {
    /// Memory in MB, in [`MEMORY_MB`].
    pub memory_mb: Option<u32>,
    /// Ephemeral storage in MB, in [`STORAGE_MB`].
    pub storage_mb: Option<u32>,
    /// The processor.
    pub architecture: Option<Architecture>,
    /// Concurrency reserved for the function.
    pub reserved: Option<u32>,
    /// How long an invocation runs.
    pub handler: Option<HandlerDuration>,
    /// How long a cold start takes, up to [`INIT_MS_MAX`]; cold starts are not priced without it.
    pub init_ms: Option<Decimal>,
    /// Per cent of the invocations that start cold.
    pub cold_share: Decimal,
    /// Whether cold starts restore a snapshot.
    pub snapstart: SnapStart,
    /// Per cent that a Compute Savings Plan takes off.
    pub savings_plan: Decimal,
    /// Size of the log of one invocation, in bytes.
    pub log_bytes: Option<u64>,
    /// Region of the prices.
    pub region: Option<String>,
    /// Free tiers that the function can use.
    pub free: FreeTier,
}

impl Default for FunctionOptions {
    fn default() -> Self {
        Self {
            memory_mb: None,
            storage_mb: None,
            architecture: None,
            reserved: None,
            handler: None,
            init_ms: None,
            cold_share: COLD_SHARE_PERCENT.into(),
            snapstart: SnapStart::Off,
            savings_plan: Decimal::ZERO,
            log_bytes: None,
            region: None,
            free: FreeTier::NONE,
        }
    }
}
