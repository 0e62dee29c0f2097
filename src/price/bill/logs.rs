//! Log lines of functions, as CloudWatch bills what it takes in.

use rust_decimal::Decimal;

use super::Line;
use super::free::{FreeTier, beyond};
use crate::{Item, NoPrice, Rates};

/// Bytes that Lambda itself logs for an invocation as text: the lines START (71), END (52) and REPORT (141), with a
/// request id of 36 characters. Counted on the example lines of the Lambda Developer Guide, read 2026-11-23.
pub const LOG_BYTES_TEXT: u64 = 264;

/// The same in JSON format: `platform.start` (219) and `platform.report` (264).
pub const LOG_BYTES_JSON: u64 = 483;

/// Log lines taken in, in GB of 2^30 bytes ([`gb_from_bytes`](super::gb_from_bytes)). The tiers end at round thousands of
/// GB, as the one published calculation of them has it (a third-party account, 2025-05).
///
/// # Errors
/// No price in the region.
pub fn logs(rates: &Rates, gigabytes: Decimal, free: &FreeTier) -> Result<Line, NoPrice> {
    let price = rates.price(Item::Logs)?;
    Ok(Line::new(
        Item::Logs,
        price,
        beyond(gigabytes, free.log_gb()),
    ))
}
