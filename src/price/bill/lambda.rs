//! Lambda's own lines: requests, run time, initialisation, storage, provisioned concurrency, SnapStart, event pollers.

use rust_decimal::Decimal;

use super::Line;
use super::free::{FreeTier, beyond};
use super::quantity::{gb_seconds, quotient};
use crate::{Item, NoPrice, Rates};

/// Ephemeral storage that every function has for nothing, in MB.
pub const STORAGE_FREE_MB: u32 = 512;

/// Seconds to which the time of provisioned concurrency is rounded up.
const PROVISIONED_STEP_SECONDS: u64 = 300;

/// Shortest time that a SnapStart snapshot is charged for, in seconds.
const SNAPSHOT_SECONDS_MIN: u64 = 3 * 3600;

/// Shortest time that event pollers are charged for, in seconds.
const POLLER_SECONDS_MIN: u64 = 60;

/// Fewest pollers of an SQS mapping in provisioned mode (Lambda Developer Guide, "Using Lambda with Amazon SQS", read
/// 2026-11-23).
const SQS_POLLERS_MIN: u32 = 2;

/// Kafka pollers in one event poller unit, by default (Lambda Developer Guide, "Apache Kafka event poller scaling modes",
/// read 2026-11-23).
const KAFKA_POLLERS_PER_UNIT: u32 = 10;

/// Kilobytes of an asynchronous event that the first request covers, and that each further one does.
const ASYNC_FIRST_KB: u64 = 256;
const ASYNC_STEP_KB: u64 = 64;

/// Requests to a function.
#[must_use]
pub fn requests(rates: &Rates, invocations: u64, free: &FreeTier) -> Line {
    let billed = beyond(Decimal::from(invocations), free.lambda_requests());
    Line::new(Item::Requests, rates.requests(), billed)
}

/// Requests that one asynchronous event (of S3, SNS, EventBridge and others) counts for: one for the first 256 KB, one
/// for each further 64 KB begun. Event source mappings invoke synchronously, where every invocation is one request.
///
/// ```
/// use tidegate_price::bill::async_requests;
/// assert_eq!([256, 257, 512, 1024].map(async_requests), [1, 2, 5, 13]);
/// ```
#[must_use]
pub const fn async_requests(payload_kb: u64) -> u64 {
    1 + payload_kb
        .saturating_sub(ASYNC_FIRST_KB)
        .div_ceil(ASYNC_STEP_KB)
}

/// Run time on demand, in GB-s of all of a month's invocations ([`gb_seconds`]).
#[must_use]
pub fn duration(rates: &Rates, gb_s: Decimal, free: &FreeTier) -> Line {
    let item = Item::duration(rates.architecture());
    Line::new(
        item,
        rates.duration(),
        beyond(gb_s, free.lambda_gb_seconds()),
    )
}

/// The same for GB-s on top of `before_gb_s` of the same function, of which the free tier and the lower tiers are used
/// first.
#[must_use]
pub fn duration_after(rates: &Rates, gb_s: Decimal, before_gb_s: Decimal, free: &FreeTier) -> Line {
    let free = free.lambda_gb_seconds();
    let before = beyond(before_gb_s, free);
    let both = beyond(before_gb_s.saturating_add(gb_s), free);
    let item = Item::duration(rates.architecture());
    Line::after(item, rates.duration(), before, both.saturating_sub(before))
}

/// Initialisation on cold starts, on top of the `handler_gb_s` of the same function.
#[must_use]
pub fn init(rates: &Rates, init_gb_s: Decimal, handler_gb_s: Decimal, free: &FreeTier) -> Line {
    let mut line = duration_after(rates, init_gb_s, handler_gb_s, free);
    line.name = "Lambda initialisation";
    line
}

