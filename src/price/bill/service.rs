//! Other services: quantities in, lines out. A filter lowers only what is counted behind it, such as the requests of
//! Pipes.

use rust_decimal::Decimal;

use super::Line;
use super::free::{FreeTier, beyond};
use super::quantity::{gb_seconds, quotient};
use crate::{Item, NoPrice, Rates};

/// What the time and the memory of express workflows are rounded up to.
const EXPRESS_STEP_MS: u32 = 100;
const EXPRESS_STEP_MB: u32 = 64;

/// A line that is no more than quantity times price, by tiers where there are any: Kinesis, EventBridge and Pipes,
/// durable functions, fair queues. Nothing is free or rounded up; the quantity is in the item's unit.
///
/// # Errors
/// No price in the region.
///
/// ```
/// use tidegate_figures::Decimal;
/// use tidegate_price::{Architecture, Item, PriceBook, bill};
/// let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?;
/// let shard_hours = Decimal::from(4 * 730);
/// let line = bill::line(&rates, Item::KinesisShards, shard_hours).unwrap();
/// assert_eq!(line.amount.to_string(), "43.80");
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
pub fn line(rates: &Rates, item: Item, quantity: Decimal) -> Result<Line, NoPrice> {
    Ok(Line::new(item, rates.price(item)?, quantity))
}

/// Reads of DynamoDB Streams by others than Lambda, whose own reads are free.
///
/// # Errors
/// No price in the region.
pub fn dynamodb_stream_reads(rates: &Rates, reads: u64, free: &FreeTier) -> Result<Line, NoPrice> {
    let billed = beyond(Decimal::from(reads), free.stream_reads());
    line(rates, Item::DynamoDbStreamReads, billed)
}

/// Executions of express workflows, each of so many milliseconds, and what they cost while they run and while they wait:
/// time is rounded up to 100 ms, memory to 64 MB (AWS Step Functions pricing page, read 2026-11-23).
///
/// # Errors
/// No price in the region.
///
/// ```
/// use tidegate_price::{Architecture, PriceBook, bill};
/// let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?;
/// let lines = bill::step_functions_express(&rates, 1_000_000, 30_000.into(), 64).unwrap();
/// assert_eq!(lines.map(|line| line.amount.to_string()), ["1.00", "31.26"]);
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
pub fn step_functions_express(
    rates: &Rates,
    executions: u64,
    milliseconds: Decimal,
    memory_mb: u32,
) -> Result<[Line; 2], NoPrice> {
    let number = Decimal::from(executions);
    let tenths = quotient(milliseconds, EXPRESS_STEP_MS).ceil();
    let hours = quotient(number.saturating_mul(tenths), 10 * 3_600);
    let memory_mb = memory_mb.div_ceil(EXPRESS_STEP_MB) * EXPRESS_STEP_MB;
    let gb_hours = gb_seconds(hours, memory_mb);
    Ok([
        line(rates, Item::StepFunctionsExpress, number)?,
        line(rates, Item::StepFunctionsExpressDuration, gb_hours)?,
    ])
}

/// Transitions of standard workflows; every retry is one. A wait costs two, into the Wait state and out of it.
///
/// # Errors
/// No price in the region.
pub fn step_functions_transitions(
    rates: &Rates,
    transitions: u64,
    free: &FreeTier,
) -> Result<Line, NoPrice> {
    let billed = beyond(Decimal::from(transitions), free.transitions());
    line(rates, Item::StepFunctionsTransitions, billed)
}
