//! Other services: quantities in, lines out. A filter lowers only what is counted behind it, such as the requests of
//! Pipes.

use rust_decimal::Decimal;

use super::Line;
use super::free::{FreeTier, beyond};
use crate::price::{Item, NoPrice, Rates};

/// A line that is no more than quantity times price, by tiers where there are any: Kinesis, EventBridge and Pipes,
/// durable functions, fair queues. Nothing is free or rounded up; the quantity is in the item's unit.
///
/// # Errors
/// No price in the region.
///
/// ```
/// use tidegate_savings::price::{Architecture, Decimal, Item, PriceBook, bill};
/// let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?;
/// let shard_hours = Decimal::from(4 * 730);
/// let line = bill::line(&rates, Item::KinesisShards, shard_hours).unwrap();
/// assert_eq!(line.amount.to_string(), "43.80");
/// # Ok::<(), tidegate_savings::price::PriceError>(())
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
