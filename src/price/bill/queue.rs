//! The lines of SQS: requests, and the polling of an idle queue. A filter lowers neither, because messages are received
//! before they are filtered.

use rust_decimal::Decimal;

use super::Line;
use super::free::{FreeTier, beyond};
use crate::{Item, NoPrice, Rates};

/// Long polls that one poller makes in a minute on an empty queue, 20 seconds each.
const IDLE_POLLS_PER_MINUTE: u64 = 3;

/// The kind of queue, which decides the price of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueKind {
    /// A standard queue, also with fair queues.
    Standard,
    /// A FIFO queue.
    Fifo,
}

/// Returns the line for requests to a queue: receives, also empty ones, and deletes. The caller counts each one as
/// [`payload_units`](super::payload_units).
///
/// # Errors
/// [`NoPrice`] if the item has no price in the region.
pub fn sqs_requests(
    rates: &Rates,
    kind: QueueKind,
    requests: u64,
    free: &FreeTier,
) -> Result<Line, NoPrice> {
    let item = match kind {
        QueueKind::Standard => Item::SqsStandard,
        QueueKind::Fifo => Item::SqsFifo,
    };
    let billed = beyond(Decimal::from(requests), free.sqs_requests());
    Ok(Line::new(item, rates.price(item)?, billed))
}

/// Returns how many receives the pollers of a mapping make on an idle queue.
///
/// ```
/// assert_eq!(tidegate_price::bill::idle_receives(5, 30 * 24 * 60), 648_000);
/// ```
#[must_use]
pub const fn idle_receives(pollers: u32, minutes: u64) -> u64 {
    // The cast is lossless: it widens a u32.
    (pollers as u64)
        .saturating_mul(IDLE_POLLS_PER_MINUTE)
        .saturating_mul(minutes)
}
