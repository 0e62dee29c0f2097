//! The lines of other services. A filter lowers only the quantities counted after it, such as the requests of Pipes.

use rust_decimal::Decimal;

use super::Line;
use super::free::{FreeTier, beyond};
use super::quantity::{gb_seconds, quotient};
use crate::{Item, NoPrice, Rates};

/// Milliseconds to which the time of express workflows is rounded up.
const EXPRESS_STEP_MS: u32 = 100;
/// Megabytes to which the memory of express workflows is rounded up.
const EXPRESS_STEP_MB: u32 = 64;

/// Returns a line that is just quantity times price, by tiers if the item has any: Kinesis, EventBridge and Pipes, durable
/// functions, fair queues. Nothing is free or rounded up. The quantity is in the item's unit.
///
/// # Errors
/// [`NoPrice`] if the item has no price in the region.
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

/// Returns the line for reads of DynamoDB Streams by consumers other than Lambda. Lambda's own reads are free.
///
/// # Errors
/// [`NoPrice`] if the item has no price in the region.
pub fn dynamodb_stream_reads(rates: &Rates, reads: u64, free: &FreeTier) -> Result<Line, NoPrice> {
    let billed = beyond(Decimal::from(reads), free.stream_reads());
    line(rates, Item::DynamoDbStreamReads, billed)
}

/// Returns the two lines for executions of express workflows, each of `milliseconds`: the executions, and their duration,
/// which includes the time they wait. Time is rounded up to 100 ms, and memory to 64 MB (AWS Step Functions pricing page,
/// read 2026-11-23).
///
/// # Errors
/// [`NoPrice`] if the item has no price in the region.
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

/// Returns the line for transitions of standard workflows. Every retry is a transition. A wait costs two: into the Wait
/// state and out of it.
///
/// # Errors
/// [`NoPrice`] if the item has no price in the region.
pub fn step_functions_transitions(
    rates: &Rates,
    transitions: u64,
    free: &FreeTier,
) -> Result<Line, NoPrice> {
    let billed = beyond(Decimal::from(transitions), free.transitions());
    line(rates, Item::StepFunctionsTransitions, billed)
}
