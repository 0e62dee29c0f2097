//! The lines of a bill: rates and quantities in, [`Line`]s rounded to the cent out. One plain function per line. What
//! has no price in the region answers [`NoPrice`](super::NoPrice), never an amount.
//!
//! Rules: AWS Lambda pricing page, read 2026-11-23, unless a function says otherwise.

mod free;
mod function;
mod lambda;
mod logs;
mod quantity;
mod queue;
mod service;

use std::sync::Arc;

use rust_decimal::Decimal;

pub use free::FreeTier;
pub use function::{Function, FunctionBill, Init, Work, function_lines};
pub use lambda::{
    PollerKind, STORAGE_FREE_MB, async_requests, duration, duration_after, ephemeral_storage, init,
    kafka_poller_units, pollers, provisioned_concurrency, provisioned_duration,
    provisioned_requests, requests, snapstart_cache, snapstart_restore,
};
pub use logs::{LOG_BYTES_JSON, LOG_BYTES_TEXT, logs};
pub use quantity::{billed_ms, gb_from_bytes, gb_seconds, payload_units};
pub use queue::{QueueKind, idle_receives, sqs_requests};
pub use service::{
    dynamodb_stream_reads, line, step_functions_express, step_functions_transitions,
};

use super::{Grade, Item, Money, Price};

/// One line of a month's bill.
///
/// ```
/// use tidegate_price::{Architecture, PriceBook, bill};
/// let rates = PriceBook::built_in().rates("us-east-1", Architecture::X86_64)?;
/// let line = bill::requests(&rates, 3_000_000, &bill::FreeTier::ALL);
/// assert_eq!(line.to_string(), "Lambda requests: 2000000 requests = 0.40");
/// # Ok::<(), tidegate_price::PriceError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What has the price.
    pub item: Item,
    /// What is charged, such as `Lambda requests`.
    pub name: &'static str,
    /// How much of it is charged, free units taken off.
    pub quantity: Decimal,
    /// What is counted, in the plural.
    pub unit: &'static str,
    /// In cents, in the currency of the rates.
    pub amount: Money,
    /// How far the price can be trusted.
    pub grade: Grade,
    /// Whether part of the quantity has a modelled price.
    pub is_modelled: bool,
    /// Date of the price; `None` if its source gives none.
    pub as_of: Option<Arc<str>>,
    /// Where the price was read.
    pub source: Arc<str>,
}

impl Line {
    /// What `quantity` units cost from the first unit of the month on.
    pub(super) fn new(item: Item, price: &Price, quantity: Decimal) -> Self {
        Self::after(item, price, Decimal::ZERO, quantity)
    }

    /// What `quantity` units cost on top of `before` others of the same month.
    fn after(item: Item, price: &Price, before: Decimal, quantity: Decimal) -> Self {
        let quantity = quantity.max(Decimal::ZERO);
        let end = before.saturating_add(quantity);
        let mut reached = Decimal::ZERO;
        let is_modelled = price.split(end).any(|part| {
            reached = reached.saturating_add(part.quantity);
            part.is_modelled && reached > before
        });
        let amount = price.cost(end).saturating_sub(price.cost(before));
        Self {
            item,
            name: item.name(),
            quantity,
            unit: item.unit(),
            amount: Money::from_decimal(amount).cents(),
            grade: price.grade,
            is_modelled,
            as_of: price.as_of.clone(),
            source: price.source.clone(),
        }
    }
}

/// Name, quantity, unit and amount, without the currency.
impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let quantity = self.quantity.normalize();
        write!(
            f,
            "{}: {quantity} {} = {}",
            self.name, self.unit, self.amount
        )
    }
}

/// The sum of the lines' amounts, each rounded already.
pub fn total<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Money {
    lines.into_iter().map(|line| line.amount).sum()
}
