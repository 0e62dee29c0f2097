//! The model of retries. An attempt fails by chance, independently of the previous one (`failing`), or always
//! (`poison`).

use tidegate_figures::{Decimal, MONTH_SECONDS, Rate, Share, float};
use tidegate_price::Rates;
use tidegate_price::bill::FreeTier;

use super::invoker::{ASYNC_WAITS_SECONDS, Invoker, MQ_ATTEMPTS};

/// Most retries of an event that AWS allows.
pub const ASYNC_RETRIES_MAX: u32 = 2;

/// The input of a retry plan.
#[derive(Clone, Debug)]
pub struct RetriesRequest {
    /// The invoker.
    pub invoker: Invoker,
    /// Share of the attempts that fail by chance.
    pub failing: Share,
    /// Share of the invocations that fail on every attempt.
    pub poison: Share,
    /// Retries for events (0 to 2), maxReceiveCount for queues, MaximumRetryAttempts for streams. `None` is AWS's
    /// default: 2 for events, otherwise until the records expire.
    pub retries: Option<u32>,
    /// How long a failed event or record is kept, in seconds; `None` is AWS's default ([`Invoker::age_seconds`]).
    pub age_seconds: Option<u64>,
    /// Visibility timeout of the queue, in seconds.
    pub visibility_seconds: u32,
    /// Records of a batch.
    pub batch_size: u32,
    /// Whether a failed batch is split in two.
    pub is_bisecting: bool,
    /// Whether the function reports which records failed.
    pub is_partial: bool,
    /// Rate of first attempts; `None` leaves out counts and cost.
    pub rate: Option<Rate>,
    /// Concurrency reserved for the function; `None` if nothing is reserved.
    pub reserved: Option<u32>,
    /// Duration of one attempt, in milliseconds.
    pub duration_ms: Decimal,
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// Prices.
    pub rates: Rates,
    /// Free tiers that are left.
    pub free: FreeTier,
}

impl RetriesRequest {
    /// Returns the most attempts, or `None` if only expiry ends them, because AWS does not document when it retries.
    #[must_use]
    pub fn attempts(&self) -> Option<u64> {
        let limit = match self.invoker {
            Invoker::Sync => Some(1),
            Invoker::Async => {
                let retries = self.retries.unwrap_or(ASYNC_RETRIES_MAX);
                Some(u64::from(retries.min(ASYNC_RETRIES_MAX)) + 1)
            }
            Invoker::Sqs => self.retries.map(u64::from),
            Invoker::Mq => Some(MQ_ATTEMPTS),
            Invoker::Kinesis | Invoker::DynamoDb | Invoker::Kafka => {
                self.retries.map(|retries| u64::from(retries) + 1)
            }
        };
        let by_age = self.attempts_by_age();
        match (limit, by_age) {
            (Some(limit), Some(by_age)) => Some(limit.min(by_age).max(1)),
            (limit, by_age) => limit.or(by_age),
        }
    }

    /// Returns the attempts that start before the event or message is too old.
    fn attempts_by_age(&self) -> Option<u64> {
        let age = self.age_seconds.or(self.invoker.age_seconds())?;
        match self.invoker {
            Invoker::Async => {
                let tries = (2..=3).take_while(|nth| self.age_at(*nth).is_some_and(|at| at <= age));
                Some(1 + tries.count() as u64)
            }
            Invoker::Sqs => Some(1 + age / u64::from(self.visibility_seconds.max(1))),
            Invoker::Sync | Invoker::Kinesis | Invoker::DynamoDb | Invoker::Kafka | Invoker::Mq => {
                None
            }
        }
    }

    /// Returns the seconds from the first attempt to the `nth` (the first is 1), without run times, or `None` if AWS
    /// does not document them.
    #[must_use]
    pub fn age_at(&self, nth: u64) -> Option<u64> {
        let before = nth.saturating_sub(1);
        match self.invoker {
            _ if before == 0 => Some(0),
            Invoker::Async => {
                let waits = ASYNC_WAITS_SECONDS.iter();
                Some(waits.take(usize::try_from(before).unwrap_or(2)).sum())
            }
            Invoker::Sqs => Some(before * u64::from(self.visibility_seconds)),
            Invoker::Sync | Invoker::Kinesis | Invoker::DynamoDb | Invoker::Kafka | Invoker::Mq => {
                None
            }
        }
    }

    /// Returns the mean number of attempts that run at once, if the rate is known and the attempts have a limit.
    pub(super) fn at_once(&self) -> Option<f64> {
        let multiplier = self.multiplier(self.failing.value);
        let first = self.rate?.per_month() as f64 / MONTH_SECONDS as f64;
        let seconds = float(self.duration_ms) / 1_000.0;
        Some(first * multiplier * seconds).filter(|at_once| at_once.is_finite())
    }

    /// Returns the records of a batch: 1 for calls and events.
    pub(super) fn records(&self) -> u32 {
        match self.invoker {
            Invoker::Sync | Invoker::Async => 1,
            Invoker::Sqs | Invoker::Kinesis | Invoker::DynamoDb | Invoker::Kafka | Invoker::Mq => {
                self.batch_size.max(1)
            }
        }
    }
}
