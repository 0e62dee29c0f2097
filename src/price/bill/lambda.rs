//! The lines of Lambda itself: requests, run time, initialisation, storage, provisioned concurrency, SnapStart, and event
//! pollers.

use rust_decimal::Decimal;

use super::Line;
use super::free::{FreeTier, beyond};
use super::quantity::{gb_seconds, quotient};
use crate::{Item, NoPrice, Rates};

/// Ephemeral storage that is free for every function, in MB.
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
pub const KAFKA_POLLERS_PER_UNIT: u32 = 10;

/// Kilobytes of an asynchronous event that the first request covers.
const ASYNC_FIRST_KB: u64 = 256;
/// Kilobytes of an asynchronous event that each further request covers.
const ASYNC_STEP_KB: u64 = 64;

/// Returns the line for requests to a function.
#[must_use]
pub fn requests(rates: &Rates, invocations: u64, free: &FreeTier) -> Line {
    let billed = beyond(Decimal::from(invocations), free.lambda_requests());
    Line::new(Item::Requests, rates.requests(), billed)
}

/// Returns how many requests one asynchronous event (of S3, SNS, EventBridge and others) counts as: one for the first
/// 256 KB, and one for each further 64 KB or part of it. Event source mappings invoke synchronously, where every
/// invocation is one request.
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

/// Returns the line for run time on demand: `gb_s` of all invocations of a month ([`gb_seconds`]).
#[must_use]
pub fn duration(rates: &Rates, gb_s: Decimal, free: &FreeTier) -> Line {
    let item = Item::duration(rates.architecture());
    Line::new(
        item,
        rates.duration(),
        beyond(gb_s, free.lambda_gb_seconds()),
    )
}

/// Returns the same line for `gb_s` more of a function that already has `before_gb_s`; those use the free tier and the
/// lower price tiers first.
#[must_use]
pub fn duration_after(rates: &Rates, gb_s: Decimal, before_gb_s: Decimal, free: &FreeTier) -> Line {
    let free = free.lambda_gb_seconds();
    let before = beyond(before_gb_s, free);
    let both = beyond(before_gb_s.saturating_add(gb_s), free);
    let item = Item::duration(rates.architecture());
    Line::after(item, rates.duration(), before, both.saturating_sub(before))
}

/// Returns the line for initialisation on cold starts, in addition to the `handler_gb_s` of the same function.
#[must_use]
pub fn init(rates: &Rates, init_gb_s: Decimal, handler_gb_s: Decimal, free: &FreeTier) -> Line {
    let mut line = duration_after(rates, init_gb_s, handler_gb_s, free);
    line.name = "Lambda initialisation";
    line
}

/// Returns the line for ephemeral storage above [`STORAGE_FREE_MB`] for the seconds that the function ran. Memory does not
/// matter for it.
///
/// # Errors
/// [`NoPrice`] if the item has no price in the region.
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

/// Returns the line for provisioned environments that are kept ready. The time is rounded up to five minutes. There is no
/// free tier.
///
/// # Errors
/// [`NoPrice`] if the item has no price in the region.
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

/// Returns the line for run time on provisioned environments, in GB-s. There is no free tier.
///
/// # Errors
/// [`NoPrice`] if the item has no price in the region.
pub fn provisioned_duration(rates: &Rates, gb_s: Decimal) -> Result<Line, NoPrice> {
    let item = Item::provisioned_duration(rates.architecture());
    Ok(Line::new(item, rates.price(item)?, gb_s))
}

/// Returns the line for requests to provisioned environments. There is no free tier.
#[must_use]
pub fn provisioned_requests(rates: &Rates, invocations: u64) -> Line {
    requests(rates, invocations, &FreeTier::NONE)
}