/// Ephemeral storage above [`STORAGE_FREE_MB`] for the seconds that the function ran. Memory plays no part in it.
///
/// # Errors
/// No price in the region.
pub fn ephemeral_storage(
    rates: &Rates,
    seconds: Decimal,
    storage_mb: u32,
) -> Result<Line, NoPrice> {
    let price = rates.price(Item::Storage)?;
    let charged = storage_mb.saturating_sub(STORAGE_FREE_MB);
    Ok(Line::new(
        Item::Storage,
        price,
        gb_seconds(seconds, charged),
    ))
}

/// Environments kept ready; the time is rounded up to five minutes. No free tier.
///
/// # Errors
/// No price in the region.
pub fn provisioned_concurrency(
    rates: &Rates,
    environments: u32,
    memory_mb: u32,
    seconds: u64,
) -> Result<Line, NoPrice> {
    let item = Item::provisioned(rates.architecture());
    let charged = round_up(seconds, PROVISIONED_STEP_SECONDS);
    let seconds = charged.saturating_mul(Decimal::from(environments));
    Ok(Line::new(
        item,
        rates.price(item)?,
        gb_seconds(seconds, memory_mb),
    ))
}

/// Run time on provisioned environments, in GB-s. No free tier.
///
/// # Errors
/// No price in the region.
pub fn provisioned_duration(rates: &Rates, gb_s: Decimal) -> Result<Line, NoPrice> {
    let item = Item::provisioned_duration(rates.architecture());
    Ok(Line::new(item, rates.price(item)?, gb_s))
}

/// Requests to provisioned environments. No free tier.
#[must_use]
pub fn provisioned_requests(rates: &Rates, invocations: u64) -> Line {
    requests(rates, invocations, &FreeTier::NONE)
}

/// Snapshots of SnapStart, kept for `seconds`, at least three hours. Java's managed runtimes are not charged.
///
/// # Errors
/// No price in the region.
pub fn snapstart_cache(rates: &Rates, memory_mb: u32, seconds: u64) -> Result<Line, NoPrice> {
    let price = rates.price(Item::SnapStartCache)?;
    let seconds = Decimal::from(seconds.max(SNAPSHOT_SECONDS_MIN));
    Ok(Line::new(
        Item::SnapStartCache,
        price,
        gb_seconds(seconds, memory_mb),
    ))
}

/// Snapshots restored. Java's managed runtimes are not charged.
///
/// # Errors
/// No price in the region.
pub fn snapstart_restore(rates: &Rates, memory_mb: u32, restores: u64) -> Result<Line, NoPrice> {
    let price = rates.price(Item::SnapStartRestore)?;
    let gigabytes = gb_seconds(Decimal::from(restores), memory_mb);
    Ok(Line::new(Item::SnapStartRestore, price, gigabytes))
}

/// Whose event pollers, in the provisioned mode of an event source mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PollerKind {
    /// SQS, at least two; one poller is one unit.
    Sqs,
    /// Kafka, in units of several pollers ([`kafka_poller_units`]).
    Kafka,
}

/// Event poller units that ran for `seconds`, at least a minute. Billed by the second.
///
/// # Errors
/// No price in the region.
pub fn pollers(rates: &Rates, kind: PollerKind, units: u32, seconds: u64) -> Result<Line, NoPrice> {
    let (item, units) = match kind {
        PollerKind::Sqs => (Item::SqsPollers, units.max(SQS_POLLERS_MIN)),
        PollerKind::Kafka => (Item::KafkaPollers, units),
    };
    let seconds = Decimal::from(seconds.max(POLLER_SECONDS_MIN));
    let hours = quotient(seconds.saturating_mul(Decimal::from(units)), 3600);
    Ok(Line::new(item, rates.price(item)?, hours))
}

/// Units that so many Kafka pollers take. Mappings of one group share units, so their pollers are counted together.
#[must_use]
pub const fn kafka_poller_units(pollers: u32) -> u32 {
    pollers.div_ceil(KAFKA_POLLERS_PER_UNIT)
}

fn round_up(seconds: u64, step: u64) -> Decimal {
    Decimal::from(seconds.div_ceil(step)).saturating_mul(Decimal::from(step))
}