/// Returns the line for SnapStart snapshots kept for `seconds`, charged for at least three hours. Java's managed runtimes
/// are not charged.
///
/// # Errors
/// [`NoPrice`] if the item has no price in the region.
pub fn snapstart_cache(rates: &Rates, memory_mb: u32, seconds: u64) -> Result<Line, NoPrice> {
    let price = rates.price(Item::SnapStartCache)?;
    let seconds = Decimal::from(seconds.max(SNAPSHOT_SECONDS_MIN));
    Ok(Line::new(
        Item::SnapStartCache,
        price,
        gb_seconds(seconds, memory_mb),
    ))
}

/// Returns the line for SnapStart snapshots restored. Java's managed runtimes are not charged.
///
/// # Errors
/// [`NoPrice`] if the item has no price in the region.
pub fn snapstart_restore(rates: &Rates, memory_mb: u32, restores: u64) -> Result<Line, NoPrice> {
    let price = rates.price(Item::SnapStartRestore)?;
    let gigabytes = gb_seconds(Decimal::from(restores), memory_mb);
    Ok(Line::new(Item::SnapStartRestore, price, gigabytes))
}

/// The source that event pollers read, in the provisioned mode of an event source mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PollerKind {
    /// SQS. At least two pollers are charged, and one poller is one unit.
    Sqs,
    /// Kafka. Several pollers are one unit ([`kafka_poller_units`]).
    Kafka,
}

/// Returns the line for event poller units that ran for `seconds`. They are billed by the second, for at least a minute.
///
/// # Errors
/// [`NoPrice`] if the item has no price in the region.
pub fn pollers(rates: &Rates, kind: PollerKind, units: u32, seconds: u64) -> Result<Line, NoPrice> {
    let (item, units) = match kind {
        PollerKind::Sqs => (Item::SqsPollers, units.max(SQS_POLLERS_MIN)),
        PollerKind::Kafka => (Item::KafkaPollers, units),
    };
    let seconds = Decimal::from(seconds.max(POLLER_SECONDS_MIN));
    let hours = quotient(seconds.saturating_mul(Decimal::from(units)), 3600);
    Ok(Line::new(item, rates.price(item)?, hours))
}

/// Returns how many units this number of Kafka pollers needs. Mappings of one group share units, so their pollers are
/// counted together.
#[must_use]
pub const fn kafka_poller_units(pollers: u32) -> u32 {
    pollers.div_ceil(KAFKA_POLLERS_PER_UNIT)
}

/// Returns the line for this number of Kafka pollers' share of the units that they need together with `others`, those of
/// the other mappings of their group, for `seconds`. AWS bills the group's units; the share is by pollers.
///
/// # Errors
/// [`NoPrice`] if the item has no price in the region.
///
/// ```
/// use tidegate_price::bill::kafka_pollers_in_group;
/// use tidegate_price::{Architecture, PriceBook};
/// let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?;
/// // One poller of ten, which share one unit for 720 hours at $0.185.
/// let line = kafka_pollers_in_group(&rates, 1, 9, 720 * 3_600).unwrap();
/// assert_eq!((line.quantity.to_string(), line.amount.to_string()), ("72".to_owned(), "13.32".to_owned()));
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
pub fn kafka_pollers_in_group(
    rates: &Rates,
    pollers: u32,
    others: u32,
    seconds: u64,
) -> Result<Line, NoPrice> {
    let all = pollers.saturating_add(others);
    let seconds = Decimal::from(seconds.max(POLLER_SECONDS_MIN));
    let seconds = seconds.saturating_mul(Decimal::from(kafka_poller_units(all)));
    let own = quotient(seconds.saturating_mul(Decimal::from(pollers)), all.max(1));
    let hours = quotient(own, 3600);
    Ok(Line::new(
        Item::KafkaPollers,
        rates.price(Item::KafkaPollers)?,
        hours.normalize(),
    ))
}

fn round_up(seconds: u64, step: u64) -> Decimal {
    Decimal::from(seconds.div_ceil(step)).saturating_mul(Decimal::from(step))
}
